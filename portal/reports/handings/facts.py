"""What the facts of a case say of the steps of its closing or transfer (CASE-6, CASE-7).

A fact that speaks decides: nobody's answer counts beside it. Where it says nothing, the step is
answered by hand.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from peewee import ModelSelect, Value, fn

from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.models.notes import Note, NoteState
from portal.models.plans import Activity, Plan, PlanState
from portal.models.referrals import Referral
from portal.models.supports import SupportiveService
from portal.policy.handings import HandingKind, Step
from portal.policy.statuses import CaseStatus
from portal.policy.supports import OPEN_SERVICES
from portal.prepared import Place, Prepared
from portal.reports.handings.services import untold


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables say: how many places in classes, activities and services run, how many
    services ended or were denied without their notice, notes written since aid ended, whether the
    closing letter went and the key of the latest one."""

    places: int
    activities: int
    services: int
    untold: int
    notes: int
    letter_went: int
    letter_key: str


def known_of(case: Any, today: date) -> Known:
    """What the tables say of a case on the office's date of today. One statement."""
    since: date = case.status_since_on or case.enrolled_on
    row = _KNOWN.tuples(
        case=case.id, today=today, since=since,
        since_at=Letter.created_at.db_value(datetime.combine(since, time.min, UTC)),
    )[0]  # fmt: skip
    places, activities, services, untold, notes, went, letter_key = row
    return Known(places, activities, services, untold, notes, went, letter_key or "")


def facts_of(handing: Any, case: Any, today: date) -> dict[Step, bool]:
    """The steps that facts decide, done or not; for the others there is no entry.

    In: the handing, its case as it stands, the office's date of today. One statement.
    Source: WTW 42-7.38, II.J.1, II.J.2, II.A.2.
    """
    found = known_of(case, today)
    if handing.its_kind is HandingKind.CLOSE:
        return _closing(found, case, handing)
    return _transfer(case)


def decided(handing: Any, case: Any, found: Known) -> dict[Step, bool]:
    """As facts_of, from what was read already."""
    if handing.its_kind is HandingKind.CLOSE:
        return _closing(found, case, handing)
    return _transfer(case)


def _closing(found: Known, case: Any, handing: Any) -> dict[Step, bool]:
    is_discontinued = case.status == CaseStatus.DISCONTINUED
    facts = {
        Step.LETTER: bool(found.letter_went),
        Step.COMMENTS: bool(found.notes),
        Step.SUPPORTS: not found.services and not found.untold,
        Step.CALFRESH: handing.has_calfresh in ("yes", "no"),
    }
    if found.places:
        facts[Step.ACTIVITIES] = False
    elif not found.activities:
        facts[Step.ACTIVITIES] = True
    if not is_discontinued:
        # Aid began again, or the day was entered wrong: nothing here holds any more.
        facts |= {Step.AID_ENDED: False, Step.ELIGIBILITY: False}
    return facts


def _transfer(case: Any) -> dict[Step, bool]:
    facts = {Step.NOTED: case.unnoted_on is None}
    if not (case.reports_waiting or case.documents_waiting or case.told_since_at):
        facts[Step.WAITING] = True
    if case.plan_status == PlanState.SIGNED:
        facts[Step.PLAN] = True
    return facts


def _known() -> ModelSelect:
    of_case, today = Place("case"), Place("today")
    runs = Activity.ends_on.is_null() | (Activity.ends_on >= today)
    closing = (
        (Letter.case == of_case)
        & (Letter.kind == "case_closing")
        & (Letter.created_at >= Place("since_at"))
    )
    went = Letter.state.in_([LetterState.WAITING, LetterState.SENT])
    return Case.select(
        Referral.select(fn.COUNT(Referral.id)).where(
            Referral.case == of_case, Referral.ended_at.is_null(),
            Referral.ends_on.is_null() | (Referral.ends_on >= today),
        ),
        Activity.select(fn.COUNT(Activity.id)).join(Plan).where(
            Plan.case == of_case, Plan.state == PlanState.SIGNED, runs
        ),
        SupportiveService.select(fn.COUNT(SupportiveService.id)).where(
            SupportiveService.case == of_case, SupportiveService.state.in_(sorted(OPEN_SERVICES))
        ),
        SupportiveService.select(fn.COUNT(SupportiveService.id)).where(
            SupportiveService.case == of_case, untold(Place("since_at"))
        ),
        Note.select(fn.COUNT(Note.id)).where(
            Note.case == of_case, Note.state == NoteState.FINISHED, Note.private_reason == "",
            Note.occurred_on >= Place("since"),
        ),
        Letter.select(fn.COUNT(Letter.id)).where(closing, went),
        Letter.select(fn.COALESCE(fn.MAX(Letter.key), Value(""))).where(
            closing, Letter.id.in_(_newest(of_case))
        ),
    ).where(Case.id == of_case)  # fmt: skip


def _newest(of_case: Any) -> Any:
    other = Letter.alias()
    return other.select(fn.MAX(other.id)).where(other.case == of_case, other.kind == "case_closing")


_KNOWN = Prepared(_known)
