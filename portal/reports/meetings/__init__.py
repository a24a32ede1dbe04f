"""The meetings of a case, of a worker and of a participant, as pages show them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from peewee import JOIN, fn

from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.meetings import Meeting
from portal.policy.meetings import MeetingKind, MeetingState
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened

PAST_SHOWN = 50  # meetings of a case that are over, the latest
LIST = 200  # new cases in a list
PAGE = 50  # meetings on one page of a worker's
_KEY = "%Y%m%d%H%M%S"
OWN_PAST_DAYS = 60  # how long a participant finds a meeting that is over


def meetings_of(case: Case) -> list[Any]:
    """The meetings of a case with who planned them and the provider: what is to come first, then
    what is over, the latest first; one statement."""
    provider = Account.alias()
    rows = (
        Meeting.select(Meeting, Account.name, provider.name)
        .join(Account, JOIN.LEFT_OUTER, on=(Meeting.planned_by == Account.id))
        .switch(Meeting)
        .join(provider, JOIN.LEFT_OUTER, on=(Meeting.provider == provider.id), attr="who")
        .where(Meeting.case == case.id)
        .order_by((Meeting.state != MeetingState.PLANNED), Meeting.starts_at.desc())
        .limit(PAST_SHOWN)
    )
    found = list(rows)
    planned = [one for one in found if one.state == MeetingState.PLANNED]
    return planned[::-1] + [one for one in found if one.state != MeetingState.PLANNED]


def outcome_of(case: Case, meeting: Any) -> str:
    """What was written down about a meeting that is over."""
    return opened(case, f"meeting/{meeting.key}/outcome", str(meeting.sealed_outcome))


def first_meetings(case: Case) -> dict[MeetingKind, Any]:
    """The first meeting of each kind that is planned or was held; moved and cancelled ones, and
    those that did not take place, are none."""
    rows = (
        Meeting.select()
        .where(
            Meeting.case == case.id, Meeting.state.in_([MeetingState.PLANNED, MeetingState.HELD])
        )
        .order_by(Meeting.starts_at.desc())
    )
    return {MeetingKind(row.kind): row for row in rows}


@dataclass(frozen=True, slots=True)
class WorkList:
    """A page of a person's planned meetings: those that began and are not told of, and what is to
    come; new cases without an introduction; `after` is the key of the next page, empty at the end.
    """

    untold: list[Any]
    ahead: list[Any]
    unmet: list[Any]
    after: str


def work_of(actor: Actor, at: datetime, new_since: date, after: str = "") -> WorkList:
    """The planned meetings in a person's lists of work, the earliest first, and the new cases that
    have no introduction meeting (TEAM-1); two statements, however many cases.

    In: the UTC moment it is, the local date since which a case is new, the key of the page.
    """
    rows = list(
        Meeting.select(Meeting, Case)
        .join(Case)
        .where(Meeting.state == MeetingState.PLANNED, Case.work_of(actor), _behind(after))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(PAGE + 1)
    )
    found = rows[:PAGE]
    key = f"{found[-1].starts_at:{_KEY}}-{found[-1].id}" if len(rows) > PAGE else ""
    return WorkList(
        [one for one in found if one.starts_at <= at], [one for one in found if one.starts_at > at],
        _unmet(actor, new_since), key,
    )  # fmt: skip


def _behind(after: str) -> Any:
    """The condition on meetings behind the last one of the page before; all of them for a key
    that is none."""
    moment, _dash, number = after.partition("-")
    try:
        at, last = datetime.strptime(moment, _KEY).replace(tzinfo=UTC), int(number)
    except ValueError:
        return Meeting.id > 0
    return (Meeting.starts_at > at) | ((Meeting.starts_at == at) & (Meeting.id > last))


def _unmet(actor: Actor, new_since: date) -> list[Any]:
    met = Meeting.select(Meeting.id).where(
        Meeting.case == Case.id, Meeting.kind == MeetingKind.INTRODUCTION,
        Meeting.state.in_([MeetingState.PLANNED, MeetingState.HELD]),
    )  # fmt: skip
    query = (
        Case.select()
        .where(
            Case.work_of(actor), Case.enrolled_on >= new_since,
            Case.status != CaseStatus.CLOSED, ~fn.EXISTS(met),
        )
        .order_by(Case.enrolled_on, Case.id)
        .limit(LIST)
    )  # fmt: skip
    return list(query)


_OWN = Prepared(
    lambda: (
        Meeting.select()
        .where(Meeting.case == Place("case"), Meeting.starts_on >= Place("since"))
        .order_by(Meeting.starts_at)
    )
)


def own_meetings(case: Case, today: date) -> list[Any]:
    """A participant's meetings, the earliest first: what is to come, and what was in the last
    weeks. One statement."""
    return _OWN.rows(case=case.id, since=today - timedelta(days=OWN_PAST_DAYS))


def calendar_rows(actor: Actor, since: date) -> list[tuple[str, str, datetime, int, str]]:
    """The planned meetings of a worker's own open cases for a calendar: key, kind, UTC moment,
    minutes, the case's number."""
    rows = (
        Meeting.select(Meeting.key, Meeting.kind, Meeting.starts_at, Meeting.minutes, Case.number)
        .join(Case)
        .where(
            Meeting.state == MeetingState.PLANNED, Meeting.starts_on >= since,
            Case.caseload_of(actor), Case.status != CaseStatus.CLOSED,
        )
        .order_by(Meeting.starts_at)
        .tuples()
    )  # fmt: skip
    return list(rows)
