"""What a participant tells of hours: weeks confirmed or corrected, absences with their reason, the
paper that proves them, and an objection to what somebody else entered (PLAN-9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.documents import Document
from portal.models.hours import HoursEntry, HoursWeek
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.contacts import add_contact
from portal.operations.documents import describe_document, open_document
from portal.operations.hours.entries import put_entry
from portal.policy.attendance import (
    AbsenceReason,
    HoursKind,
    HoursRefusal,
    HoursSource,
    HoursState,
    Objection,
    ToldDay,
    kind_told,
    refusals_to_object,
    refusals_to_report,
)
from portal.policy.calendar import Month, Span, office_date, weeks_of_month
from portal.policy.contacts import Direction, Way
from portal.policy.documents import DocumentKind, DocumentState
from portal.policy.refusals import Refused, refuse_if
from portal.reports.hours.days import JOB_SEARCH, DayHours, days_of
from portal.reports.plans.in_force import activity_on

_OWN = (HoursSource.PARTICIPANT, HoursSource.JOB_SEARCH)
_ON_HEALTH = (AbsenceReason.ILL, AbsenceReason.CHILD_ILL, AbsenceReason.APPOINTMENT)


@dataclass(frozen=True, slots=True)
class WeekTold:
    """A week of a month by its first local date, and what is told of its days."""

    starts_on: date
    days: tuple[ToldDay, ...]


@operation(result=HoursWeek)
def report_weeks(
    actor: Actor,
    *,
    case: Case,
    weeks: Sequence[WeekTold],
    locale: str,
    at: datetime,
    operation_key: str | None = None,
) -> HoursWeek:
    """Takes one week or several as the participant tells them: live contact on the day it was
    sent (CON-6, CON-11). Gives the last of them.

    A day told anew replaces what the participant told before, which is kept beside it; what a
    provider or the worker entered stands. Raises Refused by field ("<series>:<iso date>", or ""
    for the whole): a week that is accepted, to come or too long ago, a day to come, a reason or
    time missing. Source: PLAN-9; ES CM, b; WTW 42-7.38, III.A.7.
    """
    today = office_date(at, resources.timezone())
    if not weeks:
        raise Refused({"": HoursRefusal.NOTHING_TO_SEND})
    for one in weeks:
        sent = _report_week(case, one, locale, today, at)
        record(actor, "report_hours", sent, case=case)
    add_contact(
        actor, case=case, occurred_on=today, way=Way.PORTAL,
        direction=Direction.FROM_PARTICIPANT, answered=False, summary="", at=at,
    )  # fmt: skip
    refresh(case.id, today)
    return sent


def _report_week(case: Case, told: WeekTold, locale: str, today: date, at: datetime) -> HoursWeek:
    week = _week(told.starts_on)
    days = {(day.series, day.done_on): day for day in days_of(case, week)}
    sent = _sent(case, week)
    own = [one for one in told.days if _is_ours(days.get((one.series, one.done_on)))]
    refuse_if(
        refusals_to_report(
            week,
            today,
            HoursState(str(sent.state)) if sent is not None else None,
            own,
            {key: day.planned for key, day in days.items()},
        )
    )
    for one in own:
        _tell(case, one, days.get((one.series, one.done_on)), locale, at)
    return _mark_sent(case, week, sent, at)


def _week(starts_on: date) -> Span:
    for week in weeks_of_month(Month.of(starts_on)):
        if week.starts_on == starts_on:
            return week
    raise Refused({"": HoursRefusal.NO_SUCH_WEEK})


def _sent(case: Case, week: Span) -> HoursWeek | None:
    found: HoursWeek | None = HoursWeek.get_or_none(
        HoursWeek.case == case.id, HoursWeek.starts_on == week.starts_on
    )
    return found


def _is_ours(day: DayHours | None) -> bool:
    """Whether the participant may tell of it: what somebody else entered is objected to."""
    entry: Any = day.entry if day is not None else None
    if entry is None:
        return True
    return entry.source in _OWN and entry.state != HoursState.ACCEPTED


def _tell(case: Case, told: ToldDay, day: DayHours | None, locale: str, at: datetime) -> None:
    standing: Any = day.entry if day is not None else None
    planned = day.planned if day is not None else 0
    if standing is None and not told.minutes and not planned:
        return
    if standing is not None and _is_the_same(told, standing, planned):
        return
    kind = kind_told(told, planned)
    is_absent = kind is HoursKind.ABSENT
    put_entry(
        standing, "", at,
        case=case.id, series=told.series, done_on=told.done_on,
        activity=_activity(case, told, day), minutes=told.minutes,
        missed_minutes=max(0, planned - told.minutes), kind=kind,
        source=_source(case, told, day), state=HoursState.REPORTED,
        reason=str(told.reason) if is_absent and told.reason else "",
        text=told.text if is_absent else "", locale=locale if is_absent and told.text else "",
        document=standing.document_id if standing is not None else None,
    )  # fmt: skip


def _is_the_same(told: ToldDay, standing: Any, planned: int) -> bool:
    if standing.state == HoursState.RETURNED:
        return False
    is_absent = kind_told(told, planned) is HoursKind.ABSENT
    return bool(
        standing.minutes == told.minutes
        and standing.missed_minutes == max(0, planned - told.minutes)
        and (not is_absent or (standing.reason, standing.text) == (told.reason, told.text))
    )


def _activity(case: Case, told: ToldDay, day: DayHours | None) -> int:
    if day is not None and day.activity_id is not None:
        return day.activity_id
    found = activity_on(case.id, told.series, told.done_on)
    if found is None:
        raise Refused({"": HoursRefusal.NO_SUCH_ACTIVITY})
    return int(found.id)


def _source(case: Case, told: ToldDay, day: DayHours | None) -> HoursSource:
    kind = day.kind if day is not None else ""
    if not kind:
        found: Any = activity_on(case.id, told.series, told.done_on)
        kind = found.kind if found is not None else ""
    return HoursSource.JOB_SEARCH if kind == JOB_SEARCH else HoursSource.PARTICIPANT


def _mark_sent(case: Case, week: Span, sent: HoursWeek | None, at: datetime) -> HoursWeek:
    anew = {
        "state": HoursState.REPORTED, "sent_at": at, "decided_by": None, "decided_at": None,
        "return_reason": "", "return_text": "",
    }  # fmt: skip
    if sent is None:
        made: HoursWeek = HoursWeek.create(
            case=case.id, starts_on=week.starts_on, ends_on=week.ends_on, **anew
        )
        add_to_timeline(case, EntryKind.HOURS, at, made.id)
        return made
    # The row is asked, not the object in hand: the worker may accept it at this moment.
    changed = (
        HoursWeek.update(version=HoursWeek.version + 1, **anew)
        .where(HoursWeek.id == sent.id, HoursWeek.state != HoursState.ACCEPTED)
        .execute()
    )
    if not changed:
        raise Refused({"": HoursRefusal.ALREADY_ACCEPTED})
    # A line of time has one entry of a thing a second.
    if sent.state == HoursState.RETURNED and sent.sent_at != at.replace(microsecond=0):
        add_to_timeline(case, EntryKind.HOURS, at, sent.id)
    return sent


@operation(result=Document)
def begin_proof(
    actor: Actor,
    *,
    case: Case,
    entries: Sequence[HoursEntry],
    locale: str,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Opens the document that will prove these entries once its pages are sent; its kind is
    proposed and may still be changed. Raises Refused for none that a paper may be put beside."""
    document = open_document(actor, case=case, locale=locale, at=at)
    describe_document(
        actor, document=document, kind=_proposed(entries), note="", locale=locale, at=at
    )
    attach_proof(actor, case=case, entries=entries, document=document, at=at)
    return document


