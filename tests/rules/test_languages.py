"""The rules of languages, at their edges, on both databases: LANG-1, LANG-2, LANG-5, LANG-6."""

import re
import unicodedata
from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock, dates, i18n
from portal.cli import extraction
from portal.config import SCREENS
from portal.locales import LOCALES, PSEUDO
from portal.models import Case, Participant
from portal.models.plans import ItemKind
from portal.models.tasks import TaskOwner
from portal.operations.messages.threads import send_message, send_own_message
from portal.operations.plans import activities, drafts, versions
from portal.operations.plans.activities import ActivityText
from portal.operations.tasks import add_task
from portal.policy.hours import Slot
from portal.words.phrases import ACTIVITIES, BANKS
from tests.browser import Browser, Element, Page
from tests.factories import account, as_actor, case, participant

TODAY = clock.today("America/Los_Angeles")
IN_ENGLISH = {
    "message": "The store manager will call you in the morning.",
    "task": "Ask Mrs. Bell about the evening class.",
    "plan": "Ride along with a driver on line 57.",
}
IN_ARABIC = "ابنتي مريضة. رقمها 12-345."


def told(locale: str = "ar") -> tuple[Any, Case, Participant]:
    """A case whose worker typed English in three places and whose reader answered in Arabic."""
    ana = account()
    person = participant("Amal Haddad", locale)
    made = case(person, ana, enrolled_on=TODAY - timedelta(days=20))
    at = clock.now()
    send_message(ana.actor, case=made, text=IN_ENGLISH["message"], at=at)
    send_own_message(as_actor(person), case=made, text=IN_ARABIC, locale="ar", at=at)
    add_task(
        ana.actor, case=made, owner=TaskOwner.PARTICIPANT, text=IN_ENGLISH["task"],
        due_on=TODAY + timedelta(days=5), at=at,
    )  # fmt: skip
    plan = drafts.begin_plan(ana.actor, case=made, starts_on=TODAY + timedelta(days=7), at=at)
    drafts.add_items(
        ana.actor, plan=plan, kind=ItemKind.GOAL_SHORT, phrases=("find_first_job",),
        text=IN_ENGLISH["plan"], due_on=None, above=None, at=at,
    )  # fmt: skip
    slots = (Slot(0, 540, 780),)
    starts_on = TODAY + timedelta(days=7)
    activities.write_activity(
        ana.actor, plan=plan, at=at, version=0, activity=None,
        text=ActivityText("english_class", "", "", starts_on, None, slots, 0),
    )  # fmt: skip
    versions.offer_plan(ana.actor, plan=plan, at=at)
    return ana, made, person


def said_in(page: Page, text: str) -> set[tuple[str, str]]:
    """The languages and directions that a text stands in, wherever the page has it."""
    inner = [
        element
        for element in page.tree.iter()
        if isinstance(element.tag, str)
        and text in " ".join(element.text_content().split())
        and not any(
            isinstance(below.tag, str) and text in " ".join(below.text_content().split())
            for below in element
        )
    ]
    return {(_nearest(element, "lang"), _nearest(element, "dir")) for element in inner}


def _nearest(element: Element, name: str) -> str:
    own = element.get(name)
    around = (parent.get(name) for parent in element.iterancestors())
    return own or next((value for value in around if value), "")


def test_lang_1_every_text_has_a_known_language_and_every_foreign_passage_says_its_own(
    both_databases: flask.Flask,
) -> None:
    _ana, _made, person = told()
    phone = Browser(both_databases, person)
    seen: dict[str, set[tuple[str, str]]] = {name: set() for name in (*IN_ENGLISH, "own")}
    for path in ("/my", "/my/messages", "/my/plan", "/my/contacts", "/my/calendar"):
        if path not in {rule.rule for rule in both_databases.url_map.iter_rules()}:
            continue
        page = phone.get(path)
        assert (page.tree.get("lang"), page.tree.get("dir")) == ("ar", "rtl")
        for name, text in (*IN_ENGLISH.items(), ("own", IN_ARABIC)):
            seen[name] |= said_in(page, text)
    assert all(seen.values()), seen
    for name in IN_ENGLISH:
        assert {lang for lang, _dir in seen[name]} == {"en"}, name
        assert {way for _lang, way in seen[name]} <= {"ltr", "auto"}, name
    assert {lang for lang, _dir in seen["own"]} == {"ar"}

    # Read in English by somebody who helps: now the Arabic words are the foreign ones.
    phone.post("/language", {"locale": "en", "next": "/my/messages"})
    page = phone.get("/my/messages")
    assert (page.tree.get("lang"), page.tree.get("dir")) == ("en", "ltr")
    ((lang, way),) = said_in(page, IN_ARABIC)
    assert lang == "ar"
    assert way in ("rtl", "auto")

    # A language that the portal does not know is never put on a page.
    phone.post("/language", {"locale": "xx", "next": "/my"})
    assert phone.get("/my").tree.get("lang") == "en"


