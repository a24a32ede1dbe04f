"""A provider's class: only own referrals, all of a form or nothing, what stood before is kept."""

from datetime import date, datetime, timedelta
from typing import Any

import flask
import pytest

from portal.models import Case, Course, HoursEntry, Referral
from portal.models.accounts import Account
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.operations.hours.classes import (
    Mark,
    close_class,
    end_referral,
    enter_class,
    open_class,
    refer_to_class,
)
from portal.policy.calendar import Month
from portal.policy.class_marks import MarkRefusal, ReferralRefusal
from portal.policy.refusals import Refused
from portal.reports.hours.month import read_month
from tests import factories
from tests.factories import NOON, TODAY
from tests.hours import months

MONDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 18)  # of NOON's week


class Scene:
    """Ana's case with an English class on Mondays and Wednesdays, three hours each, and Pat's
    class in which it has a place."""

    def __init__(self) -> None:
        self.ana = factories.account()
        self.pat = months.provider()
        self.case: Case = factories.case(factories.participant(), self.ana)
        self.english = months.activity(months.signed_plan(self.case))
        self.course = open_class(self.pat.actor, kind="english_class", name="Level 2", at=NOON)
        self.referral = self.refer(self.case, str(self.english.series))

    def refer(self, case: Case, series: str, starts_on: date = months.NOVEMBER_2) -> Referral:
        return refer_to_class(
            self.ana.actor, case=case, course_key=self.course.key, series=series,
            starts_on=starts_on, at=NOON,
        )  # fmt: skip

    def mark(self, on: date, typed: str, seen: str = "") -> Mark:
        return Mark(str(self.referral.key), on, typed, seen)

    def enter(self, *marks: Mark, at: datetime = NOON, by: Account | None = None) -> Course:
        return enter_class((by or self.pat).actor, course=self.course, marks=marks, at=at)

    def stands(self, on: date) -> HoursEntry:
        found: HoursEntry = HoursEntry.get(
            HoursEntry.case == self.case, HoursEntry.done_on == on, HoursEntry.replaced_at.is_null()
        )
        return found


@pytest.fixture
def scene(both_databases: flask.Flask) -> Scene:
    return Scene()


def codes(raised: Any) -> dict[str, Any]:
    found: dict[str, Any] = raised.value.codes
    return found


def test_a_week_of_a_class_is_entered_at_once_and_proves_itself(scene: Scene) -> None:
    scene.enter(scene.mark(MONDAY, "3"), scene.mark(WEDNESDAY, "1:30"))
    monday, wednesday = scene.stands(MONDAY), scene.stands(WEDNESDAY)
    assert (monday.minutes, monday.missed_minutes, monday.kind) == (180, 0, HoursKind.DONE)
    assert (wednesday.minutes, wednesday.missed_minutes) == (90, 90)
    assert wednesday.kind == HoursKind.ABSENT, "the worker decides whether it is excused"
    assert {monday.source, wednesday.source} == {HoursSource.PROVIDER}
    assert monday.entered_by == scene.pat
    assert monday.activity == scene.english
    tally = read_month(scene.case, Month(2026, 11), TODAY).tally
    assert (tally.proven, tally.counted) == (270, 0), "proven, not accepted yet"


def test_what_a_participant_told_is_kept_beside_what_the_provider_entered(scene: Scene) -> None:
    told = months.hours(
        scene.case, scene.english, MONDAY, 0, missed_minutes=180, kind=HoursKind.ABSENT,
        reason="ill",
    )  # fmt: skip
    scene.enter(scene.mark(MONDAY, "a", seen=str(told.key)))
    stands = scene.stands(MONDAY)
    assert stands.replaces == told
    assert HoursEntry.get_by_id(told.id).replaced_at == NOON
    assert (stands.source, stands.reason) == (HoursSource.PROVIDER, "ill"), "the reason stays"


def test_two_people_at_one_day_the_second_is_told_and_nothing_is_kept(scene: Scene) -> None:
    months.hours(scene.case, scene.english, MONDAY, 60)
    with pytest.raises(Refused) as raised:
        scene.enter(scene.mark(MONDAY, "3"), scene.mark(WEDNESDAY, "3"))
    place = scene.mark(MONDAY, "").field
    assert codes(raised) == {place: MarkRefusal.CHANGED_MEANWHILE}
    assert HoursEntry.select().count() == 1


