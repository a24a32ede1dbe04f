"""A provider's own home: own referrals, what is owed, a month of a class, progress notes."""

from datetime import date
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Case, Course, ProgressNote, Referral
from portal.models.accounts import Account
from portal.operations.hours.classes import Mark, enter_class, open_class, refer_to_class
from tests import factories
from tests.factories import NOON
from tests.hours import months

MONDAY = date(2026, 11, 16)


class Scene:
    """Pat's class with Maria in it: Mondays and Wednesdays, three hours each."""

    def __init__(self) -> None:
        self.ana: Account = factories.account()
        self.pat = months.provider()
        self.course: Course = open_class(
            self.pat.actor, kind="english_class", name="English, mornings", at=NOON
        )
        self.referral = self.join("Maria Lopez", "WTW-1001")

    def join(self, name: str, number: str) -> Referral:
        of: Case = factories.case(factories.participant(name), self.ana, number)
        english = months.activity(months.signed_plan(of))
        return refer_to_class(
            self.ana.actor, case=of, course_key=str(self.course.key), series=str(english.series),
            starts_on=months.NOVEMBER_2, at=NOON,
        )  # fmt: skip


@pytest.fixture
def scene(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return Scene()


def test_the_home_shows_own_referrals_and_what_is_owed_today(
    scene: Scene, browser_for: Any
) -> None:
    pat = browser_for(scene.pat)
    page = pat.get("/staff")
    assert "Maria Lopez" in page.text
    assert "4 places are empty since Nov 9, 2026" in page.text
    assert "Progress note: Maria Lopez" in page.text
    assert "Support-team summary: Maria Lopez" in page.text
    assert "WTW-1001" not in page.text, "nothing else of the case"
    scene.join("Linh Tran", "WTW-1002")
    more = pat.get("/staff")
    assert len(page.statements) == len(more.statements) <= 8
    other = browser_for(months.provider("Fay Orr"))
    assert "Maria" not in other.get("/staff").text
    mark = Mark(str(scene.referral.key), MONDAY, "3", "")
    enter_class(scene.pat.actor, course=scene.course, marks=[mark], at=NOON)
    assert "7 places are empty" in pat.get("/staff").text


def test_a_progress_note_is_written_and_the_worker_reads_it(scene: Scene, browser_for: Any) -> None:
    pat, here = browser_for(scene.pat), f"/staff/referred/{scene.referral.key}"
    page = pat.get(here)
    wrong = pat.submit(page, here, {"text": "She speaks more"}, status=422)
    assert "Choose how it goes." in wrong.text
    assert wrong.form()["text"] == "She speaks more"
    given = {"progress": "slow", "text": "She speaks more"}
    done = pat.follow(pat.submit(page, here, given))
    assert "She speaks more" in done.text
    assert "Slower than planned" in done.text
    pat.submit(page, here, given)
    assert ProgressNote.select().count() == 1
    assert "speaks" not in str(ProgressNote.get().sealed_text), "sealed"
    case = f"/staff/cases/{scene.referral.case.key}"
    ana = browser_for(scene.ana)
    assert "She speaks more" in ana.get(f"{case}/referrals").text
    assert "Pat Provider wrote how Maria gets on." in ana.get(case).text
    browser_for(months.provider("Fay Orr")).get(here, 404)
    assert "Progress note:" not in pat.get("/staff").text


def test_a_private_case_is_paused_for_the_provider(scene: Scene, browser_for: Any) -> None:
    pat, here = browser_for(scene.pat), f"/staff/referred/{scene.referral.key}"
    Case.update(is_restricted=True).execute()
    assert "Maria" not in pat.get("/staff").text
    pat.get(here, 404)
    assert "Maria" not in pat.get(f"/staff/classes/{scene.course.key}/month").text


def test_a_month_of_a_class_shows_what_stands_and_what_is_missing(
    scene: Scene, browser_for: Any
) -> None:
    pat, here = browser_for(scene.pat), f"/staff/classes/{scene.course.key}"
    marks = [Mark(str(scene.referral.key), MONDAY, "3", "")]
    enter_class(scene.pat.actor, course=scene.course, marks=marks, at=NOON)
    page = pat.get(f"{here}/month?month=2026-11")
    cells = [one.text_content() for one in page.all("tbody tr td")]
    assert cells[15:18] == ["3", "", "?missing"], "the 18th was planned"
    assert cells[29:] == ["", "3", "5"], "days, hours, days missing"
    assert page.one(f"a[href='{here}?week=2026-11-16']") is not None
    before = pat.get(page.one("a[rel=prev]").get("href"))
    assert "October 2026" in before.text
    assert "Nobody has a place" in before.text
    assert pat.get(f"{here}/month?month=nonsense").text == page.text
    assert len(page.statements) <= 8
