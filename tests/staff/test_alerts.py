"""The alerts' page and the strip of the day: what stands, for whom, and that it goes by itself."""

from datetime import timedelta

import flask
import pytest

from portal import clock
from portal.models import Account, Case
from portal.models.accounts import Role
from portal.models.tasks import TaskOwner
from portal.operations import tasks
from portal.policy.alerts import AlertKind
from portal.reports import alerts
from tests.browser import Browser, counted
from tests.factories import NOON, account, case, participant

TODAY = clock.today("America/Los_Angeles")


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def late(ana: Account) -> Case:
    """Her case, whose live contact and attempt are three days late."""
    return case(participant(), ana, enrolled_on=TODAY - timedelta(days=33))


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


def test_nothing_due_says_so(browser: Browser) -> None:
    assert "Nothing is due." in browser.get("/staff/alerts").text


def test_an_alert_names_what_whom_and_since_when_and_leads_to_where_it_is_done(
    browser: Browser, late: Case
) -> None:
    page = browser.get("/staff/alerts?kind=live_contact")
    row = page.one("tbody tr")
    assert "Live contact" in row.text_content()
    assert "3 days late" in row.text_content()
    assert "Lopez, Maria" in row.text_content()
    assert "Ana Ruiz" in row.text_content()
    href = page.one("tbody th a").get("href")
    assert href == f"/staff/cases/{late.key}/contacts/new"
    browser.get(href)


def test_nothing_on_the_page_clicks_an_alert_away(browser: Browser, late: Case) -> None:
    assert not browser.get("/staff/alerts").all("main form, main button")


def test_the_strip_is_one_statement_and_each_of_its_numbers_is_its_lists(
    browser: Browser, late: Case, ana: Account
) -> None:
    tasks.add_task(ana.actor, case=late, owner=TaskOwner.WORKER, text="Call", due_on=TODAY, at=NOON)
    with counted() as statements:
        found = alerts.counts(ana.actor, TODAY)
    assert len(statements) == 1
    # Whether the month's touch is due as well depends on the day of the month.
    always = [kind for kind in found if kind is not AlertKind.TOUCH]
    assert always == [AlertKind.LIVE_CONTACT, AlertKind.TASK, AlertKind.ATTEMPT]
    for kind, count in found.items():
        assert len(browser.get(f"/staff/alerts?kind={kind}").all("tbody tr")) == count
    assert "1 with tasks due" in browser.get("/staff").words(".today")


def test_pages_follow_each_other_and_cost_the_same(browser: Browser, ana: Account) -> None:
    case(participant(), ana, enrolled_on=TODAY - timedelta(days=33))
    few = len(browser.get("/staff/alerts").statements)
    for number in range(40):
        case(participant(), ana, number=f"DW-{number}", enrolled_on=TODAY - timedelta(days=40))
    page = browser.get("/staff/alerts")
    assert len(page.statements) == few <= 8
    seen = [row.text_content() for row in page.all("tbody tr")]
    assert len(seen) == alerts.PAGE
    while following := page.all("nav.pager a[rel=next]"):
        page = browser.get(following[0].get("href"))
        seen += [row.text_content() for row in page.all("tbody tr")]
    total = sum(alerts.counts(ana.actor, TODAY).values())
    assert len(seen) == len(set(seen)) == total


def test_a_monitor_has_no_alerts_and_is_told_why(app: flask.Flask, late: Case) -> None:
    with counted() as statements:
        assert alerts.counts(account("Mo Day", Role.MONITOR).actor, TODAY) == {}
    assert not [one for one in statements if "case_file" in one]
    page = Browser(app, Account.get(Account.role == Role.MONITOR)).get("/staff/alerts")
    assert "Alerts are for those who work on a case" in page.text


def test_a_supervisor_sees_the_units_and_nobody_a_private_case_that_is_not_theirs(
    app: flask.Flask, browser: Browser, late: Case
) -> None:
    boss = Browser(app, account("Sue Park", Role.SUPERVISOR))
    assert "Lopez, Maria" in boss.get("/staff/alerts").text
    Case.update(is_restricted=True).where(Case.id == late.id).execute()
    assert "Lopez, Maria" not in boss.get("/staff/alerts").text
    assert "Nothing is due." in boss.get("/staff/alerts").text
    assert "Lopez, Maria" in browser.get("/staff/alerts").text


def test_a_case_opened_by_another_is_told_to_its_worker_and_not_to_who_opened_it(
    app: flask.Flask, browser: Browser, late: Case
) -> None:
    colleague = Browser(app, account("Bo Lee"))
    page = colleague.get(f"/staff/cases/{late.key}", 303)
    form = colleague.follow(page)
    sent = form.form("main form") | {"reason": "stand_in"}
    action = form.one("main form").get("action") or page.headers["Location"]
    colleague.post(action, sent)
    assert AlertKind.OPENED in alerts.counts(late.worker.actor, TODAY)
    assert "Opened by another worker" in browser.get("/staff/alerts?kind=opened").words("tbody")
