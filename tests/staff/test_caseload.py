"""The caseload: who comes first, what each view holds, what a page costs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, AuditEntry, Case
from portal.models.accounts import Role
from portal.policy.deadlines import Deadline, DeadlineKind, urgency_key
from portal.reports import caseload
from portal.reports.caseload import Filters, View
from tests.browser import Browser
from tests.factories import account, case, participant

TODAY = clock.today("America/Los_Angeles")


def make(worker: Account, number: int, **kept: Any) -> Case:
    """A case whose kept columns are set as a test needs them."""
    person = participant(f"Person{number} Family{number:03}", locale=kept.pop("locale", "es"))
    made = case(person, worker, f"WTW-{number}", enrolled_on=TODAY - timedelta(days=60))
    if kept:
        Case.update(**kept).where(Case.id == made.id).execute()
    return Case.get_by_id(made.id)


def crowd(worker: Account, count: int) -> None:
    """Cases with every kind of deadline and language, none alike."""
    kinds = list(DeadlineKind)
    for n in range(count):
        make(
            worker, 2000 + n,
            next_deadline_on=TODAY + timedelta(days=n % 17 - 6), next_deadline_kind=kinds[n % 8],
            last_live_on=TODAY - timedelta(days=n % 31), live_due_on=TODAY + timedelta(days=n % 30),
            documents_waiting=n % 3, reports_waiting=n % 2, month=TODAY.strftime("%Y-%m"),
            month_minutes_done=n * 60, plan_status=["", "offered", "signed"][n % 3],
            locale=["es", "vi", "so", "ar"][n % 4],
        )  # fmt: skip


def names(page: Any) -> list[str]:
    """The case numbers of a page in their order."""
    return [one.text_content() for one in page.all("tbody th .sub")]


def test_the_next_deadline_comes_first_and_a_case_without_one_last(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    make(ana, 1, next_deadline_on=TODAY + timedelta(days=9), next_deadline_kind="attempt")
    make(ana, 2, next_deadline_on=None, next_deadline_kind="")
    make(ana, 3, next_deadline_on=TODAY - timedelta(days=2), next_deadline_kind="live_contact")
    page = Browser(both_databases, ana).get("/staff")
    assert names(page) == ["WTW-3", "WTW-1", "WTW-2"]
    assert "Live contact, 2 days late" in page.text


def test_the_order_in_sql_is_the_order_of_the_policy(both_databases: flask.Flask) -> None:
    ana = account()
    crowd(ana, 40)
    rows = caseload.page(ana.actor, Filters(size=80), TODAY)
    enrolled = TODAY - timedelta(days=60)

    def key(row: caseload.Row) -> tuple[date, int, date]:
        assert row.deadline_on is not None
        kind = DeadlineKind(row.deadline_kind)
        return urgency_key(Deadline(kind, row.deadline_on), enrolled, row.live_since)

    assert [key(row) for row in rows] == sorted(key(row) for row in rows)


def test_live_and_tried_are_two_columns_in_words(app: flask.Flask) -> None:
    ana = account()
    make(ana, 1, last_live_on=TODAY - timedelta(days=31), last_attempt_on=TODAY,
         live_due_on=TODAY - timedelta(days=1), attempt_due_on=TODAY + timedelta(days=30))  # fmt: skip
    page = Browser(app, ana).get("/staff")
    assert page.words('td[data-label="Live"]') == "31 days"
    assert page.one('td[data-label="Live"] span').get("class") == "late"
    assert page.words('td[data-label="Tried"]') == "today"


@pytest.mark.parametrize(
    ("view", "kept", "others"),
    [
        (View.DOCUMENTS, {"documents_waiting": 2}, {"documents_waiting": 0}),
        (View.PLAN, {"plan_status": "offered"}, {"plan_status": "signed"}),
        (View.NEEDS_ACTION, {"next_deadline_on": TODAY + timedelta(days=3)},
         {"next_deadline_on": TODAY + timedelta(days=4)}),
        (View.NO_LIVE_CONTACT, {"last_live_on": TODAY - timedelta(days=25)},
         {"last_live_on": TODAY - timedelta(days=24)}),
    ],
)  # fmt: skip
def test_a_saved_view_holds_its_cases_alone_and_counts_them(
    both_databases: flask.Flask, view: View, kept: dict[str, Any], others: dict[str, Any]
) -> None:
    ana = account()
    make(ana, 1, **kept)
    make(ana, 2, **others)
    page = Browser(both_databases, ana).get(f"/staff?view={view}")
    assert names(page) == ["WTW-1"]
    assert page.words('.views a[aria-current="page"] .count') == "1"


def test_every_filter_has_a_chip_that_takes_it_away(app: flask.Flask) -> None:
    ana = account()
    make(ana, 1, locale="vi", documents_waiting=1)
    make(ana, 2, locale="es", documents_waiting=1)
    browser = Browser(app, ana)
    page = browser.get("/staff?view=documents&language=vi&status=active&size=50")
    assert names(page) == ["WTW-1"]
    chips = {one.text_content().strip(): one.get("href") for one in page.all(".chip")}
    assert len(chips) == 3
    without = next(href for text, href in chips.items() if "Language" in text)
    assert without == "/staff?view=documents&status=active&size=50"
    assert names(browser.get(without)) == ["WTW-1", "WTW-2"]


def test_filters_that_make_no_sense_are_not_asked_for(app: flask.Flask) -> None:
    ana = account()
    make(ana, 1)
    page = Browser(app, ana).get("/staff?view=nonsense&status=x&size=9999&page=-4&language=%27")
    assert page.all(".empty") or names(page) == ["WTW-1"]


def test_the_last_page_is_shown_where_a_page_beyond_it_is_asked(app: flask.Flask) -> None:
    ana = account()
    crowd(ana, 30)
    page = Browser(app, ana).get("/staff?page=7")
    assert len(names(page)) == 5
    assert "26 to 30 of 30" in page.text


def test_what_htmx_gets_is_that_part_of_the_page(app: flask.Flask) -> None:
    ana = account()
    crowd(ana, 12)
    browser = Browser(app, ana)
    address = "/staff?view=documents&language=vi"
    whole, part = browser.get(address), browser.get(address, script=True)
    assert part.body.split('<div id="status"')[0].strip() in whole.body
    assert part.headers["HX-Push-Url"] == address
    assert "HX-Request" in whole.headers["Vary"]


def test_the_page_takes_the_same_few_statements_for_25_and_80_rows(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    crowd(ana, 80)
    browser = Browser(both_databases, ana)
    browser.get("/staff")
    few, many = browser.get("/staff?size=25"), browser.get("/staff?size=80")
    assert (len(names(few)), len(names(many))) == (25, 80)
    assert len(few.statements) == len(many.statements) <= 8


def test_eighty_rows_weigh_at_most_thirty_kilobytes_compressed(app: flask.Flask) -> None:
    ana = account()
    crowd(ana, 80)
    browser = Browser(app, ana)
    packed = browser.client.get("/staff?size=80", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.get_data()) <= 30 * 1024


def test_a_counselor_sees_their_cases_a_supervisor_the_unit_a_monitor_all(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    lee = account("Lee Park", unit="Unit 2")
    make(ana, 1)
    make(ana, 2, is_restricted=True)
    make(lee, 3)
    chief = account("Sam Chief", Role.SUPERVISOR)
    watch = account("Mona Tor", Role.MONITOR)
    seen = {
        who.name: sorted(names(Browser(both_databases, who).get("/staff")))
        for who in (ana, lee, chief, watch)
    }
    assert seen == {
        "Ana Ruiz": ["WTW-1", "WTW-2"], "Lee Park": ["WTW-3"], "Sam Chief": ["WTW-1"],
        "Mona Tor": ["WTW-1", "WTW-2", "WTW-3"],
    }  # fmt: skip


def test_who_does_no_casework_finds_a_calm_page(app: flask.Flask) -> None:
    make(account(), 1)
    for number, role in enumerate((Role.CLERICAL, Role.PROVIDER, Role.ADMINISTRATOR)):
        page = Browser(app, account(f"P{number} Q", role)).get("/staff")
        assert "Welcome" in page.words("h1")
        assert "Family001" not in page.text


def test_a_look_at_the_list_is_on_record(app: flask.Flask) -> None:
    ana = account()
    Browser(app, ana).get("/staff")
    assert AuditEntry.select().where(AuditEntry.action == "view_caseload").count() == 1


@pytest.fixture
def searching(app: flask.Flask) -> Callable[[str], Any]:
    """Searches as a counselor with two Families and one other."""
    ana = account()
    make(ana, 1)
    make(ana, 2)
    make(account("Lee Park"), 3)
    browser = Browser(app, ana)
    return lambda words: browser.post("/staff/search", {"words": words}, status=200)


def test_a_search_finds_parts_of_names_in_ones_own_cases_alone(
    searching: Callable[[str], Any],
) -> None:
    page = searching("family")
    assert names(page) == ["WTW-1", "WTW-2"]
    assert "Nothing found" in searching("100%").text


def test_a_search_that_finds_one_case_opens_it(app: flask.Flask) -> None:
    ana = account()
    made = make(ana, 1)
    make(ana, 2)
    page = Browser(app, ana).post("/staff/search", {"words": "WTW-1"})
    assert page.headers["Location"] == f"/staff/cases/{made.key}"


def test_a_name_is_shown_as_typed_and_never_as_markup(app: flask.Flask) -> None:
    ana = account()
    made = make(ana, 1, display_name='<img src=x> & "Co"')
    browser = Browser(app, ana)
    for path in ("/staff", f"/staff/cases/{made.key}/contacts/new"):
        page = browser.get(path)
        assert not page.all("tbody img")
        assert page.words("tbody th a") == '<img src=x> & "Co"'