def test_marks_that_cannot_be_are_refused_each_at_its_place(scene: Scene) -> None:
    accepted = months.hours(scene.case, scene.english, WEDNESDAY, 180, state=HoursState.ACCEPTED)
    wrong = {
        scene.mark(MONDAY, "25"): MarkRefusal.NO_SUCH_TIME,
        scene.mark(TODAY + timedelta(days=1), "3"): MarkRefusal.NOT_YET,
        scene.mark(date(2026, 10, 26), "3"): MarkRefusal.NO_PLACE,
        scene.mark(date(2026, 8, 31), "3"): MarkRefusal.TOO_LONG_AGO,
        scene.mark(WEDNESDAY, "2", str(accepted.key)): MarkRefusal.ALREADY_ACCEPTED,
    }
    with pytest.raises(Refused) as raised:
        scene.enter(*wrong)
    assert codes(raised) == {mark.field: code for mark, code in wrong.items()}


def test_a_lesson_that_was_moved_is_entered_on_its_own_day(scene: Scene) -> None:
    scene.enter(scene.mark(date(2026, 11, 17), "2"))
    moved = scene.stands(date(2026, 11, 17))
    assert (moved.minutes, moved.missed_minutes, moved.activity) == (120, 0, scene.english)


def test_nothing_typed_changes_nothing(scene: Scene) -> None:
    with pytest.raises(Refused) as raised:
        scene.enter(scene.mark(MONDAY, " "))
    assert codes(raised) == {"": MarkRefusal.NOTHING_TYPED}


def test_what_was_entered_is_not_emptied_but_set_to_absent(scene: Scene) -> None:
    scene.enter(scene.mark(MONDAY, "3"))
    key = str(scene.stands(MONDAY).key)
    with pytest.raises(Refused) as raised:
        scene.enter(scene.mark(MONDAY, "", key))
    assert list(codes(raised).values()) == [MarkRefusal.EMPTIED]
    scene.enter(scene.mark(MONDAY, "a", key))
    assert scene.stands(MONDAY).missed_minutes == 180


def test_a_provider_reaches_no_place_in_the_class_of_another(scene: Scene) -> None:
    rita = months.provider("Rita Roe")
    with pytest.raises(Course.DoesNotExist):
        Course.get_for(rita.actor, str(scene.course.key))
    with pytest.raises(Refused) as raised:
        scene.enter(scene.mark(MONDAY, "3"), by=rita)
    assert codes(raised) == {"": MarkRefusal.NOTHING_TYPED}
    with pytest.raises(Course.DoesNotExist):
        Course.get_for(scene.ana.actor, str(scene.course.key))


def test_a_private_case_is_paused_at_the_provider_and_cannot_be_referred(scene: Scene) -> None:
    Case.update(is_restricted=True).where(Case.id == scene.case.id).execute()
    with pytest.raises(Referral.DoesNotExist):
        Referral.get_for(scene.pat.actor, str(scene.referral.key))
    assert Referral.get_for(scene.ana.actor, str(scene.referral.key)) == scene.referral
    private = Case.get_by_id(scene.case.id)
    with pytest.raises(Refused) as raised:
        scene.refer(private, str(scene.english.series))
    assert codes(raised) == {"": ReferralRefusal.PRIVATE_CASE}


def test_a_place_is_given_once_for_an_activity_of_the_plan_in_an_open_class(scene: Scene) -> None:
    with pytest.raises(Refused) as raised:
        scene.refer(scene.case, str(scene.english.series))
    assert codes(raised) == {"course": ReferralRefusal.ALREADY_REFERRED}
    with pytest.raises(Refused) as raised:
        scene.refer(scene.case, "no-such-activity")
    assert codes(raised) == {"series": ReferralRefusal.NOT_IN_PLAN}
    with pytest.raises(Refused) as raised:
        end_referral(
            scene.ana.actor, referral=scene.referral, ends_on=date(2026, 11, 1), at=NOON
        )  # fmt: skip
    assert codes(raised) == {"ends_on": ReferralRefusal.BEFORE_ITS_START}
    end_referral(scene.ana.actor, referral=scene.referral, ends_on=MONDAY, at=NOON)
    again = scene.refer(scene.case, str(scene.english.series), WEDNESDAY)
    assert again.key != scene.referral.key
    close_class(scene.pat.actor, course=scene.course, at=NOON)
    with pytest.raises(Refused) as raised:
        scene.refer(scene.case, str(scene.english.series))
    assert codes(raised) == {"course": ReferralRefusal.NO_SUCH_CLASS}
    with pytest.raises(Refused):
        open_class(scene.pat.actor, kind="english_class", name="  ", at=NOON)
