"""A sent letter as lines of plain text, read from its frozen HTML: what Braille and speech are
made of, so that they say what was sent whatever became of its catalog (LET-3, LET-8)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser


class LineRole(StrEnum):
    """What a line is; it decides how it is set and where a voice pauses."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph, heading, list item or line of an address. `spoken` is its text with telephone
    and case numbers taken apart, so that a voice says them digit by digit."""

    role: LineRole
    text: str
    spoken: str


_ROLES = {"h2": LineRole.TITLE, "h3": LineRole.HEADING, "p": LineRole.TEXT, "li": LineRole.ITEM}
_NUMBER = re.compile(r"[\d()+\-./ \u00a0]{4,}")
_SPACES = re.compile(r"\s+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[TextLine] = []
        self._text: list[str] = []
        self._spoken: list[str] = []
        self._role: LineRole | None = None
        self._is_footer = False
        self._is_value = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_footer = self._is_footer or tag == "footer"
        if tag in _ROLES or tag == "address":
            self._role = LineRole.FACT if self._is_footer else _ROLES.get(tag)
        elif tag == "br":
            self._end_line()
        elif tag == "bdi":
            self._is_value = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _ROLES or tag == "address":
            self._end_line()
            self._role = None
        elif tag == "bdi":
            self._is_value = False
        elif tag == "footer":
            self._is_footer = False

    def handle_data(self, data: str) -> None:
        if self._role is None:
            return
        self._text.append(data)
        self._spoken.append(_digits(data) if self._is_value else data)

    def _end_line(self) -> None:
        text, spoken = (
            _SPACES.sub(" ", "".join(parts)).strip() for parts in (self._text, self._spoken)
        )
        if text and self._role is not None:
            self.lines.append(TextLine(self._role, text, spoken))
        self._text, self._spoken = [], []


def _digits(value: str) -> str:
    """ "(510) 555-0142" as "5 1 0, 5 5 5, 0 1 4 2"; any other value as it is."""
    if not _NUMBER.fullmatch(value.strip()):
        return value
    groups = re.findall(r"\d+", value)
    return ", ".join(" ".join(group) for group in groups)


def lines_of(html: str) -> list[TextLine]:
    """The lines of a letter's HTML (letter_html.py) in reading order; its number, its date and the
    addresses come last."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.lines


def to_be_spoken(lines: Iterable[TextLine]) -> str:
    """The lines as a voice gets them: a pause between all, a full stop where none stands."""
    said = [line.spoken for line in lines]
    return "\n\n".join(text if text[-1] in ".!?:;。！？؟።" else f"{text}." for text in said)
