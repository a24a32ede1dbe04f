"""Events of a case ask for letters: each once, with what the case knows, and none is sent."""

import json
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import flask
import pytest

from portal import db, letter_kinds
from portal.models import (
    AccessCode,
    Activity,
    Case,
    ClockStop,
    Document,
    DocumentRequest,
    Letter,
    MonthVerdict,
    NoteCopy,
    Plan,
    PlanItem,
    StatusPeriod,
)
from portal.models.letters import LetterState
from portal.models.plans import PlanState
from portal.operations.letters import discard_letter, draft_letter
from portal.operations.letters.drafting import draft_for_event
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.policy.refusals import Refused
from portal.policy.sending import Stop
from portal.reports import letters
from portal.reports.letters.starting import starting_values
from portal.reports.letters.suggestions import KINDS, Event, suggested
from tests.factories import NOON, TODAY
from tests.operations.lettering import cast
from tests.operations.noncompliance_events import EVENTS as OF_NONCOMPLIANCE
from tests.operations.support_events import EVENTS as OF_SUPPORTS

DAY = timedelta(days=1)


def code(of: Case) -> dict[str, str]:
    AccessCode.create(participant_id=of.participant_id, digest="d", expires_at=NOON + 7 * DAY)
    return {"expires_on": "2026-11-27"}


def plan(of: Case, **values: Any) -> Plan:
    number = Plan.select().where(Plan.case == of.id).count() + 1
    made = Plan.create(
        case=of, number=number, starts_on=TODAY, created_at=NOON, offered_at=NOON, **values
    )
    PlanItem.create(plan=made, kind="goal_short", position=0, phrase="finish_school")
    PlanItem.create(plan=made, kind="goal_long", position=1, text="Words of their own")
    Activity.create(plan=made, kind="job_search", starts_on=TODAY, minutes_week=600 * number)
    return made


def offered(of: Case) -> dict[str, str]:
    plan(of, state=PlanState.OFFERED)
    return {"plan_stage": "to_sign", "plan_no": "1", "activities": "job_search",
            "hours_week": "600", "sign_by": "2026-11-30"}  # fmt: skip


def signed(of: Case) -> dict[str, str]:
    plan(of, state=PlanState.SIGNED, signed_by_worker_at=NOON, signed_by_participant_at=NOON)
    return {"plan_stage": "signed", "signed_on": "2026-11-20"}


def amended(of: Case) -> dict[str, str]:
    first = plan(of, state=PlanState.SUPERSEDED)
    plan(
        of, state=PlanState.SIGNED, signed_by_worker_at=NOON, signed_by_participant_at=NOON,
        follows=first, change_until=TODAY + 5 * DAY, amended_on=TODAY,
    )  # fmt: skip
    return {"plan_no": "2", "old_hours": "600", "new_hours": "1200", "change_by": "2026-11-25"}


def silent(days: int) -> Callable[[Case], dict[str, str]]:
    def since(of: Case) -> dict[str, str]:
        last = TODAY - days * DAY
        Case.update(last_live_on=last).where(Case.id == of.id).execute()
        return {"last_live_on": last.isoformat()}

    return since


def asked(of: Case) -> dict[str, str]:
    values = {"case": of, "why": "enroll_class", "due_on": TODAY + 7 * DAY, "asked_at": NOON}
    DocumentRequest.create(kind="school_record", **values)
    DocumentRequest.create(kind="medical", is_private=True, **values)
    return {"items": "school_record", "due_on": "2026-11-27"}


def received(of: Case) -> dict[str, str]:
    values = {"case": of, "opened_at": NOON, "received_at": NOON}
    Document.create(kind="pay_stub", reference="A-1", **values)
    Document.create(kind="identity", reference="A-2", is_private=True, **values)
    return {"items": "pay_stub", "received_on": "2026-11-20"}


def short(of: Case) -> dict[str, str]:
    MonthVerdict.create(
        case=of, month="2026-10", verdict="short", cause="month_end", required=6000, planned=6000,
        counted=3000, excused=600, unexcused=2400, unproven=0, given_at=NOON,
    )  # fmt: skip
    return {"from_on": "2026-10-01", "until_on": "2026-10-31", "needed": "6000",
            "counted": "3600", "gap": "2400"}  # fmt: skip


def copied(of: Case) -> dict[str, str]:
    NoteCopy.create(
        case=of, asked_on=TODAY - DAY, asked_at=NOON - DAY, due_on=TODAY, released_at=NOON,
        wants_paper=True, notes_given=2,
    )  # fmt: skip
    return {"asked_on": "2026-11-19", "form": "both_forms", "parts": "whole_copy"}


def exempted(of: Case) -> dict[str, str]:
    ClockStop.create(case=of, reason="caring", starts_on=TODAY, entered_at=NOON)
    return {"decision": "excused", "excuse": "caring", "starts_on": "2026-11-20"}


def exempt_status(of: Case) -> dict[str, str]:
    StatusPeriod.create(
        case=of, status="exempt", reason="caring", starts_on=TODAY, review_on=TODAY + 90 * DAY,
        source="worker", set_at=NOON,
    )  # fmt: skip
    Case.update(status="exempt", status_review_on=TODAY + 90 * DAY).where(
        Case.id == of.id
    ).execute()
    return {"decision": "excused", "excuse": "caring", "starts_on": "2026-11-20",
            "referral": "home_care_help", "months": "months_stop"}  # fmt: skip


def exemption_ends(of: Case) -> dict[str, str | None]:
    exempt_status(of)
    StatusPeriod.update(set_at=NOON - 60 * DAY).where(StatusPeriod.case == of.id).execute()
    Case.update(status_review_on=TODAY + 30 * DAY).where(Case.id == of.id).execute()
    StatusPeriod.update(review_on=TODAY + 30 * DAY).where(StatusPeriod.case == of.id).execute()
    return {"decision": None, "excuse": "caring", "review_on": "2026-12-20"}


