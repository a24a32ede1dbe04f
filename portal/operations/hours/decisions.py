"""What a worker decides about hours: a week accepted or sent back, a day entered or corrected, an
absence excused or not, an objection answered (PLAN-9, PLAN-10)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.documents import Document
from portal.models.hours import HoursEntry, HoursWeek
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.catalogs.translations import ask_translation
from portal.operations.hours.entries import put_entry
from portal.operations.hours.verdicts import look_again
from portal.operations.messages import queue_message
from portal.policy.attendance import (
    HoursKind,
    HoursSource,
    HoursState,
    ObjectionAnswer,
)
from portal.policy.calendar import Span, office_date
from portal.policy.hours_decisions import (
    AbsenceDecision,
    DecisionRefusal,
    ReturnReason,
    refusals_to_accept_week,
    refusals_to_enter,
    refusals_to_return_week,
)
from portal.policy.refusals import Refused, refuse_if
from portal.reports.plans.in_force import activity_on, schedule_of

_KINDS = {
    AbsenceDecision.NONE: HoursKind.DONE,
    AbsenceDecision.EXCUSED: HoursKind.EXCUSED,
    AbsenceDecision.UNEXCUSED: HoursKind.UNEXCUSED,
}


@dataclass(frozen=True)
class DayEntered:
    """A day as a worker enters it: minutes attended (None: no time was typed), what is said of
    those missed, the key of the document that proves it ("" for none), and the key of the entry
    that stood when the page was made."""

    series: str
    on: date
    minutes: int | None
    absence: AbsenceDecision
    document: str
    seen: str


@operation()
def accept_week(actor: Actor, *, case: Case, week: Span, version: int, at: datetime) -> None:
    """Accepts all hours of a week that stand: those proven count, the others as soon as they are.

    In: the week, cut at the month's ends, and the version of what was sent as the worker saw it,
    0 for a week that was not sent. Raises Refused where nothing is left to accept, or the
    participant sent the week (again) meanwhile.
    """
    standing = _standing(case, week)
    refuse_if(refusals_to_accept_week([HoursState(one.state) for one in standing]))
    _settle(actor, case, week, version, at, state=HoursState.ACCEPTED)
    HoursEntry.update(
        state=HoursState.ACCEPTED, decided_by=actor.id, decided_at=at, return_reason=""
    ).where(_stand_in(case, week), HoursEntry.state != HoursState.ACCEPTED).execute()
    record(actor, "accept_hours", case, case=case, fields=["state"])
    _follow(actor, case, week.starts_on, at)


@operation()
def return_week(
    actor: Actor, *, case: Case, week: Span, version: int, reason: ReturnReason | None, text: str,
    at: datetime,
) -> None:  # fmt: skip
    """Sends a week back to the participant with a reason in their language; own words go to a
    translator first (LANG-3). What a provider or a worker entered stays as it is.

    Raises Refused at `reason` or `text`, or at "" as `accept_week` does.
    """
    sent: Any = HoursWeek.get_or_none(
        HoursWeek.case == case.id, HoursWeek.starts_on == week.starts_on
    )
    refuse_if(refusals_to_return_week(sent is not None, reason, text))
    words = text.strip()
    _settle(
        actor, case, week, version, at, state=HoursState.RETURNED, return_reason=reason,
        return_text=words,
    )  # fmt: skip
    HoursEntry.update(
        state=HoursState.RETURNED, decided_by=actor.id, decided_at=at, return_reason=reason
    ).where(
        _stand_in(case, week),
        HoursEntry.source.in_([HoursSource.PARTICIPANT, HoursSource.JOB_SEARCH]),
    ).execute()
    ask_translation(
        actor, case=case, object_kind=PersonalText.HOURS_WEEK, object_id=sent.id, texts=[words],
        at=at,
    )  # fmt: skip
    queue_message(case, kind="hours_returned", cause=f"hours:{sent.id}:{version}", at=at)
    record(
        actor, "return_hours", sent, case=case, reason=str(reason),
        fields=["state", "return_reason", "return_text"],
    )  # fmt: skip
    _follow(actor, case, week.starts_on, at)


@operation(result=HoursEntry)
def enter_hours(
    actor: Actor, *, case: Case, day: DayEntered, at: datetime, operation_key: str | None = None
) -> HoursEntry:
    """A worker enters a day that nobody told of, or corrects one; what stood before is kept beside
    it, and an objection to it is answered by it (PLAN-9).

    The entry is accepted with it, and counts once a document proves it. Raises Refused at
    `minutes`, `absence` or `document`, or at "" for a day to come, an activity of no plan in force
    and a day that somebody changed meanwhile.
    """
    today = office_date(at, resources.timezone())
    activity = activity_on(case.id, day.series, day.on)
    planned = sum(
        one.minutes for one in schedule_of(case.id, Span(day.on, day.on))
        if one.series == day.series
    )  # fmt: skip
    refuse_if(
        refusals_to_enter(day.on, today, day.minutes, planned, day.absence, activity is not None)
    )
    standing = _seen(case, day)
    minutes = day.minutes or 0
    missed = max(0, planned - minutes)
    if standing is not None and standing.objection and not standing.objection_answer:
        _answer(actor, standing, ObjectionAnswer.CORRECTED, at)
    made = put_entry(
        standing, "", at,
        case=case.id, series=day.series, done_on=day.on, activity=activity, minutes=minutes,
        missed_minutes=missed, kind=_KINDS[day.absence] if missed else HoursKind.DONE,
        reason=standing.reason if standing is not None and missed else "",
        source=HoursSource.WORKER, document=_document(case, day.document),
        state=HoursState.ACCEPTED, entered_by=actor.id, decided_by=actor.id, decided_at=at,
    )  # fmt: skip
    record(actor, "enter_hours", made, case=case)
    _follow(actor, case, day.on, at)
    return made


@operation()
def decide_absence(
    actor: Actor, *, entry: HoursEntry, decision: AbsenceDecision, at: datetime
) -> None:
    """Says whether planned hours that were missed are excused; may be said anew later. Raises
    Refused where nothing was missed, nothing is decided, or the day was told anew meanwhile."""
    row: Any = entry
    if not row.missed_minutes:
        raise Refused({"": DecisionRefusal.NOTHING_MISSED})
    if decision is AbsenceDecision.NONE:
        raise Refused({"": DecisionRefusal.DECISION_MISSING})
    done = (
        HoursEntry.update(kind=_KINDS[decision], decided_by=actor.id, decided_at=at)
        .where(HoursEntry.id == entry.id, HoursEntry.replaced_at.is_null())
        .execute()
    )
    if not done:
        raise Refused({"": DecisionRefusal.CHANGED_MEANWHILE})
    record(actor, "decide_absence", entry, case=row.case, fields=["kind"], reason=str(decision))
    _follow(actor, row.case, row.done_on, at)


@operation()
def keep_hours(actor: Actor, *, entry: HoursEntry, at: datetime) -> None:
    """Answers an objection: the hours stay as they were entered; the participant is told that
    there is news. To correct them is `enter_hours`. Raises Refused where none waits."""
    row: Any = entry
    if not row.objection or row.objection_answer:
        raise Refused({"": DecisionRefusal.ANSWERED_ALREADY})
    _answer(actor, entry, ObjectionAnswer.KEPT, at)
    queue_message(row.case, kind="hours_answered", cause=f"objection:{entry.id}", at=at)
    record(actor, "answer_objection", entry, case=row.case, fields=["objection_answer"])


@operation()
def ask_hours_translation(actor: Actor, *, entry: HoursEntry, at: datetime) -> None:
    """Asks a translator for what the participant wrote about a day: why they were not there, and
    what they object to; it stays as written beside the translation.

    Raises Refused for a case that is private as a whole: an interpreter helps on the telephone.
    Source: LANG-4, NOTE-6.
    """
    row: Any = entry
    refuse_if({"": DecisionRefusal.PRIVATE_WORDS} if row.case.is_restricted else {})
    by_locale: dict[str, list[str]] = {}
    for text, locale in ((row.text, row.locale), (row.objection_text, row.objection_locale)):
        if text:
            by_locale.setdefault(locale, []).append(text)
    for source, texts in by_locale.items():
        ask_translation(
            actor, case=row.case, object_kind=PersonalText.HOURS, object_id=row.id, texts=texts,
            at=at, source=source, target="en",
        )  # fmt: skip
    record(actor, "ask_hours_translation", entry, case=row.case)


def _answer(actor: Actor, entry: HoursEntry, answer: ObjectionAnswer, at: datetime) -> None:
    HoursEntry.update(
        objection_answer=answer, objection_answered_by=actor.id, objection_answered_at=at
    ).where(HoursEntry.id == entry.id, HoursEntry.objection_answer == "").execute()


def _stand_in(case: Case, week: Span) -> Any:
    return (
        (HoursEntry.case == case.id)
        & HoursEntry.done_on.between(week.starts_on, week.ends_on)
        & HoursEntry.replaced_at.is_null()
    )


def _standing(case: Case, week: Span) -> list[Any]:
    return list(HoursEntry.select().where(_stand_in(case, week)))


def _seen(case: Case, day: DayEntered) -> Any:
    """The entry that stands for a day; refused when it is not the one that was seen."""
    standing = HoursEntry.get_or_none(
        HoursEntry.case == case.id, HoursEntry.series == day.series,
        HoursEntry.done_on == day.on, HoursEntry.replaced_at.is_null(),
    )  # fmt: skip
    if (str(standing.key) if standing is not None else "") != day.seen:
        raise Refused({"": DecisionRefusal.CHANGED_MEANWHILE})
    return standing


def _document(case: Case, key: str) -> Document | None:
    if not key:
        return None
    found: Document | None = (
        Document.select()
        .where(
            Document.case == case.id,
            Document.key == key,
            Document.is_private == False,  # noqa: E712  what is private proves nothing to others
        )
        .first()
    )
    if found is None:
        raise Refused({"document": DecisionRefusal.NO_SUCH_DOCUMENT})
    return found


def _settle(
    actor: Actor, case: Case, week: Span, version: int, at: datetime, **changes: Any
) -> None:
    """Moves what was sent of a week; of a week that was not sent there is nothing to move."""
    changes = {"return_reason": "", "return_text": ""} | changes
    moved = (
        HoursWeek.update(
            decided_by=actor.id, decided_at=at, version=HoursWeek.version + 1, **changes
        )
        .where(
            HoursWeek.case == case.id,
            HoursWeek.starts_on == week.starts_on,
            HoursWeek.version == version,
        )
        .execute()
    )
    is_sent = HoursWeek.select().where(
        HoursWeek.case == case.id, HoursWeek.starts_on == week.starts_on
    )
    if not moved and (version or is_sent.exists()):
        raise Refused({"": DecisionRefusal.CHANGED_MEANWHILE})


def _follow(actor: Actor, case: Case, on: date, at: datetime) -> None:
    """What follows from changed hours: the lists, and the verdict of a month that is over."""
    refresh(case.id, office_date(at, resources.timezone()))
    look_again(actor, case, on, at)
