"""Rules of the house: the rules floor is pure, sourced, cited, and tested at its edges.

That a value is hit by a boundary test is not claimed but tried: each check below holds for the
program as it ships, and must fail once its value is one more or one less.
"""

import ast
import dataclasses
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

from portal import policy
from portal.policy import (
    attendance,
    contacts,
    deadlines,
    hours,
    letters,
    notes_copies,
    plans,
    statuses,
)
from portal.policy.attendance import HoursSource
from portal.policy.calendar import Month
from portal.policy.hours import FamilyType
from portal.policy.plans import ClockWarning
from portal.policy.programs import PROGRAMS, Clock, Program, Value, program
from portal.policy.sources import Source

MODULES = sorted(module.name for module in pkgutil.iter_modules(policy.__path__))
SOURCE = re.compile(
    r"\b(CON|NOTE|PLAN|DOC|STAFF|TEAM|CASE|LET|LANG|SUP)-\d+|\bWA 3\.4|\bES CM|\bWTW 42-7\.38"
    r"|\bECM brief|\bDW CM|\bours\b|\bcontract\b|\brequirements\b|\bsafety\b|\bscreens\b",
)


def public_functions(module_name: str) -> Iterator[tuple[str, FunctionType]]:
    module = import_module(f"portal.policy.{module_name}")
    for name, member in vars(module).items():
        is_its_own = getattr(member, "__module__", "") == module.__name__
        if is_its_own and inspect.isfunction(member) and not name.startswith("_"):
            yield name, member


@pytest.mark.parametrize("module", MODULES)
def test_every_public_function_of_the_rules_names_its_source(module: str) -> None:
    silent = [
        name
        for name, function in public_functions(module)
        if not SOURCE.search(function.__doc__ or "")
    ]
    assert silent == []


