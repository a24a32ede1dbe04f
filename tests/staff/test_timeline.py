"""The line of time as pages show it: sentences, filters, a word looked for, and all of it on paper."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal.models import AuditEntry
from portal.models.accounts import Role
from portal.models.contacts import ReportKind
from portal.operations.contacts import record_contact
from portal.operations.notes import add_addendum
from portal.operations.reports import submit_report
from portal.policy.contacts import Direction, Way, classify
from portal.staff import timeline
from portal.words.story import contact_sentence
from tests.browser import Browser, Page
from tests.factories import account, as_actor
from tests.staff.test_cases import NOW, TODAY, call, noted, old_case


def told(page: Page) -> list[str]:
    """The sentences on a page."""
    return [" ".join(one.text_content().split()) for one in page.all(".entry-title")]


def busy(app: flask.Flask) -> tuple[Any, Any, Browser, str]:
    """A case with a call, a note and a report, its worker's browser, and its address."""
    ana = account()
    made = old_case(ana)
    noted(ana, made, call(ana, made, summary="Asked about the bus pass"))
    submit_report(
        as_actor(made.participant), case=made, kind=ReportKind.IN_TOUCH, answers={"how": "good"},
        locale="vi", at=NOW,
    )  # fmt: skip
    return ana, made, Browser(app, ana), f"/staff/cases/{made.key}"


@pytest.mark.parametrize(
    ("way", "direction", "answered", "said"),
    [
        (Way.TELEPHONE, Direction.FROM_STAFF, True, "Ana Ruiz called Hoa, and they spoke."),
        (Way.TELEPHONE, Direction.FROM_STAFF, False, "Ana Ruiz called Hoa and reached nobody."),
        (Way.TELEPHONE, Direction.FROM_PARTICIPANT, False, "Hoa called and reached nobody."),
        (Way.IN_PERSON, Direction.TWO_WAY, True, "Ana Ruiz and Hoa met in person."),
        (Way.VOICEMAIL, Direction.FROM_PARTICIPANT, False, "Hoa left a voicemail."),
        (Way.EMAIL, Direction.FROM_STAFF, False, "Ana Ruiz sent Hoa an e-mail."),
        (Way.TEXT, Direction.TWO_WAY, True,
         "Ana Ruiz sent Hoa a text message and had an answer."),
    ],
)  # fmt: skip
def test_a_contact_is_a_sentence_of_who_reached_whom(
    app: flask.Flask, way: Way, direction: Direction, answered: bool, said: str
) -> None:
    ana = account()
    made = old_case(ana)
    record_contact(
        ana.actor, case=made, occurred_on=TODAY, way=way, direction=direction, answered=answered,
        summary="", at=NOW,
    )  # fmt: skip
    assert said in told(Browser(app, ana).get(f"/staff/cases/{made.key}"))


def test_every_way_has_its_sentence_whoever_reached_out() -> None:
    for way in Way:
        for direction in Direction:
            for answered in (True, False):
                reason = classify(way, direction, answered).reason
                said = contact_sentence(way, direction, reason, "Ana", "Hoa")
                assert said.endswith(".")
                assert "%(" not in said
                assert "Hoa" in said


def test_several_kinds_are_chosen_one_after_the_other_and_taken_back(app: flask.Flask) -> None:
    _ana, _made, browser, path = busy(app)
    page = browser.get(path)
    assert len(told(page)) == 3
    page = browser.get(page.one("#kind-note").get("href"))
    page = browser.get(page.one("#kind-contact").get("href"))
    # Without the reports, the contact that a report was stands for itself.
    shown = sorted(one.get("class") for one in page.all(".entry"))
    assert shown == ["entry entry-contact", "entry entry-contact", "entry entry-note"]
    page = browser.get(page.one("#kind-note").get("href"))
    assert len(told(page)) == 2
    assert len(told(browser.get(page.one("#kind-all").get("href")))) == 3


def test_a_note_is_short_on_the_line_and_whole_where_all_texts_are_shown(app: flask.Flask) -> None:
    ana, made, browser, path = busy(app)
    noted(ana, made, purpose="word " * 80, results="The bus pass is there", key="m" * 16)
    short, whole = browser.get(path), browser.get(f"{path}?full=1")
    assert "The bus pass is there" not in short.text
    assert "…" in short.text
    assert "Results: The bus pass is there" in whole.text
    assert "…" not in whole.words("#timeline")


