"""What a participant tells of hours: confirmed, corrected, absent; what proves it; objections."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flask
import peewee
import pytest

from portal import db
from portal.models import Activity, Case, Contact, Document, HoursEntry, HoursWeek, Participant
from portal.models.accounts import Actor
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.operations.documents.sweeping import drop_document
from portal.operations.hours.reporting import (
    WeekTold,
    attach_proof,
    begin_proof,
    object_to_hours,
    report_weeks,
)
from portal.policy.attendance import AbsenceReason, HoursRefusal, Objection, ToldDay
from portal.policy.documents import DocumentKind, DocumentState
from portal.policy.refusals import Refused
from tests import factories
from tests.factories import NOON
from tests.hours import months

FIRST = date(2026, 11, 1)  # a Sunday, the first day of a month
MONDAY, WEDNESDAY = date(2026, 11, 2), date(2026, 11, 4)


@pytest.fixture
def case(both_databases: flask.Flask) -> Case:
    return factories.case()


@pytest.fixture
def english(case: Case) -> Activity:
    """A class on Mondays and Wednesdays, three hours each."""
    return months.activity(months.signed_plan(case))


def person() -> Actor:
    return factories.as_actor(Participant.get())


def tell(case: Case, *days: ToldDay, starts_on: date = FIRST, **values: Any) -> HoursWeek:
    values.setdefault("at", NOON)
    return report_weeks(
        person(), case=case, weeks=[WeekTold(starts_on, days)], locale="es", **values
    )


def standing() -> list[HoursEntry]:
    return list(
        HoursEntry.select().where(HoursEntry.replaced_at.is_null()).order_by(HoursEntry.done_on)
    )


def refused(act: Callable[[], Any]) -> dict[str, Any]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.codes


def test_a_week_as_planned_is_told_and_is_live_contact(case: Case, english: Activity) -> None:
    week = tell(case, ToldDay(english.series, MONDAY, 180), ToldDay(english.series, WEDNESDAY, 180))
    assert (week.state, week.starts_on, week.ends_on) == (
        HoursState.REPORTED, FIRST, date(2026, 11, 7)
    )  # fmt: skip
    assert [(one.minutes, one.missed_minutes, one.kind, one.source) for one in standing()] == [
        (180, 0, HoursKind.DONE, HoursSource.PARTICIPANT)
    ] * 2
    assert Contact.get().is_live
    assert Case.get_by_id(case.id).last_live_on == factories.TODAY


def test_a_correction_stands_beside_what_it_replaces(case: Case, english: Activity) -> None:
    tell(case, ToldDay(english.series, MONDAY, 180))
    ride = ToldDay(english.series, MONDAY, 60, AbsenceReason.NO_RIDE, "El bus no vino.")
    week = tell(case, ride, at=NOON + timedelta(hours=1))
    (now,) = standing()
    assert (now.minutes, now.missed_minutes, now.kind) == (60, 120, HoursKind.ABSENT)
    assert (now.reason, now.text, now.locale) == ("no_ride", "El bus no vino.", "es")
    assert now.replaces.minutes == 180
    assert now.replaces.replaced_at == NOON + timedelta(hours=1)
    assert HoursWeek.select().count() == 1
    assert HoursWeek.get_by_id(week.id).version == 2


def test_what_is_told_again_as_it_was_makes_no_new_entry(case: Case, english: Activity) -> None:
    told = ToldDay(english.series, MONDAY, 180)
    tell(case, told)
    tell(case, told)
    assert HoursEntry.select().count() == 1


def test_a_form_sent_twice_is_one_report(case: Case, english: Activity) -> None:
    told = ToldDay(english.series, MONDAY, 180)
    first = tell(case, told, operation_key="one")
    assert tell(case, told, operation_key="one").id == first.id
    assert Contact.select().count() == 1


def test_the_database_keeps_what_was_told(case: Case, english: Activity) -> None:
    tell(case, ToldDay(english.series, MONDAY, 180))
    tell(case, ToldDay(english.series, MONDAY, 120, AbsenceReason.ILL))
    for change in ({"minutes": 240}, {"done_on": WEDNESDAY}, {"source": "provider"}):
        with pytest.raises(peewee.DatabaseError, match="are final"), db.database.atomic():
            HoursEntry.update(**change).execute()
    with pytest.raises(peewee.DatabaseError, match="are final"), db.database.atomic():
        HoursEntry.delete().execute()
    with pytest.raises(peewee.DatabaseError, match="are final"), db.database.atomic():
        HoursEntry.update(replaced_at=None).execute()


def test_two_entries_never_stand_for_one_day(case: Case, english: Activity) -> None:
    months.hours(case, english, MONDAY, 180)
    with pytest.raises(peewee.IntegrityError), db.database.atomic():
        months.hours(case, english, MONDAY, 60)


@pytest.mark.parametrize(
    ("starts_on", "day", "minutes", "code"),
    [
        (date(2026, 11, 2), MONDAY, 180, HoursRefusal.NO_SUCH_WEEK),
        (date(2026, 11, 22), date(2026, 11, 23), 180, HoursRefusal.NOT_YET),
        (date(2026, 8, 1), date(2026, 8, 1), 180, HoursRefusal.TOO_LONG_AGO),
        (FIRST, MONDAY, 60, HoursRefusal.REASON_MISSING),
        (FIRST, MONDAY, -5, HoursRefusal.NO_SUCH_TIME),
        (FIRST, date(2026, 11, 9), 60, HoursRefusal.NO_SUCH_WEEK),
    ],
)
def test_a_week_is_refused_in_words_that_tell_why(
    case: Case, english: Activity, starts_on: date, day: date, minutes: int, code: HoursRefusal
) -> None:
    told = ToldDay(english.series, day, minutes)
    assert set(refused(lambda: tell(case, told, starts_on=starts_on)).values()) == {code}
    assert not standing()


def test_nothing_to_send_is_refused(case: Case, english: Activity) -> None:
    assert refused(lambda: tell(case)) == {"": HoursRefusal.NOTHING_TO_SEND}
    nothing = lambda: report_weeks(person(), case=case, weeks=[], locale="es", at=NOON)  # noqa: E731
    assert refused(nothing) == {"": HoursRefusal.NOTHING_TO_SEND}


def test_a_day_to_come_is_refused_within_a_week_that_has_begun(
    case: Case, english: Activity
) -> None:
    told = ToldDay(english.series, date(2026, 11, 21), 60)
    codes = refused(lambda: tell(case, told, starts_on=date(2026, 11, 15)))
    assert codes == {f"{english.series}:2026-11-21": HoursRefusal.NOT_YET}


def test_no_day_is_longer_than_a_day(case: Case, english: Activity) -> None:
    other = months.activity(english.plan, "job", days="M")
    days = [ToldDay(one.series, MONDAY, 800) for one in (english, other)]
    assert list(refused(lambda: tell(case, *days)).values()) == [HoursRefusal.MORE_THAN_A_DAY]


def test_hours_on_a_day_without_a_plan_belong_to_their_activity(
    case: Case, english: Activity
) -> None:
    tell(case, ToldDay(english.series, date(2026, 11, 3), 90))
    (told,) = standing()
    assert (told.activity_id, told.missed_minutes, told.kind) == (english.id, 0, HoursKind.DONE)
    codes = refused(lambda: tell(case, ToldDay("not-in-the-plan", date(2026, 11, 3), 90)))
    assert codes == {"": HoursRefusal.NO_SUCH_ACTIVITY}


def test_an_accepted_week_stays(case: Case, english: Activity) -> None:
    week = tell(case, ToldDay(english.series, MONDAY, 180))
    HoursWeek.update(state=HoursState.ACCEPTED).where(HoursWeek.id == week.id).execute()
    again = ToldDay(english.series, MONDAY, 0, AbsenceReason.ILL)
    assert refused(lambda: tell(case, again)) == {"": HoursRefusal.ALREADY_ACCEPTED}


def test_a_week_that_was_sent_back_is_sent_again_with_its_paper(
    case: Case, english: Activity
) -> None:
    week = tell(case, ToldDay(english.series, MONDAY, 180))
    paper = begin_proof(person(), case=case, entries=standing(), locale="es", at=NOON)
    HoursWeek.update(state=HoursState.RETURNED, return_reason="no_proof").execute()
    HoursEntry.update(state=HoursState.RETURNED).execute()
    tell(case, ToldDay(english.series, MONDAY, 180), at=NOON + timedelta(hours=1))
    (now,) = standing()
    assert (now.state, now.document_id, now.replaces.state) == (
        HoursState.REPORTED, paper.id, HoursState.RETURNED
    )  # fmt: skip
    again = HoursWeek.get_by_id(week.id)
    assert (again.state, again.return_reason, again.version) == (HoursState.REPORTED, "", 2)


def test_what_a_provider_entered_is_not_told_over(case: Case, english: Activity) -> None:
    entered = months.hours(
        case, english, MONDAY, 60, source=HoursSource.PROVIDER, entered_by=months.provider()
    )
    tell(case, ToldDay(english.series, MONDAY, 180), ToldDay(english.series, WEDNESDAY, 180))
    assert [one.minutes for one in standing()] == [60, 180]
    assert HoursEntry.get_by_id(entered.id).replaced_at is None


def test_the_search_for_a_job_is_told_with_its_log(case: Case) -> None:
    search = months.activity(months.signed_plan(case), "job_search")
    tell(case, ToldDay(search.series, MONDAY, 180), ToldDay(search.series, date(2026, 11, 3), 60))
    assert {one.source for one in standing()} == {HoursSource.JOB_SEARCH}


def test_a_paper_is_put_beside_the_days_it_proves(case: Case, english: Activity) -> None:
    tell(case, ToldDay(english.series, MONDAY, 180), ToldDay(english.series, WEDNESDAY, 180))
    monday, wednesday = standing()
    paper = begin_proof(person(), case=case, entries=[monday], locale="es", at=NOON)
    assert Document.get_by_id(paper.id).kind == DocumentKind.ATTENDANCE_SHEET
    assert [one.document_id for one in standing()] == [paper.id, None]
    attach_proof(person(), case=case, entries=[wednesday], document=paper, at=NOON)
    assert [one.document_id for one in standing()] == [paper.id] * 2


def test_a_paper_for_a_day_of_illness_is_a_medical_note(case: Case, english: Activity) -> None:
    tell(case, ToldDay(english.series, MONDAY, 0, AbsenceReason.CHILD_ILL))
    paper = begin_proof(person(), case=case, entries=standing(), locale="es", at=NOON)
    assert Document.get_by_id(paper.id).kind == DocumentKind.MEDICAL_NOTE
    tell(case, ToldDay(english.series, MONDAY, 0, AbsenceReason.CANCELED))
    paper = begin_proof(person(), case=case, entries=standing(), locale="es", at=NOON)
    assert Document.get_by_id(paper.id).kind == DocumentKind.OTHER


def test_what_counts_keeps_the_paper_it_counts_by(case: Case, english: Activity) -> None:
    tell(case, ToldDay(english.series, MONDAY, 180))
    first = begin_proof(person(), case=case, entries=standing(), locale="es", at=NOON)
    Document.update(received_at=NOON).where(Document.id == first.id).execute()
    HoursEntry.update(state=HoursState.ACCEPTED).execute()
    codes = refused(
        lambda: begin_proof(person(), case=case, entries=standing(), locale="es", at=NOON)
    )
    assert codes == {"": HoursRefusal.NOTHING_TO_SEND}
    Document.update(state=DocumentState.RETURNED).execute()
    second = begin_proof(person(), case=case, entries=standing(), locale="es", at=NOON)
    assert standing()[0].document_id == second.id


def test_a_paper_that_was_never_sent_leaves_its_hours_unproven(
    case: Case, english: Activity
) -> None:
    tell(case, ToldDay(english.series, MONDAY, 180))
    paper = begin_proof(person(), case=case, entries=standing(), locale="es", at=NOON)
    tell(case, ToldDay(english.series, MONDAY, 240))
    drop_document(person(), document=paper, at=NOON)
    assert {one.document_id for one in HoursEntry.select()} == {None}
    assert Document.select().count() == 0


def test_an_objection_is_kept_as_it_was_written(case: Case, english: Activity) -> None:
    entered = months.hours(
        case, english, MONDAY, 60, source=HoursSource.PROVIDER, entered_by=months.provider()
    )
    told = object_to_hours(
        person(), entry=entered, objection=Objection.WAS_LONGER, text=" Hasta el final. ",
        locale="es", at=NOON,
    )  # fmt: skip
    assert (told.objection, told.objection_text, told.objection_locale) == (
        "was_longer", "Hasta el final.", "es"
    )  # fmt: skip
    assert (told.minutes, told.objected_at) == (60, NOON)
    again = lambda: object_to_hours(  # noqa: E731
        person(), entry=told, objection=Objection.OTHER, text="x", locale="es", at=NOON
    )
    assert refused(again) == {"": HoursRefusal.CHANGED_MEANWHILE}


@pytest.mark.parametrize(
    ("source", "objection", "text", "codes"),
    [
        (HoursSource.PARTICIPANT, Objection.WAS_THERE, "", {"": HoursRefusal.OWN_ENTRY}),
        (HoursSource.PROVIDER, None, "", {"objection": HoursRefusal.REASON_MISSING}),
        (HoursSource.WORKER, Objection.OTHER, " ", {"text": HoursRefusal.REASON_MISSING}),
    ],
)
def test_an_objection_needs_what_is_wrong(
    case: Case, english: Activity, source: HoursSource, objection: Any, text: str, codes: Any
) -> None:
    entered = months.hours(case, english, MONDAY, 60, source=source)
    act = lambda: object_to_hours(  # noqa: E731
        person(), entry=entered, objection=objection, text=text, locale="es", at=NOON
    )
    assert refused(act) == codes
