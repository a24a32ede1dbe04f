"""Equal Access screenings with the accommodation plan; exit and the follow-up after it."""

from datetime import date, datetime
from typing import Any

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.people import Participant
from portal.models.screenings import FollowUp, Screening
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.clocks import is_over
from portal.operations.cases.keys import case_key
from portal.operations.contacts import record_contact
from portal.operations.statuses import enter_status
from portal.policy import follow_ups, screenings
from portal.policy.calendar import office_date
from portal.policy.contacts import Direction, Way, classify
from portal.policy.follow_ups import Work
from portal.policy.programs import program
from portal.policy.refusals import refuse_if
from portal.policy.screenings import Accommodation, ScreeningOutcome
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from portal.reports.cases.sealed_texts import sealed

# Accommodations that are kept with the participant: every letter from then on goes by them.
_WISHES = {
    Accommodation.LARGE_PRINT: "wants_large_print",
    Accommodation.BRAILLE: "wants_braille",
    Accommodation.SPOKEN_LETTERS: "wants_audio",
}


@operation(result=Screening)
def record_screening(
    actor: Actor, *, case: Case, screened_on: date, outcome: ScreeningOutcome,
    accommodations: list[str], plan: str, why: str, is_agreed: bool, review_on: date | None,
    at: datetime, operation_key: str | None = None,
) -> Screening:  # fmt: skip
    """Records an Equal Access screening; it holds until the next one, with what is done for the
    participant shown on every page of the case. Large print, Braille and spoken letters are wishes
    of theirs from then on (LET-8).

    In: local dates, codes of accommodations, what else is done and why in words (both sealed).
    Raises Refused. Source: PLAN-14; WA 3.4.1.
    """
    today = office_date(at, resources.timezone())
    refuse_if(
        screenings.refusals_to_screen(screened_on, outcome, accommodations, plan, review_on, today)
    )
    key, sealing_key = db.new_key(), case_key(case, at=at, actor=actor)
    codes = screenings.written(accommodations)
    made: Screening = Screening.create(
        key=key, case=case.id, screened_on=screened_on, outcome=outcome, accommodations=codes,
        sealed_plan=sealed(sealing_key, case, f"screening/{key}/plan", plan.strip()),
        sealed_why=sealed(sealing_key, case, f"screening/{key}/why", why.strip()),
        is_agreed=is_agreed, review_on=review_on, entered_at=at,
        entered_by=actor.id if actor.is_staff else None,
    )  # fmt: skip
    _hold_latest(case)
    if wishes := {name: True for one, name in _WISHES.items() if one in accommodations}:
        Participant.update(**wishes).where(Participant.id == case.participant_id).execute()
    add_to_timeline(case, EntryKind.SCREENING, at, made.id)
    record(actor, "record_screening", made, case=case)
    refresh(case.id, today)
    return made


def _hold_latest(case: Case) -> None:
    latest: Any = (
        Screening.select()
        .where(Screening.case == case.id)
        .order_by(Screening.screened_on.desc(), Screening.id.desc())
        .first()
    )
    held = latest.accommodations
    if not held and latest.outcome == ScreeningOutcome.PLAN:
        held = "other"  # what is done stands in words alone
    Case.update(accommodations=held).where(Case.id == case.id).execute()


@operation(result=Case)
def begin_follow_up(
    actor: Actor, *, case: Case, exited_on: date, at: datetime, operation_key: str | None = None
) -> Case:
    """The participant left the program on a local date: contacts follow for the program's months,
    and the clocks of the case stand still from the month after.

    Raises Refused for a case that is out already, and a day to come or before enrollment.
    Source: PLAN-13; ECM brief, Job Matching, Placement, and Follow-Up.
    """
    today = office_date(at, resources.timezone())
    refuse_if(follow_ups.refusals_to_exit(exited_on, case.enrolled_on, today, is_over(case)))
    enter_status(
        actor, case=case, status=CaseStatus.FOLLOW_UP, reason=StatusReason.LEFT_PROGRAM,
        starts_on=exited_on, today=today, at=at,
    )  # fmt: skip
    record(actor, "begin_follow_up", case, case=case, fields=["status", "status_since_on"])
    made: Case = Case.get_by_id(case.id)
    return made


@operation(result=FollowUp)
def record_follow_up(
    actor: Actor, *, case: Case, occurred_on: date, way: Way, answered: bool, work: Work,
    employer: str, minutes_week: int | None, wage_cents: int | None, needs: str, summary: str,
    at: datetime, operation_key: str | None = None,
) -> FollowUp:  # fmt: skip
    """Records a contact after exit and what it learned; it is a contact like any other.

    In: the local date it happened, whether there was an answer, work, hours a week in minutes and
    the wage in cents an hour where they are known, needs as codes of services between commas.
    Raises Refused outside the months of follow-up. Source: PLAN-13; ECM brief, Job Matching.
    """
    direction = Direction.TWO_WAY if answered else Direction.FROM_STAFF
    exited_on: Any = case.status_since_on if case.status == CaseStatus.FOLLOW_UP else None
    refuse_if(
        follow_ups.refusals_to_record(
            occurred_on, exited_on, program(str(case.program)).follow_up.value,
            classify(way, direction, answered).is_live, work,
        )
    )  # fmt: skip
    contact = record_contact(
        actor, case=case, occurred_on=occurred_on, way=way, direction=direction, answered=answered,
        summary=summary, at=at,
    )  # fmt: skip
    made: FollowUp = FollowUp.create(
        case=case.id, contact=contact, work=work, employer=employer.strip(),
        minutes_week=minutes_week, wage_cents=wage_cents, needs=needs, entered_at=at,
        entered_by=actor.id if actor.is_staff else None,
    )  # fmt: skip
    record(actor, "record_follow_up", made, case=case)
    return made
