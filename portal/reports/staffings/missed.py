"""The days of activities that were missed lately, for letter and packet (STAFF-4, STAFF-7)."""

from datetime import date

from portal.models.cases import Case
from portal.policy.calendar import Month
from portal.reports.hours.month import DayHours, read_months
from portal.words.phrases import ACTIVITIES

MONTHS_BACK = 1  # of the months before the running one
LINES = 5  # of a letter: it invites, and does not reckon (ours)


def is_missed(day: DayHours, today: date) -> bool:
    """Whether hours of a day up to today were missed without an excuse, or nothing is told of
    them. Source: PLAN-9."""
    return day.done_on <= today and bool(day.tally.unexcused or day.tally.open)


def missed_lines(case: Case, today: date) -> list[str]:
    """The latest days on which hours of an activity were missed, as a letter lists them:
    "activity@date", the earliest first; at most four statements. Source: WA 3.4.3."""
    month = Month.of(today)
    months = read_months(case, [month.plus(-MONTHS_BACK), month], today)
    days = [day for one in months for day in one.days if is_missed(day, today)]
    lines = [f"{day.kind}@{day.done_on.isoformat()}" for day in days if day.kind in ACTIVITIES]
    return list(dict.fromkeys(lines))[-LINES:]
