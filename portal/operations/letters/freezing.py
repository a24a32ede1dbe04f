"""A letter made once: rendered and put into the store before a transaction, kept by it (LET-3)."""

import hashlib
import json
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from portal import pdf, resources
from portal.letter_html import letter_html
from portal.models.accounts import Actor
from portal.models.letters import LetterState
from portal.operations.letters.leaving import UNDO
from portal.policy.composing import LARGE_SIZE, LetterDocument
from portal.policy.sending import Told
from portal.reports.letters import Prepared
from portal.storage import Stored


@dataclass(frozen=True)
class Frozen:
    """What was made of a letter: its pages as HTML, the translation first, and its stored PDFs;
    `large` is None where nobody asked for large print."""

    pages: tuple[str, ...]
    printed: Stored
    large: Stored | None


@dataclass(frozen=True)
class Freezing:
    """The same while its files are still on their way to the disk."""

    pages: tuple[str, ...]
    printed: "Future[Stored]"
    large: "Future[Stored] | None"

    def done(self) -> Frozen:
        """Waits until the files are durable. Raises StorageError where one is not."""
        large = self.large.result() if self.large else None
        return Frozen(self.pages, self.printed.result(), large)


def freeze(document: LetterDocument, key: bytes, at: datetime) -> Frozen:
    """Renders a letter in 12 and 18 points and keeps both files, sealed with the case's key.

    Raises PdfError and StorageError; files that no row names are swept away.
    """
    store = resources.current().storage
    printed = store.put_bytes(pdf.render_letter(document, at=at), key)
    large = store.put_bytes(pdf.render_letter(replace(document, size=LARGE_SIZE), at=at), key)
    return Frozen(_pages(document), printed, large)


def begin_to_freeze(
    document: LetterDocument, key: bytes, at: datetime, writer: Executor, *, is_large: bool
) -> Freezing:
    """The same for many letters: the disk takes one while the next is set, and 18 points are set
    for those alone who read large print. Raises PdfError."""
    store = resources.current().storage
    printed = writer.submit(store.put_bytes, pdf.render_letter(document, at=at), key)
    large = None
    if is_large:
        bigger = replace(document, size=LARGE_SIZE)
        large = writer.submit(store.put_bytes, pdf.render_letter(bigger, at=at), key)
    return Freezing(_pages(document), printed, large)


def columns(actor: Actor, prepared: Prepared, frozen: Frozen, at: datetime) -> dict[str, Any]:
    """The columns of a letter that waits to leave, as it was frozen at the UTC moment `at`."""
    large = frozen.large
    return {
        "state": LetterState.WAITING,
        "leaves_at": at + UNDO,
        # Where the translation is there by now, nothing follows.
        "personal_follows": any(one.code is Told.PERSONAL_FOLLOWS for one in prepared.findings),
        "locale": prepared.locale,
        "fields": json.dumps(dict(prepared.raw), ensure_ascii=False),
        "release": prepared.release or prepared.english,
        "release_english": prepared.english,
        "html": frozen.pages[0],
        "html_english": "".join(frozen.pages[1:]),
        "html_sha256": hashlib.sha256("".join(frozen.pages).encode()).hexdigest(),
        "pdf": frozen.printed.name,
        "pdf_sha256": frozen.printed.sha256,
        "pdf_large": large.name if large else "",
        "pdf_large_sha256": large.sha256 if large else "",
        "made_with": _made_with(),
        "sent_by": actor.id if actor.is_staff else None,
    }


def _pages(document: LetterDocument) -> tuple[str, ...]:
    front = (document.front.html,) if document.front else ()
    return (*front, *(letter_html(part) for part in document.parts))


@cache
def _made_with() -> str:
    return json.dumps(pdf.renderer_versions())
