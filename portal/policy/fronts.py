"""What stands before a letter that somebody else made: the state's own form in a language."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Front:
    """Its language, what a screen says of it as HTML, and its pages as a PDF: read when they are
    printed, not when the letter is looked at."""

    locale: str
    html: str
    pdf: Callable[[], bytes]
