"""A draft can be seen as it will be printed: marked, kept nowhere, on record."""

import subprocess

import flask
import pytest

from portal import resources
from portal.models import AuditEntry, Letter
from portal.models.accounts import Role
from portal.models.letters import LetterState
from tests.browser import Browser
from tests.factories import account
from tests.operations.lettering import cast, draft, send, stored, words

MARK = "Draft, not sent"


def text_of(made: bytes) -> list[str]:
    """The text of each page, as a reader of PDF has it."""
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True
    )  # fmt: skip
    return read.stdout.decode().split("\f")[:-1]


def test_a_draft_is_seen_as_it_will_be_printed_in_the_participants_language(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    letter = draft(ana, of)
    browser, here = Browser(both_databases, ana), f"/staff/cases/{of.key}/letters/{letter.key}"
    link = browser.get(here).one("#letter-preview a[href$='/draft.pdf']").get("href")
    before = list(resources.current().storage.names())
    page = browser.get(link)
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Cache-Control"] == "no-store"
    assert f'filename="draft-{letter.letter_no}.pdf"' in page.headers["Content-Disposition"]
    said = text_of(page.response.data)
    assert all(MARK in each for each in said), "on every page"
    assert "Xin chào Hoa Tran" in said[0]
    assert any("Hello Hoa Tran" in each for each in said[1:]), "the English copy is behind it"
    assert list(resources.current().storage.names()) == before, "nothing is kept"
    now = Letter.get()
    assert (now.state, now.pdf, now.html) == (LetterState.DRAFT, "", "")
    assert AuditEntry.select().where(AuditEntry.action == "view_letter_draft").count() == 1
    sent = send(ana, letter)
    printed = [page.split() for page in words(stored(of, str(sent.pdf)))]
    assert len(said) == len(printed), "as many pages as are printed"
    assert not any(MARK in each for each in text_of(stored(of, str(sent.pdf))))


@pytest.mark.parametrize("query", ["", "?size=18"])
def test_who_reads_large_print_gets_it_large_and_others_where_it_is_asked_for(
    app: flask.Flask, query: str
) -> None:
    ana, of = cast("en", wants_large_print=not query)
    letter = draft(ana, of)
    small = draft(ana, of)
    Letter.update(is_large_print=False).where(Letter.id == small.id).execute()
    browser = Browser(app, ana)
    count = {
        one.id: len(text_of(browser.get(
            f"/staff/cases/{of.key}/letters/{one.key}/draft.pdf{asked}"
        ).response.data))
        for one, asked in ((letter, query), (small, ""))
    }  # fmt: skip
    assert count[letter.id] > count[small.id]


def test_what_a_draft_lacks_does_not_keep_it_from_being_looked_at(app: flask.Flask) -> None:
    ana, of = cast("vi", address="")
    letter = draft(ana, of, reply_by="", personal="Bring your sister.")
    watch = Browser(app, account("Mona Tor", Role.MONITOR))
    page = watch.get(f"/staff/cases/{of.key}/letters/{letter.key}/draft.pdf")
    assert "____" in "".join(text_of(page.response.data))


def test_a_letter_that_was_sent_has_its_own_file_and_no_draft(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    browser, here = Browser(app, ana), f"/staff/cases/{of.key}/letters/{letter.key}"
    told = browser.follow(browser.get(f"{here}/draft.pdf", status=303))
    assert "This letter was sent already." in told.text
    Browser(app, account("Ben Stone", unit="Unit 2")).get(f"{here}/draft.pdf", status=404)