def exemption_over(of: Case) -> dict[str, str]:
    StatusPeriod.create(
        case=of, status="exempt", reason="caring", starts_on=of.enrolled_on, ends_on=TODAY - DAY,
        source="worker", set_at=NOON - 60 * DAY,
    )  # fmt: skip
    StatusPeriod.create(
        case=of, status="active", reason="takes_part", starts_on=TODAY, source="worker",
        set_at=NOON,
    )  # fmt: skip
    return {"decision": "excuse_ends", "excuse": "caring", "effective_on": "2026-11-20"}


EVENTS: dict[Event, Callable[[Case], Mapping[str, str | None]]] = {
    Event.CODE_ISSUED: code,
    Event.PLAN_OFFERED: offered,
    Event.PLAN_SIGNED: signed,
    Event.PLAN_AMENDED: amended,
    Event.CONTACT_DUE: silent(25),
    Event.NO_CONTACT: silent(30),
    Event.DOCUMENT_ASKED: asked,
    Event.DOCUMENT_RECEIVED: received,
    Event.MONTH_SHORT: short,
    Event.NOTES_COPIED: copied,
    Event.EXEMPTED: exempted,
    Event.EXEMPT_STATUS: exempt_status,
    Event.EXEMPTION_ENDS: exemption_ends,
    Event.EXEMPTION_OVER: exemption_over,
    **OF_SUPPORTS,
    **OF_NONCOMPLIANCE,
}


def found(of: Case, at: datetime = NOON) -> list[Any]:
    return suggested(Case.get_by_id(of.id), at)


def test_each_event_asks_for_its_letter_once_and_nothing_is_sent_by_itself(
    both_databases: flask.Flask,
) -> None:
    assert set(EVENTS) == set(Event)
    ana, first = cast("en")
    assert found(first) == []
    for number, (event, happens) in enumerate(EVENTS.items()):
        person = type(first.participant).get_by_id(first.participant_id)
        of = another(first, person, number)
        expected = happens(of)
        of = Case.get_for(ana.actor, of.key)
        (one,) = found(of)
        assert (one.event, one.kind) == (event, KINDS[event])
        made = draft_for_event(ana.actor, case=of, cause=one.cause, at=NOON)
        fields = json.loads(made.fields)
        assert {name: fields.get(name) for name in expected} == expected, event
        assert found(of) == []
        assert draft_for_event(ana.actor, case=of, cause=one.cause, at=NOON).id == made.id
        AccessCode.delete().execute()
    assert let_letters_leave(NOON + UNDO) == 0
    assert {row.state for row in Letter.select()} == {LetterState.DRAFT}


def another(like: Case, person: Any, number: int) -> Case:
    return Case.create(
        participant=person, worker=like.worker_id, office=like.office_id, unit=like.unit_id,
        number=f"WTW-2{number:03}", program="wtw", enrolled_on=like.enrolled_on,
        display_name="Hoa Tran", locale="en",
    )  # fmt: skip


def test_contact_asks_from_the_twenty_fifth_day_and_again_from_the_thirtieth(
    both_databases: flask.Flask,
) -> None:
    _ana, of = cast("en")
    for days, events in (
        (24, []), (25, ["contact_due"]), (29, ["contact_due"]), (30, ["no_contact"]),
    ):  # fmt: skip
        silent(days)(of)
        assert [one.event for one in found(of)] == events, days
    Case.update(status="exempt").where(Case.id == of.id).execute()
    assert found(of) == []


def test_old_news_and_what_was_settled_ask_for_nothing(both_databases: flask.Flask) -> None:
    ana, of = cast("en")
    asked(of)
    assert found(of, NOON + 15 * DAY)[0].event == Event.NO_CONTACT
    (one,) = found(of)
    DocumentRequest.update(state="fulfilled").execute()
    assert found(of) == []
    with pytest.raises(Refused) as refused:
        draft_for_event(ana.actor, case=of, cause=one.cause, at=NOON)
    assert refused.value.codes == {"": Stop.NOT_ASKED_FOR}


def test_a_draft_that_was_thrown_away_may_be_asked_for_again(both_databases: flask.Flask) -> None:
    ana, of = cast("en")
    asked(of)
    (one,) = found(of)
    made = draft_for_event(ana.actor, case=of, cause=one.cause, at=NOON)
    discard_letter(ana.actor, letter=made, at=NOON)
    assert found(of) == [one]


def test_two_who_begin_the_letter_of_one_event_at_once_begin_one(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en")
    asked(of)
    (one,) = found(of)
    begun: list[int] = []

    def press() -> None:
        with db.database.connection_context():
            row = Case.get_by_id(of.id)
            begun.append(draft_for_event(ana.actor, case=row, cause=one.cause, at=NOON).id)

    hands = [threading.Thread(target=press) for _hand in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(begun) == 3
    assert len(set(begun)) == 1


def test_every_kind_begins_with_values_that_can_be_shown(app: flask.Flask) -> None:
    """Whatever the case knows or does not: the draft is composed, with what is missing named."""
    ana, of = cast("en")
    for name, kind in letter_kinds.kinds().items():
        if "wtw" not in kind.citations:
            continue
        assert set(starting_values(kind, of, TODAY)) <= set(kind.fields)
        made = draft_letter(ana.actor, case=of, kind=name, at=NOON)
        prepared = letters.prepare(made, of, TODAY)
        assert prepared.document is not None, name
        codes = {one.code for one in prepared.findings}
        assert not codes & {Stop.UNREADABLE, Stop.IN_THE_PAST, Stop.NOTICE_TOO_SHORT}, name
