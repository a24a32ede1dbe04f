"""The same month of many cases at once, for the night: a few statements for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import SQL, fn

from portal import resources
from portal.models.cases import Case
from portal.models.contacts import EmployerContact
from portal.models.documents import Document
from portal.models.hours import HoursEntry
from portal.models.plans import Activity
from portal.models.verdicts import MonthVerdict
from portal.policy.calendar import Month, day_ends_at, weeks_of_month
from portal.policy.status_periods import NO_HOURS
from portal.policy.statuses import CaseStatus
from portal.reports.hours.month import DayHours, MonthHours, WeekHours, put_together, within
from portal.reports.plans.in_force import schedules_of

_OWED = [status for status in CaseStatus if status not in NO_HOURS]


def months_of(cases: Sequence[Case], month: Month, today: date) -> dict[int, MonthHours]:
    """The month of each of these cases, by the case's id, without what was sent of its weeks;
    three statements however many cases."""
    ids: list[Any] = [case.id for case in cases]
    planned = schedules_of(ids, month.span)
    told, contacts = _told(ids, month), _contacts(ids, month)
    return {
        case.id: _month(
            month, today, put_together(case, planned[case.id], told[case.id], contacts[case.id])
        )
        for case in cases
    }


def unjudged(month: Month, limit: int) -> list[Case]:
    """Cases that owed hours in a month that is over and that has no verdict given after
    its end, by number, at most `limit`; one statement (PLAN-10)."""
    judged = MonthVerdict.select(SQL("1")).where(
        MonthVerdict.case == Case.id,
        MonthVerdict.month == str(month),
        MonthVerdict.replaced_at.is_null(),
        MonthVerdict.given_at >= day_ends_at(month.last_on, resources.timezone()),
    )
    return list(
        Case.select()
        .where(
            Case.status.in_(_OWED), Case.enrolled_on <= month.last_on, ~fn.EXISTS(judged)
        )
        .order_by(Case.id)
        .limit(limit)
    )  # fmt: skip


def _month(month: Month, today: date, days: list[DayHours]) -> MonthHours:
    weeks = tuple(
        WeekHours(span, None, within(days, span), today) for span in weeks_of_month(month)
    )
    return MonthHours(month, today, weeks)


def _told(ids: list[int], month: Month) -> dict[int, list[Any]]:
    rows: Any = (
        HoursEntry.select(
            HoursEntry, Document.id, Document.state, Document.received_at, Activity.id,
            Activity.kind, Activity.provider, Activity.place,
        )
        .join(Document, "LEFT JOIN", on=(HoursEntry.document == Document.id))
        .switch(HoursEntry)
        .join(Activity, "LEFT JOIN", on=(HoursEntry.activity == Activity.id))
        .where(
            HoursEntry.case.in_(ids),
            HoursEntry.done_on.between(month.first_on, month.last_on),
            HoursEntry.replaced_at.is_null(),
        )
    )  # fmt: skip
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _contacts(ids: list[int], month: Month) -> dict[int, dict[date, int]]:
    rows: Any = (
        EmployerContact.select(
            EmployerContact.case, EmployerContact.contacted_on, fn.COUNT(EmployerContact.id)
        )
        .where(
            EmployerContact.case.in_(ids),
            EmployerContact.contacted_on.between(month.first_on, month.last_on),
        )
        .group_by(EmployerContact.case, EmployerContact.contacted_on)
        .tuples()
    )
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for case_id, on, count in rows:
        found[case_id][on] = count
    return found
