"""The screens' texts, taken out of the program and the templates for translators.

The file is the same on every machine and changes only when a text does: sorted by file, without
line numbers and dates. A catalog keeps every translation it has: one whose English is gone stays
behind as obsolete, and nothing is guessed for a new text.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_from_file

from portal.config import ROOT, SCREENS
from portal.i18n import TRANSLATIONS
from portal.locales import LOCALES, LocaleSpec
from portal.staff_texts import STAFF_ALONE

TEMPLATE = TRANSLATIONS / "messages.pot"
_KEYWORDS = {
    "_": None, "_l": None, "lazy": None, "gettext": None, "ngettext": (1, 2),
}  # fmt: skip
_NOT_SHOWN = ("portal/bench/", "portal/demo/", "portal/migrations/")
_PLACE = re.compile(r"%\((\w+)\)s")
_HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}


def _sources() -> Iterator[tuple[str, str]]:
    for folder, suffix, method in (
        ("portal", ".py", "python"),
        ("templates", ".html", "jinja2.ext:babel_extract"),
    ):
        for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(_NOT_SHOWN):
                yield name, method


def extract() -> polib.POFile:
    """Every text that is marked for translation, in the order of the files it stands in.

    Raises ValueError for a text that is used both with and without a plural, or with two plurals.
    """
    found: dict[str, polib.POEntry] = {}
    for name, method in _sources():
        taken = extract_from_file(
            method, ROOT / name, keywords=_KEYWORDS, comment_tags=["Translators:"],
            options={"silent": "false", "encoding": "utf-8"}, strip_comment_tags=True,
        )  # fmt: skip
        for _line, message, comments, _context in taken:
            _add(found, name, message, comments)
    made = polib.POFile(wrapwidth=98)
    made.metadata = {"Project-Id-Version": "Touchpoint screens", **_HEADER}
    made.extend(found.values())
    return made


def _add(
    found: dict[str, polib.POEntry], name: str, message: str | tuple[str, ...], comments: list[str]
) -> None:
    one, many = (message, "") if isinstance(message, str) else (message[0], message[1])
    if not one:
        return
    entry = found.setdefault(one, polib.POEntry(msgid=one, msgid_plural=many))
    if entry.msgid_plural != many:
        raise ValueError(f"{name}: {one!r} has two plurals")
    if (name, "") not in entry.occurrences:
        entry.occurrences.append((name, ""))
    said = [line for line in comments if line not in entry.comment]
    entry.comment = "\n".join(filter(None, [entry.comment, *said]))
    if _PLACE.search(one + many) and not entry.flags:
        entry.flags.append("python-format")


def updated(spec: LocaleSpec, template: polib.POFile) -> polib.POFile:
    """A language's catalog with the texts of now: what was translated stays, what is gone is
    obsolete, what is new is empty."""
    path = catalog_path(spec)
    kept = polib.pofile(str(path), encoding="utf-8") if path.exists() else polib.POFile()
    made = polib.POFile(wrapwidth=98)
    made.header = kept.header or _first_header(spec)
    made.metadata = {
        "Project-Id-Version": "Touchpoint screens",
        "Language": spec.folder,
        **_HEADER,
        "Plural-Forms": f"nplurals={spec.plurals}; plural=({spec.plural});",
    }
    before = {(entry.msgid, entry.msgid_plural): entry for entry in kept}
    for entry in template:
        made.append(_carried(entry, before.pop((entry.msgid, entry.msgid_plural), None), spec))
    for gone in before.values():
        if gone.translated() or gone.fuzzy:
            made.append(polib.POEntry(
                msgid=gone.msgid, msgid_plural=gone.msgid_plural, msgstr=gone.msgstr,
                msgstr_plural=gone.msgstr_plural, tcomment=gone.tcomment, obsolete=True,
            ))  # fmt: skip
    return made


def _first_header(spec: LocaleSpec) -> str:
    return (
        f"{spec.english_name} texts of the screens.\n"
        "These are machine-made drafts until a person has read them and takes this line away."
    )


def _carried(entry: polib.POEntry, old: polib.POEntry | None, spec: LocaleSpec) -> polib.POEntry:
    is_plural = bool(entry.msgid_plural)
    empty = dict.fromkeys(range(spec.plurals), "") if is_plural else {}
    flags = list(entry.flags) + (["fuzzy"] if old is not None and old.fuzzy else [])
    return polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=old.msgstr if old is not None else "",
        msgstr_plural=(old.msgstr_plural or empty) if old is not None else empty,
        comment=entry.comment,
        tcomment=old.tcomment if old is not None else "",
        occurrences=entry.occurrences,
        flags=flags,
    )


def is_for_participants(entry: polib.POEntry) -> bool:
    """Whether a participant may read this text, and so it must be there in their language."""
    return any(not name.startswith(STAFF_ALONE) for name, _line in entry.occurrences)


def catalog_path(spec: LocaleSpec) -> Path:
    """Where a language's screen texts are."""
    return TRANSLATIONS / spec.folder / "LC_MESSAGES" / "messages.po"


def translated_languages() -> list[LocaleSpec]:
    """The languages whose screens are translated, or will be: all of SCREENS but English."""
    return [LOCALES[tag] for tag in SCREENS if tag != "en"]


def problems(catalog: polib.POFile) -> Iterator[str]:
    """What would show a person a broken sentence: places that differ from the English ones."""
    for entry in catalog:
        if entry.obsolete or not entry.translated():
            continue
        english = set(_PLACE.findall(entry.msgid + entry.msgid_plural))
        forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
        for form in forms:
            there = set(_PLACE.findall(form))
            # A form for one, or for two, may say the number in words.
            spare = {"n"} if entry.msgid_plural else set()
            if not english - spare <= there or not there <= english:
                yield f"{entry.msgid!r}: places {sorted(there)}, not {sorted(english)}"
            if "%" in _PLACE.sub("", form) and english:
                yield f"{entry.msgid!r}: a lone percent sign"
