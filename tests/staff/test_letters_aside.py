"""A letter that the case asks for is put aside on a page, shown with who and why, taken back."""

import flask
import pytest

from portal import clock
from portal.models import Case, LetterAside
from portal.models.accounts import Role
from tests.browser import Browser
from tests.factories import NOON, account
from tests.operations.lettering import cast
from tests.operations.test_letter_drafting import asked, silent

FORM = "#letter-aside"


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def test_a_letter_is_put_aside_with_a_reason_and_taken_back_where_it_is_shown(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en")
    asked(of)
    browser, address = Browser(both_databases, ana), f"/staff/cases/{of.key}/letters"
    page = browser.get(browser.get(address).one("#asked-for ~ ul a").get("href"))
    none = browser.submit(page, f"{address}/aside", selector=FORM, status=422)
    assert "Please choose one." in none.text
    words = browser.submit(
        page, f"{address}/aside", {"reason": "other", "text": ""}, FORM, status=422
    )
    assert "Please say in your words why." in words.text
    assert words.one("input[value='other'][checked]") is not None
    typed = {"reason": "told", "text": "She stood at <my> desk."}
    shown = browser.follow(browser.submit(page, f"{address}/aside", typed, FORM))
    assert not shown.all("#asked-for")
    assert len(shown.statements) <= 8
    for said in ("A document was asked for.", "It was said in person", "<my> desk", "Ana Ruiz"):
        assert said in shown.words("main")
    watch = Browser(both_databases, account("Mona Tor", Role.MONITOR)).get(address)
    assert "She stood at" in watch.words("main")
    assert not watch.all("form[action$='/back']")
    twice = browser.follow(browser.submit(page, f"{address}/aside", typed, FORM))
    assert "Put aside." in twice.text
    assert LetterAside.select().count() == 1
    late = browser.follow(browser.post(f"{address}/aside", typed | {"cause": "no_contact:9"}))
    assert "Nothing on the case asks for this letter any more." in late.text
    back = f"{address}/aside/{LetterAside.get().key}/back"
    again = browser.follow(browser.submit(shown, back, selector=f"form[action='{back}']"))
    assert again.all("#asked-for")
    assert "She stood at" not in again.words("main")


def test_a_notice_is_put_aside_with_words_alone_and_the_page_says_what_it_does_not_do(
    app: flask.Flask,
) -> None:
    ana, of = cast("en")
    silent(30)(of)
    browser, address = Browser(app, ana), f"/staff/cases/{of.key}/letters"
    page = browser.get(f"{address}/aside?event=no_contact")
    assert "does not count as telling them" in page.words(".notice")
    bare = browser.submit(page, f"{address}/aside", {"reason": "told"}, FORM, status=422)
    assert "People must be told this before" in bare.words("#text-error")
    browser.submit(page, f"{address}/aside", {"reason": "told", "text": "At his door."}, FORM)
    assert LetterAside.select().count() == 1
    gone = browser.follow(browser.get(f"{address}/aside?event=no_contact", status=303))
    assert "Nothing on the case asks for this letter any more." in gone.text


def test_a_letter_of_another_case_is_not_taken_back_here(app: flask.Flask) -> None:
    ana, of = cast("en")
    asked(of)
    browser, address = Browser(app, ana), f"/staff/cases/{of.key}/letters"
    page = browser.get(f"{address}/aside?event=document_asked")
    browser.submit(page, f"{address}/aside", {"reason": "told"}, FORM)
    made = LetterAside.get()
    other = Case.create(
        participant=of.participant, worker=ana, office=of.office_id, unit=of.unit_id,
        number="WTW-2009", program="wtw", enrolled_on=of.enrolled_on, display_name="X", locale="en",
    )  # fmt: skip
    browser.post(f"/staff/cases/{other.key}/letters/aside/{made.key}/back", {}, status=404)
    stranger = Browser(app, account("Ben Stone", unit="Unit 2"))
    stranger.post(f"{address}/aside/{made.key}/back", {}, status=404)
    stranger.post(f"{address}/aside", {"cause": "x"}, status=404)
    assert LetterAside.get().taken_back_at is None
