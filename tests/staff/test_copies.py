"""The review of a copy of notes on the worker's screen."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Case, CopyDecision, NoteCopy
from portal.models.accounts import Role
from portal.operations import copies
from portal.operations.copies import Wanted
from tests.browser import Browser
from tests.copies import finished
from tests.factories import NOON, TODAY, account, as_actor, case, participant

PLANTED = "Kestrel"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case, with an open note of two passages and a private one."""
    made = case(worker=ana)
    finished(ana, made, content="She starts Monday.\nHer neighbor Lan minds the child.")
    finished(ana, made, purpose=f"{PLANTED} clinic", private_reason="health_barrier")
    return made


def asked(made: Case, **wanted: Any) -> NoteCopy:
    person = made.participant
    return copies.ask_for_copy(as_actor(person), case=made, wanted=Wanted(**wanted), at=NOON)


def path_of(copy: NoteCopy) -> str:
    return f"/staff/cases/{copy.case.key}/notes-copy/{copy.key}"


def choice(page: Any, words: str) -> str:
    """The name of the select beside a passage or note that holds some words."""
    for block in page.all(".passage"):
        if words in block.text_content():
            return str(block.cssselect("select")[0].get("name"))
    raise AssertionError(words)


def test_a_request_made_in_person_is_kept_with_its_day(
    app: flask.Flask, ana: Account, made: Case
) -> None:
    browser = Browser(app, ana)
    here = f"/staff/cases/{made.key}/notes-copy"
    page = browser.get(here)
    asked_on = (TODAY - timedelta(days=3)).isoformat()
    after = browser.follow(
        browser.submit(page, here, {"asked_on": asked_on, "on_paper": "y"}, "main section form")
    )
    copy = NoteCopy.get()
    assert (copy.asked_by_id, copy.wants_paper, copy.wants_portal) == (ana.id, True, True)
    assert "in person" in after.words("tbody")
    assert "Waits for review" in after.words("tbody")
    assert not after.all("main section form")  # one at a time
    assert len(after.statements) <= 8


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"asked_on": (TODAY + timedelta(days=1)).isoformat()}, "asked_on", "has not come yet"),
        ({"from_on": "2026-11-10", "until_on": "2026-11-09"}, "until_on", "before the first"),
        ({"asked_on": ""}, "asked_on", "fill this in"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_at_its_field(
    app: flask.Flask, ana: Account, made: Case, typed: dict[str, str], field: str, words: str
) -> None:
    browser, here = Browser(app, ana), f"/staff/cases/{made.key}/notes-copy"
    page = browser.submit(browser.get(here), here, typed, "main section form", status=422)
    assert words in page.words(f"#{field}-error")
    assert NoteCopy.select().count() == 0


def test_the_review_is_saved_and_released_from_one_page(
    app: flask.Flask, ana: Account, made: Case
) -> None:
    copy, browser = asked(made), Browser(app, ana)
    path = path_of(copy)
    page = browser.get(path)
    assert "1 private note is not decided" in page.text
    lan = choice(page, "Lan")
    stopped = browser.submit(page, path, {lan: "another_person", "release": "1"}, status=422)
    assert "not decided yet" in stopped.words(".error-summary")
    assert NoteCopy.get().released_at is None
    private = next(
        name for name, value in stopped.form().items() if name.startswith("note:") and not value
    )
    changes = {private: "anothers_safety", "release": "1"}
    assert stopped.form()[lan] == "another_person"
    done = browser.follow(browser.submit(stopped, path, changes))
    assert "1 note given, notes withheld: 1, passages withheld: 1" in done.text
    assert [one.get("class") for one in done.all(".withheld")] == ["withheld", "withheld"]
    assert "Lan" not in done.words("main")
    assert sorted(row.reason for row in CopyDecision.select() if row.reason) == [
        "another_person", "anothers_safety",
    ]  # fmt: skip
    pdf = browser.get(f"{path}.pdf")
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="copy.pdf"'
    assert pdf.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_choices_sent_after_the_session_ran_out_stand_in_the_form_again(
    app: flask.Flask, ana: Account, made: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, browser = asked(made), Browser(app, ana)
    path = path_of(copy)
    page = browser.get(path)
    lan = choice(page, "Lan")
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=20))
    sent = page.form() | {lan: "another_person"}
    browser.post(path, sent, headers={"Referer": f"http://localhost{path}"})
    assert CopyDecision.select().count() == 0
    browser.sign_in(ana)
    with browser.client.session_transaction() as session:
        session["held"] = path
    again = browser.get(path)
    assert again.form()[lan] == "another_person"
    browser.submit(again, path)
    assert CopyDecision.select().where(CopyDecision.reason == "another_person").count() == 1


