"""Letter catalogs as gettext PO files, out and in (LET-7): what Poedit, OmegaT and Weblate read.

A file from outside is text that somebody made: 1 MiB, UTF-8 alone, no control characters that turn
or hide text, its header not believed (safety.md). A broken file is refused whole, with the line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import polib

from portal.locales import LocaleSpec
from portal.policy.lettering import places

FILE_LIMIT = 1024 * 1024  # bytes; safety.md
_EXPORTED = "X-Exported-At"
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_STATEMENT = re.compile(
    r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*"\s*'
)
_AFTER = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr",),
    "msgstr": ("msgstr", "msgctxt", "msgid"),
}


class FileFault(StrEnum):
    """Why a file is refused whole."""

    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    HIDDEN_CHARACTER = "hidden_character"
    NOT_PO = "not_po"
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
    """One block as it goes out. `previous` is the English a stale text was made from, or ""."""

    context: str
    english: str
    text: str
    note: str
    state: str
    previous: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class InEntry:
    """One block as it comes in; `line` is that of the entry in the file."""

    context: str
    english: str
    text: str
    is_sure: bool
    line: int


@dataclass(frozen=True, slots=True)
class InFile:
    """A file that could be read; `exported_at` (UTC) is None where the file does not say it."""

    entries: tuple[InEntry, ...]
    exported_at: datetime | None


def write_po(entries: Iterable[OutEntry], spec: LocaleSpec, at: datetime) -> str:
    """A language's catalog as PO: context kind.block, notes, flags, the English before (`#|`)."""
    made = polib.POFile(wrapwidth=98)
    stamp = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M+0000")
    made.metadata = {
        "Project-Id-Version": "Touchpoint letters",
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
    made.extend(_out(entry) for entry in entries)
    return f"{made}\n"


def _plural(spec: LocaleSpec) -> str:
    return f"({spec.plural})" if spec.plurals > 1 else spec.plural


def _out(entry: OutEntry) -> polib.POEntry:
    flags = [] if entry.is_sure or not entry.text else ["fuzzy"]
    if places(entry.english):
        flags.append("python-brace-format")
    return polib.POEntry(
        msgctxt=entry.context,
        msgid=entry.english,
        msgstr=entry.text,
        comment=entry.note,
        tcomment=entry.state,
        flags=flags,
        previous_msgid=entry.previous or None,
    )


def read_po(content: bytes, spec: LocaleSpec) -> InFile:
    """A file's entries. Raises BrokenFile for a file that cannot be read as a whole: then nothing
    of it is taken (LET-7)."""
    text = _text(content)
    _require_grammar(text)
    try:
        found = polib.pofile(text, encoding="utf-8", wrapwidth=98)
    except (OSError, ValueError, IndexError):
        raise BrokenFile(FileFault.NOT_PO) from None
    named = found.metadata.get("Language", "").strip()
    if named and named.replace("_", "-").lower() not in _names(spec):
        raise BrokenFile(FileFault.OTHER_LANGUAGE)
    seen: set[str] = set()
    entries = []
    for entry in found:
        if entry.obsolete:
            continue
        context = entry.msgctxt or ""
        if context and context in seen:
            raise BrokenFile(FileFault.TWICE, entry.linenum)
        seen.add(context)
        whole = "" if entry.msgid_plural else entry.msgstr
        entries.append(InEntry(context, entry.msgid, whole, not entry.fuzzy, entry.linenum))
    return InFile(tuple(entries), _moment(found.metadata.get(_EXPORTED, "")))


def _text(content: bytes) -> str:
    if len(content) > FILE_LIMIT:
        raise BrokenFile(FileFault.TOO_LARGE)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BrokenFile(FileFault.NOT_UTF8, content[: error.start].count(b"\n") + 1) from None
    if hidden := _FORBIDDEN.search(text):
        raise BrokenFile(FileFault.HIDDEN_CHARACTER, text[: hidden.start()].count("\n") + 1)
    # The library takes a short text for a file's name: a catalog has lines.
    if "\n" not in text or "msgid" not in text:
        raise BrokenFile(FileFault.NOT_PO, 1)
    return text


def _require_grammar(text: str) -> None:
    """Refuses what the library would read somehow: a statement out of place, a text without its
    quotes, an entry cut off. Each text is closed on its line, each entry ends with its msgstr."""
    last, number = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        found = _STATEMENT.fullmatch(written)
        if found is None or (found[1] is None and not last):
            raise BrokenFile(FileFault.NOT_PO, number)
        if found[1] is not None:
            word = found[1].partition("[")[0]
            if word not in _AFTER[last]:
                raise BrokenFile(FileFault.NOT_PO, number)
            last = word
    if last != "msgstr":
        raise BrokenFile(FileFault.NOT_PO, number)


def _names(spec: LocaleSpec) -> set[str]:
    return {name.replace("_", "-").lower() for name in (spec.tag, spec.folder, spec.babel)}


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return found if found.tzinfo else None
