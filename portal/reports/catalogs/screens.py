"""The screens' texts in one language: what ships, what came back, and what a file would change.

The catalogs that ship are files. What a translator sent back lies over them in a table, and shows
once a second person approved it (LET-7).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import polib
from peewee import fn

from portal.catalog_files import InEntry, InFile, OutEntry
from portal.i18n import TRANSLATIONS
from portal.locales import LOCALES
from portal.models.accounts import Account
from portal.models.screen_texts import ScreenText, ScreenTextState
from portal.policy.catalog_rows import RowOutcome
from portal.policy.plurals import joined
from portal.policy.screen_texts import fields_of, screen_problems
from portal.reports.catalogs.imports import ImportPlan, PlannedRow, early_outcome, is_newer
from portal.staff_texts import STAFF_ALONE

_FOR_STAFF = "Only staff read this: it may stay English."


@dataclass(frozen=True, slots=True)
class ShippedText:
    """A text of the screens as it ships; `forms` are all empty where nobody translated it."""

    english: str
    plural: str
    forms: tuple[str, ...]
    note: str
    places: tuple[str, ...]
    is_sure: bool

    @property
    def is_for_staff(self) -> bool:
        """Whether nobody but staff reads it."""
        return all(place.startswith(STAFF_ALONE) for place in self.places)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a language's screens are: texts that participants may read, of them with words, and
    what waits for a second person."""

    texts: int
    done: int
    waiting: int


@lru_cache(maxsize=4)
def shipped(locale: str) -> Mapping[str, ShippedText]:
    """A language's screen texts as they ship, by their English, those for participants first; all
    of them empty in a language whose screens nobody began."""
    spec = LOCALES[locale]
    path = TRANSLATIONS / spec.folder / "LC_MESSAGES" / "messages.po"
    source = path if path.exists() else TRANSLATIONS / "messages.pot"
    found = polib.pofile(str(source), encoding="utf-8")
    texts = [_shipped(entry, spec.plurals) for entry in found if not entry.obsolete]
    return {text.english: text for text in sorted(texts, key=lambda text: text.is_for_staff)}


def _shipped(entry: polib.POEntry, plurals: int) -> ShippedText:
    said = entry.msgstr_plural
    forms = (
        tuple(said.get(n, "") for n in range(plurals)) if entry.msgid_plural else (entry.msgstr,)
    )
    places = tuple(name for name, _line in entry.occurrences)
    return ShippedText(
        entry.msgid, entry.msgid_plural, forms, entry.comment, places, not entry.fuzzy
    )


def name_of(english: str, plural: str) -> str:
    """What a screen's text is known by in the table: SHA-256 in hex of its English."""
    return hashlib.sha256(f"{english}\0{plural}".encode()).hexdigest()


def texts_of(written: str) -> tuple[str, ...]:
    """The plural forms that a row keeps as JSON."""
    return tuple(json.loads(written)) if written else ()


def _kept(locale: str) -> dict[str, ScreenText]:
    return {row.english: row for row in ScreenText.select().where(ScreenText.locale == locale)}


def plan_screens(file: InFile, locale: str) -> ImportPlan:
    """What a file would change in the screens' texts of a language. One statement.

    A row is rejected for a text that the portal does not have, fields or markup that differ, a mark
    that it is not finished (fuzzy), or words that came in after the file was made.
    """
    ours, kept = shipped(locale), _kept(locale)
    return ImportPlan(
        tuple(
            _planned(entry, ours.get(entry.english), kept.get(entry.english), locale, file)
            for entry in file.entries
        )
    )


