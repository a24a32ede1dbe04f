"""TEAM-1, TEAM-2, TEAM-6, TEAM-7: meetings in their order and time, one-on-one orientations, and
appointments with one reminder."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal.models import Case, Letter, Meeting, OutboxMessage, Participant, Task, TeamNotice
from portal.models.accounts import Role
from portal.operations import meetings as operations
from portal.operations.meetings import Asked, one_on_ones, teams
from portal.operations.meetings.news import remind_of_meetings
from portal.policy.meetings import (
    BetterTime,
    Cadence,
    MeetingKind,
    MeetingState,
    MeetingWay,
    MoveWhy,
    OneOnOneReason,
    OptionTried,
    hold_by,
    next_on,
    schedule_by,
)
from portal.policy.refusals import Refused
from portal.reports.meetings import own_meetings, work_of
from portal.reports.meetings.one_on_ones import one_on_ones_of
from portal.reports.meetings.team import team_dates
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.operations.lettering import cast
from tests.rules.meeting_facts import at_noon, plan, provider_of

ZONE = "America/Los_Angeles"


def refused(**values: Any) -> dict[str, str]:
    """The codes with which planning a meeting is refused."""
    with pytest.raises(Refused) as refusal:
        plan(**values)
    return {name: str(code) for name, code in refusal.value.codes.items()}


def test_team_1_every_new_case_has_an_introduction_before_orientation_where_possible(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=TODAY)

    def unmet() -> list[str]:
        since = TODAY - timedelta(days=60)
        return [str(one.number) for one in work_of(ana.actor, NOON, since).unmet]

    assert unmet() == [of.number]
    orientation = {"of": of, "kind": MeetingKind.ORIENTATION, "days": 5}
    assert refused(**orientation) == {"order_why": "introduction_first"}
    introduction = plan(of, MeetingKind.INTRODUCTION, days=6)
    assert unmet() == [], "one that is planned is enough for the list"
    assert refused(**orientation) == {"order_why": "introduction_first"}, "it is a day too late"
    plan(**orientation, asked=Asked(order_why="The class begins tomorrow"))
    plan(of, MeetingKind.ORIENTATION, days=7)
    operations.cancel_meeting(ana.actor, meeting=introduction, version=1, at=NOON)
    assert unmet() == [of.number], "a meeting that was taken off is none"
    old = case(participant("Old Case"), ana, "WTW-2", enrolled_on=TODAY - timedelta(days=61))
    edge = case(participant("New Case"), ana, "WTW-3", enrolled_on=TODAY - timedelta(days=60))
    assert edge.number in unmet()
    assert old.number not in unmet()


def test_team_2_the_first_support_team_is_scheduled_in_a_week_and_held_in_30_days_of_the_plan(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana)
    priya = provider_of(of)
    with pytest.raises(Refused):
        teams.give_notice(account("Omar Aziz", Role.PROVIDER).actor, case=of, at=NOON)
    notice = teams.give_notice(priya.actor, case=of, at=NOON)
    assert notice.schedule_by == TODAY + timedelta(days=7) == schedule_by(TODAY)
    assert Case.get_by_id(of.id).task_due_on == notice.schedule_by, "it is in the worker's tasks"
    with pytest.raises(Refused):
        teams.give_notice(priya.actor, case=of, at=NOON)
    assert hold_by(TODAY) == TODAY + timedelta(days=30)
    email = {"of": of, "way": MeetingWay.EMAIL, "place": ""}
    assert refused(**email) == {"way": "email_last"}
    assert refused(**email, kind=MeetingKind.PLAN) == {"way": "email_team_alone"}
    team = plan(**email, asked=Asked(only_email_works=True, cadence=Cadence.WEEKLY))
    assert team.provider_id == priya.id
    assert TeamNotice.get().meeting_id == team.id
    assert Task.get_by_id(notice.task_id).done_at == NOON, "scheduled: the task is done"
    operations.record_outcome(
        ana.actor, meeting=team, outcome=MeetingState.HELD, version=1, at=at_noon(5)
    )
    held = Meeting.get_by_id(team.id)
    dates = team_dates(of, [held], ZONE)
    assert (
        dates.next_on
        == held.starts_on + timedelta(days=7)
        == next_on(Cadence.WEEKLY, held.starts_on)
    )
    assert next_on(Cadence.MONTHLY, TODAY.replace(month=1, day=31)).isoformat() == "2026-02-28"
    for way in (MeetingWay.IN_PERSON, MeetingWay.TELEPHONE, MeetingWay.VIDEO):
        assert refused(of=of, way=way, place=" ") == {"place": "no_place"}


def ask_alone(of: Case, **values: Any) -> Any:
    """Ana asks for a one-on-one orientation."""
    reason = values.pop("reason", OneOnOneReason.WORK_SCHEDULE)
    values.setdefault("tried", [OptionTried.OTHER_DATE])
    return one_on_ones.ask_one_on_one(of.worker.actor, case=of, reason=reason, at=NOON, **values)


def test_team_6_one_on_one_orientations_need_approval_and_are_counted_with_dates(
    both_databases: flask.Flask,
) -> None:
    ana, boss = account(), account("Grace Kim", Role.SUPERVISOR)
    of = case(participant(), ana)
    alone: dict[str, Any] = {
        "of": of, "kind": MeetingKind.ORIENTATION_ONE_ON_ONE, "asked": Asked(order_why="Review"),
    }  # fmt: skip
    assert refused(**alone) == {"kind": "not_approved"}
    with pytest.raises(Refused):
        ask_alone(of, tried=[])
    with pytest.raises(Refused):
        ask_alone(of, reason=OneOnOneReason.OTHER)
    asked = ask_alone(of)
    with pytest.raises(Refused):
        ask_alone(of)
    assert refused(**alone) == {"kind": "not_approved"}, "asked is not approved"
    decide = one_on_ones.decide_one_on_one
    with pytest.raises(Refused):
        decide(boss.actor, asked=asked, is_approved=False, at=NOON)
    decide(boss.actor, asked=asked, is_approved=False, answer="Offer Tuesday first", at=NOON)
    assert refused(**alone) == {"kind": "not_approved"}, "refused is not approved"
    decide(boss.actor, asked=ask_alone(of), is_approved=True, at=NOON)
    held = plan(**alone)
    assert refused(**alone, days=6) == {"kind": "not_approved"}, "an approval is used once"
    assert one_on_ones_of(boss.actor, TODAY, TODAY + timedelta(days=9)) == [], "not held yet"
    operations.record_outcome(
        ana.actor, meeting=held, outcome=MeetingState.HELD, version=1, at=at_noon(5)
    )
    on = held.starts_on
    (counted,) = one_on_ones_of(boss.actor, on, on)
    assert (counted.worker, counted.count, counted.dates) == ("Ana Ruiz", 1, [on])
    assert one_on_ones_of(boss.actor, on + timedelta(days=1), on + timedelta(days=9)) == []
    other = account("Peter Novak", Role.SUPERVISOR, "Unit 2")
    assert one_on_ones_of(other.actor, on, on) == [], "of one's own unit"


@pytest.fixture
def reachable(both_databases: flask.Flask) -> Case:
    """The case of somebody who wants text messages, and letters of appointments in use."""
    _ana, of = cast("es", "appointment")
    values = {"phone": "+15105550201", "wants_text_messages": True}
    Participant.update(**values).where(Participant.id == of.participant_id).execute()
    found: Case = Case.get_by_id(of.id)
    return found


def reminders() -> list[str]:
    """The causes of the reminders that were queued."""
    rows = OutboxMessage.select().where(OutboxMessage.kind == "meeting_reminder")
    return [str(row.cause) for row in rows.order_by(OutboxMessage.id)]


def night(days: int) -> None:
    """The night's reminders, so many days after NOON."""
    for _chunk in remind_of_meetings(TODAY + timedelta(days=days), at_noon(days)):
        pass


