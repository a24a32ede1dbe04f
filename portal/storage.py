"""Storage: sealed files under random names, in a local folder, an S3 bucket or memory.

obstore reads, lists and deletes in all three, and writes to the bucket. It does not fsync a local
folder, so local writes go through durable.py: temporary file, fsync, rename, fsync of the folder
(safety rule Writes). Nothing is acknowledged after a failed fsync.
"""

from __future__ import annotations

import errno
import hashlib
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, S3Store

from portal.durable import INCOMING, DurableFolder
from portal.framing import FRAME_BYTES, Buffer, SealingWriter, Sink, open_sealed
from portal.policy.documents import RefusalCode
from portal.policy.refusals import Refused

# Safety rule Files: stop taking files at 10 % free disk.
LEAST_FREE_SHARE = 0.10

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class StorageError(Exception):
    """The store failed; nothing was acknowledged. The page answers 503 and keeps the text."""


class FileMissingError(StorageError):
    """No file under this name."""


class Readable(Protocol):
    """An upload as it comes in."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; empty at the end."""


@dataclass(frozen=True)
class Stored:
    """A file that is on disk or in the bucket: its name, plain and stored bytes, plain SHA-256."""

    name: str
    size: int
    stored_size: int
    sha256: str


@dataclass(frozen=True)
class Listed:
    """A file in a listing: name, stored bytes, UTC moment of writing."""

    name: str
    stored_size: int
    written_at: datetime


class Storage:
    """Where files lie. Make one with `from_url`; safe to share between threads."""

    def __init__(self, store: Any, folder: DurableFolder | None = None) -> None:
        self._store = store
        self._folder = folder

    @classmethod
    def from_url(cls, url: str) -> Storage:
        """`file:///folder`, `memory://`, or `s3://bucket/prefix?endpoint=...&region=...`.

        S3 keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the query as
        `access_key_id` and `secret_access_key`. Raises ValueError for any other URL.
        """
        parts = urlsplit(url)
        if parts.scheme == "memory":
            return cls(MemoryStore())
        if parts.scheme == "s3" and parts.netloc:
            return cls(_s3_store(parts.netloc, parts.path.strip("/"), parse_qs(parts.query)))
        if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
            folder = DurableFolder(Path(unquote(parts.path)))
            return cls(LocalStore(str(folder.root)), folder)
        raise ValueError("storage is file:///folder, s3://bucket/prefix or memory://")

    def receive(self, stream: Readable, key: bytes, *, max_bytes: int) -> Stored:
        """Seal a stream under `key` and store it under a new random name, durably.

        Out: name, sizes in bytes and the SHA-256 of the plain bytes. Raises Refused({"file":
        ...}): `too_large` as soon as more than `max_bytes` came, `no_space`; and StorageError.
        (contract.md, Limits: acknowledged only when the bytes are on disk or in the store.)
        """
        if not self.takes_files():
            raise Refused({"file": RefusalCode.NO_SPACE})
        name = new_name()
        digest = hashlib.sha256()
        with self._writing(name) as sink:
            writer = SealingWriter(sink, key, name)
            size = _pour(stream, writer, digest, max_bytes)
            stored_size = writer.finish()
        return Stored(name, size, stored_size, digest.hexdigest())

    def put_bytes(self, plain: bytes, key: bytes) -> Stored:
        """Seal and store bytes that are in memory already. Raises as `receive` does."""
        return self.receive(BytesIO(plain), key, max_bytes=len(plain))

    def put_file(self, source: Path, key: bytes) -> Stored:
        """Seal and store a local file, such as a clean copy. Raises as `receive` does."""
        with source.open("rb", buffering=0) as stream:
            return self.receive(stream, key, max_bytes=source.stat().st_size)

    def open(self, name: str, key: bytes) -> Iterator[bytes]:
        """The plain bytes in pieces of at most 1 MiB, each checked before it is given out.

        The first piece is read at once, so that a missing or foreign file fails before an answer
        begins. Raises FileMissingError, StorageError, SealBrokenError.
        """
        pieces = open_sealed(self.open_raw(name), key, name)
        first = next(pieces, b"")
        return _chained(first, pieces)

    def read(self, name: str, key: bytes) -> bytes:
        """The whole file's plain bytes: for thumbnails, page images and other small ones."""
        return b"".join(self.open(name, key))

    def open_raw(self, name: str) -> Iterator[memoryview]:
        """The stored (sealed) bytes, for backups. Raises FileMissingError, StorageError."""
        with _store_errors():
            found = obstore.get(self._store, name)
        return _stream(found)

    def put_raw(self, name: str, chunks: Iterable[Buffer]) -> int:
        """Store sealed bytes under their old name, for a restore. Out: bytes written."""
        size = 0
        with self._writing(name) as sink:
            for chunk in chunks:
                size += _write_all(sink, chunk)
        return size

    def delete(self, name: str) -> None:
        """Remove a file; nothing happens when it is gone already. Raises StorageError."""
        with suppress(FileMissingError), _store_errors():
            obstore.delete(self._store, name)

    def listed(self, prefix: str = "") -> Iterator[Listed]:
        """Every stored file whose name starts with `prefix`, in no order. Raises StorageError."""
        with _store_errors():
            for batch in obstore.list(self._store, chunk_size=1000):
                for found in batch:
                    name = str(found["path"])
                    if name.startswith(prefix) and not name.startswith(INCOMING):
                        yield Listed(name, int(found["size"]), found["last_modified"])

    def names(self, prefix: str = "", *, written_before: datetime | None = None) -> Iterator[str]:
        """Names for the sweeper; `written_before` spares files whose row is still to commit."""
        for found in self.listed(prefix):
            if written_before is None or found.written_at < written_before:
                yield found.name

    def sweep_incoming(self, written_before: datetime) -> int:
        """Remove temporary files that a killed process left. Out: how many."""
        return 0 if self._folder is None else self._folder.sweep(written_before.timestamp())

    def free_share(self) -> float | None:
        """Free share of the local disk, 0 to 1; None where the store has no disk of ours."""
        if self._folder is None:
            return None
        usage = shutil.disk_usage(self._folder.root)
        return usage.free / usage.total if usage.total else 0.0

    def takes_files(self) -> bool:
        """False from 10 % free disk downward: the page then says so kindly (safety rule Files)."""
        share = self.free_share()
        return share is None or share > LEAST_FREE_SHARE

    def check(self) -> None:
        """Write, read and remove a small file, for /readyz. Raises StorageError."""
        name = new_name()
        self.put_raw(name, [b"check"])
        found = b"".join(self.open_raw(name))
        self.delete(name)
        if found != b"check":
            raise StorageError("the store gave other bytes back")

    @contextmanager
    def _writing(self, name: str) -> Iterator[Sink]:
        """A sink for sealed bytes; on leaving they are durable under `name`, or an error came."""
        if self._folder is not None:
            with _store_errors(), self._folder.writing(name) as sink:
                yield sink
            return
        # Sealed bytes wait on disk, so that a refused or broken upload never reaches the bucket.
        with _store_errors(), tempfile.TemporaryFile() as waiting:
            yield waiting
            waiting.seek(0)
            obstore.put(self._store, name, waiting, max_concurrency=2)


