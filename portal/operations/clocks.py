"""Clocks of months: periods that stop them, where they begin, and decisions on single months.

Nothing that was entered is changed: what follows it stands beside it, with who and when. Every
operation computes anew what the case keeps of its clocks (PLAN-11).
"""

from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.clocks import ClockAct, ClockEntry, ClockStop
from portal.models.documents import Document
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.policy import clock_months
from portal.policy.calendar import Month, Span, office_date
from portal.policy.clock_months import ClockRefusal, DecisionReason
from portal.policy.programs import Clock, StopReason, program
from portal.policy.refusals import Refused, refuse_if
from portal.reports.cases.sealed_texts import sealed


@operation(result=ClockStop)
def stop_clocks(
    actor: Actor, *, case: Case, reason: StopReason, starts_on: date, ends_on: date | None,
    evidence: str, at: datetime, document: Document | None = None,
    operation_key: str | None = None,
) -> ClockStop:  # fmt: skip
    """Enters a period of an exemption, back-dated too: the clocks that its reason stops stand
    still in every month it touches, with a line of time.

    In: local dates, both included, no end where none is known; what shows it, in words or as a
    document of the case. Raises Refused for one that makes no sense or lies in another.
    Source: PLAN-11; CASE-3; WTW 42-7.38, II.H.
    """
    return _entered(
        actor, "stop_clocks", None, case=case, reason=reason, starts_on=starts_on, ends_on=ends_on,
        evidence=evidence, document=document, at=at,
    )  # fmt: skip


@operation(result=ClockStop)
def correct_stop(
    actor: Actor, *, stop: ClockStop, reason: StopReason, starts_on: date, ends_on: date | None,
    evidence: str, at: datetime, document: Document | None = None,
    operation_key: str | None = None,
) -> ClockStop:  # fmt: skip
    """Enters a period anew, with another end for instance; the one before is kept, replaced.

    Raises Refused as `stop_clocks`. Source: PLAN-11.
    """
    row: Any = stop
    return _entered(
        actor, "correct_clock_stop", stop, case=row.case, reason=reason, starts_on=starts_on,
        ends_on=ends_on, evidence=evidence, document=document, at=at,
    )  # fmt: skip


@operation(result=ClockStop)
def withdraw_stop(
    actor: Actor, *, stop: ClockStop, at: datetime, operation_key: str | None = None
) -> ClockStop:
    """Takes a period back that should not have been entered; it is kept (PLAN-11)."""
    ClockStop.update(replaced_at=at).where(
        ClockStop.id == stop.id, ClockStop.replaced_at.is_null()
    ).execute()
    row: Any = stop
    record(actor, "withdraw_clock_stop", stop, case=row.case_id)
    refresh(row.case_id, office_date(at, resources.timezone()))
    return stop


def _entered(actor: Actor, action: str, before: Any, *, case: Case, **values: Any) -> ClockStop:
    at, evidence, document = values["at"], values["evidence"].strip(), values["document"]
    today = office_date(at, resources.timezone())
    others = [
        Span(one.starts_on, one.ends_on or date.max)
        for one in ClockStop.select().where(
            ClockStop.case == case.id, ClockStop.replaced_at.is_null()
        )
        if before is None or one.id != before.id
    ]
    refuse_if(
        clock_months.refusals_to_stop(
            values["starts_on"], values["ends_on"], evidence, document is not None, today, others
        )
    )
    if before is not None:
        still = (ClockStop.id == before.id) & ClockStop.replaced_at.is_null()
        if not ClockStop.update(replaced_at=at).where(still).execute():
            raise Refused({"": ClockRefusal.OVERLAPS})  # corrected by somebody else meanwhile
    key = db.new_key()
    made: ClockStop = ClockStop.create(
        key=key, case=case.id, reason=values["reason"], starts_on=values["starts_on"],
        ends_on=values["ends_on"], document=document, entered_by=_account(actor), entered_at=at,
        replaces=before,
        sealed_evidence=sealed(
            case_key(case, at=at, actor=actor), case, f"clock_stop/{key}/evidence", evidence
        ),
    )  # fmt: skip
    add_to_timeline(case, EntryKind.CLOCK, at, made.id)
    record(actor, action, made, case=case, fields=["starts_on", "ends_on", "reason"])
    refresh(case.id, today)
    return made


@operation(result=ClockEntry)
def decide_month(
    actor: Actor, *, case: Case, clock: Clock, month: Month | None, is_counted: bool,
    reason: DecisionReason, evidence: str, at: datetime, document: Document | None = None,
    operation_key: str | None = None,
) -> ClockEntry:  # fmt: skip
    """Says of one month of a clock that it counts, or that it does not, whatever it was before;
    an earlier decision on it is kept, replaced.

    Raises Refused for a month to come, a reason that speaks for the other side, and without
    evidence. Source: PLAN-11; WTW 42-7.38, II.H.
    """
    _refuse_strange(case, clock)
    today = office_date(at, resources.timezone())
    refuse_if(
        clock_months.refusals_to_decide(
            month, is_counted, reason, evidence, document is not None, today
        )
    )
    return _decided(
        actor, "decide_clock_month", case, clock, ClockAct.MONTH, str(month), at,
        is_counted=is_counted, reason=reason, evidence=evidence.strip(), document=document,
    )  # fmt: skip


@operation(result=ClockEntry)
def begin_clock(
    actor: Actor, *, case: Case, clock: Clock, month: Month | None, months_before: int,
    evidence: str, at: datetime, document: Document | None = None,
    operation_key: str | None = None,
) -> ClockEntry:  # fmt: skip
    """Says in which month a clock begins here, and how many months were used before, elsewhere.

    Raises Refused for a month to come, more months than the clock has, and without evidence.
    Source: PLAN-11.
    """
    limit = _refuse_strange(case, clock)
    today = office_date(at, resources.timezone())
    refuse_if(
        clock_months.refusals_to_begin(
            month, months_before, limit, evidence, document is not None, today
        )
    )
    return _decided(
        actor, "begin_clock", case, clock, ClockAct.BEGINS, str(month), at,
        months_before=months_before, evidence=evidence.strip(), document=document,
    )  # fmt: skip


def _refuse_strange(case: Case, clock: Clock) -> int:
    limit = program(str(case.program)).clocks.get(clock)
    if limit is None:
        raise Refused({"clock": ClockRefusal.NO_CLOCK})
    return limit.value


def _decided(
    actor: Actor, action: str, case: Case, clock: Clock, act: ClockAct, month: str, at: datetime,
    **values: Any,
) -> ClockEntry:  # fmt: skip
    same = (ClockEntry.case == case.id) & (ClockEntry.clock == clock) & (ClockEntry.act == act)
    if act is ClockAct.MONTH:
        same &= ClockEntry.month == month
    ClockEntry.update(replaced_at=at).where(same, ClockEntry.replaced_at.is_null()).execute()
    try:
        with db.database.atomic():
            made: ClockEntry = ClockEntry.create(
                case=case.id, clock=clock, act=act, month=month, entered_by=_account(actor),
                entered_at=at, **values,
            )  # fmt: skip
    except IntegrityError:
        # Somebody else decided on it in the same moment: the page shows what they said.
        raise Refused({"": ClockRefusal.OVERLAPS}) from None
    record(actor, action, made, case=case, fields=["month"], reason=values.get("reason", ""))
    refresh(case.id, office_date(at, resources.timezone()))
    return made


def _account(actor: Actor) -> int | None:
    return actor.id if actor.is_staff else None
