"""The night's part: a period that begins or has ended puts its case where it now stands, and the
letter on an exemption that is looked at again is begun in time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from peewee import SQL, fn

from portal.models.accounts import SYSTEM
from portal.models.cases import Case
from portal.models.catalogs import LetterVersion
from portal.models.letters import Letter
from portal.models.letters_aside import LetterAside
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.letters.drafting import draft_for_event
from portal.operations.statuses import stand_as_of
from portal.policy.refusals import Refused
from portal.policy.status_periods import REVIEW_LEAD
from portal.policy.statuses import CaseStatus
from portal.reports.letters.suggestions import Event, exemption_cause

CHUNK = 100  # cases in one transaction: others wait for it with their writes


def turn_statuses(today: date, at: datetime) -> Iterator[int]:
    """Puts cases whose period ended before the office's date of today into the next one (CASE-3).
    Gives the cases of each chunk."""
    while ids := _over(today):
        yield _turn(ids=ids, today=today, at=at)


def _over(today: date) -> list[int]:
    query = Case.select(Case.id).where(Case.status_until < today).order_by(Case.id).limit(CHUNK)
    return [row for (row,) in query.tuples()]


@operation()
def _turn(*, ids: list[int], today: date, at: datetime) -> int:
    for case_id in ids:
        case = Case.get_by_id(case_id)
        stand_as_of(case, today)
        if Case.get_by_id(case_id).status_until == case.status_until:
            # In a gap: it stays where it stood, and is not asked about again.
            Case.update(status_until=None).where(Case.id == case_id).execute()
        refresh(case_id, today)
        record(SYSTEM, "status_turned", case, case=case_id, fields=["status"])
    return len(ids)


def draft_reviews(today: date, at: datetime) -> Iterator[int]:
    """Begins the letter on each exemption that is looked at again or ends within 30 days, once for
    each such day; nobody sends it but a worker (CASE-3; WTW 42-7.38, II.H.5). Gives the letters of
    each case."""
    for case in _to_review(today):
        yield _begin_letter(case, at)


def _to_review(today: date) -> list[Any]:
    # As exemption_cause writes it.
    cause = SQL(f"'{Event.EXEMPTION_ENDS}:'").concat(Case.id.cast("TEXT")).concat(SQL("':'"))
    cause = cause.concat(Case.status_review_on.cast("TEXT"))
    begun = Letter.select(SQL("1")).where(Letter.case == Case.id, Letter.cause == cause)
    aside = LetterAside.select(SQL("1")).where(
        LetterAside.case == Case.id, LetterAside.cause == cause, LetterAside.taken_back_at.is_null()
    )
    return list(
        Case.select()
        .where(
            Case.status == CaseStatus.EXEMPT,
            Case.status_review_on <= today + timedelta(days=REVIEW_LEAD),
            ~fn.EXISTS(begun),
            ~fn.EXISTS(aside),
        )
        .order_by(Case.id)
    )


def _begin_letter(case: Any, at: datetime) -> int:
    cause = exemption_cause(case.id, case.status_review_on)
    try:
        draft_for_event(SYSTEM, case=case, cause=cause, at=at)
    except (Refused, LetterVersion.DoesNotExist):
        return 0  # the program writes no such letter, or its text is not in use yet
    return 1
