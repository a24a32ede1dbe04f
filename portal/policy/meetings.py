"""Meetings: which there are, when the support team meets, and what may be planned and told.

A support-team meeting that did not take place is told as just that: whose fault it was is not
asked, and no state says that the participant missed it (TEAM-5).
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from portal.policy.calendar import add_months

SCHEDULE_DAYS = 7  # WTW 42-7.38, II.B: within one week of the provider's notice
HOLD_DAYS = 30  # WTW 42-7.38, II.B: within 30 days from the completion of the plan
NEW_CASE_DAYS = 60  # calendar days a case counts as new for its introduction meeting (ours)
REMINDER_DAYS = 2  # screens.md, section 7, L02: two days before
LONGEST_MINUTES = 480  # a working day (ours)
FARTHEST_DAYS = 400  # the yearly review lies within (ours)


class MeetingKind(StrEnum):
    """What a meeting is for."""

    INTRODUCTION = "introduction"
    ORIENTATION = "orientation"
    ORIENTATION_ONE_ON_ONE = "orientation_one_on_one"
    APPRAISAL = "appraisal"
    PLAN = "plan"
    SUPPORT_TEAM = "support_team"
    STAFFING = "staffing"
    OTHER = "other"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"  # never of a support team: the database refuses it (TEAM-5)
    NOT_HELD = "not_held"  # it did not take place; nothing is said of anybody
    MOVED = "moved"  # the one after it follows it
    CANCELLED = "cancelled"


OUTCOMES = (MeetingState.HELD, MeetingState.MISSED, MeetingState.NOT_HELD)


class MeetingWay(StrEnum):
    """How people come together."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    VIDEO = "video"
    EMAIL = "email"  # if nothing else works, and for the support team alone


class Cadence(StrEnum):
    """How often the support team meets again."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Topic(StrEnum):
    """The seven standing topics of the support team, after the purpose of the meeting (TEAM-4)."""

    SUPPORTIVE_SERVICES = "supportive_services"
    PROGRESS = "progress"
    OPPORTUNITIES = "opportunities"
    JOBS = "jobs"
    WORK_EXPERIENCE = "work_experience"
    PLAN_CHANGES = "plan_changes"
    GOALS = "goals"


class OneOnOneReason(StrEnum):
    """Why an orientation is asked for one-on-one (TEAM-6)."""

    PARTICIPATION_REVIEW = "participation_review"
    WORK_SCHEDULE = "work_schedule"
    OTHER = "other"


class OptionTried(StrEnum):
    """What was tried before a one-on-one orientation (TEAM-6)."""

    OTHER_DATE = "other_date"
    BY_PROVIDER = "by_provider"
    BY_VIDEO = "by_video"


class MoveWhy(StrEnum):
    """Why a participant asks for another time; nobody has to say."""

    WORK = "work"
    SCHOOL = "school"
    CHILD_CARE = "child_care"
    RIDE = "ride"
    HEALTH = "health"
    OTHER = "other"


class BetterTime(StrEnum):
    """What suits a participant better."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    ANOTHER_DAY = "another_day"
    BY_TELEPHONE = "by_telephone"


class MeetingRefusal(StrEnum):
    """Why a meeting cannot be planned, moved or told of as asked."""

    PAST = "past"
    TOO_FAR = "too_far"
    NO_PLACE = "no_place"
    MINUTES = "minutes"
    EMAIL_LAST = "email_last"
    EMAIL_TEAM_ALONE = "email_team_alone"
    INTRODUCTION_FIRST = "introduction_first"
    NOT_APPROVED = "not_approved"
    NOT_OVER = "not_over"
    OVER = "over"
    NEVER_MISSED = "never_missed"
    CHANGED = "changed"
    ASKED_ALREADY = "asked_already"
    NOTHING_SAID = "nothing_said"
    NOTHING_TRIED = "nothing_tried"
    NOT_REFERRED = "not_referred"
    WHO_COMES = "who_comes"
    NOT_THEIR_PROVIDER = "not_their_provider"
    SETTLED = "settled"
    UNDECIDED = "undecided"
    CASE_CLOSED = "case_closed"
    SAME_TIME = "same_time"


