"""The hours of a day: what the signed plan puts on it, what was told of it, what proves it
(PLAN-9)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import SQL, ModelSelect, fn

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.contacts import EmployerContact
from portal.models.documents import Document
from portal.models.hours import HoursEntry
from portal.models.plans import Activity
from portal.policy.attendance import (
    DayEntry,
    HoursKind,
    HoursSource,
    HoursState,
    Tally,
    day_tally,
    field_of,
    proven_minutes,
)
from portal.policy.calendar import Month, Span
from portal.policy.documents import DocumentState
from portal.policy.programs import program
from portal.prepared import Place, Prepared
from portal.reports.plans.in_force import ScheduledDay, schedule_of

JOB_SEARCH = "job_search"  # the activity whose hours its log proves (CON-12)


class DayHours(NamedTuple):
    """One activity on one local date.

    `slots` are what the plan in force puts there, in minutes since midnight, and `planned` is
    their length together; both are empty for hours that were not planned. `entry` is what was
    told and stands, with its document, and None where nothing was told. `contacts` counts the
    employers in the log of that day; it is 0 for all but the search for a job.
    """

    done_on: date
    series: str
    kind: str  # a code of the phrase bank; empty for hours of no activity
    activity_id: int | None
    plan_number: int  # of the version that plans it; 0 for hours that were not planned
    provider: str
    place: str
    slots: tuple[tuple[int, int], ...]
    planned: int
    entry: HoursEntry | None
    contacts: int
    tally: Tally

    @property
    def field(self) -> str:
        """Its name in a form."""
        return field_of(self.series, self.done_on)

    @property
    def document(self) -> Document | None:
        """The document beside it, sent back or not."""
        return self.entry.document if self.entry is not None else None

    @property
    def is_objected(self) -> bool:
        """Whether the participant objects to it and nobody has answered."""
        entry = self.entry
        return bool(entry is not None and entry.objection and not entry.objection_answer)


def days_of(case: Case, over: Span) -> list[DayHours]:
    """Each activity on each day of `over` for which something was planned or told, day by day and
    by time of day; at most three statements."""
    slots = schedule_of(case.id, over)
    told = _ENTRIES.rows(case=case.id, **ends(over))
    return put_together(case, slots, told, _contacts(case, over, slots, told))


def put_together(
    case: Case, slots: Iterable[ScheduledDay], entries: Iterable[Any], contacts: dict[date, int]
) -> list[DayHours]:
    """The days of a case from what is planned, the entries that stand with their document and
    activity, and the employers in its log of each day."""
    planned: dict[tuple[date, str], list[ScheduledDay]] = defaultdict(list)
    for slot in slots:
        planned[slot.done_on, slot.series].append(slot)
    told = {(one.done_on, one.series): one for one in entries}
    rate = program(str(case.program)).job_search_contact.value
    found = [
        _day(on, series, planned.get((on, series), []), told.get((on, series)), contacts, rate)
        for on, series in {**planned, **told}
    ]
    return sorted(found, key=lambda day: (day.done_on, day.slots or ((24 * 60, 0),), day.series))


def counted_minutes(case: Case, month: Month) -> int:
    """The minutes of a month that count so far: accepted and proven; one statement (PLAN-9,
    PLAN-10)."""
    rate = program(str(case.program)).job_search_contact.value
    return sum(
        proven_minutes(
            minutes, HoursSource(source), DocumentState(state) if state else None, contacts, rate
        )
        for minutes, source, state, contacts in _COUNTED.tuples(case=case.id, **ends(month.span))
    )


def ends(over: Span) -> dict[str, date]:
    """The values of the two places of `over_span`."""
    return {"first": over.starts_on, "last": over.ends_on}


def _contacts(
    case: Case, over: Span, slots: Iterable[ScheduledDay], told: Iterable[Any]
) -> dict[date, int]:
    looks = any(slot.kind == JOB_SEARCH for slot in slots)
    if not looks and not any(one.source == HoursSource.JOB_SEARCH for one in told):
        return {}
    return dict(_CONTACTS.rows(case=case.id, **ends(over)))


def _day(
    on: date, series: str, slots: list[ScheduledDay], entry: Any, contacts: dict[date, int],
    rate: int,
) -> DayHours:  # fmt: skip
    first = slots[0] if slots else None
    activity = entry.activity if entry is not None else None
    kind = first.kind if first else (activity.kind if activity else "")
    is_search = kind == JOB_SEARCH
    planned = sum(slot.minutes for slot in slots)
    of_day = contacts.get(on, 0) if is_search else 0
    return DayHours(
        done_on=on,
        series=series,
        kind=kind,
        activity_id=first.activity_id if first else (activity.id if activity else None),
        plan_number=first.plan_number if first else 0,
        provider=first.provider if first else (activity.provider if activity else ""),
        place=first.place if first else (activity.place if activity else ""),
        slots=tuple((slot.starts_minute, slot.ends_minute) for slot in slots),
        planned=planned,
        entry=entry,
        contacts=of_day,
        tally=day_tally(planned, _told(entry, of_day, rate)),
    )


def _told(entry: Any, contacts: int, rate: int) -> DayEntry | None:
    if entry is None:
        return None
    source, document = HoursSource(entry.source), entry.document
    # A document whose pages are not sent yet proves nothing.
    is_sent = document is not None and document.received_at is not None
    state = DocumentState(document.state) if is_sent else None
    return DayEntry(
        entry.minutes,
        entry.missed_minutes,
        HoursKind(entry.kind),
        HoursState(entry.state),
        proven_minutes(entry.minutes, source, state, contacts, rate),
    )


def over_span(table: Any, column: Any) -> Any:
    """The condition on rows of `Place("case")` with a local date in a span, its ends included."""
    return (table.case == Place("case")) & column.between(Place("first"), Place("last"))


def _entries() -> ModelSelect:
    document = (
        Document.id, Document.key, Document.reference, Document.kind, Document.state,
        Document.received_at, Document.is_private,
    )  # fmt: skip
    return (
        HoursEntry.select(
            HoursEntry, *document, Activity.id, Activity.kind, Activity.provider, Activity.place,
            Account.id, Account.name, Account.role,
        )
        .join(Document, "LEFT JOIN", on=(HoursEntry.document == Document.id))
        .switch(HoursEntry)
        .join(Activity, "LEFT JOIN", on=(HoursEntry.activity == Activity.id))
        .switch(HoursEntry)
        .join(Account, "LEFT JOIN", on=(HoursEntry.entered_by == Account.id))
        .where(over_span(HoursEntry, HoursEntry.done_on), HoursEntry.replaced_at.is_null())
    )  # fmt: skip


def _counted() -> ModelSelect:
    contacts = EmployerContact.select(fn.COUNT(SQL("1"))).where(
        EmployerContact.case == HoursEntry.case,
        EmployerContact.contacted_on == HoursEntry.done_on,
        HoursEntry.source == HoursSource.JOB_SEARCH,
    )
    return (
        HoursEntry.select(HoursEntry.minutes, HoursEntry.source, Document.state, contacts)
        .join(
            Document,
            "LEFT JOIN",
            on=(HoursEntry.document == Document.id) & Document.received_at.is_null(False),
        )
        .where(
            over_span(HoursEntry, HoursEntry.done_on),
            HoursEntry.replaced_at.is_null(),
            HoursEntry.state == HoursState.ACCEPTED,
        )
        .tuples()
    )


_ENTRIES = Prepared(_entries)
_COUNTED = Prepared(_counted)
_CONTACTS = Prepared(
    lambda: (
        EmployerContact.select(EmployerContact.contacted_on, fn.COUNT(EmployerContact.id))
        .where(over_span(EmployerContact, EmployerContact.contacted_on))
        .group_by(EmployerContact.contacted_on)
        .tuples()
    )
)
