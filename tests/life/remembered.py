"""What a reader of the policies would remember of one case, told by nothing but what was done.

It is written again from the rules and asks no table: whatever the portal holds has to agree with
it. Dates are local.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

DAY = timedelta(days=1)
CAUSE_DAYS = 20  # to give a reason, from delivery; WTW 42-7.38, II.C
NOTICE_DAYS = 10  # before anything is taken; WTW 42-7.38, II.I


@dataclass
class Question:
    """One noncompliance, from the day it was opened to its end."""

    since_on: date
    delivered_on: date | None = None
    asked_on: date | None = None
    found_none_on: date | None = None
    supports_on: date | None = None
    plan: tuple[date, bool] | None = None  # its last day, and whether it was signed
    sanctioned_from: date | None = None
    steps_left: int = 0

    @property
    def until(self) -> date | None:
        """The last day to give a reason."""
        return self.delivered_on + CAUSE_DAYS * DAY if self.delivered_on else None


@dataclass
class Remembered:
    """The case: its days in each status, contacts, what waits unread, its staffings, its question."""

    today: date
    question: Question | None = None
    contacts: list[tuple[date, bool, bool]] = field(default_factory=list)  # day, live, attempt
    unread: int = 0
    pursued: list[date] = field(default_factory=list)  # completed staffings that decided so
    last_staffing: tuple[date, bool] | None = None
    locked: dict[int, str] = field(default_factory=dict)  # what each completed staffing was
    sanctions: set[date] = field(default_factory=set)  # the days from which one was entered

    def lacks(self, status: str, reason: str, stands_since: date | None) -> set[str]:
        """What must still be done before a sanction may be entered (STAFF-3, CASE-4, CASE-5)."""
        asked, found = self.question, self.last_staffing
        assert asked is not None
        done = {
            "stands": status == "noncompliance"
            or (status == "good_cause" and reason == "cause_period"),
            "delivered": asked.delivered_on is not None,
            "days": asked.until is not None and self.today > asked.until,
            "asked": _since(asked.asked_on, asked),
            "decided": _since(asked.found_none_on, asked),
            "supports": _since(asked.supports_on, asked),
            "read": self.unread == 0,
            "no plan": asked.plan is None,
            "staffed": found is not None
            and found[0] >= max(asked.since_on, stands_since or self.today + DAY),
            "pursues": found is not None and found[1],
        }
        return {name for name, is_done in done.items() if not is_done}

    def last(self, is_live: bool) -> date | None:
        """The day of the last live contact, or of the last attempt (CON-1, CON-2)."""
        days = [on for on, live, attempt in self.contacts if (live if is_live else attempt)]
        return max(days, default=None)


def _since(on: date | None, asked: Question) -> bool:
    return on is not None and on >= asked.since_on


def shares_a_day(periods: list[tuple[date, date | None]]) -> bool:
    """Whether two periods, both days included, have a day in common; no end runs on."""
    rows = sorted(periods, key=lambda one: one[0])
    return any(before[1] is None or after[0] <= before[1] for before, after in pairwise(rows))