def begins_at(on: date, minute: int, timezone: str) -> datetime:
    """The UTC moment of a local date and a minute since midnight on the office's clock (ours)."""
    local = time(minute // 60, minute % 60, tzinfo=ZoneInfo(timezone))
    return datetime.combine(on, local).astimezone(UTC)


def local_time(moment: datetime, timezone: str) -> datetime:
    """A UTC moment as the office's clock shows it (ours)."""
    return moment.astimezone(ZoneInfo(timezone))


def schedule_by(told_on: date) -> date:
    """The last local date by which the first support-team meeting is scheduled after the service
    provider's notice of `told_on`. Source: TEAM-2; WTW 42-7.38, II.B."""
    return told_on + timedelta(days=SCHEDULE_DAYS)


def hold_by(plan_on: date) -> date:
    """The last local date on which the first support-team meeting is held, for a plan completed on
    `plan_on`. Source: TEAM-2; WTW 42-7.38, II.B."""
    return plan_on + timedelta(days=HOLD_DAYS)


def next_on(cadence: Cadence, held_on: date) -> date:
    """The local date by which the support team meets again. Source: TEAM-2; WTW 42-7.38, II.B."""
    return (
        held_on + timedelta(days=7) if cadence == Cadence.WEEKLY else add_months(held_on, 1)
    )  # fmt: skip


def is_new(enrolled_on: date, today: date) -> bool:
    """Whether a case is new: its introduction meeting is looked for (TEAM-1; the days are ours)."""
    return today <= enrolled_on + timedelta(days=NEW_CASE_DAYS)


def refusals_to_plan(
    kind: MeetingKind, starts_at: datetime, minutes: int, way: MeetingWay, place: str, at: datetime,
    only_email_works: bool = False,
) -> dict[str, MeetingRefusal]:  # fmt: skip
    """Why a meeting cannot be planned at `at` (UTC moments, minutes); empty when it can.

    In person, by telephone or video it needs a place or number; by e-mail only a support team
    meets, and only where nothing else works. Source: TEAM-2; WTW 42-7.38, II.B; bounds are ours.
    """
    found: dict[str, MeetingRefusal] = {}
    if starts_at <= at:
        found["starts_on"] = MeetingRefusal.PAST
    elif starts_at > at + timedelta(days=FARTHEST_DAYS):
        found["starts_on"] = MeetingRefusal.TOO_FAR
    if not 0 < minutes <= LONGEST_MINUTES:
        found["minutes"] = MeetingRefusal.MINUTES
    if way is MeetingWay.EMAIL:
        if kind is not MeetingKind.SUPPORT_TEAM:
            found["way"] = MeetingRefusal.EMAIL_TEAM_ALONE
        elif not only_email_works:
            found["way"] = MeetingRefusal.EMAIL_LAST
    elif not place.strip():
        found["place"] = MeetingRefusal.NO_PLACE
    return found


def refusals_to_tell(
    kind: MeetingKind, state: MeetingState, outcome: MeetingState, starts_at: datetime, at: datetime
) -> dict[str, MeetingRefusal]:
    """Why what happened cannot be told at `at`: it has not begun, it is told already, or it is a
    support-team meeting, which nobody can miss. Source: TEAM-5; WTW 42-7.38, II.B, note."""
    if state is not MeetingState.PLANNED:
        return {"": MeetingRefusal.OVER}
    if outcome is MeetingState.MISSED and kind is MeetingKind.SUPPORT_TEAM:
        return {"outcome": MeetingRefusal.NEVER_MISSED}
    if at < starts_at:
        return {"": MeetingRefusal.NOT_OVER}
    return {}


def refusals_to_ask_move(
    state: MeetingState, starts_at: datetime, is_asked: bool, at: datetime
) -> dict[str, MeetingRefusal]:
    """Why a participant cannot ask for another time: it is over, or they asked. Source: TEAM-7."""
    if state is not MeetingState.PLANNED or starts_at <= at:
        return {"": MeetingRefusal.OVER}
    return {"": MeetingRefusal.ASKED_ALREADY} if is_asked else {}


def refusals_to_ask_alone(
    reason: OneOnOneReason, tried: Collection[OptionTried], text: str
) -> dict[str, MeetingRefusal]:
    """Why a one-on-one orientation cannot be asked for: the other ways were not tried, or another
    reason is not said. Source: TEAM-6; WTW 42-7.38, I, note."""
    if not tried:
        return {"tried": MeetingRefusal.NOTHING_TRIED}
    if reason is OneOnOneReason.OTHER and not text.strip():
        return {"text": MeetingRefusal.NOTHING_SAID}
    return {}


def written(codes: Collection[StrEnum]) -> str:
    """Codes as a column keeps them: between commas (ours)."""
    return ",".join(sorted(set(codes)))
