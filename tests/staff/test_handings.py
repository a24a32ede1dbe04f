"""Pages of closing and transfer: worker, supervisor, clerks; new cases and checklists."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Assignment, Case, Handing, Letter
from portal.models.supports import SupportiveService
from portal.operations.accesses import name_on_case
from portal.operations.contacts import record_contact
from portal.operations.safety import begin_concern
from tests.browser import Browser
from tests.factories import NOON, account, as_actor, case, participant
from tests.handing import BY_HAND, Hands, approve, begun, let_letter_go, letters_there, told_why

TODAY = clock.today("America/Los_Angeles")


@pytest.fixture
def hands(app: flask.Flask) -> Hands:
    """One office."""
    return Hands()


@pytest.fixture
def over(hands: Hands) -> Case:
    """A case whose aid ended 40 days ago."""
    letters_there(NOON, "support_ended")
    return case(
        participant(), hands.ana, status="discontinued", status_since_on=TODAY - timedelta(days=40),
        enrolled_on=TODAY - timedelta(days=300),
    )  # fmt: skip


def base(of: Case) -> str:
    return f"/staff/cases/{of.key}/handings"


def test_a_case_is_closed_by_three_people_on_their_own_pages(
    app: flask.Flask, hands: Hands, over: Case
) -> None:
    ana, sue = Browser(app, hands.ana), Browser(app, hands.sue)
    page = _handed_on(ana, hands, over)
    _given_back_and_approved(ana, sue, over, page)
    _routed(ana, Browser(app, hands.ed), over, page)


def _handed_on(ana: Browser, hands: Hands, over: Case) -> str:
    """The worker's pages; the address of the closing."""
    assert "was never closed" in ana.get(base(over)).text
    here = f"{base(over)}/close"
    ana.post(here, {}, 422)
    ana.post(here, {"reason": "aid_closed", "has_calfresh": "yes"})
    assert "back with" not in ana.get(f"/staff/cases/{over.key}").text
    assert "Closing: with the worker" in ana.get(f"/staff/cases/{over.key}").text
    made = Handing.get()
    page = f"{base(over)}/{made.key}"
    shown = ana.get(page)
    assert len(shown.statements) <= 8
    assert Letter.get().key in shown.body
    sent = shown.form(f"form[action='{page}/steps']")
    early = ana.post(
        f"{page}/steps",
        sent | {"done": BY_HAND, "text": "Full-time job", "hand_on": "1"},
        422,
    )
    assert "None can be skipped" in early.text
    assert "Full-time job" in early.text
    assert len(early.all("input[name=done][checked]")) == 2
    ana.post(f"{page}/steps", sent | {"done": BY_HAND})
    told_why(hands.ana, over, on=TODAY, at=clock.now())
    let_letter_go(of=over, at=clock.now())
    now = ana.get(page).form(f"form[action='{page}/steps']")
    ana.post(
        f"{page}/steps",
        now | {"done": BY_HAND, "text": "Full-time job", "hand_on": "1"},
    )
    return page


def _given_back_and_approved(ana: Browser, sue: Browser, over: Case, page: str) -> None:
    listed = sue.get("/staff/handings?hand=at_supervisor")
    assert over.number in listed.text
    assert len(listed.statements) <= 8
    review = sue.get(page)
    form = review.form(f"form[action='{page}/refuse']")
    again = sue.post(f"{page}/refuse", form | {"reason": "comments_incomplete", "text": ""}, 422)
    assert "Say it in words." in again.text
    sue.post(f"{page}/refuse", form | {"reason": "comments_incomplete", "text": "Which job?"})
    assert "Which job?" in ana.get(page).text
    assert "came back" in ana.get("/staff/alerts").text
    # Somebody else's page is older: told, and what was typed is kept.
    older = review.form(f"form[action='{page}/approve']")
    late = sue.post(f"{page}/approve", older | {"done": ["reviewed"]}, 422)
    assert "another hand" in late.text
    now = ana.get(page).form(f"form[action='{page}/steps']")
    ana.post(f"{page}/steps", now | {"done": BY_HAND, "hand_on": "1"})
    form = sue.get(page).form(f"form[action='{page}/approve']")
    sue.post(
        f"{page}/approve",
        form | {"done": ["reviewed", "eligibility", "status_checked"]},
    )


