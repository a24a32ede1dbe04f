"""The clocks of months of a case, read from the facts: never kept, so that a period entered late
moves every month that it touches (PLAN-11)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, SQL, Value, fn

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.clocks import ClockAct, ClockEntry, ClockStop
from portal.models.documents import Document
from portal.models.hours import HoursEntry, HoursState
from portal.models.plans import Activity, Plan
from portal.models.statuses import StatusPeriod
from portal.policy import clock_months
from portal.policy.calendar import ONE_DAY, Month, Span
from portal.policy.clock_months import ClockFacts, Decision, DecisionReason, LedgerMonth, Stop
from portal.policy.plans import ClockReading
from portal.policy.programs import (
    PROGRAMS,
    Clock,
    ClockBegins,
    ClockRule,
    StopReason,
    program,
)
from portal.policy.programs import (
    Value as Number,
)
from portal.policy.status_periods import Period, stop_reason
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared

OF_AID = (Clock.TIME_ON_AID, Clock.WORKFIRST_LIMIT)
OF_STATUS = "status:"  # how the ref of a stop begins that a status makes by itself
NO_AID = (CaseStatus.DISCONTINUED, CaseStatus.FOLLOW_UP, CaseStatus.CLOSED)
_TRAINING = sorted(
    {
        kind
        for one in PROGRAMS.values()
        for rule in one.clock_rules.values()
        for kind in rule.only_in
    }
)


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock of a case: its length with its citation, how it runs, its months, what is used
    and left, and the last local date of its last month where one is in sight."""

    clock: Clock
    limit: Number
    rule: ClockRule
    facts: ClockFacts
    months: list[LedgerMonth]
    reading: ClockReading
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CaseClocks:
    """The clocks of a case, and the rows they are read from by key, the newest period first."""

    clocks: list[ClockView]
    stops: list[Any]
    entries: dict[str, Any]


def _with_names(table: Any, *own: Any) -> Any:
    return (
        table.select(
            table, Account.name.alias("by"), Document.key.alias("document_key"),
            Document.is_private.alias("is_private"),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(table.entered_by == Account.id))
        .switch(table)
        .join(Document, JOIN.LEFT_OUTER, on=(table.document == Document.id))
        .where(table.case == Place("case"), table.replaced_at.is_null())
        .order_by(*own)
        .namedtuples()
    )  # fmt: skip


_STOPS = Prepared(lambda: _with_names(ClockStop, ClockStop.starts_on.desc(), ClockStop.id))
_ENTRIES = Prepared(lambda: _with_names(ClockEntry, ClockEntry.month, ClockEntry.id))


def _days() -> Any:
    """The periods in which the case had no aid or was exempt, the first day of the plan that was
    signed first, and the days on which hours of an activity were done that uses a clock of its
    own."""
    stood = StatusPeriod.select(
        StatusPeriod.status.alias("what"),
        StatusPeriod.starts_on.alias("on"),
        StatusPeriod.ends_on,
        StatusPeriod.reason,
        StatusPeriod.key,
    ).where(
        StatusPeriod.case == Place("case"),
        StatusPeriod.replaced_at.is_null(),
        StatusPeriod.status.in_([*NO_AID, CaseStatus.EXEMPT, CaseStatus.VOLUNTEER]),
    )
    none = (SQL("CAST(NULL AS DATE)"), SQL("''"), SQL("''"))
    signed = Plan.select(Value("signed"), fn.MIN(Plan.starts_on), *none).where(
        Plan.case == Place("case"), Plan.signed_by_participant_at.is_null(False)
    )
    done = (
        HoursEntry.select(Activity.kind, HoursEntry.done_on, *none)
        .join(Activity)
        .where(
            HoursEntry.case == Place("case"), Activity.kind.in_(_TRAINING),
            HoursEntry.minutes > 0, HoursEntry.replaced_at.is_null(),
            HoursEntry.state != HoursState.RETURNED,
        )
        .distinct()
    )  # fmt: skip
    return stood.union_all(signed).union_all(done).tuples()


_DAYS = Prepared(_days)


