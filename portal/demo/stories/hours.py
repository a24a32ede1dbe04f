"""The hours of the cast: told, proven, short, entered by others, objected to."""

from portal.demo.attending import (
    accepted_weeks,
    as_planned,
    days_between,
    ended_weeks,
    entered,
    proven,
    told,
)
from portal.demo.cast import Cast
from portal.demo.telling import day, moment, participant_of
from portal.models import Document, HoursEntry
from portal.operations.hours.reporting import object_to_hours
from portal.policy.attendance import AbsenceReason, Objection, ToldDay
from portal.policy.documents import DocumentKind
from portal.reports.hours.month import DayHours

_BACK = 70  # days that the stories reach back: as far as the plans


def maria_lopez(cast: Cast) -> None:
    """WTW-1001: all weeks told but the last, accepted and proven; one day of class was entered by
    the school, too short, and she says so."""
    weeks = ended_weeks(cast, _BACK)
    if not weeks:
        return
    english = [
        on for on in days_between(weeks[0].starts_on, weeks[-1].ends_on) if on.weekday() == 2
    ]
    if english[:-1]:
        entered(
            author=cast.staff["provider"], case=cast.cases["WTW-1001"], on=english[-2:-1],
            share=50, at=moment(cast, 3, 15),
        )  # fmt: skip
    told(cast, "WTW-1001", weeks[:-1])
    proven(cast, "WTW-1001", _sent(cast, "WTW-1001", DocumentKind.PAY_STUB), "job", 3)
    sheet = _sent(cast, "WTW-1001", DocumentKind.ATTENDANCE_SHEET)
    proven(cast, "WTW-1001", sheet, "english_class", 1)
    accepted_weeks(cast, "WTW-1001", weeks[:-2])
    _object(cast)


def _object(cast: Cast) -> None:
    case = cast.cases["WTW-1001"]
    entry = HoursEntry.get_or_none(HoursEntry.case == case.id, HoursEntry.source == "provider")
    if entry is not None:
        object_to_hours(
            participant_of(case), entry=entry, objection=Objection.WAS_LONGER,
            text="Me quedé hasta el final. La maestra firmó mi hoja.", locale=case.locale,
            at=moment(cast, 1, 19),
        )  # fmt: skip


def mei_ling_chen(cast: Cast) -> None:
    """WTW-1003: the restaurant closed early on two days of each week; the sheet was too dark."""
    weeks = ended_weeks(cast, _BACK)
    told(cast, "WTW-1003", weeks, _closed_early)
    if weeks:
        sheet = _sent(cast, "WTW-1003", DocumentKind.ATTENDANCE_SHEET)
        proven(cast, "WTW-1003", sheet, "job", 5)


def _closed_early(planned: DayHours) -> ToldDay:
    if planned.done_on.weekday() in (1, 2):
        return as_planned(planned)
    minutes = planned.planned // 2 if planned.done_on.weekday() == 3 else 0
    text = "餐館提早關門。" if minutes else ""
    on = planned.done_on
    return ToldDay(planned.series, on, minutes, AbsenceReason.CANCELED, text)


def others(cast: Cast) -> None:
    """WTW-1005 without a ride, DW-2001 and WF-3003 well on their way: the worker entered the days
    of this month up to yesterday; what proves them was sent, or is asked for."""
    month = days_between(cast.today.replace(day=1), day(cast, 1))
    if not month:
        return
    record_of = _sent(cast, "DW-2001", DocumentKind.SCHOOL_RECORD)
    for number, share, document in (
        ("WTW-1005", 20, None), ("DW-2001", 100, record_of), ("WF-3003", 90, None),
    ):  # fmt: skip
        entered(
            author=cast.staff["counselor"], case=cast.cases[number], on=month, share=share,
            document=document, at=moment(cast, 0, 8),
        )  # fmt: skip


def _sent(cast: Cast, number: str, kind: DocumentKind) -> Document:
    found: Document = (
        Document.select()
        .where(Document.case == cast.cases[number].id, Document.kind == kind)
        .order_by(Document.id.desc())
        .get()
    )
    return found


ALL = (maria_lopez, mei_ling_chen, others)
