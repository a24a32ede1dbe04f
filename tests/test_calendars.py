"""Calendar files, read back by a library that knows the standard."""

from datetime import date, timedelta

import icalendar
import pytest

from portal.calendars import Entry, written
from tests.factories import NOON, TODAY


def read(text: str) -> list[icalendar.Event]:
    """The events of a file; the library raises for what is no calendar."""
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


@pytest.mark.parametrize(
    "title",
    [
        "Plain",
        "A, B; C\\D",
        "Two\nlines",
        "Carriage\r\nreturn",
        "Có một việc cần làm trong tuần này, xin quý vị xem trong cổng thông tin của quý vị nhé",
        "需要做的事情。请在门户网站中查看。" * 6,
        "لديك شيء للقيام به. انظر في البوابة من فضلك، ولا تنس ذلك أبدا يا صديقي العزيز",
        "x" * 300,
    ],
)
def test_a_title_comes_back_as_it_was_and_no_line_is_too_long(title: str) -> None:
    text = written([Entry("a", TODAY, title)], NOON, "en")
    (event,) = read(text)
    assert str(event["SUMMARY"]) == title.replace("\r\n", "\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_a_title_cannot_put_in_an_event_of_its_own() -> None:
    title = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:planted\x00"
    (event,) = read(written([Entry("a", TODAY, title)], NOON, "en"))
    assert "planted" in event["SUMMARY"]


@pytest.mark.parametrize("on", [date(2026, 3, 8), date(2026, 11, 1), date(2028, 2, 29), TODAY])
def test_a_day_is_a_whole_local_day_whatever_the_zone(on: date) -> None:
    (event,) = read(written([Entry("a", on, "x")], NOON, "en"))
    assert event["DTSTART"].dt == on
    assert event["DTEND"].dt == on + timedelta(days=1)
    assert event["DTSTAMP"].dt == NOON


def test_an_entry_keeps_its_id_when_its_day_moves_and_two_never_share_one() -> None:
    one, other = Entry("task-a", TODAY, "x"), Entry("task-b", TODAY, "x")
    moved = Entry("task-a", TODAY + timedelta(days=1), "y")
    ids = [str(event["UID"]) for event in read(written([one, other, moved], NOON, "en"))]
    assert ids[0] == ids[2] != ids[1]
    assert "task" not in ids[0]


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read(written([], NOON, "en")) == []