def new_name() -> str:
    """A random, unguessable name that tells nothing: two hex digits, a slash, 32 more."""
    token = secrets.token_hex(17)
    return f"{token[:2]}/{token[2:]}"


def _pour(stream: Readable, writer: SealingWriter, digest: hashlib._Hash, max_bytes: int) -> int:
    """Read to the end, a frame at a time; out: bytes. Raises Refused `too_large` when exceeded."""
    size = 0
    while chunk := stream.read(FRAME_BYTES):
        size += len(chunk)
        if size > max_bytes:
            raise Refused({"file": RefusalCode.TOO_LARGE})
        digest.update(chunk)
        writer.write(chunk)
    return size


def _s3_store(bucket: str, prefix: str, query: dict[str, list[str]]) -> Any:
    options: dict[str, str] = {name: values[-1] for name, values in query.items()}
    endpoint = options.get("endpoint", "")
    client = {"timeout": "60s", "connect_timeout": "5s"}
    if endpoint.startswith("http://"):
        client["allow_http"] = "true"
    options.setdefault("region", "us-east-1")
    return S3Store(bucket, prefix=prefix or None, client_options=client, **options)


@contextmanager
def _store_errors() -> Iterator[None]:
    """Turn what the disk or the bucket raises into Refused `no_space` or StorageError."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileMissingError("no file under this name") from error
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise Refused({"file": RefusalCode.NO_SPACE}) from error
        raise StorageError("the disk failed") from error
    except BaseError as error:
        raise StorageError("the store failed") from error


def _stream(found: Any) -> Iterator[memoryview]:
    with _store_errors():
        for chunk in found.stream(min_chunk_size=FRAME_BYTES):
            yield memoryview(chunk)


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _write_all(sink: Sink, chunk: Buffer) -> int:
    view = memoryview(chunk)
    done = 0
    while done < len(view):
        done += sink.write(view[done:])
    return done
