"""Letters as participants read them."""

import flask

from portal.models import Letter, Task
from tests.browser import Browser
from tests.factories import account, case, participant
from tests.operations.lettering import cast, draft, send


def test_a_new_letter_is_marked_until_it_was_read(both_databases: flask.Flask) -> None:
    ana, of = cast("en")
    letter = send(ana, draft(ana, of))
    browser = Browser(both_databases, of.participant)
    assert browser.get("/my/letters").words(".tag") == "New"
    page = browser.get(f"/my/letters/{letter.key}")
    assert "Please get in touch by Friday, December 4, 2026." in page.text
    back = browser.submit(page, f"/my/letters/{letter.key}/read")
    page = browser.follow(back)
    assert not page.all(".tasks .tag")
    assert Letter.get().read_at is not None


def test_a_translated_letter_has_its_english_copy_one_link_away(app: flask.Flask) -> None:
    ana, of = cast("ar")
    letter = send(ana, draft(ana, of))
    browser = Browser(app, of.participant)
    page = browser.get(f"/my/letters/{letter.key}")
    assert page.one(".letter-part").get("dir") == "rtl"
    copy = browser.get(f"/my/letters/{letter.key}?copy=en")
    assert copy.one(".letter-part").get("lang") == "en"
    assert "Please get in touch with us" in copy.text


def test_what_by_when_and_what_to_do_come_first(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    page = Browser(app, of.participant).get(f"/my/letters/{letter.key}")
    order = [section.get("class") for section in page.all(".letter-part section")]
    assert order[:4] == ["letter-opening", "letter-what", "letter-when", "letter-do"]
    assert page.all('.letter-part a[href="tel:510555-0142"]')


def test_the_files_come_as_attachments(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    browser = Browser(app, of.participant)
    for ending in (".pdf", ".large.pdf"):
        page = browser.get(f"/my/letters/{letter.key}{ending}")
        assert page.headers["Content-Disposition"].startswith("attachment")
        assert page.response.data[:5] == b"%PDF-"


def test_who_does_not_understand_is_called(app: flask.Flask) -> None:
    ana, of = cast("en")
    letter = send(ana, draft(ana, of))
    browser = Browser(app, of.participant)
    page = browser.get(f"/my/letters/{letter.key}")
    for _tap in range(2):
        told = browser.submit(page, f"/my/letters/{letter.key}/explain")
    assert "They will call you" in browser.follow(told).text
    assert [task.text for task in Task.select()] == [
        f"Explain letter {letter.letter_no}: the participant does not understand it"
    ]


def test_a_draft_and_somebody_elses_letter_are_not_there(app: flask.Flask) -> None:
    ana, of = cast("vi")
    begun, sent = draft(ana, of), send(ana, draft(ana, of))
    Browser(app, of.participant).get(f"/my/letters/{begun.key}", status=404)
    other = participant("Jo Park", "en")
    case(other, account("Ben Stone"), number="WTW-1010")
    stranger = Browser(app, other)
    for ending in ("", ".pdf", ".large.pdf"):
        stranger.get(f"/my/letters/{sent.key}{ending}", status=404)
    for act in ("read", "explain"):
        stranger.post(f"/my/letters/{sent.key}/{act}", {}, status=404)


def test_a_letter_that_was_corrected_leads_to_the_new_one(app: flask.Flask) -> None:
    from portal.operations.letters import correct_letter
    from tests.factories import NOON

    ana, of = cast("vi")
    first = send(ana, draft(ana, of))
    second = send(ana, correct_letter(ana.actor, letter=first, at=NOON))
    page = Browser(app, of.participant).get(f"/my/letters/{first.key}")
    assert page.all(f'.notice a[href="/my/letters/{second.key}"]')


def test_the_list_takes_as_many_statements_with_ten_letters_as_with_two(app: flask.Flask) -> None:
    ana, of = cast("vi")
    browser = Browser(app, of.participant)

    def count(letters: int) -> int:
        for _one in range(letters):
            send(ana, draft(ana, of))
        return len(browser.get("/my/letters").statements)

    first = count(2)
    assert count(8) == first
    assert first <= 8
