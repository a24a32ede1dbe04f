"""The print queue's pages: for clerks of the office, with nothing private on them."""

from typing import Any

import flask
import pytest

from portal.models import Case, PrintItem, PrintRun
from portal.models.accounts import Role
from tests import factories
from tests.factories import account
from tests.operations.mailing import clerk, row, waiting

RUNS, AGAIN = "form[action='/staff/print/runs']", "form[action='/staff/print/again']"


@pytest.fixture
def desk(app: flask.Flask, browser_for: Any) -> Any:
    """The browser of Ed, a clerk of the office."""
    return browser_for(clerk())


def run_form(desk: Any) -> Any:
    """Presses the button that prints what waits, and goes where it leads."""
    page = desk.get("/staff/print")
    return desk.follow(desk.submit(page, "/staff/print/runs", selector=RUNS))


def count(desk: Any, changes: Any = None) -> Any:
    """Counts the newest run in."""
    here = f"/staff/print/runs/{PrintRun.select().order_by(PrintRun.id.desc()).get().key}"
    return desk.follow(desk.submit(desk.get(here), f"{here}/count", changes))


def hold(letter: Any) -> None:
    Case.update(is_restricted=True).where(Case.id == letter.case_id).execute()


def test_a_clerk_prints_counts_and_finds_what_was_missing_in_the_queue(desk: Any) -> None:
    letters = waiting(3)
    page = desk.get("/staff/print")
    assert all(one.letter_no in page.text for one in letters)
    assert "Print 3 letters" in page.text
    shown, run = run_form(desk), PrintRun.get()
    assert "6 sheets of paper" in shown.text
    answer = desk.client.get(f"/staff/print/runs/{run.key}.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    counted = count(desk, {"missing": [row(letters[1]).key]})
    assert "2 letters are in the post" in counted.text
    again = desk.get("/staff/print")
    assert "was missing when it was counted" in again.text
    assert "1 missing" in again.text


def test_of_somebody_in_danger_the_queue_tells_the_letters_number_alone(desk: Any) -> None:
    (letter,) = waiting(1)
    hold(letter)
    page = desk.get("/staff/print")
    assert letter.letter_no in page.text
    assert "Restricted: held" in page.text
    assert "1 letter is held here" in page.text
    case = letter.case
    for private in (case.number, case.participant.given_name, case.display_name):
        assert private not in page.text
    assert "Nothing waits to be printed." in page.text


def test_the_queue_names_no_kind_of_letter(desk: Any) -> None:
    waiting(1)
    assert "ppointment" not in desk.get("/staff/print").text


def test_a_letter_is_asked_for_once_more_with_its_number_and_a_reason(desk: Any) -> None:
    (letter,) = waiting(1)
    page = desk.get("/staff/print")
    here = "/staff/print/again"
    wrong = desk.submit(page, here, {"letter_no": "77"}, AGAIN, 422)
    assert "Please choose why." in wrong.text
    assert 'value="77"' in wrong.body
    typed = {"letter_no": letter.letter_no, "reason": "spoiled"}
    assert "waits already" in desk.submit(wrong, here, typed, AGAIN, 422).text
    run_form(desk)
    count(desk)
    done = desk.follow(desk.submit(desk.get("/staff/print"), here, typed, AGAIN))
    assert "waits to be printed once more" in done.text
    assert "again: The printer or the envelope spoiled it" in done.text


def test_a_page_that_waits_too_long_says_that_somebody_else_printed(
    desk: Any, browser_for: Any
) -> None:
    waiting(1)
    page = desk.get("/staff/print")
    other = browser_for(clerk("Flo Ray"))
    run_form(other)
    late = desk.follow(desk.submit(page, "/staff/print/runs", selector=RUNS))
    assert "somebody else has printed it" in late.text
    assert PrintRun.select().count() == 1


def test_a_run_of_another_office_is_not_there(desk: Any, browser_for: Any) -> None:
    waiting(1)
    run_form(desk)
    far = clerk("Flo Ray")
    far.office = factories.office("Hayward")
    far.save()
    browser_for(far).get(f"/staff/print/runs/{PrintRun.get().key}", 404)


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.SUPERVISOR, Role.PROVIDER, Role.TRANSLATOR])
def test_nobody_but_clerks_sees_the_queue(app: flask.Flask, browser_for: Any, role: Role) -> None:
    browser_for(account("Bo Lind", role)).get("/staff/print", 403)


def test_the_worker_hands_over_what_is_held(app: flask.Flask, browser_for: Any) -> None:
    (letter,) = waiting(1)
    hold(letter)
    ana = browser_for(letter.case.worker)
    page = ana.get("/staff/print/held")
    assert letter.letter_no in page.text
    done = ana.follow(ana.submit(page, f"/staff/print/held/{row(letter).key}"))
    assert "No letter waits to be handed over." in done.text
    assert PrintItem.get().state == "handed"
    stranger = browser_for(account("Bo Lind", unit="Unit 2"))
    assert letter.letter_no not in stranger.get("/staff/print/held").text


def test_the_queue_asks_as_much_for_many_letters_as_for_few(desk: Any) -> None:
    waiting(2)
    few = desk.get("/staff/print")
    waiting(12)
    many = desk.get("/staff/print")
    assert len(many.statements) == len(few.statements) <= 8
    assert len(run_form(desk).statements) <= 8
