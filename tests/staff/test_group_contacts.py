"""A workshop recorded for all who were there."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, AuditEntry, Case, Contact, GroupContact
from portal.models.accounts import Role
from portal.policy.contacts import Way
from tests.browser import Browser, Page
from tests.factories import account, case, participant

TODAY = clock.today("America/Los_Angeles")
ENROLLED = TODAY - timedelta(days=40)
ABOUT = {"title": "Résumé workshop", "place": "Room 2", "summary": "How to write one."}
POST = "/staff/group-contacts"


def crowd(who: Account, count: int, word: str = "WTW") -> list[Case]:
    """Cases of one worker."""
    return [
        case(participant(f"Rosa {word}{n:02}"), who, f"{word}-{n}", ENROLLED) for n in range(count)
    ]


def filled(page: Page, there: list[Case], **changes: Any) -> dict[str, Any]:
    """The form with these ticked."""
    return page.form() | ABOUT | {"act": "record", "present": [one.key for one in there]} | changes


def test_those_who_are_ticked_and_those_who_are_pasted_are_recorded_in_one_step(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    mine = crowd(ana, 5)
    browser = Browser(both_databases, ana)
    form = browser.get("/staff/group-contacts/new")
    sent = browser.post(POST, filled(form, mine[:2], numbers="wtw-3, WTW-4\n\nWTW-3"))
    page = browser.follow(sent)
    assert "Recorded for 4 people" in page.text
    assert not page.all(".notice-warning")
    assert [one.way for one in Contact.select()] == [Way.GROUP] * 4
    timeline = browser.get(f"/staff/cases/{mine[3].key}")
    assert "Résumé workshop" in timeline.text
    assert "How to write one." in timeline.text
    assert "has no finished note" not in timeline.text, "the group's summary is its note"
    assert AuditEntry.select().where(AuditEntry.action == "record_contact").count() == 4


def test_who_is_not_of_the_caseload_is_left_out_and_named_and_nothing_of_them_is_told(
    both_databases: flask.Flask,
) -> None:
    ana, bo = account(), account("Bo Lind")
    mine, theirs = crowd(ana, 2), crowd(bo, 1, "DW")
    young = case(participant("Luz Vega"), ana, "WTW-77", TODAY)
    browser = Browser(both_databases, ana)
    form = browser.get("/staff/group-contacts/new")
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    sent = browser.post(
        POST,
        filled(form, [mine[0], theirs[0]], numbers="DW-0 WTW-77 NOBODY", occurred_on=yesterday),
    )
    page = browser.follow(sent)
    assert "Recorded for 1 person" in page.text
    left_out = [one.text_content() for one in page.all(".notice-warning li")]
    assert left_out == [
        "DW-0: not a case of your caseload", "NOBODY: not a case of your caseload",
        "Somebody who was ticked: not a case of your caseload",
        "WTW-77: the case began after this day",
    ]  # fmt: skip
    assert "DW00" not in page.text, "a stranger's name"
    assert [one.case_id for one in Contact.select()] == [mine[0].id]
    assert Case.get_by_id(young.id).last_touched_on is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"occurred_on": (TODAY + timedelta(days=1)).isoformat()}, "This day has not come yet."),
        ({"present": [], "numbers": "NOBODY"}, "Nobody of your caseload is left"),
        ({"summary": "x" * 10_001}, "This is too long."),
    ],
)
def test_what_was_typed_and_ticked_stays_when_it_is_refused(
    app: flask.Flask, changes: dict[str, Any], said: str
) -> None:
    ana = account()
    mine = crowd(ana, 3)
    browser = Browser(app, ana)
    form = browser.get("/staff/group-contacts/new")
    page = browser.post(POST, filled(form, mine[1:2], **changes), 422)
    assert said in page.text
    ticked = [one.get("value") for one in page.all("input[name=present][checked]")]
    assert ticked == changes.get("present", [mine[1].key])
    assert page.form()["place"] == "Room 2"
    assert Contact.select().count() == GroupContact.select().count() == 0


def test_the_list_is_narrowed_by_name_and_who_is_ticked_stays(app: flask.Flask) -> None:
    ana = account()
    mine = [*crowd(ana, 3), case(participant("Dolores Núñez"), ana, "DW-9", ENROLLED)]
    closed = case(participant("Luz Vega"), ana, "WTW-77", ENROLLED, status="closed")
    browser = Browser(app, ana)
    form = browser.get("/staff/group-contacts/new")
    assert closed.key not in {one.get("value") for one in form.all("input[name=present]")}
    page = browser.post(POST, filled(form, mine[:1], act="narrow", words="nunez"), 200)
    assert [one.get("value") for one in page.all("input[name=present]")] == [
        mine[3].key, mine[0].key,
    ]  # fmt: skip
    assert "2 cases of your caseload are not shown." in page.text
    assert page.form()["title"] == ABOUT["title"]
    assert Contact.select().count() == 0


def test_the_same_form_sent_twice_records_one_group(app: flask.Flask) -> None:
    ana = account()
    mine = crowd(ana, 2)
    browser = Browser(app, ana)
    values = filled(browser.get("/staff/group-contacts/new"), mine)
    first, second = browser.post(POST, values), browser.post(POST, values)
    assert first.headers["Location"] == second.headers["Location"]
    assert Contact.select().count() == 2


def test_only_who_recorded_it_sees_it_and_only_who_works_cases_may_record(
    app: flask.Flask,
) -> None:
    ana = account()
    mine = crowd(ana, 1)
    browser = Browser(app, ana)
    sent = browser.post(POST, filled(browser.get("/staff/group-contacts/new"), mine))
    Browser(app, account("Bo Lind")).get(sent.headers["Location"], 404)
    for name, role in (("Mona Tor", Role.MONITOR), ("Sam Chief", Role.SUPERVISOR)):
        Browser(app, account(name, role)).get("/staff/group-contacts/new", 403)


def test_the_pages_take_the_same_few_statements_for_3_and_30(both_databases: flask.Flask) -> None:
    ana = account()
    crowd(ana, 3)
    browser = Browser(both_databases, ana)
    browser.get("/staff/group-contacts/new")
    few = browser.get("/staff/group-contacts/new")
    more = crowd(ana, 27, "DW")
    many = browser.get("/staff/group-contacts/new")
    assert len(many.all("input[name=present]")) == 30
    assert len(few.statements) == len(many.statements) <= 8
    shown = browser.follow(browser.post(POST, filled(many, more)))
    assert len(shown.statements) <= 8
    before = browser.get("/staff/group-contacts/new").words("section ul")
    assert before.startswith("Résumé workshop")
    assert before.endswith("27 people")
