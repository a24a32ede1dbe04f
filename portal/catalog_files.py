"""Catalogs as gettext PO files, out and in (LET-7): what Poedit, OmegaT, Weblate and Lokalize read.

A file from outside is text that somebody made: 1 MiB, UTF-8 alone, no control characters that turn
or hide text, its header not believed (safety.md). A broken file is refused whole, with the line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import polib

from portal.locales import LocaleSpec
from portal.policy.plurals import forms_of

FILE_LIMIT = 1024 * 1024  # bytes; safety.md
ENTRIES = 10_000  # texts of one file: twice as many as screens and letters have
_EXPORTED = "X-Exported-At"
# Controls, marks that turn text, invisible fillers and tags, halves of pairs, what is no character.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_LOST = "\ufffd"  # what a program writes for a character that it could not read
_STATEMENT = re.compile(
    r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])?\s+)?"(?:[^"\\]++|\\.)*+"\s*'
)
_AFTER = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[0]",),
    "msgstr": ("msgctxt", "msgid"),
}
_ALSO = {"zh-Hant": ("zh-tw", "zh-hk", "zh-mo"), "zh-Hans": ("zh-cn", "zh-sg")}
_CHARSET = re.compile(r"charset=([\w-]+)", re.I)


class FileFault(StrEnum):
    """Why a file is refused whole."""

    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    LOST_CHARACTER = "lost_character"
    HIDDEN_CHARACTER = "hidden_character"
    NOT_PO = "not_po"
    NOT_CSV = "not_csv"
    NOT_XLSX = "not_xlsx"
    NO_SUCH_KIND = "no_such_kind"
    NO_COLUMNS = "no_columns"
    OTHER_LANGUAGE = "other_language"
    TWICE = "twice"


class BrokenFile(Exception):
    """A file that is refused whole; `line` counts from 1, 0 for the file as such."""

    def __init__(self, fault: FileFault, line: int = 0) -> None:
        self.fault = fault
        self.line = line
        super().__init__(f"{fault} (line {line})")


@dataclass(frozen=True, slots=True)
class OutEntry:
    """One text as it goes out. `context` is "" for a text of the screens, whose English is its
    name; `plural` and more than one form only where it is counted; `previous` the English that a
    stale text was made from, or ""; `places` the files it stands in; `flag` says how its fields
    are written, or ""."""

    context: str
    english: str
    forms: tuple[str, ...]
    note: str
    state: str
    previous: str
    is_sure: bool
    plural: str = ""
    places: tuple[str, ...] = ()
    flag: str = ""


@dataclass(frozen=True, slots=True)
class InEntry:
    """One text as it comes in; `line` is that of the entry in the file. `has_formula` tells of a
    cell that a table computes."""

    context: str
    english: str
    forms: tuple[str, ...]
    is_sure: bool
    line: int
    plural: str = ""
    has_formula: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing in any of its forms."""
        return not any(form.strip() for form in self.forms)


@dataclass(frozen=True, slots=True)
class InFile:
    """A file that could be read; `exported_at` (UTC) is None where the file does not say it. In a
    table nobody marks what they have looked at: a text that differs is sure."""

    entries: tuple[InEntry, ...]
    exported_at: datetime | None
    is_table: bool = False


def write_po(
    entries: Iterable[OutEntry], spec: LocaleSpec, at: datetime, what: str = "letters"
) -> str:
    """A language's catalog as PO: contexts, notes, flags, plural forms, the English before (`#|`).
    `what` names the catalog in its header (LET-7)."""
    made = polib.POFile(wrapwidth=98)
    stamp = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M+0000")
    made.metadata = {
        "Project-Id-Version": f"Touchpoint {what}",
        "POT-Creation-Date": stamp,
        "PO-Revision-Date": stamp,
        "Last-Translator": "Touchpoint",
        "Language-Team": spec.english_name,
        "Language": spec.folder,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={spec.plurals}; plural={_plural(spec)};",
        _EXPORTED: at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    made.extend(_out(entry, spec) for entry in entries)
    return f"{made}\n"


def _plural(spec: LocaleSpec) -> str:
    return f"({spec.plural})" if spec.plurals > 1 else spec.plural


def _out(entry: OutEntry, spec: LocaleSpec) -> polib.POEntry:
    is_begun = any(entry.forms)
    flags = [] if entry.is_sure or not is_begun else ["fuzzy"]
    forms = dict(enumerate([*entry.forms, *[""] * spec.plurals][: spec.plurals]))
    before = forms_of(entry.previous) if entry.plural else (entry.previous,)
    return polib.POEntry(
        msgctxt=entry.context or None,
        msgid=entry.english,
        msgid_plural=entry.plural,
        msgstr="" if entry.plural else "".join(entry.forms[:1]),
        msgstr_plural=forms if entry.plural else {},
        comment=entry.note,
        tcomment=entry.state,
        occurrences=[(place, "") for place in entry.places],
        flags=[*flags, entry.flag] if entry.flag else flags,
        previous_msgid=before[0] or None,
        previous_msgid_plural=before[-1] if len(before) > 1 else None,
    )


def read_po(content: bytes, spec: LocaleSpec) -> InFile:
    """A file's entries. Raises BrokenFile for a file that cannot be read as a whole: then nothing
    of it is taken (LET-7)."""
    text = plain_text(content)
    # The library takes a short text for a file's name: a catalog has lines.
    if "\n" not in text or "msgid" not in text:
        raise BrokenFile(FileFault.NOT_PO, 1)
    _require_grammar(text)
    try:
        found = polib.pofile(text, encoding="utf-8", wrapwidth=98)
    except (OSError, ValueError, IndexError) as error:
        told = re.search(r"\(line (\d+)\)", str(error))
        raise BrokenFile(FileFault.NOT_PO, int(told[1]) if told else 0) from None
    _require_header(found.metadata, spec)
    entries = tuple(_in(entry) for entry in found if not entry.obsolete)
    require_unique(entries)
    return InFile(entries, moment(found.metadata.get(_EXPORTED, "")))


def _in(entry: polib.POEntry) -> InEntry:
    forms = tuple(entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural))
    said = InEntry(
        entry.msgctxt or "", entry.msgid, forms if entry.msgid_plural else (entry.msgstr,),
        not entry.fuzzy, entry.linenum, entry.msgid_plural,
    )  # fmt: skip
    if not said.english:
        raise BrokenFile(FileFault.NOT_PO, said.line)
    # What a file hides behind a backslash is seen once it is read.
    if any(map(_FORBIDDEN.search, (said.context, said.english, said.plural, *said.forms))):
        raise BrokenFile(FileFault.HIDDEN_CHARACTER, said.line)
    return said


