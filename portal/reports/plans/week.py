"""The week of a plan: what is planned against what is required, drawn day by day, and which
activities run at the same time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.models.cases import Case
from portal.policy.hours import MINUTES_A_DAY, FamilyType, Overlap, Schedule, Slot, overlaps
from portal.policy.planned_weeks import PlannedWeek, Weekly, is_whole, planned_weeks
from portal.policy.programs import program
from portal.policy.statuses import CaseStatus

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORKDAY = (8 * 60, 17 * 60)  # drawn at least, so that grids look alike


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity of a version, as its week is drawn: its series, its type in words, local dates,
    minutes a week, weekly slots (none where the hours are not fixed)."""

    series: str
    words: str
    starts_on: date
    ends_on: date | None
    minutes_week: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a day of the week (0 is Monday): minutes since midnight, never past it. Of blocks
    that run at the same time each has a lane beside the others."""

    letter: str
    series: str
    words: str
    weekday: int
    starts_minute: int
    ends_minute: int
    is_clash: bool
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """The weeks in which neither the activities nor what is required changes; `first_minute` and
    `last_minute` of the day are drawn. `loose` run without fixed hours."""

    week: PlannedWeek
    blocks: tuple[Block, ...]
    loose: tuple[Planned, ...]
    first_minute: int
    last_minute: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two activities that run at the same time, in words, the slots, and the first local date on
    which they meet (PLAN-4)."""

    first: str
    second: str
    first_slot: Slot
    second_slot: Slot
    first_meets_on: date


@dataclass(frozen=True, slots=True)
class PlanWeeks:
    """The weeks of a version from its first day on; `letters` by series."""

    stretches: list[Stretch]
    clashes: list[Clash]
    letters: dict[str, str]

    @property
    def now(self) -> PlannedWeek | None:
        """What the plan begins with: its first stretch of a week or more with something in it,
        else its first one at all."""
        filled = [one.week for one in self.stretches if one.week.planned]
        whole = [one for one in filled if is_whole(one.starts_on, one.ends_on)]
        return next(iter(whole or filled), None)


def weeks_of(case: Case, activities: Sequence[Planned], from_on: date) -> PlanWeeks:
    """The weeks of a version that begins on the local date `from_on`. No statement is sent.

    Who is exempt owes no hours. Source: PLAN-2, PLAN-3, PLAN-4; WTW 42-7.38, I, II.G, III.A.11.
    """
    letters = {one.series: LETTERS[n % 26] for n, one in enumerate(activities)}
    found = overlaps([_schedule(one) for one in activities])
    words = {one.series: one.words for one in activities}
    clashes = [
        Clash(words[one.first], words[one.second], one.first_slot, one.second_slot,
              one.first_meets_on)
        for one in found
    ]  # fmt: skip
    weekly = [Weekly(one.starts_on, one.ends_on, one.minutes_week) for one in activities]
    is_exempt = CaseStatus(case.status) is CaseStatus.EXEMPT
    weeks = planned_weeks(
        program(str(case.program)), FamilyType(case.family_type),
        None if is_exempt else case.youngest_child_born_on, weekly, from_on,
    )  # fmt: skip
    if is_exempt:
        weeks = [PlannedWeek(one.starts_on, one.ends_on, one.planned, None) for one in weeks]
    drawn = [_stretch(week, activities, letters, found) for week in weeks]
    return PlanWeeks(drawn, clashes, letters)


def _schedule(one: Planned) -> Schedule:
    return Schedule(one.series, one.starts_on, one.ends_on, one.slots)


def _stretch(
    week: PlannedWeek, activities: Sequence[Planned], letters: dict[str, str],
    found: Sequence[Overlap],
) -> Stretch:  # fmt: skip
    there = [one for one in activities if _runs_in(one, week.starts_on)]
    running = {one.series for one in there}
    clashing = {
        pair
        for one in found
        if {one.first, one.second} <= running
        and (week.ends_on is None or one.first_meets_on <= week.ends_on)
        for pair in ((one.first, one.first_slot), (one.second, one.second_slot))
    }
    blocks = [
        Block(letters[one.series], one.series, one.words, day, start, end,
              (one.series, slot) in clashing)
        for one in there
        for slot in one.slots
        for day, start, end in _parts(slot)
    ]  # fmt: skip
    first = min([_WORKDAY[0], *(one.starts_minute for one in blocks)]) // 60 * 60
    last = -(-max([_WORKDAY[1], *(one.ends_minute for one in blocks)]) // 60) * 60
    loose = tuple(one for one in there if not one.slots)
    return Stretch(week, tuple(_in_lanes(blocks)), loose, first, last)


def _runs_in(one: Planned, on: date) -> bool:
    return one.starts_on <= on and (one.ends_on is None or on <= one.ends_on)


def _parts(slot: Slot) -> Iterable[tuple[int, int, int]]:
    """A slot's days: past midnight it goes on in the next one."""
    ends = slot.starts_minute + slot.minutes
    yield slot.weekday, slot.starts_minute, min(ends, MINUTES_A_DAY)
    if ends > MINUTES_A_DAY:
        yield (slot.weekday + 1) % 7, 0, ends - MINUTES_A_DAY


def _in_lanes(blocks: list[Block]) -> Iterable[Block]:
    """Blocks of one time stand side by side, each as wide as the others."""
    together: list[Block] = []
    for one in sorted(blocks, key=lambda one: (one.weekday, one.starts_minute, one.ends_minute)):
        if together and not _meets(one, together):
            yield from _spread(together)
            together = []
        together.append(one)
    yield from _spread(together)


def _meets(one: Block, others: list[Block]) -> bool:
    return any(
        one.weekday == other.weekday and one.starts_minute < other.ends_minute for other in others
    )


def _spread(together: list[Block]) -> Iterable[Block]:
    ends: list[int] = []  # of each lane
    placed: list[tuple[Block, int]] = []
    for one in together:
        free = next((n for n, end in enumerate(ends) if end <= one.starts_minute), len(ends))
        ends[free : free + 1] = [one.ends_minute]
        placed.append((one, free))
    for one, lane in placed:
        yield Block(one.letter, one.series, one.words, one.weekday, one.starts_minute,
                    one.ends_minute, one.is_clash, lane, len(ends))  # fmt: skip
