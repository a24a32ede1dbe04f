"""Attendance: what proves an hour, what a day adds to a week, what cannot be told."""

from datetime import date
from typing import Any

import pytest

from portal.policy.attendance import (
    AbsenceReason,
    DayEntry,
    HoursKind,
    HoursRefusal,
    HoursSource,
    HoursState,
    Objection,
    Tally,
    ToldDay,
    day_tally,
    field_of,
    kind_told,
    proven_minutes,
    refusals_to_object,
    refusals_to_report,
    total,
)
from portal.policy.calendar import Span
from portal.policy.documents import DocumentState

WEEK = Span(date(2026, 11, 1), date(2026, 11, 7))
MONDAY = date(2026, 11, 2)
TOLD, ACCEPTED = HoursState.REPORTED, HoursState.ACCEPTED


def entry(
    minutes: int, missed: int = 0, kind: HoursKind = HoursKind.DONE,
    state: HoursState = TOLD, proven: int = 0,
) -> DayEntry:  # fmt: skip
    return DayEntry(minutes, missed, kind, state, proven)


@pytest.mark.parametrize(
    ("planned", "told", "tally"),
    [
        (180, None, Tally(planned=180, open=180)),
        (180, entry(180), Tally(planned=180, attended=180, unproven=180)),
        (180, entry(240, proven=240), Tally(planned=180, attended=180, beyond=60, proven=240)),
        (0, entry(60), Tally(beyond=60, unproven=60)),
        (180, entry(60, 120, HoursKind.ABSENT), Tally(180, 60, open=120, unproven=60)),
        (180, entry(60, 120, HoursKind.EXCUSED), Tally(180, 60, 120, unproven=60)),
        (180, entry(0, 180, HoursKind.UNEXCUSED), Tally(180, unexcused=180)),
        (180, entry(180, 0, HoursKind.DONE, ACCEPTED, 180),
         Tally(180, 180, proven=180, counted=180)),
        # Accepted without a paper: nothing counts until there is one.
        (180, entry(180, 0, HoursKind.DONE, ACCEPTED), Tally(180, 180, unproven=180)),
    ],
)  # fmt: skip
def test_a_day_is_told_apart_into_its_figures(
    planned: int, told: DayEntry | None, tally: Tally
) -> None:
    assert day_tally(planned, told) == tally


def test_what_is_missed_never_exceeds_what_a_changed_plan_still_plans() -> None:
    excused = entry(60, 120, HoursKind.EXCUSED)
    assert day_tally(90, excused) == Tally(90, 60, 30, unproven=60)
    # More is planned than when the worker decided: the rest is open again.
    assert day_tally(240, excused) == Tally(240, 60, 120, open=60, unproven=60)


def test_no_days_are_nothing() -> None:
    assert total([]) == Tally()


@pytest.mark.parametrize("minutes", [(-1, 0, 0), (60, -1, 0), (60, 0, 61), (60, 0, -1)])
def test_an_entry_that_cannot_be_is_an_error(minutes: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such entry"):
        entry(minutes[0], minutes[1], proven=minutes[2])


@pytest.mark.parametrize(
    ("source", "state", "contacts", "proven"),
    [
        (HoursSource.PARTICIPANT, None, 3, 0),
        (HoursSource.PARTICIPANT, DocumentState.RECEIVED, 0, 180),
        (HoursSource.PARTICIPANT, DocumentState.ACCEPTED, 0, 180),
        (HoursSource.PARTICIPANT, DocumentState.RETURNED, 0, 0),
        (HoursSource.WORKER, None, 0, 0),
        (HoursSource.PROVIDER, None, 0, 180),
        (HoursSource.PROVIDER, DocumentState.RETURNED, 0, 180),
        (HoursSource.JOB_SEARCH, None, 0, 0),
        (HoursSource.JOB_SEARCH, None, 2, 120),
        (HoursSource.JOB_SEARCH, None, 4, 180),
        (HoursSource.JOB_SEARCH, DocumentState.RETURNED, 1, 60),
    ],
)
def test_hours_are_proven_by_a_paper_by_their_provider_or_by_the_log(
    source: HoursSource, state: DocumentState | None, contacts: int, proven: int
) -> None:
    assert proven_minutes(180, source, state, contacts, 60) == proven


@pytest.mark.parametrize(
    ("today", "state", "codes"),
    [
        (date(2026, 10, 31), None, {"": HoursRefusal.NOT_YET}),
        (date(2026, 11, 2), None, {}),
        (date(2027, 1, 31), None, {}),
        (date(2027, 2, 1), None, {"": HoursRefusal.TOO_LONG_AGO}),
        (date(2026, 11, 8), HoursState.RETURNED, {}),
        (date(2026, 11, 8), ACCEPTED, {"": HoursRefusal.ALREADY_ACCEPTED}),
        (date(2026, 11, 1), None, {"a:2026-11-02": HoursRefusal.NOT_YET}),
    ],
)
def test_a_week_may_be_told_from_its_first_day_until_two_months_later(
    today: date, state: HoursState | None, codes: dict[str, Any]
) -> None:
    told = [ToldDay("a", MONDAY, 60)]
    assert refusals_to_report(WEEK, today, state, told, {("a", MONDAY): 60}) == codes


@pytest.mark.parametrize(
    ("minutes", "reason", "code"),
    [
        (60, None, None),
        (59, None, HoursRefusal.REASON_MISSING),
        (59, AbsenceReason.ILL, None),
        (1440, None, None),
        (1441, None, HoursRefusal.NO_SUCH_TIME),
    ],
)
def test_less_than_planned_needs_a_reason(
    minutes: int, reason: AbsenceReason | None, code: HoursRefusal | None
) -> None:
    told = ToldDay("a", MONDAY, minutes, reason)
    found = refusals_to_report(WEEK, date(2026, 11, 8), None, [told], {("a", MONDAY): 60})
    assert found == ({field_of("a", MONDAY): code} if code else {})
    assert kind_told(told, 60) is (HoursKind.ABSENT if minutes < 60 else HoursKind.DONE)


def test_one_objects_to_what_others_entered_with_what_is_wrong() -> None:
    provider, chosen = HoursSource.PROVIDER, Objection.OTHER
    assert refusals_to_object(provider, chosen, "It was Tuesday.", False) == {}
    assert refusals_to_object(provider, chosen, " ", False) == {"text": "reason_missing"}
    assert refusals_to_object(provider, None, "", False) == {"objection": "reason_missing"}
    assert refusals_to_object(provider, chosen, "x", True) == {"": "changed_meanwhile"}
    own = HoursSource.PARTICIPANT
    assert refusals_to_object(own, chosen, "x", False) == {"": "own_entry"}
