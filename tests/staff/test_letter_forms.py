"""The form of a draft: every kind of letter has an input for all that its sender fills in."""

import json

import flask

from portal import letter_kinds
from portal.models import Case, Letter
from portal.operations.letters import draft_letter
from tests.browser import Browser, Page
from tests.factories import NOON, case, participant
from tests.operations.lettering import ADDRESS, cast
from tests.rules.test_letter_kinds import drafted

FORM = "#letter-fields"


def here(of: Case, letter: Letter) -> str:
    return f"/staff/cases/{of.key}/letters/{letter.key}"


def kept(letter: Letter) -> dict[str, str]:
    """The values that a draft holds, without the empty ones."""
    raw: dict[str, str] = json.loads(Letter.get_by_id(letter.id).fields)
    return {name: value for name, value in raw.items() if value}


def ticked(page: Page) -> dict[str, list[str]]:
    """All boxes that are ticked, by name."""
    found: dict[str, list[str]] = {}
    for box in page.all(f"{FORM} input[type=checkbox][checked]"):
        found.setdefault(box.get("name"), []).append(box.get("value"))
    return found


def test_every_kind_has_an_input_for_each_field_and_saving_it_unchanged_changes_nothing(
    app: flask.Flask,
) -> None:
    ana, of = cast("en", "appointment")
    browser = Browser(app, ana)
    for kind in letter_kinds.kinds():
        letter = drafted(ana, of, kind)
        before = kept(letter)
        page = browser.get(here(of, letter))
        inputs = {each.get("name") for each in page.all(f"{FORM} [name]")}
        assert {f"field_{name}" for name in letter_kinds.own_fields(kind)} <= inputs, kind
        browser.submit(page, here(of, letter), ticked(page), FORM)
        assert kept(letter) == before, kind


def test_an_amount_a_choice_and_a_list_are_kept_as_they_were_typed(app: flask.Flask) -> None:
    ana, of = cast("en", "sanction")
    browser = Browser(app, ana)
    letter = drafted(ana, of, "sanction")
    page = browser.get(here(of, letter))
    assert page.form(FORM)["field_amount_from"] == "925.00"
    typed = {"field_amount_to": "0", "field_cure_steps": ["say_yes", "four_weeks"]}
    browser.submit(page, here(of, letter), typed, FORM)
    page = browser.get(here(of, letter))
    assert kept(letter)["amount_to"] == "0"
    assert kept(letter)["cure_steps"] == "say_yes\nfour_weeks"
    preview = page.words("#letter-preview")
    assert "It will be $0.00 a month." in preview
    assert "Take part for four weeks in a row." in preview
    assert "English class: Friday, October 30, 2026" in preview


def test_a_program_offers_its_own_letters_and_no_training_of_another_states_food_program(
    app: flask.Flask,
) -> None:
    ana, of = cast("en", "appointment")
    hoa = participant("Hoa Tran", "en", address=ADDRESS)
    away = Case.get_for(ana.actor, case(hoa, ana, program="dw", number="DW-2002").key)
    browser = Browser(app, ana)
    new = browser.get(f"/staff/cases/{away.key}/letters/new")
    offered = {each.get("value") for each in new.all('input[name="kind"]')}
    assert "case_closing" in offered
    assert "sanction" not in offered
    refused = {"kind": "sanction"}
    browser.submit(new, f"/staff/cases/{away.key}/letters", refused, status=422)
    for one, codes in ((of, {"", "offered", "not_offered"}), (away, {"", "not_offered"})):
        letter = draft_letter(ana.actor, case=one, kind="case_closing", at=NOON)
        page = browser.get(here(one, letter))
        options = page.all(f"{FORM} [name=field_food_training] option")
        assert {each.get("value") for each in options} == codes
