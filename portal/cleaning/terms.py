"""What the cleaning agrees on with its child process: limits, task, and names of the results."""

from __future__ import annotations

from dataclasses import dataclass

from portal.policy.documents import MAX_PAGES, MAX_PDF_PAGES_OPENED, MAX_PIXELS

CLEAN_PICTURE = "clean.jpg"
CLEAN_PDF = "clean.pdf"
THUMB = "thumb.jpg"
RESULT = "result.json"
JOINED = "joined.pdf"


def page_name(number: int) -> str:
    """The file of a page's picture; pages count from 1."""
    return f"page-{number:03d}.jpg"


def thumb_name(number: int) -> str:
    """The file of a page's small picture; the first page's is the one of the whole file."""
    return THUMB if number == 1 else f"thumb-{number:03d}.jpg"


@dataclass(frozen=True)
class Limits:
    """What the child may use and make: bytes, seconds, pixels, pages (safety rule Files)."""

    memory_bytes: int = 1024 * 1024 * 1024
    cpu_seconds: int = 20
    wall_seconds: float = 60.0
    written_bytes: int = 100 * 1024 * 1024
    pixels: int = MAX_PIXELS
    pages_opened: int = MAX_PDF_PAGES_OPENED
    pages: int = MAX_PAGES
    long_side: int = 2400
    page_long_side: int = 1600
    thumb_long_side: int = 320
    quality: int = 82


@dataclass(frozen=True)
class Task:
    """One file for the child: paths as text, and whether only its lock is asked about; or, with
    `parts`, the clean files to make one PDF of: path, page of a PDF (0: all), degrees to turn."""

    source: str
    media_type: str
    into: str
    limits: Limits
    lock_only: bool = False
    parts: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Made:
    """What the child made: pixels of the clean picture (of page 1 of a PDF), and pages."""

    width: int
    height: int
    pages: int


class CannotCleanError(Exception):
    """Raised within the child: the file is refused with this code of RefusalCode."""

    def __init__(self, code: str) -> None:
        """Take the code."""
        self.code = code
        super().__init__(code)
