"""Letters in Braille: liblouis makes the cells, here they become a BRF file for embossers and
Braille displays (ASCII Braille, 40 cells a line, 25 lines a page; LET-8).

Headings and paragraphs stand as Braille readers know them: title centred, headings from cell 5,
paragraphs from cell 3, items from cell 1 with later lines from cell 3, the page number at the end
of the last line.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from portal import processes
from portal.letter_text import LineRole, TextLine
from portal.policy.formats import BRAILLE_TABLES

PROGRAM = "lou_translate"
MEDIA_TYPE = "application/x-brf"
CELLS = 40
LINES = 25
_SECONDS = 20
_CHUNK = 300  # characters; the program reads lines of 2,044 bytes

# North American ASCII Braille: the sign of each cell, in the order of U+2800 to U+283F.
_ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
_BLANK = "\u2800"
_UNKNOWN = "\u2873\u282d"  # how the program begins the number of a sign that it does not know
_DIGITS = "JABCDEFGHI"
# Where a name is in another script, the first of these that knows it.
_FOREIGN = (
    "en-ueb-g1.ctb", "vi-vn-g1.ctb", "ru-litbrl.ctb", "ar-ar-g1.utb", "ko-2006-g1.ctb",
    "zh-tw.ctb", "ethio-g1.ctb",
)  # fmt: skip
# Letters without a mark to take off, and typographic signs that only some rules know.
_PLAIN = str.maketrans("đĐłŁøØ“”„«»‘’‚–—−•", 'dDlLoO"""""\'\'\'---*')
_INDENTS = {  # the blank cells before the first line and before the later ones
    LineRole.HEADING: (4, 4),
    LineRole.TEXT: (2, 0),
    LineRole.ITEM: (0, 2),
    LineRole.FACT: (0, 2),
}


class BrailleError(Exception):
    """A sign that no Braille rules of the machine know."""


def is_possible() -> bool:
    """Whether this machine can make Braille."""
    return processes.is_installed(PROGRAM)


@cache
def made_with() -> str:
    """The version of the program that makes the cells, its first line. Raises ProgramMissing and
    ProgramFailed."""
    return processes.run([PROGRAM, "--version"], "", _SECONDS).partition("\n")[0]


def brf(lines: Sequence[TextLine], locale: str) -> bytes:
    """A letter's lines as a BRF file. Raises KeyError for a language without a table, BrailleError,
    ProgramMissing and ProgramFailed (LET-8)."""
    cells = _cells([line.text for line in lines], BRAILLE_TABLES[locale])
    pages: list[list[str]] = [[]]
    for line, found in zip(lines, cells, strict=True):
        _place(pages, line.role, _set(found, line.role))
    text = "\f".join(_page(page, number) for number, page in enumerate(pages, start=1))
    return text.encode("ascii")


def _set(cells: str, role: LineRole) -> list[str]:
    if role is LineRole.TITLE:
        return [row.center(CELLS).rstrip() for row in _wrapped(cells, CELLS - 6, 0, 0)]
    return _wrapped(cells, CELLS, *_INDENTS[role])


def _place(pages: list[list[str]], role: LineRole, rows: list[str]) -> None:
    """Puts the rows of a line on the last page, or a next one: a heading is never the last thing
    on its page."""
    is_head = role in (LineRole.TITLE, LineRole.HEADING)
    room = LINES - 1 - len(pages[-1])
    if pages[-1] and is_head:
        pages[-1].append("")
        room -= 1
    if is_head and room < len(rows) + 2:
        pages.append([])
    for row in rows:
        if len(pages[-1]) >= LINES - 1:
            pages.append([])
        pages[-1].append(row)


def _page(rows: list[str], number: int) -> str:
    told = "#" + "".join(_DIGITS[int(digit)] for digit in str(number))
    blank = [""] * (LINES - 1 - len(rows))
    return "\r\n".join([*rows, *blank, told.rjust(CELLS)]) + "\r\n"


def _wrapped(cells: str, width: int, first: int, later: int) -> list[str]:
    rows, row, indent = [], "", first
    for word in cells.split():
        while word:
            room = width - indent - (len(row) + 1 if row else 0)
            if len(word) <= room:
                row, word = f"{row} {word}".strip(), ""
            elif row:
                rows.append(" " * indent + row)
                row, indent = "", later
            else:  # longer than a line, as text without spaces between its words
                row, word = word[:room], word[room:]
    return [*rows, " " * indent + row] if row else rows


