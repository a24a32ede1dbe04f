"""The participant's own page."""

import flask
import pytest

from portal.models import Participant
from tests.browser import Browser
from tests.factories import account, case, participant


@pytest.fixture
def maria(app: flask.Flask) -> Browser:
    """Maria on her own phone."""
    person = participant(locale="en", phone="+15105550100", address="12 Oak St")
    case(person, account())
    return Browser(app, person)


def test_the_page_shows_who_one_is_and_how_one_is_reached(maria: Browser) -> None:
    page = maria.get("/my/profile")
    for words in ("Maria Lopez", "WTW-1001", "(510) 555-0100", "12 Oak St"):
        assert words in page.text
    assert "Lopez" not in page.words("title")
    assert len(page.statements) <= 8


def test_the_language_of_letters_can_be_changed(maria: Browser) -> None:
    page = maria.get("/my/profile")
    sent = maria.submit(
        page, "/my/profile", {"written_locale": "vi", "wants_large_print": "y"},
        selector="form:has([name=written_locale])",
    )  # fmt: skip
    assert "Your wishes are saved." in maria.follow(sent).text
    person = Participant.get()
    assert (person.written_locale, person.spoken_locale) == ("vi", "en")
    assert (person.wants_large_print, person.wants_text_messages) == (True, True)


def test_text_messages_can_be_switched_off(maria: Browser) -> None:
    fields = maria.get("/my/profile").form("form:has([name=written_locale])")
    fields.pop("wants_text_messages")
    maria.post("/my/profile", fields)
    assert Participant.get().wants_text_messages is False


def test_a_language_the_portal_does_not_know_is_refused_at_its_field(maria: Browser) -> None:
    page = maria.get("/my/profile")
    page = maria.submit(page, "/my/profile", {"written_locale": "xx"}, status=422)
    assert "Please choose one of the answers." in page.words("#written_locale-error")
    assert Participant.get().written_locale == "en"


def test_address_and_phone_change_through_a_report(maria: Browser) -> None:
    page = maria.get("/my/profile")
    assert page.all("a[href='/my/contacts/new/address']")


def test_a_shared_phone_is_told_so(app: flask.Flask, maria: Browser) -> None:
    assert "Then press Sign out each time." in maria.get("/my/profile").text
    shared = Browser(app, Participant.get(), is_shared=True)
    assert "We sign you out after 10 minutes." in shared.get("/my/profile").text