def test_team_7_a_participant_sees_their_appointments_is_reminded_once_and_can_ask_to_move(
    both_databases: flask.Flask, reachable: Case
) -> None:
    ana = reachable.worker.actor
    made = plan(reachable, MeetingKind.PLAN, days=5)
    (letter,) = Letter.select()
    assert (letter.kind, letter.cause) == ("appointment", f"meeting:{made.id}")
    night(2)
    assert reminders() == [], "three days before is too soon"
    night(3)
    night(3)
    night(4)
    assert reminders() == [f"meeting:{made.id}:reminder"], "two days before, and never twice"
    (own,) = own_meetings(reachable, TODAY)
    operations.ask_to_move(
        as_actor(reachable.participant),
        meeting=own, why=MoveWhy.RIDE, times=[BetterTime.MORNING], at=at_noon(3),
    )  # fmt: skip
    asked = Meeting.get_by_id(made.id)
    assert asked.is_asked
    assert asked.state == MeetingState.PLANNED, "until the worker moved it, it stands"
    with pytest.raises(Refused):
        operations.ask_to_move(ana, meeting=asked, at=at_noon(3))
    moved = operations.move_meeting(
        ana, meeting=asked, starts_at=at_noon(9), minutes=30, way=MeetingWay.TELEPHONE,
        place="(510) 555-0142", version=asked.version, at=at_noon(3),
    )  # fmt: skip
    assert reminders() == [], "a reminder that has not left goes with the time it told"
    assert [one.cause for one in Letter.select()] == [f"meeting:{moved.id}"], "one draft, anew"
    assert not Meeting.get_by_id(made.id).is_asked
    night(7)
    assert reminders() == [f"meeting:{moved.id}:reminder"]
    operations.cancel_meeting(ana, meeting=moved, version=1, at=at_noon(7))
    night(8)
    assert reminders() == []
    over = plan(reachable, MeetingKind.PLAN, days=20)
    with pytest.raises(Refused):
        operations.ask_to_move(ana, meeting=over, at=at_noon(20))


def test_team_7_a_private_case_is_reminded_of_nothing(reachable: Case) -> None:
    plan(reachable, MeetingKind.PLAN, days=2)
    Case.update(is_restricted=True).where(Case.id == reachable.id).execute()
    night(0)
    assert reminders() == []