def _routed(ana: Browser, ed: Browser, over: Case, page: str) -> None:
    queue = ed.get("/staff/routing")
    assert over.number in queue.text
    assert len(queue.statements) <= 8
    file = f"/staff/routing/{Handing.get().key}"
    form = ed.get(file).form(f"form[action='{file}/route']")
    told = ed.post(f"{file}/route", form | {"done": ["file_routed"]}, 422)
    assert "Choose the closed files bank." in told.text
    ed.post(
        f"{file}/route",
        form | {"done": ["file_routed", "case_comments"], "bank": "V999"},
    )
    assert Case.get().status == "closed"
    assert "No file waits" in ed.get("/staff/routing").text
    assert "V999, Eastmont" in ana.get(page).text
    timeline = ana.get(f"/staff/cases/{over.key}").text
    assert "Ed Roe routed the file to the closed files bank." in timeline
    ed.get(f"/staff/cases/{over.key}", 404)


def test_of_a_private_case_the_clerks_see_neither_name_nor_number(
    app: flask.Flask, hands: Hands, over: Case
) -> None:
    begin_concern(as_actor(hands.ana), case=over, at=clock.now())
    made = begun(hands, Case.get_by_id(over.id), clock.now())
    ana, sue, ed = (Browser(app, who) for who in (hands.ana, hands.sue, hands.ed))
    told_why(hands.ana, over, on=TODAY, at=clock.now())
    let_letter_go(of=over, at=clock.now())
    page = f"{base(over)}/{made.key}"
    form = ana.get(page).form(f"form[action='{page}/steps']")
    alone = ana.post(f"{page}/steps", form | {"done": BY_HAND, "hand_on": "1"}, 422)
    assert "name a supervisor on it first" in alone.text
    sue.get(page, 404)
    assert over.number not in sue.get("/staff/handings").text
    name_on_case(hands.ana.actor, case=over, account=hands.sue, at=clock.now())
    form = ana.get(page).form(f"form[action='{page}/steps']")
    ana.post(f"{page}/steps", form | {"done": BY_HAND, "hand_on": "1"})
    approve(hands, made, clock.now())
    for place in ("/staff/routing", f"/staff/routing/{made.key}"):
        text = ed.get(place).text
        assert "Restricted" in text
        assert over.number not in text
        assert "Lopez" not in text


def test_one_that_was_withdrawn_takes_no_more_acts_and_the_case_stays_as_it_is(
    app: flask.Flask, hands: Hands, over: Case
) -> None:
    made = begun(hands, over, clock.now())
    told_why(hands.ana, over, on=TODAY, at=clock.now())
    let_letter_go(of=over, at=clock.now())
    ana, sue = Browser(app, hands.ana), Browser(app, hands.sue)
    page = f"{base(over)}/{made.key}"
    form = ana.get(page).form(f"form[action='{page}/steps']")
    ana.post(f"{page}/steps", form | {"done": BY_HAND, "hand_on": "1"})
    review = sue.get(page).form(f"form[action='{page}/approve']")
    away = ana.get(page).form(f"form[action='{page}/withdraw']")
    ana.post(f"{page}/withdraw", away | {"why": ""}, 422)
    ana.post(f"{page}/withdraw", away | {"why": "Aid began again"})
    told = sue.post(f"{page}/approve", review | {"done": ["reviewed"]}, 422)
    assert "It is over already" in told.text
    assert (Case.get().status, Case.get().handing) == ("discontinued", "")
    assert "Close the case" in ana.get(base(over)).text


def test_a_case_goes_to_another_worker_and_the_letter_is_offered(
    app: flask.Flask, hands: Hands
) -> None:
    letters_there()
    of = case(participant(), hands.ana)
    ana, bo = Browser(app, hands.ana), Browser(app, hands.bo)
    here = f"{base(of)}/transfer"
    empty = ana.post(here, {"reason": "language", "worker": "", "unit": ""}, 422)
    assert "Choose a worker or a unit." in empty.text
    ana.post(here, {"reason": "language", "worker": hands.bo.key, "unit": ""})
    made = Handing.get()
    page = f"{base(of)}/{made.key}"
    form = ana.get(page).form(f"form[action='{page}/steps']")
    ticks = [one.get("value") for one in ana.get(page).all("input[name=done]")]
    ana.post(f"{page}/steps", form | {"done": ticks, "hand_on": "1"})
    bo.get(page, 404)
    approve(hands, made, clock.now(), ("reviewed", "destination"))
    ed = Browser(app, hands.ed)
    file = f"/staff/routing/{made.key}"
    assert "Bo Lind, Unit 2" in ed.get(file).text
    form = ed.get(file).form(f"form[action='{file}/route']")
    ed.post(f"{file}/route", form | {"done": ["file_routed", "case_comments"]})
    ana.get(page, 404)
    taken = bo.get(page)
    letter = taken.one("a[href*='letters/new?kind=appointment']").get("href")
    bo.get(str(letter))
    assert "New case to accept" in bo.get("/staff/alerts").text
    assert Assignment.get().worker_id == hands.bo.id


