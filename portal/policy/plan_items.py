"""What a plan is made of: which item stands below which, what each must say, and when it may fall
due; when an activity may run."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from portal.policy.notes import has_words

LONGEST_DAYS = 5 * 365  # calendar days a plan looks ahead; beyond is a slip of the keyboard (ours)
LONGEST_TEXT = 300  # characters of an item in the worker's own words (ours)
MOST_ITEMS = 60  # of a version: nobody signs more (ours)
MOST_ACTIVITIES = 12  # of a version, past and later ones counted (ours)
WEEK_MINUTES = 7 * 24 * 60


class ItemKind(StrEnum):
    """What a plan holds (PLAN-1)."""

    GOAL_SHORT = "goal_short"
    GOAL_LONG = "goal_long"
    OBJECTIVE = "objective"
    SERVICE = "service"
    STEP = "step"
    MILESTONE = "milestone"


GOALS = (ItemKind.GOAL_SHORT, ItemKind.GOAL_LONG)
_BELOW: dict[ItemKind, tuple[ItemKind, ...]] = {
    ItemKind.OBJECTIVE: GOALS,
    ItemKind.SERVICE: (ItemKind.OBJECTIVE,),
    ItemKind.STEP: (*GOALS, ItemKind.OBJECTIVE),
    ItemKind.MILESTONE: (*GOALS, ItemKind.OBJECTIVE),
}
# An objective without a goal and a service without an objective serve nothing that was agreed.
NEEDS_ONE_ABOVE = (ItemKind.OBJECTIVE, ItemKind.SERVICE)


class PlanRefusal(StrEnum):
    """Why something cannot be written into a draft."""

    NOTHING_SAID = "nothing_said"
    SAID_TWICE = "said_twice"
    TOO_LONG = "too_long"
    NOT_IN_LIBRARY = "not_in_library"
    STANDS_THERE = "stands_there"
    NOTHING_ABOVE = "nothing_above"
    NOT_BELOW_THAT = "not_below_that"
    NO_DATE = "no_date"
    IN_THE_PAST = "in_the_past"
    TOO_FAR = "too_far"
    TOO_MANY = "too_many"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    NO_HOURS = "no_hours"
    TOO_MANY_HOURS = "too_many_hours"
    NOT_A_DRAFT = "not_a_draft"
    BEGUN_ALREADY = "begun_already"
    ANSWERS_A_REQUEST = "answers_a_request"


def kinds_below(kind: ItemKind) -> tuple[ItemKind, ...]:
    """The kinds of items that may stand below one of this kind: objectives, steps and milestones
    below a goal, services, steps and milestones below an objective, nothing below the others.
    Source: PLAN-1; ECM brief, Career Planning."""
    return tuple(below for below, above in _BELOW.items() if kind in above)


def refusals_to_place(kind: ItemKind, above: ItemKind | None) -> dict[str, PlanRefusal]:
    """Why an item of `kind` cannot stand below one of the kind `above` (None: below none); empty
    when it can. Source: PLAN-1; ECM brief, Career Planning."""
    if above is None:
        needs = kind in NEEDS_ONE_ABOVE
        return {"above": PlanRefusal.NOTHING_ABOVE} if needs else {}
    return {} if above in _BELOW.get(kind, ()) else {"above": PlanRefusal.NOT_BELOW_THAT}


def refusals_to_say(
    phrases: Collection[str], text: str, library: Collection[str]
) -> dict[str, PlanRefusal]:
    """Why these words make no item; empty when they do: phrases of the program's `library`, words
    of one's own, or both, each an item by itself. Source: PLAN-1; LANG-2; the length is ours."""
    if not phrases and not has_words(text):
        return {"phrases": PlanRefusal.NOTHING_SAID}
    if not set(phrases) <= set(library):
        return {"phrases": PlanRefusal.NOT_IN_LIBRARY}
    return {"text": PlanRefusal.TOO_LONG} if len(text.strip()) > LONGEST_TEXT else {}


def refusals_to_date(
    kind: ItemKind, due_on: date | None, plan_starts_on: date
) -> dict[str, PlanRefusal]:
    """Why an item cannot be due on that local date; empty when it can. A milestone is dated, all
    others may be. Source: PLAN-1 ("milestones that are specific and dated"); the bounds are ours.
    """
    if due_on is None:
        return {"due_on": PlanRefusal.NO_DATE} if kind is ItemKind.MILESTONE else {}
    return _bounds("due_on", due_on, plan_starts_on)


def refusals_to_run(
    starts_on: date | None, ends_on: date | None, plan_starts_on: date
) -> dict[str, PlanRefusal]:
    """Why an activity cannot run from `starts_on` to `ends_on` (None: it runs on), local dates;
    empty when it can. An activity may have begun before the version that it is written into.
    Source: PLAN-2; ES CM, a; the bounds are ours."""
    if starts_on is None:
        return {"starts_on": PlanRefusal.NO_DATE}
    if abs((starts_on - plan_starts_on).days) > LONGEST_DAYS:
        return {"starts_on": PlanRefusal.TOO_FAR}
    if ends_on is None:
        return {}
    if ends_on < starts_on:
        return {"ends_on": PlanRefusal.ENDS_BEFORE_IT_STARTS}
    return _bounds("ends_on", ends_on, plan_starts_on)


def refusals_to_fill(minutes_week: int) -> dict[str, PlanRefusal]:
    """Why an activity cannot take so many minutes a week; empty when it can: it takes some, and
    no more than a week has. Source: PLAN-2; ES CM, a."""
    if minutes_week <= 0:
        return {"minutes_week": PlanRefusal.NO_HOURS}
    too_many = minutes_week > WEEK_MINUTES
    return {"minutes_week": PlanRefusal.TOO_MANY_HOURS} if too_many else {}


def refusals_to_start(starts_on: date | None, today: date) -> dict[str, PlanRefusal]:
    """Why a version cannot begin on that local date; empty when it can. Written after the first
    meeting it may begin a little earlier, at most a month before `today`, the office's date.
    Source: PLAN-1; the bounds are ours."""
    if starts_on is None:
        return {"starts_on": PlanRefusal.NO_DATE}
    if starts_on < today - timedelta(days=31):
        return {"starts_on": PlanRefusal.IN_THE_PAST}
    is_far = starts_on > today + timedelta(days=366)
    return {"starts_on": PlanRefusal.TOO_FAR} if is_far else {}


def _bounds(name: str, on: date, plan_starts_on: date) -> dict[str, PlanRefusal]:
    if on < plan_starts_on:
        return {name: PlanRefusal.IN_THE_PAST}
    is_far = on > plan_starts_on + timedelta(days=LONGEST_DAYS)
    return {name: PlanRefusal.TOO_FAR} if is_far else {}
