"""The telephone of free language help: a setting before signing in, then one's own office's."""

from dataclasses import replace
from typing import Any

import flask
import pytest

from portal import create_app
from portal.config import DEMO_PHONE, Config
from portal.models import Office
from tests.browser import Browser
from tests.factories import account, case, participant


def called(page: Any) -> str:
    """The number at the foot of a page, empty for none."""
    links = [one for one in page.all("footer a[href^='tel:']") if one.getparent().tag == "span"]
    return str(links[0].text_content()) if links else ""


def test_a_demo_has_a_number_and_a_real_portal_its_own() -> None:
    assert Config.from_env({}).public_phone == DEMO_PHONE
    assert Config.from_env({"PORTAL_ENV": "production"}).public_phone == ""
    own = Config.from_env({"PORTAL_ENV": "production", "PORTAL_HELP_PHONE": "(206) 555-0177"})
    assert own.public_phone == "(206) 555-0177"


@pytest.mark.parametrize("path", ["/", "/help", "/my/start", "/my/sign-in"])
def test_public_pages_show_the_number_of_the_setting(config: Config, path: str) -> None:
    page = Browser(create_app(replace(config, help_phone="(206) 555-0177"))).get(path)
    assert called(page) == "(206) 555-0177"


def test_a_participant_sees_the_number_of_their_own_office(app: flask.Flask) -> None:
    made = case(participant(locale="en"), account())
    browser = Browser(app, made.participant)
    before = len(browser.get("/my").statements)
    Office.update(phone="(510) 555-0188").execute()
    page = browser.get("/my")
    assert called(page) == "(510) 555-0188"
    assert len(page.statements) == before
