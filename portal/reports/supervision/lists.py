"""The condition and the date behind each list of the case management report, said in SQL.

What is current, near or past is a rule (policy/management_report.py); here it is asked of plans,
hours and noncompliance as they stand, so that a row goes by itself once the thing is done.
"""

from datetime import date
from typing import Any

from peewee import SQL, fn

from portal.models.cases import Case
from portal.models.hours import HoursEntry
from portal.models.noncompliance import Noncompliance
from portal.models.plans import Activity, Plan
from portal.policy.management_report import (
    OWES_ACTIVITY,
    TAKES_PART,
    Category,
    near_until,
    updated_since,
)
from portal.policy.noncompliance import UNDECIDED
from portal.policy.statuses import CaseStatus
from portal.prepared import Place
from portal.reports.plans.in_force import SIGNED_BY_BOTH


def values(today: date) -> dict[str, Any]:
    """What the conditions compare with on the office's date of today."""
    return {"today": today, "near": near_until(today), "since": updated_since(today)}


def stands(category: Category) -> Any:
    """The condition that a case stands on a list, for the values of `values`. Source: SUP-1,
    SUP-3; WTW 42-7.38, II.C, III.B.1."""
    match category:
        case Category.DISCONTINUED:
            return Case.status == CaseStatus.DISCONTINUED
        case Category.NO_ACTIVITY:
            return Case.status.in_(OWES_ACTIVITY) & ~_has(_current())
        case Category.GOOD_CAUSE:
            return _has(_noncompliance(_is_near()))
        case Category.NO_UPDATE:
            runs = _has(_current(Activity.starts_on < Place("since")))
            return Case.status.in_(OWES_ACTIVITY) & runs & ~_has(_hours_since())
        case Category.PAST_DUE:
            return _has(_noncompliance(Noncompliance.due_on < Place("today")))
        case Category.UNENGAGED:
            took_part = _has(_hours_since(HoursEntry.minutes > 0))
            is_new = Case.enrolled_on > Place("since")
            return Case.status.in_(TAKES_PART) & ~is_new & ~(_has(_current()) & took_part)


def fact(category: Category) -> Any:
    """The local date that a row of a list counts from: a last day, or since when."""
    match category:
        case Category.DISCONTINUED:
            return fn.COALESCE(Case.status_since_on, Case.enrolled_on)
        case Category.NO_ACTIVITY:
            return fn.COALESCE(_last_activity(), Case.enrolled_on)
        case Category.GOOD_CAUSE:
            return _noncompliance(_is_near(), Noncompliance.good_cause_until)
        case Category.NO_UPDATE:
            return fn.COALESCE(_last_hours(), Case.enrolled_on)
        case Category.PAST_DUE:
            return _noncompliance(Noncompliance.due_on < Place("today"), Noncompliance.due_on)
        case Category.UNENGAGED:
            return fn.COALESCE(_last_hours(HoursEntry.minutes > 0), Case.enrolled_on)


def _has(query: Any) -> Any:
    return fn.EXISTS(query)


def _is_near() -> Any:
    """At or near the end of the days to give a reason, which run from delivery (CASE-4)."""
    until = Noncompliance.good_cause_until
    is_asked = Noncompliance.state.in_(sorted(UNDECIDED))
    return is_asked & (until >= Place("today")) & (until <= Place("near"))


def _noncompliance(condition: Any, column: Any = SQL("1")) -> Any:  # noqa: B008  a constant
    is_open = (Noncompliance.case == Case.id) & Noncompliance.ended_at.is_null()
    return Noncompliance.select(column).where(is_open, condition)


def _version() -> Any:
    """The number of the version in force today."""
    latest = Plan.alias()
    return latest.select(fn.MAX(latest.number)).where(
        latest.case == Case.id, latest.state.in_(SIGNED_BY_BOTH), latest.starts_on <= Place("today")
    )


def _current(condition: Any = None) -> Any:
    """The activities that run today, of the version in force."""
    runs = (Activity.starts_on <= Place("today")) & (
        Activity.ends_on.is_null() | (Activity.ends_on >= Place("today"))
    )
    query = Activity.select(SQL("1")).join(Plan).where(_in_force(), runs)
    return query if condition is None else query.where(condition)


def _in_force() -> Any:
    return (
        (Plan.case == Case.id)
        & Plan.state.in_(SIGNED_BY_BOTH)
        & (Plan.number == _version())
    )  # fmt: skip


def _last_activity() -> Any:
    ended = Activity.ends_on < Place("today")
    return Activity.select(fn.MAX(Activity.ends_on)).join(Plan).where(_in_force(), ended)


def _hours_since(condition: Any = None) -> Any:
    stand = (HoursEntry.case == Case.id) & HoursEntry.replaced_at.is_null()
    query = HoursEntry.select(SQL("1")).where(stand, HoursEntry.done_on >= Place("since"))
    return query if condition is None else query.where(condition)


def _last_hours(condition: Any = None) -> Any:
    stand = (HoursEntry.case == Case.id) & HoursEntry.replaced_at.is_null()
    query = HoursEntry.select(fn.MAX(HoursEntry.done_on)).where(stand)
    return query if condition is None else query.where(condition)
