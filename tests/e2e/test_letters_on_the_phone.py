"""A letter on a small phone: what, by when and what to do stand on the first screen, in each script; without
JavaScript it is whole."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from werkzeug.serving import make_server

from portal import i18n, letter_kinds, letter_values
from portal.config import ROOT
from portal.letter_html import letter_html
from portal.models import Case, Letter, Participant
from portal.models.letters import LetterState
from portal.policy.composing import Part, compose
from portal.policy.language_help import lines_for
from tests.browser import Browser
from tests.e2e.conftest import PHONE
from tests.factories import NOON, account, case, participant
from tests.letters import samples

pytestmark = pytest.mark.xdist_group("live")

SCRIPTS = ("es", "ar", "km")
LOOKED_AT = ("appointment", "no_contact_30_days", "sanction")
# Where the last line of each must end, in pixels from the top of the screen.
FIRST_SCREEN = """() => ['.letter-what', '.letter-when', '.letter-do'].map(
    place => document.querySelector('.letter-short ' + place)?.getBoundingClientRect().bottom ?? 0)"""


@pytest.fixture
def served(app: flask.Flask) -> Iterator[str]:
    """The portal, answering a real browser from a thread of this process."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


def composed(kind: str, locale: str) -> Part:
    """A letter to the first of the sample people; a block without a starting text is in English."""
    english = samples.wording(kind, "en")
    words = [english]
    if (ROOT / "translations" / locale / "LC_MESSAGES" / "letters.po").exists():
        own = {context: text for context, text in samples.texts(kind, locale).items() if text}
        whole = {**english.texts, **own}
        words.insert(0, replace(samples.wording(kind, locale), texts=whole))
    raw = letter_values.samples_of(samples.kind(kind), 0)
    choices = letter_values.choices_of(samples.kind(kind), raw)
    help_lines = lines_for(samples.help_sheet(), locale)
    return compose(samples.kind(kind), words, choices=choices, help_lines=help_lines).parts[0]


def sent(of: Case, kind: str, locale: str, number: int) -> Letter:
    """A letter as it stands after it was sent, to the first of the sample people."""
    made: Letter = Letter.create(
        case=of, letter_no=f"{1000 + number}-4", kind=kind, locale=locale, created_at=NOON,
        html=letter_html(composed(kind, locale)), fields='{"meeting_on": "2036-12-01"}',
    )  # fmt: skip
    Letter.update(state=LetterState.SENT, sent_at=NOON).where(Letter.id == made.id).execute()
    return made


def phone_of(
    chromium: Chromium, app: flask.Flask, served: str, who: Participant, script: bool
) -> Page:
    """A small phone on which somebody is signed in."""
    cookie: Any = Browser(app, who).client.get_cookie("portal")
    context = chromium.new_context(viewport=PHONE, java_script_enabled=script, base_url=served)  # type: ignore[arg-type]
    context.add_cookies([{"name": "portal", "value": cookie.value, "url": served}])
    return context.new_page()


@pytest.mark.parametrize("locale", SCRIPTS)
def test_what_by_when_and_what_to_do_need_no_scrolling(
    browser: Chromium, app: flask.Flask, served: str, shots: Path, locale: str
) -> None:
    who = participant("Hoa Tran", locale, screen_locale=locale)
    of = case(who, account(phone="(510) 555-0142"))
    letters = [sent(of, kind, locale, number) for number, kind in enumerate(letter_kinds.kinds())]
    phone = phone_of(browser, app, served, who, script=False)
    low = []
    for letter in letters:
        phone.goto(f"/my/letters/{letter.key}")
        assert phone.get_attribute("html", "lang") in (locale, i18n.LOCALES[locale].tag)
        if letter.kind in LOOKED_AT:
            phone.screenshot(path=str(shots / f"letter-{letter.kind}-{locale}.png"))
        ends = phone.locator("html").evaluate(FIRST_SCREEN)
        if max(ends) > PHONE["height"] or 0 in ends:
            low.append((letter.kind, ends))
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert low == []
    phone.screenshot(path=str(shots / f"letter-whole-{locale}.png"), full_page=True)
    phone.context.close()
