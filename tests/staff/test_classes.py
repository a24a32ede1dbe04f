"""A provider's class on the page: a whole week in one grid, and nothing else of any case."""

from datetime import date
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Case, Course, HoursEntry, Referral
from portal.models.accounts import Account
from portal.models.hours import HoursSource, HoursState
from portal.operations.hours.classes import open_class, refer_to_class
from tests import factories
from tests.factories import NOON
from tests.hours import months

MONDAY, WEDNESDAY, SATURDAY = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 21)


class Scene:
    """Pat's class with Maria in it: Mondays and Wednesdays, three hours each."""

    def __init__(self) -> None:
        self.ana: Account = factories.account()
        self.pat = months.provider()
        self.course: Course = open_class(
            self.pat.actor, kind="english_class", name="English, mornings", at=NOON
        )
        self.referral = self.join(factories.participant(), "WTW-1001")

    def join(self, person: Any, number: str) -> Referral:
        of: Case = factories.case(person, self.ana, number)
        english = months.activity(months.signed_plan(of))
        return refer_to_class(
            self.ana.actor, case=of, course_key=str(self.course.key), series=str(english.series),
            starts_on=months.NOVEMBER_2, at=NOON,
        )  # fmt: skip

    @property
    def here(self) -> str:
        return f"/staff/classes/{self.course.key}"

    def place(self, on: date, letter: str = "m", of: Referral | None = None) -> str:
        return f"{letter}:{(of or self.referral).key}:{on}"


