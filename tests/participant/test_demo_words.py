"""The demo's words between two people: some answered by the translator, the others waiting."""

import flask
import polib

from portal import resources
from portal.cli import extraction
from portal.demo import load
from portal.demo.stories.translations import ANSWERS, OLDER
from portal.locales import LOCALES
from portal.models import Case
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from tests.browser import Browser

PAGES = (
    "/standing", "/supports", "/appointments", "/hours", "/plan", "/letters", "/documents",
    "/contacts", "/messages", "/profile", "/tasks",
)  # fmt: skip


def test_some_personal_texts_of_the_demo_are_translated_and_others_wait(app: flask.Flask) -> None:
    load()
    rows = list(TextRequest.select())
    answered = {row.text: row.translation for row in rows if row.state == RequestState.ANSWERED}
    assert (ANSWERS | OLDER).items() <= answered.items()
    waiting = {(row.object_kind, row.target_locale) for row in rows if row.state != "answered"}
    assert (PersonalText.PLAN_ITEM, "vi") in waiting


def test_no_page_of_a_sanctioned_reader_of_khmer_says_what_staff_alone_read(
    app: flask.Flask,
) -> None:
    load()
    assert "km" in resources.current().config.locales
    catalog = polib.pofile(str(extraction.catalog_path(LOCALES["km"])))
    own = {one.msgid for one in catalog if extraction.is_for_participants(one)}
    english = {one.msgid for one in catalog if len(one.msgid) > 12} - own
    sokha = Case.get(Case.number == "WTW-1006").participant
    browser = Browser(app, sokha)
    said = {
        (at, (element.text or "").strip())
        for at in ("", *PAGES)
        for element in browser.get(f"/my{at}").all("main *")
    }
    assert {one for one in said if one[1] in english} == set()