def _proposed(entries: Iterable[Any]) -> str:
    if any(one.minutes for one in entries):
        return DocumentKind.ATTENDANCE_SHEET
    if any(one.reason in _ON_HEALTH for one in entries):
        return DocumentKind.MEDICAL_NOTE
    return DocumentKind.OTHER


@operation()
def attach_proof(
    actor: Actor, *, case: Case, entries: Sequence[HoursEntry], document: Document, at: datetime
) -> None:
    """Puts a document of the case beside entries of hours. What counts already keeps the document
    that it counts by. Raises Refused({"": NOTHING_TO_SEND}) where it stands beside none.

    Source: PLAN-9; DOC-3; ES CM, c.
    """
    ids = [one.id for one in entries if may_prove(one)]
    if not ids or document.case_id != case.id:
        raise Refused({"": HoursRefusal.NOTHING_TO_SEND})
    HoursEntry.update(document=document.id).where(
        HoursEntry.id.in_(ids), HoursEntry.case == case.id, HoursEntry.replaced_at.is_null()
    ).execute()
    refresh(case.id, office_date(at, resources.timezone()))
    record(actor, "prove_hours", document, case=case, fields=["document"])


def may_prove(entry: HoursEntry) -> bool:
    """Whether a document may be put beside an entry: there is none, it was sent back or never
    sent, or nothing counts by it yet; what a provider entered proves itself (PLAN-9)."""
    row: Any = entry
    if row.source == HoursSource.PROVIDER or row.replaced_at is not None:
        return False
    document = row.document
    is_good = (
        document is not None
        and document.received_at is not None
        and document.state != DocumentState.RETURNED
    )
    return row.state != HoursState.ACCEPTED or not is_good


@operation(result=HoursEntry)
def object_to_hours(
    actor: Actor,
    *,
    entry: HoursEntry,
    objection: Objection | None,
    text: str,
    locale: str,
    at: datetime,
    operation_key: str | None = None,
) -> HoursEntry:
    """Keeps what the participant says is wrong with hours that somebody else entered, as written
    and with its language (LANG-4); the hours stand until the worker answers.

    Raises Refused by field. Source: PLAN-9; WTW 42-7.38, II.C.
    """
    row: Any = entry
    refuse_if(refusals_to_object(HoursSource(row.source), objection, text, bool(row.objection)))
    told = text.strip()
    changed = (
        HoursEntry.update(
            objection=objection, objection_text=told, objection_locale=locale if told else "",
            objected_at=at,
        )
        .where(
            HoursEntry.id == entry.id, HoursEntry.replaced_at.is_null(), HoursEntry.objection == ""
        )
        .execute()
    )  # fmt: skip
    if not changed:
        raise Refused({"": HoursRefusal.CHANGED_MEANWHILE})
    record(actor, "object_to_hours", entry, case=row.case_id, fields=["objection"])
    found: HoursEntry = HoursEntry.get_by_id(entry.id)
    return found
