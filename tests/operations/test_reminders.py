"""Reminders of papers and tasks: once for each last day, one message a person a day, never of what
was settled."""

from datetime import UTC, date, datetime, timedelta

import flask
import pytest

from portal.models import Account, Case, DocumentRequest, OutboxMessage, Participant, Task
from portal.models.documents import RequestState
from portal.models.tasks import TaskOwner
from portal.operations import nightly, tasks
from portal.operations.documents import requests as documents
from portal.policy.documents import CannotSend, RemindWhen
from portal.policy.tasks import MoveReason
from tests.factories import NOON, TODAY, account, as_actor, case, participant

PHONE = "+15105550123"


def night(on: date) -> datetime:
    """Two in the morning of a day, office time (Los Angeles)."""
    return datetime(on.year, on.month, on.day, 10, 0, tzinfo=UTC)


def bodies(on: date) -> list[str]:
    """What the reminders of a night say, all those so far included."""
    list(nightly.remind(on, night(on)))
    return [str(one.body) for one in OutboxMessage.select().order_by(OutboxMessage.id)]


def of_maria(number: str = "WTW-1001", **values: object) -> Case:
    """A case just enrolled: its live contact is a month away."""
    ana = Account.get_or_none() or account()
    values = {"locale": "en", "phone": PHONE, **values}
    return case(participant(**values), ana, number=number, enrolled_on=TODAY)


def paper(of: Case, due_on: date) -> DocumentRequest:
    """A paper asked for."""
    return DocumentRequest.create(
        case=of, kind="medical_note", why="excuse_absence", due_on=due_on, asked_at=NOON
    )


def step(of: Case, due_on: date, **values: object) -> Task:
    """A task of the participant."""
    values = {"owner": TaskOwner.PARTICIPANT, "phrase": "see_doctor", **values}
    return tasks.add_task(of.worker.actor, case=of, due_on=due_on, at=NOON, **values)  # type: ignore[arg-type]


def test_a_paper_is_reminded_of_three_days_before_and_once(both_databases: flask.Flask) -> None:
    paper(of_maria(), TODAY + timedelta(days=4))
    assert bodies(TODAY) == []
    for days in (1, 1, 2, 4):
        found = bodies(TODAY + timedelta(days=days))
    (body,) = found
    assert "Ana has something for you to do by Nov 24, 2026" in body
    assert "medical" not in body
    assert len(body) <= 160


def test_a_task_is_reminded_of_two_days_before_and_anew_when_its_day_moved(
    both_databases: flask.Flask,
) -> None:
    of = of_maria()
    made = step(of, TODAY + timedelta(days=3))
    assert bodies(TODAY) == []
    assert len(bodies(TODAY + timedelta(days=1))) == 1
    tasks.move_task(
        of.worker.actor, task=made, due_on=TODAY + timedelta(days=9),
        reason=MoveReason.ASKED_FOR_TIME, version=1, at=NOON,
    )  # fmt: skip
    assert len(bodies(TODAY + timedelta(days=2))) == 1
    assert len(bodies(TODAY + timedelta(days=7))) == 2


def test_several_things_of_one_day_make_one_message(both_databases: flask.Flask) -> None:
    of = of_maria()
    Case.update(live_due_on=TODAY + timedelta(days=2)).where(Case.id == of.id).execute()
    paper(of, TODAY + timedelta(days=1))
    step(of, TODAY + timedelta(days=2))
    (body,) = bodies(TODAY)
    assert "something for you to do by Nov 21, 2026" in body
    assert len(bodies(TODAY)) == 1, "the night run again"
    assert len(bodies(TODAY + timedelta(days=1))) == 1, "all three were told"


def test_what_comes_up_later_on_the_same_day_waits_for_the_next(
    both_databases: flask.Flask,
) -> None:
    of = of_maria()
    paper(of, TODAY + timedelta(days=1))
    assert len(bodies(TODAY)) == 1
    step(of, TODAY + timedelta(days=1))
    assert len(bodies(TODAY)) == 1
    assert len(bodies(TODAY + timedelta(days=1))) == 2


def test_two_cases_of_one_person_make_one_message(app: flask.Flask) -> None:
    of = of_maria()
    second = case(of.participant, of.worker, number="DW-2001", enrolled_on=TODAY)
    paper(of, TODAY)
    paper(second, TODAY)
    assert len(bodies(TODAY)) == 1
    assert len(bodies(TODAY + timedelta(days=1))) == 1


