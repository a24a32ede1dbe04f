"""The hours of a month, week by week (PLAN-9)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from portal.models.cases import Case
from portal.models.hours import HoursWeek
from portal.policy.attendance import MONTHS_BACK, HoursState, Tally, total
from portal.policy.calendar import Month, Span, weeks_of_month
from portal.prepared import Prepared
from portal.reports.hours.days import DayHours as DayHours
from portal.reports.hours.days import counted_minutes as counted_minutes
from portal.reports.hours.days import days_of as days_of
from portal.reports.hours.days import ends, over_span
from portal.reports.hours.days import put_together as put_together


@dataclass(frozen=True, slots=True)
class WeekHours:
    """A week of a month, cut at the month's ends; `sent` is None until it was sent."""

    span: Span
    sent: HoursWeek | None
    days: tuple[DayHours, ...]
    today: date

    @property
    def tally(self) -> Tally:
        """The figures of the week."""
        return total(day.tally for day in self.days)

    @property
    def state(self) -> HoursState | None:
        """Where it stands with the worker; None while it was not sent."""
        return HoursState(str(self.sent.state)) if self.sent is not None else None

    @property
    def untold(self) -> tuple[DayHours, ...]:
        """What was planned for days that have come, and nothing is told of."""
        return tuple(
            day for day in self.days
            if day.planned and day.entry is None and day.done_on <= self.today
        )  # fmt: skip

    @property
    def has_come(self) -> bool:
        """Whether its first day has come."""
        return self.span.starts_on <= self.today

    @property
    def waits(self) -> bool:
        """Whether the participant has something to send: days to tell of, or a week that was
        sent back."""
        if self.state is HoursState.ACCEPTED:
            return False
        return bool(self.untold) or self.state is HoursState.RETURNED


@dataclass(frozen=True, slots=True)
class MonthHours:
    """A month with its weeks."""

    month: Month
    today: date
    weeks: tuple[WeekHours, ...]

    @property
    def days(self) -> tuple[DayHours, ...]:
        """All days of the month on which something was planned or told."""
        return tuple(day for week in self.weeks for day in week.days)

    @property
    def tally(self) -> Tally:
        """The figures of the month."""
        return total(week.tally for week in self.weeks)

    @property
    def changeable(self) -> tuple[WeekHours, ...]:
        """The weeks that the participant may tell of: begun, not accepted, not too long ago."""
        if self.month < Month.of(self.today).plus(-MONTHS_BACK):
            return ()
        return tuple(
            week for week in self.weeks if week.has_come and week.state is not HoursState.ACCEPTED
        )

    @property
    def waiting(self) -> tuple[WeekHours, ...]:
        """The weeks of which the participant has something to send."""
        return tuple(week for week in self.changeable if week.waits)


def read_month(case: Case, month: Month, today: date) -> MonthHours:
    """The hours of a case in a month, for the office's date of today; at most four statements
    (PLAN-9; WTW 42-7.38, III.A.7)."""
    return read_months(case, [month], today)[0]


def read_months(case: Case, months: list[Month], today: date) -> list[MonthHours]:
    """Several months that follow each other, the earliest first; at most four statements."""
    over = Span(months[0].first_on, months[-1].last_on)
    days = days_of(case, over)
    sent = {one.starts_on: one for one in _WEEKS.rows(case=case.id, **ends(over))}
    return [
        MonthHours(
            month,
            today,
            tuple(
                WeekHours(span, sent.get(span.starts_on), within(days, span), today)
                for span in weeks_of_month(month)
            ),
        )
        for month in months
    ]  # fmt: skip


def within(days: Sequence[DayHours], span: Span) -> tuple[DayHours, ...]:
    """Those of these days, which follow each other, that lie in a span."""
    first = bisect_left(days, span.starts_on, key=_DONE_ON)
    return tuple(days[first : bisect_right(days, span.ends_on, first, key=_DONE_ON)])


_DONE_ON = attrgetter("done_on")
_WEEKS = Prepared(lambda: HoursWeek.select().where(over_span(HoursWeek, HoursWeek.starts_on)))
