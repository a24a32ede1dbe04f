"""The tabs of a staffing that hold the case and the result (STAFF-7, 8, 10, 13)."""

from datetime import datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.staffings import Staffing, StaffingCircumstance
from portal.operations import operation
from portal.operations.staffings import checked, hold_draft, keep_tab, seal
from portal.policy.calendar import office_date
from portal.policy.refusals import refuse_if
from portal.policy.staffing_attendees import Circumstance
from portal.policy.staffings import EaPlan, EventType, StaffingKind, Tab, refusals_to_date, written
from portal.reports.staffings.contents import CaseTab, ResultTab


@operation(result=Staffing)
def save_case(
    actor: Actor, *, staffing: Staffing, version: int, given: CaseTab, at: datetime,
    operation_key: str | None = None,
) -> Staffing:  # fmt: skip
    """Saves the tab of the case: kind, local date, household, circumstances, EA, referral.

    Raises Refused for a completed staffing and a day that makes no sense, Stale where somebody
    else saved the tab since that version, ValueError for a code that is none (STAFF-1, 6, 7, 8).
    """
    held = hold_draft(staffing)
    now = checked(actor, held, Tab.CASE, version, given)
    if now is None:
        return staffing
    if given.held_on != held.held_on:
        refuse_if(refusals_to_date(given.held_on, office_date(at, resources.timezone())))
    _tick(held, given.circumstances)
    texts = {
        "household": given.household, "circumstances_text": given.circumstances_text,
        "ea_text": given.ea_text, "referral": given.referral,
    }  # fmt: skip
    fields = {
        "kind": StaffingKind(given.kind), "held_on": given.held_on,
        "child_welfare": given.child_welfare, "ea_screened": given.ea_screened,
        "ea_plan": EaPlan(given.ea_plan) if given.ea_plan else "",
        "sealed_case": seal(actor, held.case, f"staffing/{held.key}/case", texts, at),
    }  # fmt: skip
    return keep_tab(actor, held, Tab.CASE, fields)


def _tick(held: Staffing, codes: tuple[str, ...]) -> None:
    wanted = {Circumstance(code) for code in codes}
    of_it = StaffingCircumstance.staffing == held.id
    StaffingCircumstance.delete().where(
        of_it, StaffingCircumstance.code.not_in([*wanted, ""])
    ).execute()
    there = {row.code for row in StaffingCircumstance.select().where(of_it)}
    for code in sorted(wanted - there):
        StaffingCircumstance.create(staffing=held.id, code=code)


@operation(result=Staffing)
def save_result(
    actor: Actor, *, staffing: Staffing, version: int, given: ResultTab, at: datetime,
    operation_key: str | None = None,
) -> Staffing:  # fmt: skip
    """Saves the tab of the result: event types, what the participant is told, completed date.

    Completing is an act of its own (completing.py). Raises Refused for a completed staffing,
    Stale where somebody else saved the tab since that version (STAFF-7, STAFF-10, STAFF-13).
    """
    held = hold_draft(staffing)
    now = checked(actor, held, Tab.RESULT, version, given)
    if now is None:
        return staffing
    place, texts = f"staffing/{held.key}/result", {"personal_text": given.personal_text}
    fields = {
        "event_types": written(given.event_types, EventType),
        "decisions": ",".join(given.decisions)[:300], "completed_on": given.completed_on,
        "sealed_result": seal(actor, held.case, place, texts, at),
    }  # fmt: skip
    return keep_tab(actor, held, Tab.RESULT, fields)