def test_what_was_settled_told_done_private_or_the_workers_is_not_reminded_of(
    both_databases: flask.Flask,
) -> None:
    soon = TODAY + timedelta(days=1)
    of = of_maria()
    sent, told, done = paper(of, soon), step(of, soon), step(of, soon)
    DocumentRequest.update(state=RequestState.SENT).where(DocumentRequest.id == sent.id).execute()
    tasks.tell_done(as_actor(of.participant), task=told, at=NOON)
    tasks.finish_task(of.worker.actor, task=done, at=NOON)
    step(of, soon, owner=TaskOwner.WORKER)
    hidden = of_maria("DW-2003")
    paper(hidden, soon)
    Case.update(is_restricted=True).where(Case.id == hidden.id).execute()
    paper(of_maria("WTW-1003", phone=""), soon)
    closed = of_maria("WTW-1004")
    paper(closed, soon)
    Case.update(status="closed").where(Case.id == closed.id).execute()
    assert bodies(TODAY) == []


def test_each_is_reminded_by_the_way_and_in_the_language_of_their_own(app: flask.Flask) -> None:
    of = of_maria(email="maria@example.org", wants_text_messages=False, locale="es")
    paper(of, TODAY)
    bodies(TODAY)
    message = OutboxMessage.get()
    assert (message.channel, message.address) == ("email", "maria@example.org")
    assert message.locale == "es"
    assert message.subject


def test_a_night_killed_halfway_goes_on_and_tells_nobody_twice(
    both_databases: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "REMIND_CHUNK", 2)
    for number in range(5):
        paper(of_maria(f"WTW-{number}"), TODAY)
    killed = nightly.remind(TODAY, night(TODAY))
    assert next(killed) == 2
    killed.close()  # type: ignore[attr-defined]
    assert len(bodies(TODAY)) == 5
    assert Participant.select().count() == 5


def test_a_look_that_ends_within_somebodys_things_tells_them_whole_in_the_next(
    both_databases: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "LOOK", 3)
    for number in range(3):
        of = of_maria(f"WTW-{number}")
        paper(of, TODAY)
        step(of, TODAY)
    assert len(bodies(TODAY)) == 3
    assert len(bodies(TODAY + timedelta(days=0))) == 3


def later(asked: DocumentRequest, when: RemindWhen, on: date) -> None:
    """The participant will send a paper later, and says when to be reminded of it."""
    documents.report_cannot_send(
        as_actor(asked.case.participant), request=asked, choice=CannotSend.REMIND_ME, remind=when,
        text="", locale="en", at=night(on),
    )  # fmt: skip


def test_who_will_send_a_paper_later_is_reminded_on_the_day_they_chose_and_once(
    both_databases: flask.Flask,
) -> None:
    asked = paper(of_maria(), TODAY + timedelta(days=30))
    later(asked, RemindWhen.IN_THREE_DAYS, TODAY)
    assert bodies(TODAY + timedelta(days=2)) == []
    for days in (3, 3, 4):
        (body,) = bodies(TODAY + timedelta(days=days))
        assert "something for you to do by Dec 20, 2026" in body
    # They ask once more, and are told once more.
    later(asked, RemindWhen.TOMORROW, TODAY + timedelta(days=4))
    assert len(bodies(TODAY + timedelta(days=5))) == 2


def test_a_reminder_that_was_asked_for_is_late_rather_than_lost_and_not_of_what_was_sent(
    both_databases: flask.Flask,
) -> None:
    asked = paper(of_maria(), TODAY + timedelta(days=30))
    sent = paper(of_maria("WTW-1002"), TODAY + timedelta(days=30))
    for one in (asked, sent):
        later(one, RemindWhen.TOMORROW, TODAY)
    DocumentRequest.update(state=RequestState.SENT).where(DocumentRequest.id == sent.id).execute()
    assert len(bodies(TODAY + timedelta(days=5))) == 1, "four nights were missed"


def test_a_paper_that_is_late_already_is_reminded_of_for_today(app: flask.Flask) -> None:
    asked = paper(of_maria(), TODAY)
    later(asked, RemindWhen.DAY_BEFORE, TODAY + timedelta(days=2))
    assert bodies(TODAY + timedelta(days=2)) == []
    (body,) = bodies(TODAY + timedelta(days=3))
    assert "by Nov 23, 2026" in body
