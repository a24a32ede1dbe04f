"""The log of a job search: entries as they are typed, and the log of a case week by week."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from portal.models.cases import Case
from portal.models.contacts import EmployerContact, Report
from portal.policy.calendar import week_of
from portal.prepared import Place, Prepared

_STEP = "entry-"
SHOWN_WEEKS = 26  # half a year; what is older stands in its report


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One contact with an employer as the participant typed it: `contacted_on` is a local date,
    `way` and `result` are codes of words/job_search.py."""

    employer: str
    contacted_on: date
    way: str
    result: str

    def written(self) -> str:
        """The entry as a draft keeps it."""
        return json.dumps(asdict(self) | {"contacted_on": self.contacted_on.isoformat()})

    @classmethod
    def read(cls, kept: str) -> "LogEntry":
        """The entry of what `written` gave."""
        found = json.loads(kept)
        return cls(**found | {"contacted_on": date.fromisoformat(found["contacted_on"])})


@dataclass(frozen=True, slots=True)
class Week:
    """The entries of one week, Sunday to Saturday or as the calendar has it, the latest first."""

    starts_on: date
    ends_on: date
    entries: list[Any]


def step_name(number: int) -> str:
    """The name of an entry's step in a draft; numbers begin at 1."""
    return f"{_STEP}{number}"


def is_step(name: str) -> bool:
    """Whether a name is that of an entry's step."""
    return name.startswith(_STEP) and name.removeprefix(_STEP).isdecimal()


def entries_of(answers: Mapping[str, str]) -> list[LogEntry]:
    """The entries of a draft in their order."""
    names = [name for name in answers if name.startswith(_STEP)]
    names.sort(key=lambda name: int(name.removeprefix(_STEP)))
    return [LogEntry.read(answers[name]) for name in names]


def answers_with(entries: list[LogEntry]) -> dict[str, str]:
    """Entries as a draft's answers, numbered from 1."""
    return {step_name(number): one.written() for number, one in enumerate(entries, 1)}


def entries_of_report(report: Report) -> list[EmployerContact]:
    """What a sent report holds, in the order of the days."""
    query = EmployerContact.select().where(EmployerContact.report == report.id)
    return list(query.order_by(EmployerContact.contacted_on, EmployerContact.id))


_LOG = Prepared(
    lambda: (
        EmployerContact.select(EmployerContact, Report)
        .join(Report)
        .where(
            EmployerContact.case == Place("case"), EmployerContact.contacted_on >= Place("since_on")
        )
        .order_by(EmployerContact.contacted_on.desc(), EmployerContact.id.desc())
    )
)


def log_of(case: Case, today: date) -> list[Week]:
    """A case's contacts with employers of the last half year, a week at a time, the latest first.

    In: the case, the office's date of today. One statement, however many entries.
    """
    since = week_of(today).starts_on - timedelta(weeks=SHOWN_WEEKS)
    rows = _LOG.rows(case=case.id, since_on=since)
    return [
        Week(week.starts_on, week.ends_on, list(found))
        for week, found in groupby(rows, key=lambda one: week_of(one.contacted_on))
    ]
