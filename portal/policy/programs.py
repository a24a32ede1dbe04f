"""The programs the portal serves: their numbers, each with its citation, from programs/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from importlib import resources
from types import MappingProxyType
from typing import Any

from portal.policy.sources import Citation, Source


class ProgramCode(StrEnum):
    """The three programs that ship."""

    DW = "dw"
    WTW = "wtw"
    WORKFIRST = "workfirst"


class Unit(StrEnum):
    """What a value counts."""

    CALENDAR_DAYS = "calendar days"
    WORKING_DAYS = "working days"
    CALENDAR_MONTHS = "calendar months"
    HOURS_A_WEEK = "hours a week"
    MINUTES = "minutes"
    YEARS_OF_AGE = "years of age"


class Clock(StrEnum):
    """The time clocks of PLAN-11."""

    TIME_ON_AID = "time_on_aid"
    WTW_24_MONTH = "wtw_24_month"
    VOCATIONAL_EDUCATION = "vocational_education"
    WORKFIRST_LIMIT = "workfirst_limit"


class StopReason(StrEnum):
    """Why somebody is exempt, as far as it may stop a clock (CASE-3, PLAN-11)."""

    DISABILITY = "disability"
    PERMANENT_DISABILITY = "permanent_disability"
    CARING = "caring"
    PREGNANCY = "pregnancy"
    YOUNG_CHILD = "young_child"
    AGE = "age"
    FAMILY_SAFETY = "family_safety"


class ClockBegins(StrEnum):
    """The event from which a clock runs, where no worker said otherwise."""

    ENROLLMENT = "enrollment"  # with the month of it
    FIRST_PLAN = "first_plan"  # with the month after the first signed plan begins


@dataclass(frozen=True, slots=True)
class ClockRule:
    """How a clock of months runs: from what, in which activities alone (empty: every month of
    aid counts), and which reasons of an exemption stop it."""

    begins: ClockBegins
    only_in: frozenset[str]
    stopped_by: frozenset[StopReason]


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a program, in `unit`, with the place it comes from.

    `is_adopted` is true when that place is another program's policy, taken over so that the
    portal keeps one rule for all programs.
    """

    value: int
    unit: Unit
    citation: Citation
    is_adopted: bool


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """PLAN-3: required hours a week by family, and the age at which a child stops being young."""

    one_parent_young_child: Value
    one_parent: Value
    two_parents: Value
    young_child_age: Value


@dataclass(frozen=True, slots=True)
class Program:
    """One program as data. None where neither its policy nor a shared rule sets the value."""

    code: ProgramCode
    name: str
    policy: Source
    live_contact: Value
    attempt: Value
    touch: Value
    reminder_lead: Value
    document_lead: Value
    task_lead: Value
    late_entry: Value
    notes_copy: Value
    plan_change: Value
    reassignment: Value
    follow_up: Value
    notice: Value
    job_search_contact: Value
    clock_first_warning: Value
    clock_last_warning: Value
    good_cause: Value | None
    weekly_hours: WeeklyHours | None
    clocks: Mapping[Clock, Value]
    clock_rules: Mapping[Clock, ClockRule]

    def values(self) -> dict[str, Value]:
        """Every value of this program by its path ("weekly_hours.one_parent"); source: PLAN-3,
        PLAN-11, CON-1 to CON-10 as each value's citation says."""
        found: dict[str, Value] = {}
        for field in fields(self):
            part = getattr(self, field.name)
            if isinstance(part, Value):
                found[field.name] = part
            elif isinstance(part, WeeklyHours):
                found |= {f"weekly_hours.{f.name}": getattr(part, f.name) for f in fields(part)}
        found |= {f"clocks.{clock}": value for clock, value in self.clocks.items()}
        return found


def program(code: str) -> Program:
    """The program of that code ("dw", "wtw", "workfirst"); raises KeyError when unknown.

    Source: requirements, Programs ("a program is data, not code").
    """
    return PROGRAMS[code]


def _value(table: Mapping[str, Any], policy: Source) -> Value:
    citation = Citation(Source(table["source"]), str(table["section"]), str(table["rule"]))
    is_adopted = citation.source not in (policy, Source.OURS, Source.ES, Source.ECM)
    return Value(int(table["value"]), Unit(table["unit"]), citation, is_adopted)


def _rule(table: Mapping[str, Any]) -> ClockRule:
    return ClockRule(
        ClockBegins(table["begins"]),
        frozenset(table.get("only_in", ())),
        frozenset(StopReason(reason) for reason in table["stopped_by"]),
    )


def _load(code: ProgramCode) -> Program:
    text = resources.files("portal.policy").joinpath("programs", f"{code}.toml").read_text("utf-8")
    document = tomllib.loads(text)
    policy = Source(document["policy"])
    hours = document.get("weekly_hours")
    plain = {
        field.name: _value(document[field.name], policy)
        for field in fields(Program)
        if field.type is Value
    }
    return Program(
        code=code,
        name=str(document["name"]),
        policy=policy,
        good_cause=_value(document["good_cause"], policy) if "good_cause" in document else None,
        weekly_hours=WeeklyHours(**{k: _value(v, policy) for k, v in hours.items()})
        if hours
        else None,
        clocks=MappingProxyType(
            {Clock(k): _value(v, policy) for k, v in document.get("clocks", {}).items()}
        ),
        clock_rules=MappingProxyType(
            {Clock(k): _rule(v) for k, v in document.get("clocks", {}).items()}
        ),
        **plain,
    )


PROGRAMS: dict[str, Program] = {code: _load(code) for code in ProgramCode}