def _cells(texts: Sequence[str], table: str) -> list[str]:
    """Each text in ASCII Braille."""
    chunks = [(number, chunk) for number, text in enumerate(texts) for chunk in _chunks(text)]
    found = _translated([chunk for _number, chunk in chunks], table)
    whole = [_known(chunk, cells) for (_n, chunk), cells in zip(chunks, found, strict=True)]
    words = {word for (_n, chunk), cells in zip(chunks, whole, strict=True) if cells is None
             for word in chunk.split()}  # fmt: skip
    one_by_one = _of_words(sorted(words), table)
    said: list[list[str]] = [[] for _text in texts]
    for (number, chunk), cells in zip(chunks, whole, strict=True):
        if cells is None:
            cells = " ".join(one_by_one[word] for word in chunk.split())
        said[number].append(cells)
    return [" ".join(" ".join(parts).split()) for parts in said]


def _of_words(words: list[str], table: str) -> dict[str, str]:
    """The words of texts that the language's own rules do not know whole: a name with marks of
    another language without them, a name in another script by that script's rules."""
    found = _by_rules(words, ((table, False), (table, True)))
    left = {word: _pieces(word) for word in words if word not in found}
    pieces = sorted({piece for parts in left.values() for piece in parts})
    foreign = [(rules, fold) for rules in _FOREIGN for fold in (False, True)]
    of_pieces = _by_rules(pieces, [(table, False), (table, True), *foreign])
    if len(of_pieces) < len(pieces):
        raise BrailleError("a sign that no Braille rules know")
    return found | {word: "".join(of_pieces[one] for one in parts) for word, parts in left.items()}


def _by_rules(texts: list[str], rules: Iterable[tuple[str, bool]]) -> dict[str, str]:
    """Each text by the first rules that know it; those that none knows are left out."""
    found: dict[str, str] = {}
    for table, fold in rules:
        left = [text for text in texts if text not in found]
        asked = [_folded(text) if fold else text for text in left]
        for text, cells in zip(left, _translated(asked, table), strict=True):
            if (known := _known(text, cells)) is not None:
                found[text] = known
    return found


def _pieces(word: str) -> list[str]:
    """A word taken apart where one script ends and another begins."""
    found: list[str] = []
    last = ""
    for sign in word:
        script = unicodedata.name(sign, "?").split()[0] if sign.isalpha() else "-"
        if found and script == last:
            found[-1] += sign
        else:
            found.append(sign)
        last = script
    return found


def _translated(texts: Sequence[str], table: str) -> list[str]:
    if not texts:
        return []
    command = [PROGRAM, "--forward", f"unicode.dis,{table}"]
    lines = processes.run(command, "\n".join(texts) + "\n", _SECONDS).split("\n")[:-1]
    if len(lines) != len(texts):
        raise BrailleError("not as many lines as were given")
    return lines


def _known(text: str, cells: str) -> str | None:
    """The cells of a text as ASCII; None where the rules do not know one of its signs, or tell
    Latin letters by a seventh dot, which paper does not have."""
    places = [ord(cell) - ord(_BLANK) for cell in cells.replace(" ", _BLANK)]
    if any(not 0 <= place <= 0xFF for place in places) or _UNKNOWN in cells:
        return None
    if any(sign.isascii() and sign.isalpha() for sign in text) and max(places, default=0) > 0x3F:
        return None
    return "".join(_ASCII[place & 0x3F] for place in places)


def _chunks(text: str) -> Iterable[str]:
    chunk = ""
    for word in _clean(text).split():
        if chunk and len(chunk) + len(word) >= _CHUNK:
            yield chunk
            chunk = ""
        chunk = f"{chunk} {word}".strip()
        while len(chunk) > _CHUNK:
            yield chunk[:_CHUNK]
            chunk = chunk[_CHUNK:]
    if chunk:
        yield chunk


def _clean(text: str) -> str:
    """The text without what is never drawn, such as isolates and joiners."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _folded(word: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", word)
    bare = "".join(sign for sign in taken_apart if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(_PLAIN)