def _planned(
    entry: InEntry, ours: ShippedText | None, row: ScreenText | None, locale: str, file: InFile
) -> PlannedRow:
    early = early_outcome(entry, ours is not None and not entry.context)
    text = joined(entry.forms)
    if ours is None or early is not None:
        return PlannedRow(entry, early or RowOutcome.UNKNOWN, text=text)
    now = texts_of(row.forms) if row is not None else ours.forms
    told = PlannedRow(entry, RowOutcome.TAKEN, None, text, joined(now), row.version if row else 0)
    if tuple(form.strip() for form in entry.forms) == tuple(form.strip() for form in now):
        return _as(told, RowOutcome.SAME)
    if entry.plural != ours.plural:
        return _as(told, RowOutcome.OTHER_ENGLISH)
    if not entry.is_sure and not file.is_table:
        return _as(told, RowOutcome.UNSURE)
    wanted = LOCALES[locale].plurals
    if errors := screen_problems(entry.english, entry.plural, entry.forms, wanted):
        return PlannedRow(
            entry, RowOutcome.DAMAGED, None, text, told.now, told.version, tuple(errors)
        )
    if row is not None and is_newer(row.changed_at, file.exported_at):
        return _as(told, RowOutcome.NEWER_HERE)
    return told


def _as(row: PlannedRow, outcome: RowOutcome) -> PlannedRow:
    return PlannedRow(row.entry, outcome, None, row.text, row.now, row.version)


def out_screens(locale: str) -> list[OutEntry]:
    """The screens' texts of a language for a file, with what came back over what ships. One
    statement."""
    kept = _kept(locale)
    return [_entry(ours, kept.get(english)) for english, ours in shipped(locale).items()]


def _entry(ours: ShippedText, row: ScreenText | None) -> OutEntry:
    forms = texts_of(row.forms) if row is not None else ours.forms
    is_returned = row is not None and row.state == ScreenTextState.RETURNED
    told = _FOR_STAFF if ours.is_for_staff else ""
    notes = [ours.note, told, row.comment if row is not None else ""]
    return OutEntry(
        context="",
        english=ours.english,
        plural=ours.plural,
        forms=forms,
        note="\n".join(filter(None, notes)),
        state=str(row.state) if row is not None else "",
        previous="",
        is_sure=ours.is_sure if row is None else not is_returned,
        places=ours.places,
        flag="python-format" if fields_of(ours.english + ours.plural) else "",
    )


def progress_of(locale: str) -> Progress:
    """How far the screens are in a language. One statement."""
    rows = (
        ScreenText.select(ScreenText.english, ScreenText.state, ScreenText.shown)
        .where(ScreenText.locale == locale)
        .tuples()
    )
    wanted = {text.english: text for text in shipped(locale).values() if not text.is_for_staff}
    done = {english for english, text in wanted.items() if all(text.forms)}
    waiting = 0
    for english, state, shown in rows:
        waiting += state == ScreenTextState.WAITING
        if shown and english in wanted:
            done.add(english)
    return Progress(len(wanted), len(done), waiting)


def waiting_screens(locale: str, first: int, count: int) -> list[ScreenText]:
    """What waits for a second person in a language, the oldest first, with who brought it. One
    statement."""
    return list(
        ScreenText.select(ScreenText, Account)
        .join(Account, "LEFT JOIN", on=(ScreenText.translator == Account.id))
        .where(ScreenText.locale == locale, ScreenText.state == ScreenTextState.WAITING)
        .order_by(ScreenText.changed_at, ScreenText.id)
        .offset(first)
        .limit(count)
    )


def shown_texts() -> dict[str, dict[str, tuple[str, ...]]]:
    """All approved texts of the screens, by language and English. One statement."""
    rows = ScreenText.select(
        ScreenText.locale, ScreenText.english, ScreenText.plural, ScreenText.shown
    ).where(ScreenText.shown != "")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for locale, english, plural, shown in rows.tuples():
        forms = texts_of(shown)
        # A language that counts otherwise than it did has no words for some numbers: ours stay.
        if locale in LOCALES and len(forms) == (LOCALES[locale].plurals if plural else 1):
            found.setdefault(locale, {})[english] = forms
    return found


def newest_shown() -> int:
    """A number that grows whenever what is shown changes, also when two people approve at once. One
    statement, of an index alone."""
    return int(ScreenText.select(fn.SUM(ScreenText.shown_no)).scalar() or 0)