def test_a_note_with_an_addendum_says_so(app: flask.Flask) -> None:
    ana, made, browser, path = busy(app)
    note = noted(ana, made, purpose="First text", key="m" * 16)
    add_addendum(ana.actor, note=note, text="The day was another", at=NOW)
    assert "1 addendum" in browser.get(path).text


@pytest.mark.parametrize("query", ["?full=1", "?filters=1", "?kind=note&kind=report&full=1"])
def test_htmx_gets_that_part_of_the_same_page(app: flask.Flask, query: str) -> None:
    _ana, _made, browser, path = busy(app)
    whole, part = browser.get(path + query), browser.get(path + query, script=True)
    assert part.body.strip() in whole.body


def test_the_filters_keep_what_was_chosen_and_cost_one_look_more(app: flask.Flask) -> None:
    ana, _made, browser, path = busy(app)
    browser.get("/staff")
    page = browser.get(f"{path}?filters=1&kind=note&by={ana.key}&from={TODAY}&to={TODAY}")
    form = page.form("#timeline-filters")
    assert (form["kind"], form["by"]) == ("note", ana.key)
    assert (form["from"], form["to"]) == (str(TODAY), str(TODAY))
    assert told(page) == ["Ana Ruiz wrote a case note."]
    assert len(page.statements) <= 8
    empty = browser.get(f"{path}?to={TODAY - timedelta(days=400)}")
    assert "Nothing on the timeline is like that." in empty.text
    assert len(told(browser.get(f"{path}?from=nonsense&by=nobody&kind=x"))) == 0


def test_a_word_is_looked_for_in_all_that_one_may_read_and_stands_in_no_address(
    both_databases: flask.Flask,
) -> None:
    ana, made, browser, path = busy(both_databases)
    noted(ana, made, purpose="The clínica called", key="p" * 16, private_reason="hipaa")
    page = browser.get(f"{path}?filters=1")
    found = browser.submit(
        page, f"{path}/timeline", {"words": "CLINICA called"}, "#timeline-filters", status=200
    )
    assert len(told(found)) == 1
    assert 'href="' in found.body
    assert "clinica" not in " ".join(one.get("href") or "" for one in found.all("a")).lower()
    chief = Browser(both_databases, account("Sam Chief", Role.SUPERVISOR))
    none = chief.post(f"{path}/timeline", {"words": "clinica"}, status=200)
    assert told(none) == []
    paper = browser.post(f"{path}/timeline/print", {"words": "clinica"}, status=200)
    assert told(paper) == told(found)
    stranger = Browser(both_databases, account("Lee Park", unit="Unit 2"))
    stranger.post(f"{path}/timeline", {"words": "bus"}, status=404)


def test_all_that_is_asked_for_is_on_one_page_for_paper_and_the_rest_has_a_word(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, made, browser, path = busy(app)
    for n in range(1, 40):
        call(ana, made, n)
    paper = browser.get(f"{path}/timeline/print?full=1")
    assert len(told(paper)) == 42
    assert len(paper.statements) <= 8
    assert not paper.all(".pager")
    assert AuditEntry.get(AuditEntry.action == "view_timeline").case_id == made.id
    some = browser.get(f"{path}/timeline/print?kind=note")
    assert some.words(".facts-line dd") == "Notes"
    monkeypatch.setattr(timeline, "PRINTED", 5)
    cut = browser.get(f"{path}/timeline/print")
    assert len(told(cut)) == 5
    assert "These are the newest 5 entries." in cut.text


def test_a_page_of_a_case_links_only_to_what_its_reader_may_open(app: flask.Flask) -> None:
    _ana, made, browser, path = busy(app)
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    own, theirs = browser.get(path), chief.get(path)

    def words(page: Page) -> set[str]:
        return {one.get("href").rsplit("/", 1)[1] for one in page.all("nav.views a")} - {made.key}

    assert {"notes", "handover", "private-file"} <= words(own)
    assert "private-file" not in words(theirs)
    for page, who in ((own, browser), (theirs, chief)):
        for word in words(page):
            who.get(f"{path}/{word}")
