"""Rows of meetings, staffings, classes, noncompliance and hands, for the line of time."""

from typing import Any

from portal.models import Account, Case, Noncompliance, NoncomplianceAct, Staffing
from portal.models.cases import EntryKind
from portal.models.handings import Assignment, Handing, HandingMove
from portal.models.meetings import Meeting
from portal.models.referrals import Course, Referral
from portal.models.reviews import ProgressNote
from tests.factories import NOON, TODAY


def rows_of_a_life(of: Case, ana: Account) -> dict[EntryKind, Any]:
    """One row for each kind of entry that is written on the way of a case from first to last."""
    return {
        EntryKind.PROGRESS: _progress(of, ana),
        EntryKind.NONCOMPLIANCE: _act(of, ana),
        EntryKind.MEETING: _meeting(of, ana, "planned"),
        EntryKind.MEETING_OVER: _meeting(of, ana, "held", settled_by=ana, settled_at=NOON),
        EntryKind.STAFFING: Staffing.create(
            case=of, number=1, kind="difficult", state="completed", held_on=TODAY,
            completed_on=TODAY, completed_at=NOON, completed_by=ana, begun_by=ana, begun_at=NOON,
        ),
        EntryKind.ASSIGNMENT: Assignment.create(
            case=of, worker=ana, by=ana, at=NOON, accepted_at=NOON
        ),
        EntryKind.HANDING: _move(of, ana),
    }  # fmt: skip


def _progress(of: Case, ana: Account) -> ProgressNote:
    course = Course.create(
        name="English", provider=ana, kind="esl", office=of.office_id, made_at=NOON
    )
    place = Referral.create(
        course=course, case=of, series="s" * 16, starts_on=TODAY, referred_by=ana, referred_at=NOON
    )
    return ProgressNote.create(
        referral=place, written_on=TODAY, progress="good", author=ana, at=NOON
    )


def _act(of: Case, ana: Account) -> NoncomplianceAct:
    asked = Noncompliance.create(
        case=of, act="part_missed", activity="job_club", missed_on=TODAY, noticed_on=TODAY,
        opened_by=ana, opened_at=NOON,
    )  # fmt: skip
    return NoncomplianceAct.create(
        noncompliance=asked, act="opened", done_on=TODAY, at=NOON, account=ana
    )


def _meeting(of: Case, ana: Account, state: str, **values: Any) -> Meeting:
    return Meeting.create(
        case=of, kind="introduction", state=state, starts_at=NOON, starts_on=TODAY, minutes=30,
        way="in_person", planned_by=ana, planned_at=NOON, **values,
    )  # fmt: skip


def _move(of: Case, ana: Account) -> HandingMove:
    passed = Handing.create(
        case=of, kind="transfer", reason="language", from_office=of.office_id,
        from_unit=of.unit_id, from_worker=ana, begun_by=ana, begun_at=NOON, since_at=NOON,
    )  # fmt: skip
    return HandingMove.create(handing=passed, act="begun", by=ana, at=NOON, reason="language")
