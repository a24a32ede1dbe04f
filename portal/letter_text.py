"""A sent letter as lines of plain text, read from its frozen HTML: what Braille and speech are
made of, so that they say what was sent whatever became of its catalog (LET-3, LET-8)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup


class LineRole(StrEnum):
    """What a line is; it decides how it is set and where a voice pauses."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph, heading, list item or line of an address.

    `spoken` is its text with telephone and case numbers taken apart, so that a voice says them
    digit by digit; `html` is what stood in its element; `section` the section it belongs to.
    """

    role: LineRole
    text: str
    spoken: str
    html: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class InShort:
    """What a letter says first, in its own sentences as HTML: what, by when, what to do; each ""
    where the letter has no such part."""

    title: Markup
    what: tuple[Markup, ...]
    when_heading: Markup
    when: tuple[Markup, ...]
    do_heading: Markup
    do: tuple[Markup, ...]


_ROLES = {"h2": LineRole.TITLE, "h3": LineRole.HEADING, "p": LineRole.TEXT, "li": LineRole.ITEM}
_SAID = (LineRole.TEXT, LineRole.ITEM)
_DAYS = 2  # lines on days that stand on the first screen
_ITEMS = 1  # of a list there, besides the line above it
_NUMBER = re.compile(r"[\d()+\-./ \u00a0]{4,}")
_SPACES = re.compile(r"\s+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[TextLine] = []
        self._text: list[str] = []
        self._spoken: list[str] = []
        self._html: list[str] = []
        self._role: LineRole | None = None
        self._section = ""
        self._is_footer = False
        self._is_value = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_footer = self._is_footer or tag == "footer"
        if tag in _ROLES or tag == "address":
            self._role = LineRole.FACT if self._is_footer else _ROLES.get(tag)
        elif tag == "section":
            self._section = (dict(attrs).get("class") or "").removeprefix("letter-")
        elif tag == "br":
            self._end_line()
        elif self._role is not None:
            self._html.append(self.get_starttag_text() or "")
        self._is_value = self._is_value or tag == "bdi"

    def handle_endtag(self, tag: str) -> None:
        if tag in _ROLES or tag == "address":
            self._end_line()
            self._role = None
        elif self._role is not None:
            self._html.append(f"</{tag}>")
        if tag == "bdi":
            self._is_value = False
        elif tag == "section":
            self._section = ""
        elif tag == "footer":
            self._is_footer = False

    def handle_data(self, data: str) -> None:
        if self._role is None:
            return
        self._text.append(data)
        self._spoken.append(_digits(data) if self._is_value else data)
        self._html.append(escape(data))

    def _end_line(self) -> None:
        text, spoken, html = (
            _SPACES.sub(" ", "".join(parts)).strip()
            for parts in (self._text, self._spoken, self._html)
        )
        if text and self._role is not None:
            self.lines.append(TextLine(self._role, text, spoken, html, self._section))
        self._text, self._spoken, self._html = [], [], []


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


def in_short(lines: Iterable[TextLine]) -> InShort:
    """What stands on the first screen of a small phone: the letter's title, the first sentence of
    what it is about, its first days, and the first thing to do (screens.md, section 10, 42)."""
    found = list(lines)
    title = [line for line in found if line.role is LineRole.TITLE]
    return InShort(
        title=_first(title),
        what=tuple(map(_markup, _beginning(_of(found, "what")))),
        when_heading=_first(_headings(found, "when")),
        when=tuple(map(_markup, _of(found, "when")[:_DAYS])),
        do_heading=_first(_headings(found, "do")),
        do=tuple(map(_markup, _beginning(_of(found, "do")))),
    )


def _beginning(lines: list[TextLine]) -> list[TextLine]:
    """The first line; "Please bring:" says nothing without what follows it."""
    is_head = bool(lines) and lines[0].text.endswith((":", "：", "៖"))
    return lines[: 1 + _ITEMS] if is_head else lines[:1]


def _first(lines: list[TextLine]) -> Markup:
    return _markup(lines[0]) if lines else Markup()


def _markup(line: TextLine) -> Markup:
    # Made by letter_html.py, which escaped every value, and escaped once more as it was read.
    return Markup(line.html)  # noqa: S704


def _of(lines: list[TextLine], section: str) -> list[TextLine]:
    return [line for line in lines if line.section == section and line.role in _SAID]


def _headings(lines: list[TextLine], section: str) -> list[TextLine]:
    return [one for one in lines if one.section == section and one.role is LineRole.HEADING]
