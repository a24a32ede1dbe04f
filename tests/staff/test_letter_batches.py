"""Letters to many, from the caseload: chosen, looked at, made, with the skipped ones named."""

from typing import Any

import flask
import pytest

from portal import jobs, worker
from portal.models import Account, Case, Letter, LetterBatch
from portal.models.accounts import Role
from portal.policy.batches import TO_MANY
from tests.factories import account
from tests.operations.batching import KIND, caseload

NEW = f"/staff/letters/new?kind={KIND}"


@pytest.fixture
def ana(app: flask.Flask, browser_for: Any) -> Any:
    """Ana's browser, with three people who read three languages."""
    worker.bind()
    caseload(3)
    return browser_for(Account.get(Account.name == "Ana Ruiz"))


def begun(ana: Any, **typed: str) -> Any:
    """Letters to all of them, after one of them was looked at; the page of their progress."""
    fields = {"field_reply_by": "2027-01-04"} | typed
    seen = ana.submit(ana.get(NEW), NEW, fields, status=200)
    return ana.follow(ana.submit(seen, NEW, fields))


def test_from_the_caseload_one_gets_to_the_letter_with_the_same_filters(ana: Any) -> None:
    page = ana.get("/staff?language=vi")
    (link,) = [one for one in page.all("a") if one.text == "Letter to these people"]
    people = ana.get(link.get("href"))
    assert "1 person gets it" in people.text
    assert "Vietnamese: 1" in people.text


def test_no_kind_that_takes_something_away_is_offered(ana: Any) -> None:
    page = ana.get("/staff/letters/new")
    offered = {one.text for one in page.all("nav.views a") if "kind=" in one.get("href", "")}
    assert len(offered) == len(TO_MANY)
    assert "3 people get it" in page.text
    assert "Choose the kind of letter." in ana.get("/staff/letters/new?kind=sanction").text


def test_one_letter_is_looked_at_before_any_is_made(ana: Any) -> None:
    fields = {"field_reply_by": "2027-01-04"}
    seen = ana.submit(ana.get(NEW), NEW, fields, status=200)
    assert "The letter to the first of them" in seen.text
    assert "Monday, January 4, 2027" in seen.text
    assert LetterBatch.select().count() == 0
    changed = ana.submit(seen, NEW, {"field_reply_by": "2027-01-05"}, status=200)
    assert "Tuesday, January 5, 2027" in changed.text
    assert LetterBatch.select().count() == 0


def test_what_is_wrong_for_all_is_told_before_any_is_made(ana: Any) -> None:
    page = ana.submit(ana.get(NEW), NEW, {"field_reply_by": "2020-01-04"}, status=422)
    assert page.all(".field-error")
    assert LetterBatch.select().count() == 0


def test_the_page_shows_how_far_they_are_and_names_who_was_skipped(ana: Any) -> None:
    nobody_home = caseload(1, address="")[0]
    page = begun(ana)
    assert "0 of 4" in page.text
    assert page.one("#progress").get("hx-trigger") == "every 3s"
    jobs.run_waiting()
    here = f"/staff/letters/{LetterBatch.get().key}"
    done = ana.get(here)
    assert "4 of 4" in done.text
    assert "3 letters are made" in done.text
    assert "1 case was skipped" in done.text
    assert nobody_home.number in done.text
    assert done.one("#progress").get("hx-trigger") is None
    part = ana.get(here, script=True)
    assert part.words("#progress") == done.words("#progress")


def test_a_batch_is_paused_and_goes_on(ana: Any) -> None:
    page = begun(ana)
    here = f"/staff/letters/{LetterBatch.get().key}"
    paused = ana.follow(ana.submit(page, f"{here}/pause"))
    jobs.run_waiting()
    assert Letter.select().count() == 0
    ana.submit(paused, f"{here}/continue")
    jobs.run_waiting()
    assert Letter.select().count() == 3


def test_a_list_that_changed_is_shown_anew(ana: Any) -> None:
    fields = {"field_reply_by": "2027-01-04"}
    seen = ana.submit(ana.get(NEW), NEW, fields, status=200)
    Case.update(status="closed").where(Case.number == "WTW-3001").execute()
    page = ana.submit(seen, NEW, fields, status=422)
    assert "The list has changed" in page.text
    assert LetterBatch.select().count() == 0


def test_a_double_tap_begins_one_batch(ana: Any) -> None:
    fields = {"field_reply_by": "2027-01-04"}
    seen = ana.submit(ana.get(NEW), NEW, fields, status=200)
    first, second = (ana.submit(seen, NEW, fields) for _tap in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert LetterBatch.select().count() == 1


def test_a_case_that_became_private_is_named_by_its_number_alone(ana: Any) -> None:
    begun(ana)
    Case.update(is_restricted=True).where(Case.number == "WTW-3001").execute()
    jobs.run_waiting()
    page = ana.get(f"/staff/letters/{LetterBatch.get().key}")
    assert "WTW-3001 : the case is private" in page.text.replace("WTW-3001:", "WTW-3001 :")
    assert "Hoa1" not in page.text


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.CLERICAL, Role.TRANSLATOR])
def test_only_who_may_send_letters_sends_them_to_many(
    app: flask.Flask, browser_for: Any, role: Role
) -> None:
    browser_for(account("Bo Lind", role)).get("/staff/letters/new", 403)


def test_nobody_else_sees_how_far_they_are(ana: Any, browser_for: Any) -> None:
    begun(ana)
    other = browser_for(account("Bo Lind"))
    other.get(f"/staff/letters/{LetterBatch.get().key}", 404)


def test_the_pages_ask_as_much_for_many_as_for_few(ana: Any) -> None:
    few = ana.get(NEW)
    caseload(9)
    many = ana.get(NEW)
    assert len(many.statements) == len(few.statements) <= 8
    assert len(begun(ana).statements) <= 8
