"""Languages by caseload and office, and the letters that cannot be sent in them yet (LET-4).

Counts alone: which person reads what stands in no line of it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from peewee import ModelSelect, fn

from portal import letter_kinds
from portal.models.accounts import Office
from portal.models.cases import Case
from portal.models.catalogs import LetterVersion, Release, VersionState
from portal.models.people import Participant
from portal.models.printing import MissedRelease
from portal.policy.statuses import CaseStatus
from portal.policy.substantial import is_substantial, share
from portal.prepared import Place, Prepared

MISSED_DAYS = 365  # letters that went in English are counted for so long


@dataclass(frozen=True, slots=True)
class AtOffice:
    """One language at one office: its open cases, and these as a share of all there, in percent."""

    office: str
    cases: int
    percent: float
    is_substantial: bool


@dataclass(slots=True)
class Language:
    """One language that somebody reads: open cases, of these with an interpreter, by office; the
    kinds of letters without a release in it; letters of a year that went in English instead."""

    locale: str
    cases: int = 0
    interpreters: int = 0
    offices: list[AtOffice] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    missed: dict[str, int] = field(default_factory=dict)

    @property
    def is_substantial(self) -> bool:
        """Whether it is a substantial group at one office or more."""
        return any(one.is_substantial for one in self.offices)

    @property
    def went_in_english(self) -> int:
        """How many letters of a year went in English because it had no release."""
        return sum(self.missed.values())


def languages(at: datetime) -> list[Language]:
    """Every language of open cases, those that most read first; English has no letters to lack.

    In: the UTC moment that the year of missed letters ends. Three statements.
    """
    rows = _COUNTS.rows(closed=CaseStatus.CLOSED)
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["office"]] = totals.get(row["office"], 0) + row["cases"]
    found: dict[str, Language] = {}
    for row in rows:
        one = found.setdefault(row["locale"], Language(row["locale"]))
        one.cases += row["cases"]
        one.interpreters += row["interpreters"] or 0
        one.offices.append(_at_office(row, totals[row["office"]]))
    _add_letters(found, at)
    return sorted(found.values(), key=lambda one: (-one.cases, one.locale))


def kinds_wanted(locales: list[str], at: datetime) -> list[dict[str, Any]]:
    """For translators: each kind of letter that went in English for want of a release in one of
    these languages and still has none, with how many and since when. Two statements."""
    there = _released()
    return [
        row
        for row in _missed_since(at)
        if row["locale"] in locales and (row["kind"], row["locale"]) not in there
    ]


def _at_office(row: dict[str, Any], whole: int) -> AtOffice:
    cases = int(row["cases"])
    substantial = row["locale"] != "en" and is_substantial(cases, whole)
    return AtOffice(row["office"], cases, share(cases, whole), substantial)


def _add_letters(found: dict[str, Language], at: datetime) -> None:
    there = _released()
    for one in found.values():
        if one.locale != "en":
            kinds = letter_kinds.kinds()
            in_use = [kind for kind in kinds if (kind, "en") in there]
            one.lacking = [kind for kind in in_use if (kind, one.locale) not in there]
    for row in _missed_since(at):
        if row["locale"] in found:
            found[row["locale"]].missed[row["kind"]] = row["letters"]


def _missed_since(at: datetime) -> list[dict[str, Any]]:
    since = MissedRelease.at.db_value(at - timedelta(days=MISSED_DAYS))
    return _MISSED.rows(since=since)


def _released() -> set[tuple[str, str]]:
    return {(row["kind"], row["locale"]) for row in _RELEASED.rows(state=VersionState.PUBLISHED)}


def _counts() -> ModelSelect:
    return (
        Case.select(
            Office.name.alias("office"),
            Case.locale,
            fn.COUNT(Case.id).alias("cases"),
            fn.SUM(Participant.needs_interpreter.cast("INTEGER")).alias("interpreters"),
        )
        .join(Office)
        .join_from(Case, Participant)
        # Nobody learns of a case in danger, not by a number either (NOTE-6).
        .where(Case.status != Place("closed"), ~Case.is_restricted)
        .group_by(Office.name, Case.locale)
        .order_by(Office.name)
        .dicts()
    )


def _missed() -> ModelSelect:
    return (
        MissedRelease.select(
            MissedRelease.kind,
            MissedRelease.locale,
            fn.COUNT(MissedRelease.id).alias("letters"),
            fn.MIN(MissedRelease.at).alias("since"),
        )
        .where(MissedRelease.at >= Place("since"))
        .group_by(MissedRelease.kind, MissedRelease.locale)
        .order_by(fn.MIN(MissedRelease.at))
        .dicts()
    )


_COUNTS = Prepared(_counts)
_MISSED = Prepared(_missed)
_RELEASED = Prepared(
    lambda: (
        Release.select(Release.kind, Release.locale)
        .join(LetterVersion)
        .where(LetterVersion.state == Place("state"))
        .distinct()
        .dicts()
    )
)
