"""The letters of a case that were put aside, with who and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.letters_aside import LetterAside
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened

MOST = 50  # of one case, the latest


@dataclass(frozen=True, slots=True)
class Aside:
    """One letter put aside: its address's key, the event's code, the kind, an AsideReason's code,
    own words or "", the name of who did it, and when (UTC)."""

    key: str
    event: str
    kind: str
    reason: str
    text: str
    by: str
    at: datetime


def place_of(key: str) -> str:
    """What the words of a row are sealed for."""
    return f"letter_aside/{key}/text"


_OF_CASE = Prepared(
    lambda: (
        LetterAside.select(LetterAside, Account.name.alias("by_name"))
        .join(Account, on=(LetterAside.by == Account.id))
        .where(LetterAside.case == Place("case"), LetterAside.taken_back_at.is_null())
        .order_by(LetterAside.id.desc())
        .limit(MOST)
        .objects()
    )
)


def asides_of(case: Case) -> list[Aside]:
    """What is put aside on a case, the latest first; at most MOST. One statement."""
    return [_aside(case, row) for row in _OF_CASE.rows(case=case.id)]


def _aside(case: Case, row: Any) -> Aside:
    event, _colon, _rest = str(row.cause).partition(":")
    text = opened(case, place_of(row.key), row.sealed_text)
    return Aside(row.key, event, row.kind, row.reason, text, row.by_name, row.at)
