"""A participant's appointments: what is shown, the calendar file, and asking for another time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flask
import icalendar
import pytest

from portal import clock
from portal.models import Case, Meeting, Task
from portal.operations import meetings as operations
from portal.policy.meetings import MeetingKind, MeetingWay
from tests.browser import Browser
from tests.factories import NOON, account, case, participant

SOON = NOON + timedelta(days=4)


@pytest.fixture
def maria(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Maria's case with Ana, and a support-team meeting in four days."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    ana = account()
    made = case(participant(locale="en"), ana)
    plan(made)
    return made


def plan(of: Case, **values: Any) -> Meeting:
    asked: dict[str, Any] = {
        "kind": MeetingKind.SUPPORT_TEAM, "starts_at": SOON, "minutes": 45,
        "way": MeetingWay.IN_PERSON, "place": "Room 4, 6955 Foothill Blvd", **values,
    }  # fmt: skip
    return operations.plan_meeting(of.worker.actor, case=of, at=NOON, **asked)


def test_the_page_tells_when_where_and_that_nothing_is_lost(
    maria: Case, browser_for: Callable[..., Browser]
) -> None:
    page = browser_for(maria.participant).get("/my/appointments")
    for text in ("Support team meeting", "Tuesday, November 24, 2026, at 12:00", "Room 4",
                 "You will not lose anything"):  # fmt: skip
        assert text in page.text
    assert len(page.statements) <= 8


def test_more_meetings_ask_no_more_of_the_tables(
    maria: Case, browser_for: Callable[..., Browser]
) -> None:
    maria_s = browser_for(maria.participant)
    before = len(maria_s.get("/my/appointments").statements)
    for n in range(1, 6):
        plan(maria, kind=MeetingKind.PLAN, starts_at=SOON + timedelta(days=n))
    assert len(maria_s.get("/my/appointments").statements) == before


def test_the_calendar_file_holds_the_moment_and_nothing_of_the_case(
    maria: Case, browser_for: Callable[..., Browser]
) -> None:
    answer = browser_for(maria.participant).client.get("/my/appointments.ics")
    (event,) = icalendar.Calendar.from_ical(answer.get_data(as_text=True)).walk("VEVENT")
    assert event["DTSTART"].dt == SOON
    assert event["DTEND"].dt == SOON + timedelta(minutes=45)
    assert str(event["SUMMARY"]) == "Appointment"
    assert "Room 4" in str(event["LOCATION"])


def test_where_somebody_is_in_danger_the_file_tells_no_place(
    maria: Case, browser_for: Callable[..., Browser]
) -> None:
    Case.update(is_restricted=True).where(Case.id == maria.id).execute()
    answer = browser_for(maria.participant).client.get("/my/appointments.ics")
    assert "Foothill" not in answer.get_data(as_text=True)


def test_a_meeting_that_is_moved_keeps_its_id_in_the_calendar(
    maria: Case, browser_for: Callable[..., Browser]
) -> None:
    maria_s = browser_for(maria.participant)

    def uid() -> str:
        text = maria_s.client.get("/my/appointments.ics").get_data(as_text=True)
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        return str(event["UID"])

    before = uid()
    operations.move_meeting(
        maria.worker.actor, meeting=Meeting.get(), starts_at=SOON + timedelta(days=1), minutes=45,
        way=MeetingWay.TELEPHONE, place="(510) 555-0142", version=1, at=NOON,
    )  # fmt: skip
    assert uid() == before


def test_asking_for_another_time_tells_the_worker(
    maria: Case, browser_for: Callable[..., Browser]
) -> None:
    maria_s = browser_for(maria.participant)
    key = Meeting.get().key
    path = f"/my/appointments/{key}/move"
    page = maria_s.get(path)
    page = maria_s.follow(
        maria_s.submit(page, path, {"times": ["morning", "by_telephone"], "why": "ride"})
    )
    assert "You asked for another time" in page.text
    words = Task.get(Task.owner == "worker").text
    assert "no way to get there" in words
    assert "In the morning, By telephone instead" in words
    assert maria_s.client.get(f"/my/appointments/{key}/move").status_code == 200