def read_clocks(case: Case, today: date, also: Iterable[Stop] = ()) -> CaseClocks:
    """The clocks of a case on the office's date of today; with `also`, as they would be if those
    periods were entered as well. Three statements, none where the program has no clock."""
    rules = program(str(case.program))
    if not rules.clocks:
        return CaseClocks([], [], {})
    stops, entries = _STOPS.rows(case=case.id), _ENTRIES.rows(case=case.id)
    days: dict[str, list[date]] = defaultdict(list)
    stood: list[Period] = []
    kept = [*also, *(as_stop(one) for one in stops)]
    for what, on, until, reason, key in _DAYS.tuples(case=case.id):
        if what in set(CaseStatus):
            stood.append(Period(CaseStatus(what), reason, _date(on), _date_or_none(until)))
            kept += _stop_of(stood[-1], key)
        elif on is not None:
            days[what].append(_date(on))
    views = [_view(case, clock, kept, entries, days, stood, today) for clock in rules.clocks]
    return CaseClocks(views, stops, {one.key: one for one in entries})


def _date(on: Any) -> date:
    return date.fromisoformat(on) if isinstance(on, str) else on


def _date_or_none(on: Any) -> date | None:
    return None if on is None else _date(on)


def _stop_of(period: Period, key: str) -> list[Stop]:
    """What a period of a status stops by itself (CASE-3); `ref` says that it is one."""
    reason = stop_reason(period.status, period.reason)
    if reason is None:
        return []
    return [Stop(period.starts_on, period.ends_on, reason, f"{OF_STATUS}{key}")]


def as_stop(row: Any) -> Stop:
    """A stored period as the rules take it."""
    return Stop(row.starts_on, row.ends_on, StopReason(row.reason), row.key)


def _view(
    case: Any, clock: Clock, stops: list[Stop], entries: list[Any], days: dict[str, list[date]],
    stood: list[Period], today: date,
) -> ClockView:  # fmt: skip
    rules = program(case.program)
    rule, limit = rules.clock_rules[clock], rules.clocks[clock]
    own = [one for one in entries if one.clock == clock]
    begun = next((one for one in own if one.act == ClockAct.BEGINS), None)
    facts = ClockFacts(
        limit,
        clock_months.month_of(begun.month) if begun else _begins(case, rule, days["signed"]),
        begun.months_before if begun else 0,
        _aid_until(case, stood),
        {Month.of(on) for kind in rule.only_in for on in days[kind]} if rule.only_in else None,
        [stop for stop in stops if stop.reason in rule.stopped_by],
        {
            month: Decision(one.is_counted, DecisionReason(one.reason), one.key)
            for one in own
            if one.act == ClockAct.MONTH and (month := clock_months.month_of(one.month))
        },
        [
            Span(one.starts_on, one.ends_on)
            for one in stood
            if one.status in NO_AID and one.ends_on is not None
        ],
    )
    months = clock_months.ledger(facts, today)
    return ClockView(
        clock, limit, rule, facts, months, clock_months.reading(facts, months, rules),
        clock_months.ends_on(facts, months, today),
    )  # fmt: skip


def _aid_until(case: Any, stood: list[Period]) -> date | None:
    """The day from which the case has no aid any more: the first of those that follow one another
    until today, discontinued before it was closed."""
    if case.status not in NO_AID:
        return None
    until: date | None = case.status_since_on
    for one in sorted(stood, key=lambda one: one.starts_on, reverse=True):
        if until is not None and one.status in NO_AID and one.ends_on == until - ONE_DAY:
            until = one.starts_on
    return until


def _begins(case: Any, rule: ClockRule, signed: list[date]) -> Month | None:
    if rule.begins is ClockBegins.ENROLLMENT:
        return Month.of(case.enrolled_on)
    return Month.of(signed[0]).plus(1) if signed else None


def next_end(clocks: Iterable[ClockView], today: date) -> ClockView | None:
    """The clock to warn of: one of aid that is used up, else the one that ends first of those that
    still run, else one that is used up; None where no end is in sight (PLAN-11; the order is
    ours)."""
    ending = [one for one in clocks if one.ends_on is not None]
    return min(ending, key=lambda one: _pressing(one, today), default=None)


def _pressing(one: ClockView, today: date) -> tuple[int, date]:
    assert one.ends_on is not None
    if one.ends_on >= today:
        return (1, one.ends_on)
    return (0 if one.clock in OF_AID else 2, one.ends_on)
