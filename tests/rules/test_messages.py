"""CON-4: what is sent to many counts for nobody; the direct answer to it is live contact."""

from datetime import UTC, date, datetime, timedelta

import flask

from portal.models import Account, Case, Contact, Message, Participant
from portal.models.messages import Author, MassMessage
from portal.operations.contacts import record_contact
from portal.operations.messages.mass import send_to_many
from portal.operations.messages.threads import send_own_message
from portal.policy.contacts import Direction, Way, classify
from tests.factories import account, as_actor, case, participant

ENROLLED = date(2026, 10, 1)
# A quarter to midnight of November 20 in Los Angeles is November 21 in UTC.
LATE = datetime(2026, 11, 21, 7, 45, tzinfo=UTC)
CLOCKS = ("last_live_on", "last_attempt_on", "last_touched_on", "live_due_on", "attempt_due_on")


def clocks(made: Case) -> list[date | None]:
    """The clocks of a case as they are kept."""
    found = Case.get_by_id(made.id)
    return [getattr(found, name) for name in CLOCKS]


def people(worker: Account, count: int = 3) -> list[Case]:
    """Cases of one worker, enrolled on October 1."""
    return [
        case(participant(f"P{n} Family{n}", "en"), worker, f"WTW-{n}", ENROLLED)
        for n in range(count)
    ]


def to_all(worker: Account, cases: list[Case], at: datetime) -> MassMessage:
    """One message to all of them."""
    return send_to_many(
        worker.actor, case_ids=[one.id for one in cases], text="The office is closed on Thursday.",
        is_same_list=True, at=at,
    )  # fmt: skip


def answer(made: Case, at: datetime, text: str = "Thank you. I start work on Monday.") -> Message:
    """What the participant writes in the thread."""
    person = Participant.get_by_id(made.participant_id)
    return send_own_message(as_actor(person), case=made, text=text, locale="en", at=at)


def test_con_4_what_is_sent_to_many_counts_for_nobody_and_its_direct_answer_is_live(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    cases = people(ana)
    before = [clocks(one) for one in cases]

    # However often: it makes no contact, and no clock moves.
    for days in (0, 1):
        to_all(ana, cases, LATE - timedelta(days=2 - days))
    assert Contact.select().count() == 0
    assert [clocks(one) for one in cases] == before

    # A mass text or e-mail that was sent by other means and entered by hand: the same.
    for way in (Way.MASS_TEXT, Way.MASS_EMAIL):
        made = record_contact(
            ana.actor, case=cases[0], occurred_on=date(2026, 11, 20), way=way,
            direction=Direction.FROM_STAFF, answered=False, summary="", at=LATE,
        )  # fmt: skip
        assert (made.is_live, made.is_attempt) == (False, False)
        assert not classify(way, Direction.FROM_STAFF).is_touch
        assert classify(way, Direction.FROM_PARTICIPANT).is_live
    assert [clocks(one) for one in cases] == before

    # The direct answer is live contact, on the day it was sent in the office's zone, for this
    # participant alone.
    said = answer(cases[0], LATE)
    assert said.answers_id == MassMessage.select().order_by(MassMessage.id.desc()).get().id
    assert (said.contact.is_live, said.contact.occurred_on) == (True, date(2026, 11, 20))
    live, attempt, touched, live_due, attempt_due = clocks(cases[0])
    assert live == attempt == touched == date(2026, 11, 20)
    assert live_due == attempt_due == date(2026, 12, 20)
    assert [clocks(one) for one in cases[1:]] == before[1:]

    # A second word of the same talk is no answer to the message to many any more, and live too.
    second = answer(cases[0], LATE + timedelta(hours=20), "And the bus pass came.")
    assert second.answers_id is None
    assert second.contact.is_live


def test_a_message_to_many_is_recorded_once_with_its_recipients(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    cases = people(ana, 5)
    mass = to_all(ana, cases, LATE)
    assert MassMessage.select().count() == 1
    assert mass.recipients == 5
    rows = list(Message.select().where(Message.mass == mass))
    assert {row.case_id for row in rows} == {one.id for one in cases}
    assert {row.author for row in rows} == {Author.STAFF}
    assert {row.contact_id for row in rows} == {None}
