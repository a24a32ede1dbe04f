"""Noncompliance begins: the notice, its delivery, the question, and what was found (CASE-4)."""

from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from portal import db
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.models.noncompliance import Noncompliance
from portal.operations import operation
from portal.operations.noncompliance.story import closed, held, keep, lead_to, seal, today_of
from portal.policy import noncompliance as rules
from portal.policy import noncompliance_refusals as refusals
from portal.policy.noncompliance import (
    BEFORE_SANCTION,
    UNDECIDED,
    AskedWay,
    DeliveryWay,
    GoodCause,
    MissedAct,
    NoncomplianceRefusal,
    NoncomplianceState,
    ProcessAct,
)
from portal.policy.programs import program
from portal.policy.refusals import Refused, refuse_if
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from portal.reports.noncompliance.gate import gate_facts

NOTICE = "good_cause"  # the kind of letter that is the notice (L06)
_STATES = frozenset({NoncomplianceState.NO_CAUSE}) | UNDECIDED


@operation(result=Noncompliance)
def open_noncompliance(
    actor: Actor, *, case: Case, act: MissedAct, missed_on: date, at: datetime,
    activity: str = "", what: str = "", operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Opens a noncompliance: the person is to be asked what happened; nothing is decided.

    In: what was missed, on which local date, the code of the activity, the facts in words
    (sealed). The letter that asks is offered from now on (L06). Raises Refused where the program
    has none, the case owes nothing, or one is open. Source: CASE-4; WTW 42-7.38, II.C, III.A.
    """
    today, length = today_of(at), program(str(case.program)).good_cause
    fresh: Case = Case.get_by_id(case.id)
    refuse_if(
        refusals.refusals_to_open(
            length is not None, str(fresh.status), Noncompliance.open_of(case) is not None,
            missed_on, _day(fresh.enrolled_on), today,
        )
    )  # fmt: skip
    try:
        with db.database.atomic():
            made: Noncompliance = Noncompliance.create(
                key=db.new_key(), case=case.id, act=act, activity=activity, missed_on=missed_on,
                noticed_on=today, opened_at=at, opened_by=actor.id if actor.is_staff else None,
            )  # fmt: skip
    except IntegrityError:
        raise Refused({"": NoncomplianceRefusal.OPEN_ALREADY}) from None
    text = seal(actor, made, "what", what, at)
    lead_to(actor, made, CaseStatus.GOOD_CAUSE, StatusReason.CAUSE_PERIOD, at)
    return keep(actor, made, ProcessAct.OPENED, at, code=act, on=missed_on, sealed_what=text)


@operation(result=Noncompliance)
def note_delivery(
    actor: Actor, *, noncompliance: Noncompliance, letter: Letter, way: DeliveryWay, on: date,
    at: datetime, locale: str = "", operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Notes that the notice reached the person: the days to give a reason run from then. After a
    compliance plan that was not kept they are asked anew, and so the days run anew.

    In: the letter (an L06 of this case, sent since the question began), how, the local date it was
    read, handed over, mailed or explained, and for an explanation the language it was in. Raises
    Refused. Source: CASE-4; STAFF-3; WTW 42-7.38, II.C.
    """
    found = held(noncompliance, UNDECIDED)
    case, today = Case.get_by_id(found.case_id), today_of(at)
    if found.is_told:
        raise Refused({"": NoncomplianceRefusal.DELIVERED})
    is_it = letter.case_id == case.id and letter.kind == NOTICE
    is_sent = letter.state == LetterState.SENT
    if not is_it or not is_sent or _is_of_an_earlier_question(found, letter):
        raise Refused({"": NoncomplianceRefusal.NOT_SENT})
    told_in = locale if way is DeliveryWay.EXPLAINED and locale else str(letter.locale)
    refuse_if(
        refusals.refusals_to_deliver(way, on, found.since_on, today, told_in, languages(case))
    )
    reached_on, length = rules.delivered_on(way, on), program(str(case.program)).good_cause
    assert length is not None  # it could not have been opened
    return keep(
        actor, found, ProcessAct.DELIVERED, at, code=way, on=reached_on, letter=letter.id,
        delivered_on=reached_on, delivered_way=way, delivered_locale=told_in,
        good_cause_until=rules.good_cause_until(reached_on, length.value),
    )  # fmt: skip


def _is_of_an_earlier_question(found: Noncompliance, letter: Any) -> bool:
    return found.broken_on is not None and today_of(letter.sent_at) < found.since_on


@operation(result=Noncompliance)
def ask_cause(
    actor: Actor, *, noncompliance: Noncompliance, on: date, way: AskedWay, locale: str,
    at: datetime, interpreter: str = "", operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Notes that the person was asked for their reason, in their language or with an interpreter.

    In: the local date, the language that was spoken or written, the interpreter's name or number.
    Raises Refused. Source: CASE-4; STAFF-3; WTW 42-7.38, III.A.
    """
    found = held(noncompliance, BEFORE_SANCTION)
    case = Case.get_by_id(found.case_id)
    understood = bool(interpreter.strip()) or locale in languages(case)
    refuse_if(refusals.refusals_to_ask(on, found.noticed_on, today_of(at), understood))
    return keep(
        actor, found, ProcessAct.ASKED, at, code=way, on=on, asked_on=on, asked_way=way,
        asked_locale=locale, interpreter=interpreter.strip()[:100],
    )  # fmt: skip


@operation(result=Noncompliance)
def determine_cause(
    actor: Actor, *, noncompliance: Noncompliance, is_good: bool, why: str, at: datetime,
    cause: GoodCause | None = None, review_on: date | None = None,
    operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Decides whether there was good cause. Good cause ends it: the case is active again, or, with
    a day on which the cause is looked at again, deferred until then.

    In: the reason in words (sealed). That there was none cannot be found while the days run,
    before the person was asked, or while something that came in was not looked at: what was sent
    by midnight of the last day is in time. Raises Refused. Source: CASE-4; WTW 42-7.38, II.C.
    """
    found = held(noncompliance, _STATES)
    today = today_of(at)
    if is_good:
        return _found_good(actor, found, cause or GoodCause.OTHER, why, review_on, at)
    facts = gate_facts(found, today)
    unread = facts.documents_unread + facts.messages_unread + facts.reports_unread
    was_asked = facts.asked_on is not None and facts.asked_on >= facts.since_on
    refuse_if(refusals.refusals_to_find_none(found.good_cause_until, today, was_asked, unread, why))
    is_broken = found.state == NoncomplianceState.BROKEN
    reason = StatusReason.PLAN_BROKEN if is_broken else StatusReason.NO_CAUSE
    lead_to(actor, found, CaseStatus.NONCOMPLIANCE, reason, at)
    return keep(
        actor, found, ProcessAct.FOUND_NONE, at, state=NoncomplianceState.NO_CAUSE,
        finding="none", found_on=today, found_by=actor.id,
        sealed_why=seal(actor, found, "why", why, at),
    )  # fmt: skip


def _found_good(
    actor: Actor, found: Noncompliance, cause: GoodCause, why: str, review_on: date | None,
    at: datetime,
) -> Noncompliance:  # fmt: skip
    today = today_of(at)
    status = CaseStatus.ACTIVE if review_on is None else CaseStatus.GOOD_CAUSE
    lead_to(actor, found, status, StatusReason.CAUSE_FOUND, at, review_on=review_on)
    return keep(
        actor, found, ProcessAct.FOUND_GOOD, at, code=cause, finding="good", cause=cause,
        found_on=today, found_by=actor.id, sealed_why=seal(actor, found, "why", why, at),
        **closed(NoncomplianceState.GOOD_CAUSE, cause, today, at, actor),
    )  # fmt: skip


@operation(result=Noncompliance)
def withdraw(
    actor: Actor, *, noncompliance: Noncompliance, why: str, at: datetime,
    operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Takes a noncompliance back that should not have been opened; nothing was taken away.

    In: why, in words (sealed). Raises Refused once a sanction is entered. Source: CASE-4; ours.
    """
    found = held(noncompliance, BEFORE_SANCTION)
    if not why.strip():
        raise Refused({"why": NoncomplianceRefusal.WHY_MISSING})
    lead_to(actor, found, CaseStatus.ACTIVE, StatusReason.WITHDRAWN, at)
    return keep(
        actor, found, ProcessAct.WITHDRAWN, at, sealed_why=seal(actor, found, "why", why, at),
        **closed(NoncomplianceState.WITHDRAWN, "", today_of(at), at, actor),
    )  # fmt: skip


def languages(case: Case) -> set[str]:
    """The languages that the person reads or speaks."""
    person = case.participant
    return {str(person.written_locale), str(person.spoken_locale)}


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
