"""A case's letters as staff write, look at and send them."""

import flask
import pytest

from portal import clock
from portal.models import Case, Letter
from portal.models.accounts import Role
from portal.models.letters import LetterState
from portal.operations.letters import correct_letter, draft_letter, save_letter_fields
from portal.operations.letters.leaving import UNDO, let_letters_leave
from tests.browser import Browser
from tests.factories import NOON, account, case
from tests.operations.lettering import FIELDS, cast, draft, send

SEND = "#letter-fields"


def here(of: Case, letter: Letter) -> str:
    return f"/staff/cases/{of.key}/letters/{letter.key}"


def test_a_letter_is_begun_looked_at_and_sent_without_a_script(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    browser = Browser(both_databases, ana)
    form = browser.get(f"/staff/cases/{of.key}/letters/new")
    begun = browser.submit(form, f"/staff/cases/{of.key}/letters", {"kind": "no_contact_30_days"})
    page = browser.follow(begun)
    letter = Letter.get()
    assert page.all('.pane [lang="vi"]')
    assert page.all('.pane [lang="en"]')
    browser.submit(page, f"{here(of, letter)}/send", selector=SEND)
    page = browser.get(here(of, letter))
    assert Letter.get().state == LetterState.WAITING
    assert Letter.get().html_sha256 in page.text
    assert not page.all("#letter-fields")
    let_letters_leave(at=clock.now() + UNDO)
    assert Letter.get().state == LetterState.SENT
    assert Letter.get().html_sha256 in browser.get(here(of, letter)).text


def test_a_changed_field_is_kept_and_the_preview_is_a_part_of_the_page(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = draft(ana, of)
    browser = Browser(app, ana)
    page = browser.get(here(of, letter))
    fields = {"field_reply_by": "2096-01-16"}
    part = browser.submit(page, here(of, letter), fields, SEND, status=200, script=True)
    assert part.tree.cssselect("#letter-preview")
    assert "Monday, January 16, 2096" in part.text
    whole = browser.get(here(of, letter))
    assert whole.words("#letter-preview") == part.words("#letter-preview")


def test_what_was_changed_since_it_was_looked_at_is_shown_before_it_is_sent(
    app: flask.Flask,
) -> None:
    ana, of = cast("vi")
    letter = draft(ana, of)
    browser = Browser(app, ana)
    page = browser.get(here(of, letter))
    told = browser.submit(page, f"{here(of, letter)}/send", {"field_reply_by": "2096-01-16"}, SEND)
    page = browser.follow(told)
    assert "You changed something." in page.text
    assert Letter.get().state == LetterState.DRAFT
    browser.submit(page, f"{here(of, letter)}/send", selector=SEND)
    assert Letter.get().state == LetterState.WAITING


def test_what_stops_a_letter_is_said_in_words_and_there_is_no_button(app: flask.Flask) -> None:
    ana, of = cast("vi", address="")
    letter = draft(ana, of, reply_by="2020-01-15", personal="Bring your sister.")
    browser = Browser(app, ana)
    page = browser.get(here(of, letter))
    said = page.words(".checks")
    assert "Mailing address: There is no mailing address on the case." in said
    assert "Last day to get in touch: This day is past." in said
    assert "waits for its translation into Vietnamese" in said
    assert not page.all("#send-letter")
    refused = browser.submit(page, f"{here(of, letter)}/send", selector=SEND, status=422)
    assert "This day is past." in refused.text
    assert Letter.get().state == LetterState.DRAFT


def test_a_date_that_is_none_stays_in_the_form_with_what_is_wrong(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = draft(ana, of)
    browser = Browser(app, ana)
    page = browser.get(here(of, letter))
    wrong = browser.submit(page, here(of, letter), {"field_reply_by": "soon"}, SEND, status=422)
    assert "Please give a date" in wrong.text
    assert Letter.get().fields == letter.fields


def test_a_language_without_a_release_is_told_before_sending(app: flask.Flask) -> None:
    ana, of = cast("km")
    page = Browser(app, ana).get(here(of, draft(ana, of)))
    assert "There is no approved text in Khmer." in page.words(".checks")
    assert len(page.all(".pane")) == 2


def test_the_files_are_attachments_that_nothing_runs_in(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    for ending in (".pdf", ".large.pdf"):
        page = Browser(app, ana).get(here(of, letter) + ending)
        assert page.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in page.headers["Content-Security-Policy"]
        assert page.headers["Cache-Control"] == "no-store"
        assert page.response.data[:5] == b"%PDF-"


def test_a_draft_has_no_file(app: flask.Flask) -> None:
    ana, of = cast("vi")
    Browser(app, ana).get(here(of, draft(ana, of)) + ".pdf", status=404)


def test_a_correction_is_begun_on_the_page_of_the_sent_letter(app: flask.Flask) -> None:
    ana, of = cast("vi")
    first = send(ana, draft(ana, of, reply_by="2096-01-16"))
    browser = Browser(app, ana)
    begun = browser.submit(browser.get(here(of, first)), f"{here(of, first)}/correct")
    page = browser.follow(begun)
    assert f"This letter replaces letter number {first.letter_no}." in page.text
    second = Letter.get(Letter.supersedes == first.id)
    browser.submit(page, f"{here(of, second)}/send", selector=SEND)
    let_letters_leave(at=clock.now() + UNDO)
    page = browser.get(here(of, first))
    assert f"Letter {second.letter_no} replaces it" in page.text


def test_another_units_worker_finds_no_letter(app: flask.Flask) -> None:
    ana, of = cast("vi")
    sent, begun = send(ana, draft(ana, of)), draft(ana, of)
    stranger = Browser(app, account("Ben Stone", unit="Unit 2"))
    for address in (here(of, sent), here(of, begun), here(of, sent) + ".pdf",
                    f"/staff/cases/{of.key}/letters"):  # fmt: skip
        stranger.get(address, status=404)
    for act in ("/send", "/correct", "/discard", ""):
        stranger.post(here(of, begun) + act, {}, status=404)


def test_a_letter_is_not_found_below_another_case(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    other = case(worker=ana, number="WTW-1009")
    Browser(app, ana).get(here(other, letter), status=404)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MONITOR])
def test_who_may_only_read_sees_no_button(app: flask.Flask, role: Role) -> None:
    ana, of = cast("vi")
    letter, begun = send(ana, draft(ana, of)), draft(ana, of)
    browser = Browser(app, account("Olu Bello", role))
    assert not browser.get(here(of, letter)).all("main form")
    assert not browser.get(here(of, begun)).all("main form")
    browser.post(f"{here(of, begun)}/send", {}, status=404)


def test_the_list_takes_as_many_statements_with_ten_letters_as_with_two(app: flask.Flask) -> None:
    ana, of = cast("vi")
    browser = Browser(app, ana)
    address = f"/staff/cases/{of.key}/letters"

    def count(letters: int) -> int:
        for _one in range(letters):
            send(ana, draft(ana, of))
        return len(browser.get(address).statements)

    first = count(2)
    assert count(8) == first
    assert first <= 8


def test_a_letters_page_takes_eight_statements_whatever_it_holds(
    both_databases: flask.Flask,
) -> None:
    """A sent one, and a correction with a note that waits for its translator."""
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    again = correct_letter(ana.actor, letter=sent, at=NOON)
    save_letter_fields(
        ana.actor, letter=again, fields=FIELDS[again.kind], personal_text="See you.", at=NOON
    )
    browser = Browser(both_databases, ana)
    corrected, begun = browser.get(here(of, sent)), browser.get(here(of, again))
    assert "Vietnamese, release 1" in corrected.text
    assert "Ana" in corrected.text
    assert sent.letter_no in begun.text
    assert max(len(corrected.statements), len(begun.statements)) <= 8


def test_an_appointment_has_an_input_for_each_type(app: flask.Flask) -> None:
    ana, of = cast("en", "appointment")
    made = draft_letter(ana.actor, case=of, kind="appointment", at=NOON)
    save_letter_fields(
        ana.actor, letter=made, fields=FIELDS["appointment"] | {"meeting_on": "2096-01-16"},
        personal_text="", at=NOON,
    )  # fmt: skip
    browser = Browser(app, ana)
    page = browser.get(here(of, made))
    form = page.form(SEND)
    assert form["field_meeting_at"] == "10:30"
    assert form["field_meeting_kind"] == "support_team"
    assert "You will not lose any money" in page.words("#letter-preview")
    browser.submit(page, here(of, made), {"field_meeting_kind": "plan_meeting"}, SEND)
    page = browser.get(here(of, made))
    assert "You will not lose any money" not in page.words("#letter-preview")
    assert "Monday, January 16, 2096, at 10:30 AM" in page.words("#letter-preview")