@pytest.mark.parametrize("module", MODULES)
def test_the_rules_are_pure(module: str) -> None:
    """Standard library only, no clock: neither now() nor today() is ever called."""
    found = import_module(f"portal.policy.{module}").__file__
    assert found is not None
    for node in ast.walk(ast.parse(Path(found).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in ("now", "utcnow", "today"), f"line {node.lineno}"
            continue
        for name in names:
            top = name.split(".")[0]
            assert name.startswith("portal.policy") or top in sys.stdlib_module_names, name
            assert top not in ("time", "random", "socket", "sqlite3", "os"), name


@pytest.mark.parametrize("code", PROGRAMS)
def test_every_value_of_a_program_has_a_citation(code: str) -> None:
    for path, value in program(code).values().items():
        assert isinstance(value.citation.source, Source), path
        assert value.citation.section.strip(), path
        assert SOURCE.search(value.citation.rule), path
        assert value.value > 0, path


# Boundary checks, one for each value. What they expect is written out, never computed from it.

ENROLLED = date(2026, 1, 5)
LAST = date(2026, 3, 2)
DAY_29, DAY_30, DAY_31 = (LAST + timedelta(days=day) for day in (29, 30, 31))
FRIDAY, MEMORIAL_DAY = date(2026, 5, 22), date(2026, 5, 25)
SIXTH_BIRTHDAY = date(2026, 5, 15)
ONE, TWO = FamilyType.ONE_PARENT, FamilyType.TWO_PARENTS


def live_contact(one: Program) -> None:
    due_on = deadlines.live_contact_deadline(one, ENROLLED, LAST).due_on
    assert [contacts.is_overdue(due_on, day) for day in (DAY_29, DAY_30, DAY_31)] == [0, 0, 1]
    assert contacts.days_left(due_on, DAY_29) == 1
    on_leap_day = deadlines.live_contact_deadline(one, ENROLLED, date(2028, 1, 30)).due_on
    assert on_leap_day == date(2028, 2, 29)


def attempt(one: Program) -> None:
    due_on = deadlines.attempt_deadline(one, ENROLLED, LAST).due_on
    assert [contacts.is_overdue(due_on, day) for day in (DAY_29, DAY_30, DAY_31)] == [0, 0, 1]
    assert contacts.days_left(due_on, DAY_29) == 1


def touch(one: Program) -> None:
    due_on = deadlines.touch_deadline(one, ENROLLED, date(2028, 1, 31)).due_on
    assert due_on == date(2028, 2, 29)


def reminder_lead(one: Program) -> None:
    def is_due(today: date) -> bool:
        return contacts.reminder_due(date(2026, 4, 1), today, one.reminder_lead.value, None)

    assert not is_due(date(2026, 3, 26))
    assert is_due(date(2026, 3, 27))


def document_lead(one: Program) -> None:
    def is_due(today: date) -> bool:
        return contacts.reminder_due(date(2026, 4, 1), today, one.document_lead.value, None)

    assert not is_due(date(2026, 3, 28))
    assert is_due(date(2026, 3, 29))


def task_lead(one: Program) -> None:
    def is_due(today: date) -> bool:
        return contacts.reminder_due(date(2026, 4, 1), today, one.task_lead.value, None)

    assert not is_due(date(2026, 3, 29))
    assert is_due(date(2026, 3, 30))


def late_entry(one: Program) -> None:
    limit = one.late_entry.value
    assert not contacts.is_late_entry(LAST, LAST + timedelta(days=7), limit)
    assert contacts.is_late_entry(LAST, LAST + timedelta(days=8), limit)


def notes_copy(one: Program) -> None:
    due_on = notes_copies.copy_due_on(FRIDAY, one.notes_copy.value, {MEMORIAL_DAY})
    assert due_on == date(2026, 6, 8)


def plan_change(one: Program) -> None:
    last_on = plans.change_request_last_on(FRIDAY, one.plan_change.value, {MEMORIAL_DAY})
    assert last_on == date(2026, 5, 28)


def reassignment(one: Program) -> None:
    last_on = plans.reassignment_last_on(date(2028, 1, 30), one.reassignment.value)
    assert last_on == date(2028, 2, 29)


def good_cause(one: Program) -> None:
    assert one.good_cause is not None
    last_on = statuses.good_cause_last_on(date(2026, 5, 4), one.good_cause.value)
    assert last_on == date(2026, 5, 24)
    assert statuses.good_cause_day(date(2026, 5, 4), last_on) == 20


def follow_up(one: Program) -> None:
    last_on = statuses.follow_up_last_on(date(2028, 2, 29), one.follow_up.value)
    assert last_on == date(2029, 2, 28)


def notice(one: Program) -> None:
    mailed_on, days = date(2028, 2, 20), one.notice.value
    assert letters.refusals_to_take_effect(date(2028, 2, 29), mailed_on, days)
    assert not letters.refusals_to_take_effect(date(2028, 3, 1), mailed_on, days)


def warning_at(one: Program, left: int) -> ClockWarning:
    limit = dataclasses.replace(one.clock_first_warning, value=100)
    reading = plans.clock_reading(
        limit, 100 - left, one.clock_first_warning, one.clock_last_warning
    )
    return reading.warning


def clock_first_warning(one: Program) -> None:
    assert (warning_at(one, 7), warning_at(one, 6)) == (ClockWarning.NONE, ClockWarning.FIRST)


def clock_last_warning(one: Program) -> None:
    assert (warning_at(one, 4), warning_at(one, 3)) == (ClockWarning.FIRST, ClockWarning.LAST)


def weekly(one: Program, family: FamilyType, born_on: date | None, on: date) -> int | None:
    return hours.required_weekly_minutes(one, family, born_on, on)


def one_parent_young_child(one: Program) -> None:
    assert weekly(one, ONE, date(2026, 5, 1), SIXTH_BIRTHDAY) == 1200
    assert hours.required_month_minutes(one, ONE, date(2026, 1, 1), Month(2026, 2)) == 4800


def one_parent(one: Program) -> None:
    assert weekly(one, ONE, None, SIXTH_BIRTHDAY) == 1800


def two_parents(one: Program) -> None:
    assert weekly(one, TWO, None, SIXTH_BIRTHDAY) == 2100
    assert hours.required_month_minutes(one, TWO, None, Month(2028, 2)) == 8700


def young_child_age(one: Program) -> None:
    born_on = date(2020, 5, 15)
    day_before = SIXTH_BIRTHDAY - timedelta(days=1)
    assert weekly(one, ONE, born_on, day_before) != weekly(one, ONE, born_on, SIXTH_BIRTHDAY)


def clock_of(clock: Clock, months: int) -> Callable[[Program], None]:
    def check(one: Program) -> None:
        def left(used: int) -> int:
            limit, first, last = one.clocks[clock], one.clock_first_warning, one.clock_last_warning
            return plans.clock_reading(limit, used, first, last).left

        assert (left(months - 1), left(months)) == (1, 0)

    return check


def job_search_contact(one: Program) -> None:
    def proven(minutes: int) -> int:
        log, a_contact = HoursSource.JOB_SEARCH, one.job_search_contact.value
        return attendance.proven_minutes(minutes, log, None, 1, a_contact)

    assert (proven(60), proven(61)) == (60, 60)


CHECKS: dict[str, Callable[[Program], None]] = {
    check.__name__: check
    for check in (
        *(live_contact, attempt, touch, reminder_lead, late_entry, plan_change, reassignment),
        *(notes_copy, document_lead, task_lead, job_search_contact),
        *(good_cause, follow_up, notice, clock_first_warning, clock_last_warning),
    )
}
CHECKS |= {
    f"weekly_hours.{check.__name__}": check
    for check in (one_parent_young_child, one_parent, two_parents, young_child_age)
}
CHECKS |= {
    f"clocks.{clock}": clock_of(clock, months)
    for clock, months in (
        (Clock.TIME_ON_AID, 48),
        (Clock.WTW_24_MONTH, 24),
        (Clock.VOCATIONAL_EDUCATION, 12),
        (Clock.WORKFIRST_LIMIT, 60),
    )
}
VALUES = [(code, path) for code, one in PROGRAMS.items() for path in one.values()]


def with_value(one: Program, path: str, value: Value) -> Program:
    part, _, name = path.partition(".")
    if not name:
        return dataclasses.replace(one, **{part: value})  # type: ignore[arg-type]
    if part == "clocks":
        return dataclasses.replace(one, clocks={**one.clocks, Clock(name): value})
    assert one.weekly_hours is not None
    changed = dataclasses.replace(one.weekly_hours, **{name: value})
    return dataclasses.replace(one, weekly_hours=changed)


@pytest.mark.parametrize(("code", "path"), VALUES)
def test_every_value_of_a_program_holds_at_its_boundary(code: str, path: str) -> None:
    CHECKS[path](program(code))


@pytest.mark.parametrize(("code", "path"), VALUES)
@pytest.mark.parametrize("step", [-1, 1])
def test_a_value_that_is_off_by_one_is_noticed(code: str, path: str, step: int) -> None:
    one = program(code)
    value = one.values()[path]
    changed = with_value(one, path, dataclasses.replace(value, value=value.value + step))
    with pytest.raises(AssertionError):
        CHECKS[path](changed)


def test_no_check_is_left_without_its_value() -> None:
    assert set(CHECKS) == {path for _, path in VALUES}