def test_a_new_case_is_taken_by_one_of_two_and_accepted_after_its_checklist(
    app: flask.Flask, hands: Hands
) -> None:
    of = case(participant(), enrolled_on=TODAY)
    private = case(participant("Hidden One"), number="WTW-7", is_restricted=True)
    cy = account("Cy Fox")
    ana, other = Browser(app, hands.ana), Browser(app, cy)
    place = "/staff/counselor-of-the-day"
    page = ana.get(place)
    assert of.number in page.text
    assert private.number not in page.text
    assert len(page.statements) <= 8
    assert of.number in other.get(place).text
    ana.post(f"{place}/{of.key}/take")
    other.post(f"{place}/{of.key}/take", status=404)
    assert Case.get_by_id(of.id).worker_id == hands.ana.id
    checklist = f"/staff/cases/{of.key}/checklist"
    shown = ana.get(checklist)
    assert "Checklist of a new case" in shown.text
    assert len(shown.statements) <= 8
    early = ana.post(checklist, {"accept": "1"}, 422)
    assert "still open" in early.text
    ticks = [one.get("value") for one in shown.all("input[name=done]")]
    ana.post(checklist, {"done": ticks})
    record_contact(
        hands.ana.actor, case=Case.get_by_id(of.id), occurred_on=TODAY, way="telephone",
        direction="two_way", answered=True, summary="Hello", at=clock.now(),
    )  # fmt: skip
    ticks = [one.get("value") for one in ana.get(checklist).all("input[name=done]")]
    ana.post(checklist, {"done": ticks, "accept": "1"})
    assert Case.get_by_id(of.id).assigned_since_at is None
    managed = ana.get(checklist)
    assert "form 42-126" in managed.text
    assert len(managed.statements) <= 8


def test_a_supervisor_gives_a_case_to_a_worker(app: flask.Flask, hands: Hands) -> None:
    of = case(participant(), enrolled_on=TODAY)
    sue = Browser(app, hands.sue)
    place = "/staff/counselor-of-the-day"
    sue.get(place)
    sue.post(f"{place}/{of.key}/assign", {"worker": ""})
    assert Case.get_by_id(of.id).worker_id is None
    sue.post(f"{place}/{of.key}/assign", {"worker": hands.ana.key})
    assert Case.get_by_id(of.id).worker_id == hands.ana.id
    assert "Given, not accepted yet" in sue.get(place).text


def test_lists_cost_the_same_with_one_row_and_with_sixty(app: flask.Flask, hands: Hands) -> None:
    for number in range(60):
        _lying(hands, number)
    sue, ed = Browser(app, hands.sue), Browser(app, hands.ed)
    first = sue.get("/staff/handings")
    assert len(first.all("tbody tr")) == 25
    assert len(first.statements) <= 8
    assert len(sue.get("/staff/handings?page=3").all("tbody tr")) == 10
    assert len(ed.get("/staff/routing").statements) <= 8


def test_open_services_are_listed_and_ended_together_with_one_press(
    app: flask.Flask, hands: Hands, over: Case
) -> None:
    made = begun(hands, over, clock.now())
    for service in ("bus_pass", "child_care"):
        SupportiveService.create(
            case=over.id, service=service, state="authorized", made_at=clock.now(),
            requested_on=TODAY - timedelta(days=90),
        )  # fmt: skip
    ana, page = Browser(app, hands.ana), f"{base(over)}/{made.key}"
    shown = ana.get(page)
    assert len(shown.statements) <= 8
    assert shown.text.count("It has neither an end nor a notice.") == 2
    form = shown.form(f"form[action='{page}/services']")
    assert form["ends_on"] == str(TODAY + timedelta(days=10))
    early = str(TODAY + timedelta(days=9))
    told = ana.post(f"{page}/services", form | {"ends_on": early}, 422)
    assert "Choose a later day." in told.text
    assert told.form(f"form[action='{page}/services']")["ends_on"] == early
    ana.post(f"{page}/services", form)
    after = ana.get(page)
    assert after.text.count("Its notice did not leave yet.") == 2
    assert not after.all(f"form[action='{page}/services']")
    assert Letter.get(Letter.kind == "support_ended").key in after.body
    late = ana.post(f"{page}/services", form | {"operation_key": "another"}, 422)
    assert "Somebody changed it" in late.text


def _lying(hands: Hands, number: int) -> Any:
    of = case(participant(f"P{number} Row"), hands.ana, number=f"WTW-{5000 + number}")
    return Handing.create(
        case=of.id, kind="transfer", reason="workload", state="at_supervisor",
        from_office=of.office_id, from_unit=of.unit_id, from_worker=hands.ana, begun_by=hands.ana,
        begun_at=clock.now(), since_at=clock.now(), to_worker=hands.bo, to_unit=hands.bo.unit_id,
        to_office=of.office_id,
    )  # fmt: skip
