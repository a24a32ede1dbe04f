"""Meetings of the demo: some to come, one that somebody asks to move, one not told of yet; the
support team's notice, summaries and agenda; one-on-one orientations."""

from datetime import date, datetime, timedelta
from typing import Any

from portal import resources
from portal.demo.cast import Cast
from portal.demo.telling import day, moment, participant_of
from portal.models import Meeting, OneOnOne
from portal.operations.meetings import Asked, ask_to_move, plan_meeting, record_outcome
from portal.operations.meetings.agendas import propose_item
from portal.operations.meetings.one_on_ones import ask_one_on_one, decide_one_on_one
from portal.operations.meetings.teams import (
    SummaryTexts,
    complete_summary,
    file_summary,
    give_notice,
    initial_summary,
)
from portal.policy.calendar import is_working_day
from portal.policy.meetings import (
    BetterTime,
    Cadence,
    MeetingKind,
    MeetingState,
    MeetingWay,
    MoveWhy,
    OneOnOneReason,
    OptionTried,
    Topic,
    begins_at,
)
from portal.reports.working_days import holidays_of

_OFFICE = "Oakland Office, Room 4, 2000 San Pablo Avenue"
_MARIA = SummaryTexts(
    "Sofia's child care closes at 5 PM; the store's late shift runs until 7. Recommended: a second"
    " child care place for two evenings a week.",
    "Short: finish the English class. Long: cashier lead at the store. Plan: the class mornings,"
    " the store three afternoons.",
    "Please look at child care for the evenings before the shift changes.",
)
_DENISE = SummaryTexts(
    "Her car broke down, and the first bus comes after the club begins at 8. Recommended: ask for"
    " the reason first, then look for a ride share or a later group.",
    "Short: back at the job club. Long: a forklift license by summer. Plan: two mornings of club,"
    " applications from home.",
    "A bus pass for this month, and the forklift course that starts in March.",
)


def to_come(cast: Cast) -> None:
    """What stands in the participants' appointments; Sokha asks for another time."""
    for number, kind, days_ahead, minute in (
        ("WTW-1001", MeetingKind.OTHER, 5, 630), ("DW-2001", MeetingKind.PLAN, 8, 540),
        ("WTW-1008", MeetingKind.PLAN, 3, 870), ("WF-3002", MeetingKind.PLAN, 9, 570),
    ):  # fmt: skip
        _plan(cast, number, kind, _workday(cast, -days_ahead), minute, 4)
    sokha = _plan(
        cast, "WTW-1006", MeetingKind.OTHER, _workday(cast, -4), 600, 3,
        way=MeetingWay.TELEPHONE, place="(510) 555-0206",
    )  # fmt: skip
    ask_to_move(
        participant_of(cast.cases["WTW-1006"]), meeting=sokha, why=MoveWhy.WORK,
        times=[BetterTime.MORNING, BetterTime.ANOTHER_DAY], at=moment(cast, 0, 8),
    )  # fmt: skip
    _plan(
        cast, "DW-2002", MeetingKind.OTHER, _workday(cast, 1, -1), 660, 9,
        way=MeetingWay.TELEPHONE, place="(510) 555-0177",
    )  # fmt: skip


def teams(cast: Cast) -> None:
    """Maria's team met and meets again; Denise's summary waits for initials; Hoa's notice came."""
    _summary(cast, "WTW-1001", _MARIA, 27, is_initialed=True)
    met = _plan(
        cast, "WTW-1001", MeetingKind.SUPPORT_TEAM, _workday(cast, 20, -1), 570, 28,
        minutes=45, asked=Asked(cadence=Cadence.MONTHLY),
    )  # fmt: skip
    _told(cast, met, MeetingState.HELD, "Evening child care is asked for; the shift can wait.", 19)
    ahead = _plan(
        cast, "WTW-1001", MeetingKind.SUPPORT_TEAM, _workday(cast, -9), 570, 4, minutes=45,
        asked=Asked(cadence=Cadence.MONTHLY),
    )  # fmt: skip
    propose_item(
        cast.staff["provider"].actor, meeting=ahead, topic=Topic.JOBS, at=moment(cast, 1, 14),
        text="The store looks for a lead from January on",
    )  # fmt: skip
    _summary(cast, "WTW-1005", _DENISE, 6, is_initialed=False)
    missed = _plan(
        cast, "WTW-1005", MeetingKind.SUPPORT_TEAM, _workday(cast, 12, -1), 600, 16,
        minutes=45, way=MeetingWay.VIDEO, place="Video, link by e-mail",
    )  # fmt: skip
    _told(cast, missed, MeetingState.NOT_HELD, "Nobody was in the call; we find a new day.", 11)
    give_notice(
        cast.staff["provider"].actor, case=cast.cases["WTW-1002"], at=moment(cast, 1, 16)
    )  # fmt: skip


