"""The checklists of a worker: of a case newly taken over, and of all parts of case management
(form 42-126). What facts of the case say is never typed; the rest is marked by hand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.calendar import Month, add_working_days
from portal.policy.sources import Citation, Source


class Checklist(StrEnum):
    """The two lists."""

    ACCEPTANCE = "acceptance"
    MANAGEMENT = "management"


class Lasts(StrEnum):
    """How long an answer by hand counts."""

    GOOD = "good"
    MONTH = "month"


class Part(StrEnum):
    """One part of a list."""

    # A case newly taken over (WTW 42-7.38, II.A.2).
    ALERTS_CURRENT = "alerts_current"
    ACTIVITIES_CURRENT = "activities_current"
    COMMENTS_CURRENT = "comments_current"
    SCREENS_CURRENT = "screens_current"
    SUPPORTS_CURRENT = "supports_current"
    PLAN_ENTERED = "plan_entered"
    PAPERS_FILED = "papers_filed"
    REACHED_OUT = "reached_out"
    # All of case management (WTW 42-7.38, I, II, III.A; form 42-126).
    ACCEPTED = "accepted"
    INTRODUCTION = "introduction"
    ASSESSED = "assessed"
    BARRIERS = "barriers"
    PLAN_SIGNED = "plan_signed"
    PLAN_REVIEWED = "plan_reviewed"
    SUPPORT_TEAM = "support_team"
    CONTACT = "contact"
    NOTED = "noted"
    ATTENDANCE = "attendance"
    HOURS = "hours"
    ACTIVITY_STATUS = "activity_status"
    SUPPORTS = "supports"
    REFERRALS = "referrals"
    MONTHS = "months"
    STATUS = "status"
    PAPERS = "papers"
    ALERTS = "alerts"
    OUTCOMES = "outcomes"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Item:
    """A part as its list holds it: where the policy says it, and how long an answer counts."""

    part: Part
    citation: Citation
    lasts: Lasts = Lasts.GOOD


def _wtw(section: str, rule: str) -> Citation:
    return Citation(Source.WTW, section, rule)


ACCEPTANCE: tuple[Item, ...] = tuple(
    Item(part, _wtw("II.A.2", "CASE-1"))
    for part in (
        Part.ALERTS_CURRENT, Part.ACTIVITIES_CURRENT, Part.COMMENTS_CURRENT, Part.SCREENS_CURRENT,
        Part.SUPPORTS_CURRENT, Part.PLAN_ENTERED, Part.PAPERS_FILED, Part.REACHED_OUT,
    )
)  # fmt: skip

MANAGEMENT: tuple[Item, ...] = (
    Item(Part.ACCEPTED, _wtw("II.A.2, III.A.1", "CASE-2")),
    Item(Part.INTRODUCTION, _wtw("II.A.2, III.A.2", "CASE-2")),
    Item(Part.ASSESSED, _wtw("III.A.19", "CASE-2")),
    Item(Part.BARRIERS, _wtw("I", "CASE-2")),
    Item(Part.PLAN_SIGNED, _wtw("III.A.13", "CASE-2")),
    Item(Part.SUPPORT_TEAM, _wtw("II.B, III.A.17", "CASE-2")),
    Item(Part.REFERRALS, _wtw("I, III.A.18", "CASE-2")),
    Item(Part.CONTACT, _wtw("III.A.6", "CASE-2"), Lasts.MONTH),
    Item(Part.NOTED, _wtw("III.A.6", "CASE-2"), Lasts.MONTH),
    Item(Part.ATTENDANCE, _wtw("III.A.3, III.A.7", "CASE-2"), Lasts.MONTH),
    Item(Part.HOURS, _wtw("I, III.A.10", "CASE-2"), Lasts.MONTH),
    Item(Part.ACTIVITY_STATUS, _wtw("III.A.4, III.A.5, III.A.11", "CASE-2"), Lasts.MONTH),
    Item(Part.PLAN_REVIEWED, _wtw("I, III.A.13", "CASE-2"), Lasts.MONTH),
    Item(Part.SUPPORTS, _wtw("I, III.A.8", "CASE-2"), Lasts.MONTH),
    Item(Part.MONTHS, _wtw("III.A.9", "CASE-2"), Lasts.MONTH),
    Item(Part.STATUS, _wtw("II.H, III.A.25", "CASE-2"), Lasts.MONTH),
    Item(Part.PAPERS, _wtw("III.A.22", "CASE-2"), Lasts.MONTH),
    Item(Part.ALERTS, _wtw("III.A.23", "CASE-2"), Lasts.MONTH),
    Item(Part.FUTURE, _wtw("III.A.16", "CASE-2"), Lasts.MONTH),
    Item(Part.OUTCOMES, _wtw("III.A.19, III.A.24", "CASE-2"), Lasts.MONTH),
)

LISTS: dict[Checklist, tuple[Item, ...]] = {
    Checklist.ACCEPTANCE: ACCEPTANCE,
    Checklist.MANAGEMENT: MANAGEMENT,
}


class CheckRefusal(StrEnum):
    """Why something about a checklist is refused."""

    NO_SUCH_PART = "no_such_part"
    DECIDED_BY_FACTS = "decided_by_facts"
    NOT_ITS_WORKER = "not_its_worker"
    ACCEPTED_ALREADY = "accepted_already"
    PARTS_OPEN = "parts_open"
    TAKEN_ALREADY = "taken_already"
    NOT_A_WORKER = "not_a_worker"
    NONE_WAITS = "none_waits"


@dataclass(frozen=True, slots=True)
class Fact:
    """What the case itself says of a part: done or not, and on which local date."""

    is_done: bool
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a part stands: done or not, on which local date, by facts or by hand."""

    item: Item
    is_done: bool
    on: date | None
    is_fact: bool


def month_key(item: Item, today: date) -> str:
    """Under which month (yyyy-mm) an answer by hand is kept; "" where it counts for good.

    Source: CASE-2; WTW 42-7.38, I: progress is monitored monthly.
    """
    return str(Month.of(today)) if item.lasts is Lasts.MONTH else ""


def standings(
    checklist: Checklist, facts: Mapping[Part, Fact], marked: Mapping[Part, date]
) -> tuple[Standing, ...]:
    """How each part of a list stands, in its order.

    In: what facts say (where they speak, no mark counts), the local dates of marks that count now.
    Source: CASE-1, CASE-2; WTW 42-7.38, I, II.A.2, form 42-126.
    """
    return tuple(
        Standing(item, fact.is_done, fact.on, True)
        if (fact := facts.get(item.part)) is not None
        else Standing(item, item.part in marked, marked.get(item.part), False)
        for item in LISTS[checklist]
    )


def open_parts(found: tuple[Standing, ...]) -> tuple[Part, ...]:
    """The parts that are not done. Source: CASE-1, CASE-2; WTW 42-7.38, II.A.2, form 42-126."""
    return tuple(one.item.part for one in found if not one.is_done)


def assigned_by(came_on: date, holidays: Collection[date]) -> date:
    """The local date by which a case that came on one is somebody's: the next working day.

    Source: CASE-1; WTW 42-7.38, II.A.1: before the end of the day or within the next business
    day; the list does not pass to the next counselor of the day.
    """
    return add_working_days(came_on, 1, holidays)
