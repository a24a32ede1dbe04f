"""A supervisor's pages: overview, report with its file, annotations, reviews, conference, cover."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Annotation, Case, Conference
from portal.models.accounts import Role
from portal.models.reviews import CaseReview
from portal.operations.handings import begin_closing
from portal.operations.messages.absences import enter_absence
from portal.policy.reviews import Finding, Point, Verdict
from tests import factories
from tests.factories import NOON, TODAY
from tests.handing import letters_there

LONG_AGO = TODAY - timedelta(days=90)
REPORT = "/staff/reports/management?list=no_activity"


class Scene:
    """Ana's two cases without an activity, her colleague Bo, and Sue, who supervises both."""

    def __init__(self) -> None:
        self.ana: Account = factories.account()
        self.bo = factories.account("Bo Lind")
        self.sue = factories.account("Sue Park", Role.SUPERVISOR)
        self.case: Case = self.add("WTW-1001")

    def add(self, number: str, name: str = "Maria Lopez") -> Case:
        person = factories.participant(name)
        return factories.case(person, self.ana, number, enrolled_on=LONG_AGO)


@pytest.fixture
def scene(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return Scene()


def test_the_overview_counts_by_worker_and_says_what_is_owed(
    scene: Scene, browser_for: Any
) -> None:
    sue = browser_for(scene.sue)
    page = sue.get("/staff/supervision")
    assert "0 of 1 done" in page.text
    assert "0 closings and transfers to review" in page.text
    assert "1 Unengaged" in page.text
    for number in range(30):
        scene.add(f"WTW-2{number:03}")
    many = sue.get("/staff/supervision")
    assert "0 of 4 done" in many.text
    assert len(page.statements) == len(many.statements) <= 8
    browser_for(scene.ana).get("/staff/supervision", 403)


def test_a_list_has_pages_a_worker_filter_and_a_file(scene: Scene, browser_for: Any) -> None:
    sue = browser_for(scene.sue)
    few = sue.get(REPORT)
    assert "Without an activity since" in few.text
    assert "nothing this month" in few.text
    for number in range(30):
        scene.add(f"WTW-2{number:03}", "=Cmd Trick")
    first = sue.get(REPORT)
    assert len(first.all("tbody tr")) == 25
    assert len(few.statements) == len(first.statements) <= 8
    second = sue.get(first.one("a[rel=next]").get("href"))
    assert len(second.all("tbody tr")) == 6
    assert second.all("a[rel=prev]")
    of_bo = sue.get(f"{REPORT}&worker={scene.bo.key}")
    assert "No case stands on this list now." in of_bo.text
    file = sue.client.get("/staff/reports/management.csv?list=no_activity")
    lines = file.get_data(as_text=True).splitlines()
    assert len(lines) == 32
    assert "'=Cmd" not in lines[1]
    assert file.mimetype == "text/csv"


def test_of_a_closing_under_way_the_list_says_where_it_stands_and_leads_to_it(
    scene: Scene, browser_for: Any
) -> None:
    days = {"status": "discontinued", "status_since_on": TODAY - timedelta(days=31)}
    Case.update(**days).where(Case.id == scene.case.id).execute()
    ana, place = browser_for(scene.ana), "/staff/reports/management?list=discontinued"
    before = ana.get(place)
    assert "Begin the closing" in before.text
    letters_there()
    made = begin_closing(
        scene.ana.actor, case=scene.case, reason="aid_closed", has_calfresh=True, at=NOON
    )
    here = f"/staff/cases/{scene.case.key}"
    for who in (ana, browser_for(scene.sue)):
        page = who.get(place)
        assert (
            page.one(f"a[href='{here}/handings/{made.key}']").text_content()
            == "Closing: with the worker"
        )
        assert "Begin the closing" not in page.text
        assert len(page.statements) <= 8
        assert "Next: Closing: with the worker" in who.get(f"{here}/annotations").text
    file = ana.client.get("/staff/reports/management.csv?list=discontinued")
    assert "Closing: with the worker" in file.get_data(as_text=True)


def test_a_worker_writes_down_what_was_done_and_it_stands_in_the_list(
    scene: Scene, browser_for: Any
) -> None:
    ana = browser_for(scene.ana)
    here = f"/staff/cases/{scene.case.key}/annotations"
    page = ana.get(here)
    assert page.form()["category"] == "no_activity", "the list that it stands on"
    wrong = ana.submit(page, here, {"action": "", "text": "Spoke to her"}, status=422)
    assert "Choose what was done." in wrong.text
    assert wrong.form()["text"] == "Spoke to her"
    done = ana.follow(ana.submit(page, here, {"action": "called", "text": "Starts Monday"}))
    assert "Starts Monday" in done.text
    assert "November 2026" in done.text
    ana.submit(page, here, {"action": "called", "text": "Starts Monday"})
    assert Annotation.select().count() == 1, "sent twice, written once"
    listed = browser_for(scene.sue).get(REPORT)
    assert "Starts Monday" in listed.text
    assert "nothing this month" not in listed.text
    monitor = factories.account("Ruth Fell", Role.MONITOR)
    assert not browser_for(monitor).get(here).all("main form")


def _filled(**values: str) -> dict[str, str]:
    return {f"finding_{one}": str(Finding.MET) for one in Point} | values


def test_a_review_is_drawn_saved_sent_and_answered_once(scene: Scene, browser_for: Any) -> None:
    sue, ana = browser_for(scene.sue), browser_for(scene.ana)
    page = sue.get("/staff/supervision/reviews")
    draw = f"/staff/supervision/workers/{scene.ana.key}/draw"
    after = sue.follow(sue.submit(page, draw))
    assert "1 case is drawn." in after.text
    review = CaseReview.get()
    here, theirs = f"/staff/supervision/reviews/{review.key}", f"/staff/reviews/{review.key}"
    form = sue.get(here)
    assert form.all(f"a[href='/staff/cases/{scene.case.key}/plan']"), "the evidence"
    saved = sue.follow(sue.submit(form, here, _filled(act="save", note_plan="Signed late")))
    assert saved.form()["note_plan"] == "Signed late"
    ana.get(theirs, 404)
    assert "No review was sent yet." in ana.get("/staff/reviews").text
    lacking = sue.submit(saved, here, {"act": "send", "finding_plan": "not_met"}, status=422)
    assert "Choose what the review comes to." in lacking.text
    sent = sue.submit(saved, here, _filled(act="send", verdict=str(Verdict.IN_ORDER)))
    assert "The review is sent to the worker." in sue.follow(sent).text
    alerted = "/staff/alerts?kind=review"
    assert ana.get(alerted).one("tbody th a").get("href") == "/staff/reviews"
    shown = ana.get(theirs)
    assert "Nothing is due." in ana.get(alerted).text
    assert "Signed late" in shown.text
    assert "In order" in shown.text
    answered = ana.follow(ana.submit(shown, f"{theirs}/answer", {"text": "Thank you"}))
    assert "Thank you" in answered.text
    assert not answered.all("main form")
    ana.submit(shown, f"{theirs}/answer", {"text": "Once more", "operation_key": "k"}, status=422)
    sue.get(here, 303)


def test_of_two_supervisors_at_one_review_the_second_sees_both_texts(
    scene: Scene, browser_for: Any
) -> None:
    sue, other = browser_for(scene.sue), browser_for(factories.account("Tom Roe", Role.SUPERVISOR))
    page = sue.get("/staff/supervision/reviews")
    choose = f"/staff/supervision/workers/{scene.ana.key}/choose"
    wrong = sue.submit(page, choose, {"number": "WTW-9999"}, status=422)
    assert "This worker has no case with this number." in wrong.text
    sue.submit(page, choose, {"number": "WTW-1001", "operation_key": "k2"})
    here = f"/staff/supervision/reviews/{CaseReview.get().key}"
    first, second = sue.get(here), other.get(here)
    sue.submit(first, here, _filled(act="save", note_plan="Signed late"))
    told = other.submit(second, here, _filled(act="save", note_plan="Signed in time"), status=422)
    assert "Signed late" in told.text
    assert told.form()["note_plan"] == "Signed in time"
    other.submit(told, here, {"act": "save"})
    assert sue.get(here).form()["note_plan"] == "Signed in time"


def test_the_conference_lists_unengaged_cases_and_goes_on_record(
    scene: Scene, browser_for: Any
) -> None:
    sue = browser_for(scene.sue)
    here = f"/staff/supervision/workers/{scene.ana.key}"
    page = sue.get(here)
    assert "WTW-1001" in page.text
    assert "No hours taken part since" in page.text
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    wrong = sue.submit(page, here, {"held_on": tomorrow}, status=422)
    assert "This day is still to come." in wrong.text
    held = sue.follow(sue.submit(page, here, {"held_on": TODAY.isoformat()}))
    assert "1 case on the list" in held.text
    assert Conference.get().cases == 1
    stranger = factories.account("Di Vo", Role.SUPERVISOR, "Unit 2")
    browser_for(stranger).get(here, 404)


def test_who_stands_in_sees_what_is_due_and_no_private_case(scene: Scene, browser_for: Any) -> None:
    bo = browser_for(scene.bo)
    assert "You stand in for nobody today." in bo.get("/staff/cover").text
    hidden = scene.add("WTW-6666", "Hid Den")
    Case.update(is_restricted=True).where(Case.id == hidden.id).execute()
    enter_absence(
        scene.ana.actor, worker=scene.ana, stand_in=scene.bo, starts_on=TODAY,
        ends_on=TODAY + timedelta(days=3), at=NOON,
    )  # fmt: skip
    page = bo.get("/staff/cover")
    assert "WTW-1001" in page.text
    assert "Ana Ruiz" in page.text
    assert "WTW-6666" not in page.text
    assert len(page.statements) <= 8
    away = browser_for(scene.sue).get("/staff/supervision")
    assert "Bo Lind stands in" in away.text
