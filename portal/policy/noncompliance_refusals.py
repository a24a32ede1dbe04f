"""Why a step of a noncompliance is refused: reason codes by field (CASE-4, CASE-5, STAFF-3)."""

from datetime import date

from portal.policy.letters import earliest_effective_on
from portal.policy.noncompliance import (
    PLAN_DAYS,
    DeliveryWay,
    NoncomplianceRefusal,
    SanctionEnd,
    delivered_on,
    is_over,
)
from portal.policy.statuses import CaseStatus

_REQUIRED = frozenset({CaseStatus.ENROLLED, CaseStatus.ACTIVE})
Refusals = dict[str, NoncomplianceRefusal]


def refusals_to_open(
    has_process: bool, status: str, is_open: bool, missed_on: date, enrolled_on: date, today: date
) -> Refusals:
    """Why no noncompliance is opened: the program has none; somebody exempt, a volunteer or out of
    the program owes nothing; one is open; the day is to come or before enrollment.

    In: local dates. Source: CASE-4; WTW 42-7.38, II.C, III.A; CASE-3.
    """
    found: Refusals = {}
    if not has_process:
        found[""] = NoncomplianceRefusal.NO_PROCESS
    elif is_open:
        found[""] = NoncomplianceRefusal.OPEN_ALREADY
    elif status not in _REQUIRED:
        found[""] = NoncomplianceRefusal.NOT_REQUIRED
    if missed_on > today:
        found["missed_on"] = NoncomplianceRefusal.DAY_TO_COME
    elif missed_on < enrolled_on:
        found["missed_on"] = NoncomplianceRefusal.BEFORE_ENROLLMENT
    return found


def refusals_to_deliver(
    way: DeliveryWay, on: date, noticed_on: date, today: date, locale: str, languages: set[str]
) -> Refusals:
    """Why a notice does not count as delivered: on a day to come (by mail: not MAIL_DAYS ago yet),
    before the notice, in a language that is none of the person's.

    In: `on` the local date it was read, handed over or mailed; the language it was in, and those
    of the person. Source: CASE-4; STAFF-3; LANG-1; WTW 42-7.38, II.C.
    """
    if on < noticed_on:
        return {"on": NoncomplianceRefusal.BEFORE_NOTICE}
    if delivered_on(way, on) > today:
        return {"on": NoncomplianceRefusal.DAY_TO_COME}
    if locale not in languages:
        return {"way": NoncomplianceRefusal.OTHER_LANGUAGE}
    return {}


def refusals_to_ask(on: date, noticed_on: date, today: date, is_in_language: bool) -> Refusals:
    """Why asking for the reason does not count: a day to come or before the notice, or not in the
    person's language and without an interpreter. Source: CASE-4; STAFF-3; WTW 42-7.38, III.A."""
    if on > today:
        return {"on": NoncomplianceRefusal.DAY_TO_COME}
    if on < noticed_on:
        return {"on": NoncomplianceRefusal.BEFORE_NOTICE}
    return {} if is_in_language else {"locale": NoncomplianceRefusal.OTHER_LANGUAGE}


def refusals_to_find_none(
    until: date | None, today: date, was_asked: bool, unread: int, why: str
) -> Refusals:
    """Why nobody may find that there was no good cause: the notice was not delivered, its days
    still run, the person was not asked, something that came in was not looked at, no reason.

    Good cause itself may be found at any time. Source: CASE-4; STAFF-3; WTW 42-7.38, II.C, III.A.
    """
    found: Refusals = {}
    if until is None:
        found[""] = NoncomplianceRefusal.NOT_DELIVERED
    elif not is_over(until, today):
        found[""] = NoncomplianceRefusal.DAYS_RUN
    elif not was_asked:
        found[""] = NoncomplianceRefusal.NOT_ASKED
    elif unread:
        found[""] = NoncomplianceRefusal.UNREAD
    if not why.strip():
        found["why"] = NoncomplianceRefusal.WHY_MISSING
    return found


def refusals_to_agree(starts_on: date, ends_on: date, steps: int, today: date) -> Refusals:
    """Why a compliance plan cannot stand: it lies behind, ends before it begins, lasts longer than
    PLAN_DAYS, or asks for nothing. Source: CASE-4; WTW 42-7.38, attachment 206; the days are ours.
    """
    found: Refusals = {}
    if starts_on < today:
        found["starts_on"] = NoncomplianceRefusal.PLAN_DATES
    if ends_on < starts_on:
        found["ends_on"] = NoncomplianceRefusal.PLAN_DATES
    elif (ends_on - starts_on).days >= PLAN_DAYS:
        found["ends_on"] = NoncomplianceRefusal.PLAN_TOO_LONG
    if not steps:
        found["steps"] = NoncomplianceRefusal.NO_STEPS
    return found


def refusals_to_end_plan(is_kept: bool, is_signed: bool, ends_on: date, today: date) -> Refusals:
    """Why a compliance plan does not end: as broken it must have been signed by the participant
    and its last day be over; as kept it may end at any time. Source: CASE-4; WTW 42-7.38, III.A."""
    if is_kept:
        return {}
    if not is_signed:
        return {"": NoncomplianceRefusal.NOT_SIGNED}
    return {"": NoncomplianceRefusal.PLAN_RUNS} if today <= ends_on else {}


def refusals_to_sanction(
    missing: int, is_own_worker: bool, effective_on: date, today: date, notice: int, steps: int
) -> Refusals:
    """Why a sanction cannot be entered: something promised was not done (sanction_gate.py), it is
    not the worker's own case, the notice of so many calendar days is cut short, or nothing says
    how it ends. Source: CASE-5; STAFF-3; LET-9; WTW 42-7.38, II.I; WA 3.4.3."""
    found: Refusals = {}
    if missing:
        found[""] = NoncomplianceRefusal.GATE
    elif not is_own_worker:
        found[""] = NoncomplianceRefusal.NOT_OWN
    if effective_on < earliest_effective_on(today, notice):
        found["effective_on"] = NoncomplianceRefusal.SHORT_NOTICE
    if not steps:
        found["steps"] = NoncomplianceRefusal.NO_STEPS
    return found


def refusals_to_cure(end: SanctionEnd, left: int, ended_on: date, today: date) -> Refusals:
    """Why a sanction does not end: on a day to come; by taking part while steps are left to do.
    Source: CASE-5; WTW 42-7.38, II.I."""
    found: Refusals = {}
    if ended_on > today:
        found["ended_on"] = NoncomplianceRefusal.DAY_TO_COME
    if end is SanctionEnd.TOOK_PART and left:
        found["reason"] = NoncomplianceRefusal.STEPS_LEFT
    return found
