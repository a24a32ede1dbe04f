"""Mail that came back, as the office's clerks note it."""

import flask

from portal.models import LetterEvent, Office, Task
from portal.models.accounts import Role
from tests.browser import Browser
from tests.factories import account
from tests.operations.lettering import cast, draft, send

PLACE = "/staff/print/returned"


def test_a_clerk_notes_a_letter_by_its_number_and_sees_no_case(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    clerk = Browser(both_databases, account("Cleo Rick", Role.CLERICAL))
    page = clerk.get(PLACE)
    typed = {"letter_no": f" {letter.letter_no}", "detail": "Moved"}
    noted = clerk.follow(clerk.submit(page, PLACE, typed))
    assert "Noted. The worker looks for the address." in noted.text
    assert "Tran" not in noted.text
    event = LetterEvent.get(LetterEvent.kind == "returned")
    assert (event.letter_id, event.detail, event.account.name) == (letter.id, "Moved", "Cleo Rick")
    assert Task.get().case_id == of.id


def test_a_number_that_the_office_never_printed_is_refused_and_stays_typed(
    app: flask.Flask,
) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    elsewhere = Office.create(name="Spokane", address="1 Main", phone="", hours="")
    far = account("Faye Oak", Role.CLERICAL)
    type(far).update(office=elsewhere).where(type(far).id == far.id).execute()
    for who, number in ((far, letter.letter_no), (account("Cleo", Role.CLERICAL), "1-9")):
        browser = Browser(app, who)
        typed = {"letter_no": number}
        told = browser.submit(browser.get(PLACE), PLACE, typed, status=422)
        assert "never printed a letter with this number" in told.text
        assert told.form()["letter_no"] == number
    assert LetterEvent.select().where(LetterEvent.kind == "returned").count() == 0