def orientations(cast: Cast) -> None:
    """One was approved and held; the next one waits for the supervisor."""
    asked = _ask(cast, "WTW-1003", OneOnOneReason.PARTICIPATION_REVIEW, 44, "")
    decide_one_on_one(
        cast.staff["supervisor"].actor, asked=asked, is_approved=True, at=moment(cast, 43, 9)
    )
    held = _plan(
        cast, "WTW-1003", MeetingKind.ORIENTATION_ONE_ON_ONE, _workday(cast, 40, -1), 540,
        42, minutes=60, asked=Asked(order_why="The review's date came first."),
    )  # fmt: skip
    _told(cast, held, MeetingState.HELD, "Went through the whole orientation in one hour.", 39)
    _ask(
        cast, "WTW-1008", OneOnOneReason.WORK_SCHEDULE, 1,
        "Works every weekday until 3 PM; orientation is in the mornings.",
    )  # fmt: skip


def _plan(
    cast: Cast, number: str, kind: MeetingKind, on: date, minute: int, planned_ago: int,
    *, minutes: int = 30, way: MeetingWay = MeetingWay.IN_PERSON, place: str = _OFFICE,
    asked: Asked | None = None,
) -> Meeting:  # fmt: skip
    return plan_meeting(
        cast.staff["counselor"].actor, case=cast.cases[number], kind=kind,
        starts_at=_starts(on, minute), minutes=minutes, way=way, place=place, asked=asked,
        has_letter=False, at=moment(cast, planned_ago, 11),
    )  # fmt: skip


def _told(cast: Cast, meeting: Meeting, outcome: MeetingState, text: str, days_ago: int) -> None:
    row: Any = Meeting.get_by_id(meeting.id)
    record_outcome(
        cast.staff["counselor"].actor, meeting=row, outcome=outcome, version=row.version, text=text,
        with_participant=False, at=moment(cast, days_ago, 16),
    )  # fmt: skip


def _summary(
    cast: Cast, number: str, texts: SummaryTexts, days_ago: int, *, is_initialed: bool
) -> None:
    filed = file_summary(
        cast.staff["provider"].actor, case=cast.cases[number], texts=texts,
        at=moment(cast, days_ago, 15),
    )  # fmt: skip
    signed = complete_summary(
        cast.staff["counselor"].actor, summary=filed, texts=texts, is_signed=True, version=1,
        at=moment(cast, days_ago - 1, 10),
    )  # fmt: skip
    if is_initialed:
        initial_summary(
            cast.staff["supervisor"].actor, summary=signed, at=moment(cast, days_ago - 2, 9)
        )


def _ask(cast: Cast, number: str, reason: OneOnOneReason, days_ago: int, text: str) -> OneOnOne:
    return ask_one_on_one(
        cast.staff["counselor"].actor, case=cast.cases[number], reason=reason, text=text,
        tried=[OptionTried.OTHER_DATE, OptionTried.BY_PROVIDER], at=moment(cast, days_ago, 10),
    )  # fmt: skip


def _starts(on: date, minute: int) -> datetime:
    return begins_at(on, minute, resources.timezone())


def _workday(cast: Cast, days_ago: int, step: int = 1) -> date:
    """The working day at or after (with -1: before) the one so many days ago."""
    holidays = holidays_of(cast.cases["WTW-1001"].office_id)
    on = day(cast, days_ago)
    while not is_working_day(on, holidays):
        on += timedelta(days=step)
    return on


ALL = (to_come, teams, orientations)