def _require_header(header: dict[str, str], spec: LocaleSpec) -> None:
    named = header.get("Language", "").strip()
    if named and not _is_named(named.replace("_", "-").lower(), spec):
        raise BrokenFile(FileFault.OTHER_LANGUAGE)
    charset = _CHARSET.search(header.get("Content-Type", ""))
    if charset and charset[1].lower() not in ("utf-8", "utf8", "charset"):
        raise BrokenFile(FileFault.NOT_UTF8)


def require_unique(entries: Iterable[InEntry]) -> None:
    """Raises BrokenFile where a text stands twice: nobody could say which one is meant (LET-7)."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.context or entry.english
        if name and name in seen:
            raise BrokenFile(FileFault.TWICE, entry.line)
        seen.add(name)


def plain_text(content: bytes) -> str:
    """A file's text. Raises BrokenFile: too large, not UTF-8, characters that hide or turn text
    (safety.md)."""
    if len(content) > FILE_LIMIT:
        raise BrokenFile(FileFault.TOO_LARGE)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BrokenFile(FileFault.NOT_UTF8, content[: error.start].count(b"\n") + 1) from None
    require_visible(text)
    return text


def require_visible(text: str, line: int = 0) -> None:
    """Raises BrokenFile for a text with characters that hide, turn or were lost; with `line`, or
    the line within the text (safety.md)."""
    if hidden := _FORBIDDEN.search(text):
        here = line or text[: hidden.start()].count("\n") + 1
        raise BrokenFile(FileFault.HIDDEN_CHARACTER, here)
    if _LOST in text:
        here = line or text[: text.index(_LOST)].count("\n") + 1
        raise BrokenFile(FileFault.LOST_CHARACTER, here)


def _require_grammar(text: str) -> None:
    """Refuses what the library would read somehow: a statement out of place, a text without its
    quotes, an entry cut off. Each text is closed on its line, each entry ends with its msgstr, and
    plural forms are numbered without a gap."""
    last, number, entries = "", 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        found = _STATEMENT.fullmatch(written)
        if found is None or (found[1] is None and not last):
            raise BrokenFile(FileFault.NOT_PO, number)
        if found[1] is not None:
            word = found[1] if found[2] is None else f"{found[1]}[{found[2]}]"
            if word not in _next(last):
                raise BrokenFile(FileFault.NOT_PO, number)
            last = word
            entries += word == "msgid"
            if entries > ENTRIES:
                raise BrokenFile(FileFault.TOO_LARGE, number)
    if not last.startswith("msgstr"):
        raise BrokenFile(FileFault.NOT_PO, number)


def _next(last: str) -> Iterator[str]:
    if last.startswith("msgstr["):
        yield f"msgstr[{int(last[7]) + 1}]"
        last = "msgstr"
    yield from _AFTER[last]


def _is_named(named: str, spec: LocaleSpec) -> bool:
    """Whether a header means this language: programs add a country ("vi_VN"), and tell the two
    kinds of Chinese by one."""
    known = {spec.tag.lower(), spec.folder.replace("_", "-").lower(), *_ALSO.get(spec.tag, ())}
    return any(named == name or named.startswith(f"{name}-") for name in known)


def moment(written: str) -> datetime | None:
    """A UTC moment as a file says it; None for what is none."""
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return found if found.tzinfo else None
