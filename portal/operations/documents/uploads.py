"""From an upload to an acknowledged page: looked at, sealed, stored durably, then committed."""

import re
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from portal import resources
from portal.cleaning import refuse_if_locked
from portal.models.accounts import Actor
from portal.models.documents import Document, Page
from portal.operations.cases.keys import case_key
from portal.operations.documents import add_page, remove_page
from portal.operations.documents.again import replace_page
from portal.policy.documents import MAX_FILE_BYTES
from portal.policy.refusals import Refused
from portal.sniffing import sniff
from portal.storage import StorageError

_CHUNK = 1024 * 1024
_NAME_AT_MOST = 200
_NEVER_SHOWN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}  # general categories of Unicode


class UploadStream(Protocol):
    """An upload that lies in memory or in a temporary file."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Goes to a byte."""

    def tell(self) -> int:
        """Where it stands."""

    def read(self, size: int = -1, /) -> bytes:
        """Reads on from there."""


@dataclass(frozen=True)
class Upload:
    """One file as it came: its bytes, the name it had, and its key, the same on every try."""

    stream: UploadStream
    name: str
    key: str = ""


def take_upload(actor: Actor, *, document: Document, upload: Upload, at: datetime) -> Page:
    """Makes an upload a page of an open document; when this returns, it will not be lost.

    The same key, or the same bytes, give the same page. Raises Refused({"file": code}) with a
    RefusalCode or SendingRefusal, and StorageError (contract.md, Limits; safety.md, Files and
    Writes).
    """
    return _taken(actor, document, upload, at, partial(add_page, actor, document=document))


def take_page_again(actor: Actor, *, page: Page, upload: Upload, at: datetime) -> Page:
    """Takes an upload in the place of a page that was asked for again (DOC-2).

    The same key gives the same page. Raises as `take_upload` and `replace_page` do.
    """
    return _taken(actor, page.document, upload, at, partial(replace_page, actor, page=page))


def _taken(
    actor: Actor, document: Document, upload: Upload, at: datetime, keep: Callable[..., Page]
) -> Page:
    store = resources.current().storage
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    sniffed = sniff(upload.stream, size)
    if sniffed.is_encrypted:
        _refuse_locked(upload.stream)
    sealed_under = case_key(document.case, at=at, actor=actor)
    stored = store.receive(upload.stream, sealed_under, max_bytes=MAX_FILE_BYTES)
    try:
        page = keep(
            stored=stored, sniffed=sniffed, file_name=shown_name(upload.name), at=at,
            operation_key=_key_of(actor, upload),
        )  # fmt: skip
    except Refused:
        discard([stored.name])
        raise
    # After any other failure nobody knows whether the row is there: the sweeper looks later.
    if page.original != stored.name:
        discard([stored.name])
    return page


def take_back(actor: Actor, *, page: Page, at: datetime) -> None:
    """Removes a page of an open document with its files. Raises Refused({"": ALREADY_SENT})."""
    discard(remove_page(actor, page=page, at=at))


def discard(names: list[str]) -> None:
    """Deletes stored files that no row names; what cannot be deleted now the sweeper takes."""
    for name in names:
        with suppress(StorageError):
            resources.current().storage.delete(name)


def shown_name(given: str) -> str:
    """A file's name as it may be shown: one line, without folders, control characters, and what
    is no character at all."""
    plain = "".join(letter for letter in given if unicodedata.category(letter) not in _NEVER_SHOWN)
    name = re.split(r"[\\/]", plain)[-1].strip()
    return name[:_NAME_AT_MOST]


def _key_of(actor: Actor, upload: Upload) -> str | None:
    return f"{actor.role}:{actor.id}:{upload.key}"[:80] if upload.key else None


def _refuse_locked(stream: UploadStream) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "upload"
        with copy.open("wb") as target:
            while chunk := stream.read(_CHUNK):
                target.write(chunk)
        stream.seek(0)
        refuse_if_locked(copy)
