"""The figures that the verdict on a month is given on, and the verdict that stands (PLAN-10)."""

from datetime import date
from typing import Any

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.verdicts import MonthVerdict
from portal.policy.calendar import ONE_DAY, Month, Span
from portal.policy.hours import FamilyType, required_minutes
from portal.policy.programs import program
from portal.policy.status_periods import NO_HOURS
from portal.policy.statuses import CaseStatus
from portal.policy.verdicts import MonthFigures, owed_minutes
from portal.prepared import Place, Prepared
from portal.reports.hours.month import MonthHours, WeekHours

DAYS_A_WEEK = 7


def figures_of(case: Case, hours: MonthHours) -> MonthFigures:
    """A month of a case in minutes, as its verdict is given on it (policy/verdicts.py)."""
    tally, today = hours.tally, hours.today
    untold = [day for day in hours.days if day.entry is None]
    absent = sum(
        day.tally.open for day in hours.days if day.entry is not None and day.entry.missed_minutes
    )
    return MonthFigures(
        required=required_of(case, hours),
        planned=tally.planned,
        counted=tally.counted,
        undecided=tally.proven - tally.counted,
        unproven=tally.unproven,
        to_come=sum(day.tally.open for day in untold if day.done_on >= today),
        silent=sum(day.tally.open for day in untold if day.done_on < today),
        absent=absent,
        excused=tally.excused,
        unexcused=tally.unexcused,
        is_over=hours.month.last_on < today,
    )


def required_of(case: Case, hours: MonthHours) -> int:
    """Minutes that a case owes in a month: of its own days alone, none before enrollment and none
    while it is exempt or closed; where the program sets no hours, those of the plan
    (PLAN-3, PLAN-10)."""
    owed = owed_spans(case, hours.month)
    planned = sum(day.planned for day in hours.days if any(one.has(day.done_on) for one in owed))
    shares = [_required(case, one) for one in owed]
    if None in shares:
        return planned
    weeks = [
        week
        for week in hours.weeks
        if week.span.days == DAYS_A_WEEK and any(_lies_in(week, one) for one in owed)
    ]
    full = [(_required(case, week.span) or 0, week.tally.planned) for week in weeks]
    return owed_minutes(sum(share or 0 for share in shares), planned, full)


def owed_share(case: Case, month: Month) -> int:
    """Minutes that the program itself asks of a case in a month, by its days (PLAN-3)."""
    return sum(_required(case, one) or 0 for one in owed_spans(case, month))


def _required(case: Case, over: Span) -> int | None:
    child: Any = case.youngest_child_born_on
    family = FamilyType(str(case.family_type))
    return required_minutes(program(str(case.program)), family, child, over)


def _lies_in(week: WeekHours, owed: Span) -> bool:
    return owed.has(week.span.starts_on) and owed.has(week.span.ends_on)


def owed_spans(case: Case, month: Month) -> list[Span]:
    """The days of a month on which hours are owed: from enrollment on, without those of an
    exemption that is over and those since the case came to stand where none are owed; none for
    none (PLAN-10; CASE-3)."""
    row: Any = case
    first_on, last_on = max(month.first_on, row.enrolled_on), month.last_on
    if CaseStatus(row.status) in NO_HOURS and row.status_until is None:
        since: date = row.status_since_on or row.enrolled_on
        last_on = min(last_on, since - ONE_DAY)
    found = [Span(first_on, last_on)] if first_on <= last_on else []
    for free in _free(str(row.not_owed)):
        found = [left for one in found for left in _without(one, free)]
    return found


def _free(kept: str) -> list[Span]:
    days = [one.split("/") for one in kept.split(",") if one]
    return [Span(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days]


def _without(one: Span, free: Span) -> list[Span]:
    if free.ends_on < one.starts_on or one.ends_on < free.starts_on:
        return [one]
    left = []
    if one.starts_on < free.starts_on:
        left.append(Span(one.starts_on, free.starts_on - ONE_DAY))
    if free.ends_on < one.ends_on:
        left.append(Span(free.ends_on + ONE_DAY, one.ends_on))
    return left


def standing_verdict(case: Case, month: Month) -> MonthVerdict | None:
    """The verdict that stands for a month, with who took the step; None where none was given."""
    return standing_verdicts(case, month)[0]


def standing_verdicts(case: Case, month: Month) -> tuple[MonthVerdict | None, list[MonthVerdict]]:
    """The verdict that stands for a month, and those of other months, the latest first, that are
    not met and on which nobody took a step. One statement."""
    found: list[Any] = _STANDING.rows(case=case.id, month=str(month))
    this = next((one for one in found if one.month == str(month)), None)
    return this, [one for one in found if one.month != str(month)]


_STANDING = Prepared(
    lambda: (
        MonthVerdict.select(MonthVerdict, Account.id, Account.name)
        .join(Account, "LEFT JOIN", on=(MonthVerdict.step_by == Account.id))
        .where(
            MonthVerdict.case == Place("case"),
            MonthVerdict.replaced_at.is_null(),
            (MonthVerdict.month == Place("month")) | MonthVerdict.is_open(),
        )
        .order_by(MonthVerdict.month.desc())
    )
)
