"""A backup's folder: sealed database, files as they are sealed already, and the manifest."""

import gzip
import hashlib
import hmac
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal import resources, sealing
from portal.durable import DurableFolder
from portal.framing import Buffer, SealingWriter, open_sealed

DATABASE, LISTING, MANIFEST = "database.sealed", "files.jsonl", "manifest.json"
FILES = "files"
PIECE = 1024 * 1024  # bytes
_PURPOSE = "backup"


class BackupError(Exception):
    """A backup that cannot be made or cannot be restored; the message says why."""


@dataclass(frozen=True)
class Kept:
    """A stored file in a backup: its name, its bytes as stored and their SHA-256."""

    name: str
    size: int
    sha256: str


class Archive:
    """One backup's folder."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Take the folder and the key of PORTAL_KEYS that seals it."""
        self.folder = folder
        self._key = sealing.subkey(key, _PURPOSE)
        self._durable = DurableFolder(folder)

    def write_database(self, source: Iterable[str]) -> Kept:
        """Writes the database's lines, packed and sealed."""
        with self._durable.writing(DATABASE) as raw:
            sink = _Hashing(raw)
            writer = SealingWriter(sink, self._key, DATABASE)
            with gzip.GzipFile(fileobj=_Into(writer), mode="wb", compresslevel=5) as packed:
                for line in source:
                    packed.write(line.encode() + b"\n")
            writer.finish()
        return Kept(DATABASE, sink.size, sink.digest.hexdigest())

    def database(self) -> Iterator[str]:
        """The database's lines again. Raises SealBrokenError for bytes that were changed."""
        with (self.folder / DATABASE).open("rb") as raw:
            plain = open_sealed(iter(lambda: raw.read(PIECE), b""), self._key, DATABASE)
            with gzip.GzipFile(fileobj=io.BufferedReader(_From(plain))) as packed:
                for line in packed:
                    yield line.decode()

    def write_file(self, name: str, pieces: Iterable[Buffer]) -> Kept:
        """Copies a stored file, sealed as it is."""
        with self._durable.writing(f"{FILES}/{name}") as raw:
            sink = _Hashing(raw)
            for piece in pieces:
                sink.write(piece)
        return Kept(name, sink.size, sink.digest.hexdigest())

    def file(self, kept: Kept) -> Iterator[bytes]:
        """The bytes of a stored file. Raises BackupError for a file that is not what it was."""
        digest = hashlib.sha256()
        path = self.folder / FILES / kept.name
        if not path.is_file():
            raise BackupError(f"a file of the backup is missing: {kept.name}")
        with path.open("rb") as raw:
            while piece := raw.read(PIECE):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != kept.sha256:
            raise BackupError(f"a file of the backup was changed: {kept.name}")

    def has_file(self, name: str) -> bool:
        """Whether a stored file was copied already."""
        return (self.folder / FILES / name).is_file()

    def write_manifest(self, held: dict[str, Any], files: list[Kept]) -> None:
        """Writes the list of files and, last of all, what the backup holds, signed."""
        listing = b"".join(
            json.dumps([one.name, one.size, one.sha256]).encode() + b"\n" for one in files
        )
        with self._durable.writing(LISTING) as raw:
            raw.write(listing)
        held |= {"files": len(files), "listing": hashlib.sha256(listing).hexdigest()}
        signed = held | {"signature": self._signature(held)}
        with self._durable.writing(MANIFEST) as raw:
            raw.write(json.dumps(signed, indent=1).encode())

    def manifest(self) -> dict[str, Any]:
        """What the backup holds. Raises BackupError where its signature does not fit."""
        held: dict[str, Any] = read_manifest(self.folder)
        if not hmac.compare_digest(str(held.pop("signature", "")), self._signature(held)):
            raise BackupError("the manifest was changed")
        return held

    def files(self, manifest: dict[str, Any]) -> list[Kept]:
        """The files that were copied. Raises BackupError for a list that was changed."""
        listing = (self.folder / LISTING).read_bytes()
        if hashlib.sha256(listing).hexdigest() != manifest["listing"]:
            raise BackupError("the list of files was changed")
        return [Kept(*json.loads(line)) for line in listing.splitlines()]

    def _signature(self, held: dict[str, Any]) -> str:
        said = json.dumps(held, sort_keys=True).encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest as it stands there. Raises BackupError where there is none to be read."""
    try:
        held = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise BackupError(f"{folder} holds no whole backup: no manifest can be read") from None
    if not isinstance(held, dict) or held.get("format") != 1:
        raise BackupError("this portal does not know the backup's format")
    return held


def open_archive(folder: Path) -> Archive:
    """A backup by the key it was sealed with. Raises BackupError where PORTAL_KEYS lacks it."""
    wanted = read_manifest(folder).get("key")
    for key in resources.current().keyring.keys:
        if sealing.key_id(key).hex() == wanted:
            return Archive(folder, key)
    raise BackupError("the backup is sealed by a key that PORTAL_KEYS does not list")


class _Hashing:
    """A sink that counts and hashes what goes through it."""

    def __init__(self, sink: Any) -> None:
        self._sink = sink
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data: Buffer, /) -> int:
        """Takes bytes; all of them."""
        with memoryview(data) as view:
            done = 0
            while done < len(view):
                done += self._sink.write(view[done:])
            self.digest.update(view)
            self.size += len(view)
            return len(view)


class _Into(io.RawIOBase):
    """The sealing writer as a file, for the packer."""

    def __init__(self, writer: SealingWriter) -> None:
        self._writer = writer

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._writer.write(data)
        return len(data)


class _From(io.RawIOBase):
    """Plain pieces as a file, for the unpacker."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if not self._held:
            self._held = next(self._pieces, b"")
        count = min(len(into), len(self._held))
        into[:count] = self._held[:count]
        self._held = self._held[count:]
        return count
