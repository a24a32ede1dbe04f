"""Texts in the language of the person in front of them; knows no Flask.

Catalogs are read straight from the PO files: what a translator saved is what is shown, nothing
has to be compiled. Their headers are ignored: the plural rule is ours (locales.py).
"""

import contextvars
import gettext as gettext_rules
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import polib
from markupsafe import escape

from portal.config import ROOT
from portal.locales import LOCALES, PSEUDO, LocaleSpec

CATALOG_LIMIT = 1024 * 1024  # bytes; safety.md
TRANSLATIONS = ROOT / "translations"

_current: contextvars.ContextVar[str] = contextvars.ContextVar("locale", default="en")
_lock = threading.Lock()
_overlaid: dict[str, "Catalog"] = {}
_generations: dict[str, int] = {}

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_ACCENTS = str.maketrans("aceinosuyACEINOSUY", "åçéîñöšûýÅÇÉÎÑÖŠÛÝ")
_PLACEHOLDER = re.compile(r"(%\(\w+\)s|<[^>]+>|&\w+;)")


@dataclass(frozen=True)
class Catalog:
    """One language's screen texts. `texts` holds one string, or one per plural form, a message."""

    spec: LocaleSpec
    texts: dict[str, tuple[str, ...]]
    plural_index: Callable[[int], int]
    is_draft: bool

    def single(self, message: str) -> str:
        """The text for a message, or the English one where there is none."""
        if self.spec.tag in PSEUDO:
            return pseudo(message, self.spec.tag)
        found = self.texts.get(message)
        return found[0] if found else message

    def plural(self, one: str, many: str, number: int) -> str:
        """The form for a number, or English's where there is none."""
        found = self.texts.get(one)
        if found and self.spec.tag not in PSEUDO:
            return found[self.plural_index(number)]
        english = one if number == 1 else many
        return pseudo(english, self.spec.tag) if self.spec.tag in PSEUDO else english


def pseudo(message: str, tag: str) -> str:
    """English made foreign, for tests: accented and longer (en-XA) or bracketed (ar-XB)."""
    if tag == "ar-XB":
        return f"⟦{message}⟧"
    parts = _PLACEHOLDER.split(message)
    accented = "".join(p if _PLACEHOLDER.fullmatch(p) else p.translate(_ACCENTS) for p in parts)
    return f"[{accented}{'~' * (len(message) * 2 // 5)}]"


def catalog(tag: str) -> Catalog:
    """The catalog of a language; English and the test languages have an empty one.

    Raises ValueError for a catalog over CATALOG_LIMIT bytes or with bidi controls in it.
    """
    return _overlaid.get(tag) or _shipped(tag)


def overlay(tag: str, texts: Mapping[str, tuple[str, ...]]) -> None:
    """From now on these texts stand in for those that ship in one language: what translators sent
    back and a second person approved (LET-7). None takes all of them away again.

    Pages compiled before are compiled anew: `generation` tells them.
    """
    before = _overlaid.get(tag)
    if not texts and before is None:
        return
    ships = _shipped(tag)
    _overlaid[tag] = replace(ships, texts=ships.texts | dict(texts))
    _generations[tag] = _generations.get(tag, 0) + 1


def generation(tag: str) -> int:
    """Grows whenever a language's texts change while the program runs."""
    return _generations.get(tag, 0)


@cache
def _shipped(tag: str) -> Catalog:
    spec = LOCALES[tag]
    path = _file_of(spec)
    texts, is_draft = read_messages(path, spec.plurals) if path.exists() else ({}, False)
    return Catalog(spec, texts, gettext_rules.c2py(spec.plural), is_draft)


def read_messages(path: Path, plurals: int) -> tuple[dict[str, tuple[str, ...]], bool]:
    """A PO file's texts by message, and whether it says of itself that nobody reviewed it."""
    if path.stat().st_size > CATALOG_LIMIT:
        raise ValueError(f"{path.name} is larger than 1 MiB")
    source = polib.pofile(str(path), encoding="utf-8")
    texts: dict[str, tuple[str, ...]] = {}
    for entry in source:
        if entry.obsolete or entry.fuzzy or not entry.translated():
            continue
        forms = (
            tuple(entry.msgstr_plural[i] for i in sorted(entry.msgstr_plural))
            if entry.msgid_plural
            else (entry.msgstr,)
        )
        if any(_BIDI.search(form) for form in forms):
            raise ValueError(f"{path.name}: bidi control in the text of {entry.msgid!r}")
        if not entry.msgid_plural or len(forms) == plurals:
            texts[entry.msgid] = forms
    return texts, "machine-made" in (source.header or "")


def usable(tags: tuple[str, ...]) -> list[LocaleSpec]:
    """Of the configured languages those that have screens: English and each with a catalog, which
    is read when somebody asks for its language: all of them in memory are much (goals.md)."""
    known = [LOCALES[tag] for tag in tags if tag in LOCALES]
    return [spec for spec in known if spec.tag in ("en", *PSEUDO) or _file_of(spec).exists()]


def _file_of(spec: LocaleSpec) -> Path:
    return TRANSLATIONS / spec.folder / "LC_MESSAGES" / "messages.po"


def current() -> str:
    """The tag of the language texts are made in now."""
    return _current.get()


def direction(tag: str) -> str:
    """`ltr` or `rtl`; an unknown tag is read from left to right."""
    return LOCALES[tag].direction if tag in LOCALES else "ltr"


def set_current(tag: str) -> None:
    """Texts are made in this language from here on, in this context."""
    _current.set(tag if tag in LOCALES else "en")


@contextmanager
def use(tag: str) -> Iterator[None]:
    """Texts are made in this language inside the block (a letter, a text message)."""
    token = _current.set(tag if tag in LOCALES else "en")
    try:
        yield
    finally:
        _current.reset(token)


def isolate(value: object) -> str:
    """A value as inserted in a sentence: kept from turning around, or being turned by, its
    surroundings wherever one of the two runs from right to left (LANG-5)."""
    text = str(value)
    if text and (direction(current()) == "rtl" or _RTL.search(text)):
        return f"\u2068{text}\u2069"
    return text


def fill(text: str, values: dict[str, Any]) -> str:
    """A text with its `%(name)s` places filled."""
    return text % {name: isolate(value) for name, value in values.items()} if values else text


def gettext(message: str, **values: Any) -> str:
    """The text of a message in the current language, its places filled."""
    return fill(catalog(current()).single(message), values)


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """The text for a number; the number itself is the place `%(n)s`."""
    return fill(catalog(current()).plural(one, many, number), {"n": number, **values})


class Lazy:
    """A text that is looked up when it is shown: for labels made before there is a language."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __str__(self) -> str:
        return gettext(self.message)

    def __html__(self) -> str:
        return str(escape(str(self)))

    def __mod__(self, values: Any) -> str:
        """The form library fills every message, whether it has places or not."""
        return str(self) % values

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self.message)


def lazy(message: str) -> Any:
    """A text looked up when it is shown. Typed as Any: form libraries ask for str."""
    return Lazy(message)