@pytest.fixture
def scene(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return Scene()


def test_a_provider_opens_a_class_and_finds_it(scene: Scene, browser_for: Any) -> None:
    pat = browser_for(scene.pat)
    assert "Your classes" in pat.get("/staff").text
    page = pat.get("/staff/classes")
    assert "English, mornings" in page.text
    wrong = pat.submit(page, "/staff/classes", {"name": " "}, status=422)
    assert "Give the class a name." in wrong.text
    made = pat.follow(pat.submit(page, "/staff/classes", {"name": "Welding"}))
    assert "Nobody has a place in this class this week." in made.text
    closed = pat.follow(pat.submit(made, made.one("main form").get("action")))
    assert "closed" in closed.text


def test_a_whole_week_is_entered_in_one_form(scene: Scene, browser_for: Any) -> None:
    pat = browser_for(scene.pat)
    page = pat.get(scene.here)
    label = page.one(f"input[name='{scene.place(MONDAY)}']").get("aria-label")
    assert label == "Maria Lopez, Nov 16, 2026, planned 3"
    assert not page.all(f"input[name='{scene.place(SATURDAY)}']"), "a day to come"
    given = {scene.place(MONDAY): "3", scene.place(WEDNESDAY): "a", "act": "enter"}
    after = pat.follow(pat.submit(page, scene.here, given))
    assert "The week is entered." in after.text
    form = after.form()
    assert (form[scene.place(MONDAY)], form[scene.place(WEDNESDAY)]) == ("3", "A")
    stands = {one.done_on: (one.minutes, one.missed_minutes) for one in HoursEntry.select()}
    assert stands == {MONDAY: (180, 0), WEDNESDAY: (0, 180)}


def test_what_is_planned_is_filled_in_and_nothing_is_saved_by_that(
    scene: Scene, browser_for: Any
) -> None:
    pat = browser_for(scene.pat)
    page = pat.get(scene.here)
    given = {scene.place(WEDNESDAY): "1", "act": "fill"}
    filled = pat.submit(page, scene.here, given, status=200)
    assert filled.form()[scene.place(MONDAY)] == "3"
    assert filled.form()[scene.place(WEDNESDAY)] == "1", "what was typed stays"
    assert not HoursEntry.select().count()
    pat.submit(filled, scene.here, {"act": "enter"})
    assert HoursEntry.select().count() == 2


def test_a_wrong_place_is_named_and_everything_typed_stays(scene: Scene, browser_for: Any) -> None:
    pat = browser_for(scene.pat)
    page = pat.get(scene.here)
    given = {scene.place(MONDAY): "three", scene.place(WEDNESDAY): "2", "act": "enter"}
    wrong = pat.submit(page, scene.here, given, status=422)
    assert "Maria Lopez, Nov 16, 2026 – Type hours, for example 3 or 3:30" in wrong.text
    assert wrong.form()[scene.place(WEDNESDAY)] == "2"
    target = wrong.one(".error-summary a").get("href")
    assert wrong.one(target).get("name") == scene.place(MONDAY)
    assert not HoursEntry.select().count()
    nothing = pat.submit(page, scene.here, {"act": "enter"}, status=422)
    assert "Nothing new was typed." in nothing.text


def test_of_two_people_at_one_place_the_second_sees_what_stands(
    scene: Scene, browser_for: Any
) -> None:
    pat = browser_for(scene.pat)
    page = pat.get(scene.here)
    english = months.Activity.get()
    entered = months.hours(
        scene.referral.case, english, MONDAY, 60, source=HoursSource.WORKER, entered_by=scene.ana
    )
    given = {scene.place(MONDAY): "3", "act": "enter"}
    told = pat.submit(page, scene.here, given, status=422)
    assert "Now: 1" in told.text
    assert told.form()[scene.place(MONDAY, "s")] == entered.key
    pat.submit(told, scene.here, {"act": "enter"})
    assert HoursEntry.get(HoursEntry.replaces == entered).minutes == 180


def test_what_a_participant_told_or_the_worker_accepted_is_not_open_to_the_provider(
    scene: Scene, browser_for: Any
) -> None:
    of, english = scene.referral.case, months.Activity.get()
    months.hours(of, english, MONDAY, 77)
    months.hours(of, english, WEDNESDAY, 180, state=HoursState.ACCEPTED,
                 source=HoursSource.PROVIDER, entered_by=scene.pat)  # fmt: skip
    page = browser_for(scene.pat).get(scene.here)
    assert page.form()[scene.place(MONDAY)] == ""
    assert "1:17" not in page.text
    assert not page.all(f"input[name='{scene.place(WEDNESDAY)}']")


def test_a_provider_sees_names_and_times_alone(scene: Scene, browser_for: Any) -> None:
    pat, of = browser_for(scene.pat), scene.referral.case
    page = pat.get(scene.here)
    for hidden in (of.number, of.participant.phone or "no phone", scene.ana.name, "wtw"):
        assert hidden not in page.text
    pat.get(f"/staff/cases/{of.key}", 404)
    pat.get(f"/staff/cases/{of.key}/hours", 404)
    browser_for(months.provider("Rita Roe")).get(scene.here, 404)
    browser_for(scene.ana).get(scene.here, 404)
    Case.update(is_restricted=True).where(Case.id == of.id).execute()
    assert "Maria Lopez" not in pat.get(scene.here).text, "a private case is paused"


def test_a_class_costs_the_same_with_many_people(scene: Scene, browser_for: Any) -> None:
    pat = browser_for(scene.pat)
    pat.get(scene.here)
    few = len(pat.get(scene.here).statements)
    for number in range(2, 12):
        scene.join(factories.participant(f"Person{number} Test"), f"WTW-20{number:02}")
    many = pat.get(scene.here)
    assert len(many.all("tbody tr")) == 11
    assert len(many.statements) == few <= 8


def test_weeks_lead_back_two_months_and_not_ahead(scene: Scene, browser_for: Any) -> None:
    pat = browser_for(scene.pat)
    assert not pat.get(scene.here).all("a[rel=next]")
    first = pat.get(f"{scene.here}?week=2020-01-01")
    assert "Aug 30, 2026" in first.text
    assert not first.all("a[rel=prev]")
    assert "Nov 15, 2026" in pat.get(f"{scene.here}?week=nonsense").text


def test_a_place_is_given_and_ended_by_the_worker(scene: Scene, browser_for: Any) -> None:
    ana, of = browser_for(scene.ana), scene.referral.case
    page = ana.get(f"/staff/cases/{of.key}/referrals")
    assert len(page.statements) <= 8
    end = f"/staff/cases/{of.key}/referrals/{scene.referral.key}/end"
    early = ana.post(end, {"ends_on": "2026-11-01"}, 422)
    assert "The last day is before the first one." in early.text
    ended = ana.follow(ana.post(end, {"ends_on": "2026-11-17"}))
    form = f"form[action='/staff/cases/{of.key}/referrals']"
    given = ana.follow(ana.submit(ended, f"/staff/cases/{of.key}/referrals", selector=form))
    assert "The provider can enter the attendance now." in given.text
    twice = ana.submit(
        given, f"/staff/cases/{of.key}/referrals", {"operation_key": "another"}, form, 422
    )
    assert "The participant has a place in this class already." in twice.text
