"""What happens to the hours of a case, in acts that can come in any order."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal import db
from portal.models import Account, Case, Document, EmployerContact, HoursEntry, Plan, Report
from portal.models.hours import HoursKind, HoursSource, HoursWeek
from portal.models.plans import PlanState
from portal.operations.cases import refresh
from portal.operations.contacts import record_contact
from portal.operations.hours.decisions import (
    DayEntered,
    accept_week,
    decide_absence,
    enter_hours,
    keep_hours,
    return_week,
)
from portal.operations.hours.entries import put_entry
from portal.operations.hours.reporting import (
    WeekTold,
    begin_proof,
    object_to_hours,
    report_weeks,
)
from portal.policy.attendance import (
    AbsenceReason,
    Objection,
    Tally,
    ToldDay,
)
from portal.policy.calendar import Month
from portal.policy.contacts import Direction, Way
from portal.policy.documents import DocumentState
from portal.policy.hours_decisions import AbsenceDecision, ReturnReason
from portal.reports.hours.month import MonthHours, counted_minutes, read_month
from portal.reports.plans.in_force import schedule_of
from tests import factories
from tests.hours import months

NOVEMBER = Month(2026, 11)
LAST = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
FIRST = date(2026, 11, 1)


def adds_up(tally: Tally) -> bool:
    """The three lines of policy/attendance.py."""
    figures = [getattr(tally, name) for name in Tally.__slots__]
    return (
        all(type(figure) is int and figure >= 0 for figure in figures)
        and tally.planned == tally.attended + tally.excused + tally.unexcused + tally.open
        and tally.reported == tally.attended + tally.beyond == tally.proven + tally.unproven
        and tally.counted <= tally.proven
    )


class World:
    """A case with a class and a search for a job, and everybody who acts on its hours."""

    def __init__(self, number: int, worker: Account, provider: Account) -> None:
        self.worker, self.provider = worker, provider
        self.person = factories.participant(f"Maria {number}")
        self.case: Case = factories.case(self.person, worker, number=f"WTW-{number}")
        plan = months.signed_plan(self.case, starts_on=FIRST)
        self.series = [
            months.activity(plan, starts_on=FIRST).series,
            months.activity(plan, "job_search", days="TRF", end=600, starts_on=FIRST).series,
        ]
        self.told: dict[int, tuple[Any, ...]] = {}
        self.at = NOON

    def read(self) -> MonthHours:
        return read_month(self.case, NOVEMBER, LAST)

    def entry(self, nth: int, fits: Callable[[Any], bool] = bool) -> Any:
        """The nth of the entries that stand and fit, around and around; None where none does."""
        days = self.read().days
        entries = [day.entry for day in days if day.entry is not None and fits(day.entry)]
        return entries[nth % len(entries)] if entries else None

    def check(self) -> None:
        """Everything adds up, and nothing that was told has changed or gone."""
        read = self.read()
        for part in (*read.days, *read.weeks, read):
            assert adds_up(part.tally), part
        month, case = NOVEMBER.span, self.case.id
        planned = schedule_of(case, month)
        assert read.tally.planned == sum(slot.minutes for slot in planned)
        rows = list(HoursEntry.select().where(HoursEntry.case == case))
        standing = [row for row in rows if row.replaced_at is None]
        assert read.tally.reported == sum(row.minutes for row in standing)
        assert len({(row.series, row.done_on) for row in standing}) == len(standing)
        replaced = {row.replaces_id for row in rows if row.replaces_id}
        assert replaced == {row.id for row in rows if row.replaced_at is not None}
        now = {row.id: (row.done_on, row.minutes, row.missed_minutes, row.source) for row in rows}
        assert self.told.items() <= now.items()
        self.told = now
        counted = counted_minutes(self.case, NOVEMBER)
        assert counted == read.tally.counted
        assert refresh(case, LAST).month_minutes_done == counted


Act = Callable[[World], Any]


def confirm(week: int) -> Act:
    """The participant did everything as planned."""

    def act(world: World) -> None:
        read = world.read().weeks[week]
        days = tuple(ToldDay(one.series, one.done_on, one.planned) for one in read.untold)
        _report(world, read.span.starts_on, days)

    return act


def tell(week: int, minutes: list[int], reason: AbsenceReason) -> Act:
    """The participant tells other hours, of days beside the plan as well."""

    def act(world: World) -> None:
        span = world.read().weeks[week].span
        days = [span.starts_on + timedelta(days=n) for n in range(span.days)]
        told = tuple(
            ToldDay(world.series[n % 2], on, length, reason)
            for n, (on, length) in enumerate(zip(days, minutes, strict=False))
        )
        _report(world, span.starts_on, told)

    return act


def _report(world: World, starts_on: date, days: tuple[ToldDay, ...]) -> None:
    report_weeks(
        factories.as_actor(world.person), case=world.case, weeks=[WeekTold(starts_on, days)],
        locale="es", at=world.at,
    )  # fmt: skip


def enter(day: int, nth: int, minutes: int, absence: AbsenceDecision) -> Act:
    """The worker enters or corrects a day."""

    def act(world: World) -> None:
        on, series = FIRST + timedelta(days=day), world.series[nth]
        seen = [d.entry for d in world.read().days if (d.done_on, d.series) == (on, series)]
        key = seen[0].key if seen and seen[0] is not None else ""
        entered = DayEntered(series, on, minutes, absence, "", key)
        enter_hours(world.worker.actor, case=world.case, day=entered, at=world.at)

    return act


def provide(day: int, minutes: int) -> Act:
    """The provider enters a day of the class."""

    def act(world: World) -> None:
        on, series = FIRST + timedelta(days=day), world.series[0]
        found = [d for d in world.read().days if (d.done_on, d.series) == (on, series)]
        planned = found[0].planned if found else 0
        put_entry(
            found[0].entry if found else None, "", world.at, case=world.case.id, series=series,
            done_on=on, minutes=minutes, missed_minutes=max(0, planned - minutes),
            kind=HoursKind.ABSENT if minutes < planned else HoursKind.DONE,
            source=HoursSource.PROVIDER, entered_by=world.provider.id,
        )  # fmt: skip

    return act


def answer(week: int, accepts: bool) -> Act:
    """The worker accepts a week, or sends it back."""

    def act(world: World) -> None:
        read = world.read().weeks[week]
        sent: Any = HoursWeek.get_or_none(
            HoursWeek.case == world.case.id, HoursWeek.starts_on == read.span.starts_on
        )
        values = {"case": world.case, "week": read.span, "at": world.at}
        version = sent.version if sent is not None else 0
        if accepts:
            accept_week(world.worker.actor, version=version, **values)
        else:
            return_week(
                world.worker.actor, version=version, reason=ReturnReason.OTHER_DAYS, text="",
                **values,
            )  # fmt: skip

    return act


def excuse(nth: int, decision: AbsenceDecision) -> Act:
    """The worker decides on an absence."""

    def act(world: World) -> None:
        if (entry := world.entry(nth, lambda one: one.missed_minutes)) is not None:
            entry.case = world.case
            decide_absence(world.worker.actor, entry=entry, decision=decision, at=world.at)

    return act


def paper(nth: int, state: DocumentState | None) -> Act:
    """A paper is begun, sent, accepted or sent back."""

    def act(world: World) -> None:
        entry = world.entry(nth)
        if entry is None:
            return
        if entry.document is None or state is None:
            person = factories.as_actor(world.person)
            begin_proof(person, case=world.case, entries=[entry], locale="es", at=world.at)
        else:
            change = {"received_at": world.at, "state": state}
            Document.update(**change).where(Document.id == entry.document_id).execute()

    return act


def log(day: int, employers: int) -> Act:
    """The participant writes down employers of a day."""

    def act(world: World) -> None:
        on = FIRST + timedelta(days=day)
        contact = record_contact(
            world.worker.actor, case=world.case, occurred_on=LAST, way=Way.TELEPHONE,
            direction=Direction.TWO_WAY, answered=True, summary="", at=world.at,
        )  # fmt: skip
        report = Report.create(
            reference=db.new_key(), case=world.case, contact=contact, kind="job-search",
            answers="{}", locale="es", sent_at=world.at,
        )  # fmt: skip
        for _n in range(employers):
            EmployerContact.create(
                case=world.case, report=report, employer="Shop", contacted_on=on, way="visit",
                result="applied",
            )  # fmt: skip

    return act


def amend(day: int, length: int, days: str) -> Act:
    """A new version of the plan, signed by both, changes the hours from a day on."""

    def act(world: World) -> None:
        made: Any = Plan.select().where(Plan.case == world.case.id)
        number = made.count() + 1
        Plan.update(state=PlanState.SUPERSEDED).where(
            Plan.case == world.case.id, Plan.state == PlanState.SIGNED
        ).execute()
        plan = months.signed_plan(world.case, number, FIRST + timedelta(days=day))
        months.activity(plan, days=days, end=540 + length, series=world.series[0], starts_on=FIRST)
        if number % 2 == 0:
            months.activity(
                plan, "job_search", days="TR", end=600, series=world.series[1], starts_on=FIRST
            )

    return act


def dispute(nth: int, keeps: bool) -> Act:
    """The participant objects to an entry, and the worker lets it stand."""

    def act(world: World) -> None:
        entry = world.entry(nth, lambda one: one.source in ("provider", "worker"))
        if entry is None:
            return
        object_to_hours(
            factories.as_actor(world.person), entry=entry, objection=Objection.WAS_THERE, text="",
            locale="es", at=world.at,
        )  # fmt: skip
        if keeps:
            told = HoursEntry.get_by_id(entry.id)
            keep_hours(world.worker.actor, entry=told, at=world.at)

    return act
