"""Who is away and who stands in: entered, ended, and the cases opened to the stand-in.

A stand-in sees the cases of who is away by an opening with the reason "stand-in", as everybody
does who is not on a case; private cases stay closed to them (NOTE-6).
"""

from datetime import date, datetime
from typing import Any

from portal import resources
from portal.db import new_key
from portal.models.absences import Absence
from portal.models.accounts import SYSTEM, Account, Actor
from portal.models.cases import Case, Opening, OpeningKind
from portal.operations import operation, record
from portal.policy.calendar import day_ends_at, office_date
from portal.policy.messages import refusals_to_be_away
from portal.policy.refusals import refuse_if
from portal.policy.statuses import CaseStatus
from portal.reports.absences import is_away, may_stand_in

REASON = "stand_in"


@operation(result=Absence)
def enter_absence(
    actor: Actor, *, worker: Account, stand_in: Account, starts_on: date, ends_on: date,
    at: datetime, operation_key: str | None = None,
) -> Absence:  # fmt: skip
    """Enters that a worker is away from one local date to another, both included, and who of the
    unit stands in; from the first day on the worker's cases are open to the stand-in.

    In: a worker whose absence the actor may enter. Raises Refused on starts_on, ends_on or
    stand_in. Source: requirements, WHO (stand-in).
    """
    today = office_date(at, resources.timezone())
    refuse_if(
        refusals_to_be_away(
            starts_on, ends_on, today,
            is_away_already=is_away(worker, starts_on, ends_on),
            is_same_person=worker.id == stand_in.id,
            is_of_unit=may_stand_in(worker, stand_in),
            is_stand_in_away=is_away(stand_in, starts_on, ends_on),
        )
    )  # fmt: skip
    made: Absence = Absence.create(
        account=worker, stand_in=stand_in, starts_on=starts_on, ends_on=ends_on,
        entered_by=actor.id, entered_at=at,
    )  # fmt: skip
    record(actor, "enter_absence", made, fields=["starts_on", "ends_on", "stand_in"])
    if starts_on <= today:
        open_to_stand_in(actor, absence=made, at=at)
    return made


@operation(result=Absence)
def end_absence(
    actor: Actor, *, absence: Absence, at: datetime, operation_key: str | None = None
) -> Absence:
    """The worker is back today, or does not go: what was open to the stand-in closes."""
    today = office_date(at, resources.timezone())
    row: Any = absence
    row.ended_on = today
    Absence.update(ended_on=today).where(
        Absence.id == row.id, Absence.ended_on.is_null(), Absence.ends_on >= today
    ).execute()
    Opening.update(until=at).where(
        Opening.account == row.stand_in_id,
        Opening.reason == REASON,
        Opening.until > at,
        Opening.case.in_(Case.select(Case.id).where(Case.worker == row.account_id)),
    ).execute()
    record(actor, "end_absence", absence, fields=["ended_on"])
    return absence


@operation()
def open_to_stand_in(actor: Actor, *, absence: Absence, at: datetime) -> int:
    """Opens to the stand-in, until the end of the last day away, the cases of the worker that are
    not open to them yet; private and closed ones stay closed. Gives how many were opened."""
    row: Any = absence
    opened = Opening.select(Opening.case).where(
        Opening.account == row.stand_in_id, Opening.reason == REASON, Opening.until > at
    )
    cases = Case.select(Case.id).where(
        Case.worker == row.account_id,
        Case.opens_with_reason(row.stand_in.actor),
        Case.status != CaseStatus.CLOSED,
        Case.id.not_in(opened),
    )
    until = day_ends_at(row.ends_on, resources.timezone())
    ids = [one for (one,) in cases.tuples()]
    made = [
        {
            "key": new_key(), "case": one, "account": row.stand_in_id, "reason": REASON,
            "kind": OpeningKind.OPENED, "at": at, "until": until, "given_by": row.entered_by_id,
        }
        for one in ids
    ]  # fmt: skip
    if made:
        Opening.insert_many(made).execute()
    record(actor, "open_to_stand_in", absence)
    for one in ids:
        record(row.stand_in.actor, "open_case", case=one, reason=REASON)
    return len(ids)


def keep_stand_ins(at: datetime) -> int:
    """The worker's work every ten minutes: each absence that runs today is open to its stand-in,
    with the cases that came to the worker since. Each is an operation of its own; gives the cases
    that were opened."""
    today = office_date(at, resources.timezone())
    running = Absence.select().where(Absence.runs_on(today))
    return sum(open_to_stand_in(SYSTEM, absence=one, at=at) for one in list(running))