def test_lang_2_what_staff_choose_is_in_the_phrase_banks_and_reaches_people_whole(
    both_databases: flask.Flask,
) -> None:
    banks: dict[Any, Any] = {**BANKS, "activity": ACTIVITIES}
    for tag in SCREENS:
        known = i18n.catalog(tag).texts
        for name, bank in banks.items():
            missing = [str(code) for code, words in bank.items() if _english(words) not in known]
            assert tag == "en" or not missing, f"{tag}, {name}: {missing}"

    _ana, _made, person = told("es")
    page = Browser(both_databases, person).get("/my/plan")
    for words in (BANKS[ItemKind.GOAL_SHORT]["find_first_job"], ACTIVITIES["english_class"]):
        with i18n.use("es"):
            in_spanish = str(words)
        assert in_spanish != _english(words)
        assert in_spanish in page.text
        assert _english(words) not in page.text


def _english(words: Any) -> str:
    with i18n.use("en"):
        return str(words)


def test_lang_5_dates_are_in_words_digits_western_and_nothing_is_mirrored(
    both_databases: flask.Flask,
) -> None:
    for tag, spec in LOCALES.items():
        for on in (TODAY, TODAY.replace(year=2028, month=2, day=29)):
            written = (
                dates.day(on, tag), dates.short_day(on, tag), dates.near_day(on, tag),
                dates.month(on, tag), dates.clock_time(879, tag),
            )  # fmt: skip
            digits = [sign for sign in "".join(written) if unicodedata.category(sign) == "Nd"]
            assert set(digits) <= set("0123456789"), tag
            if spec.is_in_cldr:
                weekday = dates.weekday(on.weekday(), tag)
                assert weekday.casefold() in dates.day(on, tag).casefold(), tag

    _ana, made, person = told()
    page = Browser(both_databases, person).get("/my/messages")
    assert made.worker.name in page.text
    _isolated(page, made.worker.name)
    phone_number = re.search(r"\(\d{3}\) \d{3}-\d{4}", page.text)
    assert phone_number
    _isolated(page, phone_number.group())


def _isolated(page: Page, value: str) -> None:
    """Each place of a value on a page that runs the other way is kept apart from its neighbours."""
    for element in page.tree.iter():
        own = [element.text, *(below.tail for below in element)]
        for text in own:
            if isinstance(element.tag, str) and text and value in text:
                before, _, after = text.partition(value)
                is_alone = not (before + after).strip("\u2066\u2068\u2069 \n")
                is_marked = element.tag == "bdi" or element.get("dir") in ("ltr", "auto")
                kept = before.endswith(("\u2066", "\u2068")) and after.startswith("\u2069")
                assert kept or is_marked or is_alone, f"{element.tag}: {text!r}"


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_lang_6_the_language_is_changed_on_any_page_and_kept(
    both_databases: flask.Flask, is_signed_in: bool
) -> None:
    _ana, made, person = told("es")
    phone = Browser(both_databases, person if is_signed_in else None)
    paths = ["/", "/help", "/my/start", "/my/sign-in"]
    if is_signed_in:
        paths = ["/my", "/my/contacts/new/in-touch/how", "/my/contacts", "/my/plan", "/my/messages"]
    for path in paths:
        menu = phone.get(path).one("form[data-language-menu]")
        offered = [button.get("value") for button in menu.cssselect("button")]
        assert offered == [tag for tag in SCREENS if tag not in PSEUDO]
        for button in menu.cssselect("button"):
            assert button.get("lang") == button.get("value")
            assert button.text_content() == LOCALES[button.get("value")].own_name
        changed = phone.post("/language", {"locale": "vi", "next": _next(menu)})
        assert changed.headers["Location"] == path
        assert phone.get(path).tree.get("lang") == "vi"
        phone.post("/language", {"locale": "es", "next": path})
    phone.post("/language", {"locale": "so", "next": "/my"})
    if is_signed_in:
        # Remembered for the person, not for the browser alone; letters keep the written language.
        other = Browser(both_databases, Participant.get_by_id(person.id))
        assert other.get("/my").tree.get("lang") == "so"
        assert Case.get_by_id(made.id).participant.written_locale == "es"


def _next(menu: Element) -> str:
    (field,) = menu.cssselect("input[name=next]")
    return str(field.get("value"))


def test_every_language_of_the_first_tier_has_its_screens() -> None:
    first = [tag for tag, spec in LOCALES.items() if spec.tier == 1]
    assert set(first) <= set(SCREENS)
    assert {spec.tag for spec in extraction.translated_languages()} == set(SCREENS) - {"en"}