def test_a_release_sent_twice_is_one(app: flask.Flask, ana: Account, made: Case) -> None:
    copy, browser = asked(made), Browser(app, ana)
    page = browser.get(path_of(copy))
    private = next(n for n, v in page.form().items() if n.startswith("note:") and not v)
    sent = page.form() | {private: "give", "release": "1"}
    browser.post(path_of(copy), sent)
    again = browser.follow(browser.post(path_of(copy), sent))
    assert "released already" in again.text


def test_two_reviewers_both_learn_of_each_other(app: flask.Flask, ana: Account, made: Case) -> None:
    ben = account("Ben Osei")
    Case.update(secondary=ben).where(Case.id == made.id).execute()
    copy = asked(made)
    path, first, second = path_of(copy), Browser(app, ana), Browser(app, ben)
    hers, his = first.get(path), second.get(path)
    lan = choice(hers, "Lan")
    first.submit(hers, path, {lan: "another_person"})
    told = second.submit(his, path, {lan: "anothers_safety"}, status=409)
    assert "Somebody else saved this review" in told.words(".error-summary")
    assert told.form()[lan] == "anothers_safety"  # his own choice stays
    assert "The other person chose: Withhold: another person's information" in told.text
    second.submit(told, path)
    assert [row.reason for row in CopyDecision.select() if row.part] == ["anothers_safety"]
    assert "Ben Osei saved this review last" in first.get(path).text


def test_a_supervisor_reads_the_review_without_private_notes_and_decides_nothing(
    app: flask.Flask, ana: Account, made: Case
) -> None:
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    copy = asked(made)
    page = chief.get(path_of(copy))
    assert "Lan minds the child" in page.text
    assert PLANTED not in page.body
    assert "rivate note" not in page.text
    assert "1 note" in page.text
    assert not page.all("main select")
    chief.post(path_of(copy), {"version": 1}, status=404)
    browser = Browser(app, ana)
    review = browser.get(path_of(copy))
    private = next(n for n, v in review.form().items() if n.startswith("note:") and not v)
    browser.submit(review, path_of(copy), {private: "give", "release": "1"})
    after = chief.get(path_of(copy))
    assert PLANTED not in after.body
    assert "open to those who may read every note" in after.text
    for page in (after, chief.get(f"/staff/cases/{made.key}/notes-copy")):
        assert "2 notes" not in page.text
        assert "withheld" not in page.text
    assert "2 case notes" not in chief.get(f"/staff/cases/{made.key}").text
    chief.get(f"{path_of(copy)}.pdf", status=404)


def test_a_worker_without_the_case_finds_no_copy(app: flask.Flask, made: Case) -> None:
    copy = asked(made)
    stranger = Browser(app, account("Stranger", unit="Unit 9"))
    stranger.get(path_of(copy), status=404)
    stranger.get(f"/staff/cases/{made.key}/notes-copy", status=404)
    other = case(participant("Lan Tran", "vi"), account("Own Worker", unit="Unit 9"), "WTW-1002")
    stranger.get(f"/staff/cases/{other.key}/notes-copy/{copy.key}", status=404)


def test_the_page_costs_the_same_with_many_notes(
    app: flask.Flask, ana: Account, made: Case
) -> None:
    copy, browser = asked(made), Browser(app, ana)
    first = browser.get(path_of(copy))
    assert len(first.statements) <= 8
    for _ in range(6):
        finished(ana, made)
    assert len(browser.get(path_of(copy)).statements) == len(first.statements)


def test_paper_that_was_given_is_kept_once(app: flask.Flask, ana: Account, made: Case) -> None:
    copy, browser = asked(made, on_paper=True), Browser(app, ana)
    path = path_of(copy)
    page = browser.get(path)
    private = next(n for n, v in page.form().items() if n.startswith("note:") and not v)
    done = browser.follow(browser.submit(page, path, {private: "give", "release": "1"}))
    given = browser.follow(browser.submit(done, f"{path}/paper"))
    assert "Given on paper" in given.text
    assert not given.all("main form")
    assert NoteCopy.get().paper_given_at == NOON


def test_an_unknown_answer_decides_nothing(app: flask.Flask, ana: Account, made: Case) -> None:
    copy, browser = asked(made), Browser(app, ana)
    page = browser.get(path_of(copy))
    odd = {
        "line:x:y": "another_person", "line:a:b:c": "another_person", "note:": "give",
        choice(page, "Lan"): "because", "line:" + "k" * 16 + ":purpose:0": "another_person",
    }  # fmt: skip
    browser.submit(page, path_of(copy), odd)
    assert [row.reason for row in CopyDecision.select() if row.part] == []
