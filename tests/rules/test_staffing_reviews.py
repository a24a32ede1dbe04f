"""The review day of a staffing: alerted to until somebody reviewed it (SUP-7, STAFF-8, STAFF-11)."""

from datetime import date, timedelta

import flask
import pytest

from portal.models import Account, Case, Contact, Staffing
from portal.models.accounts import Role
from portal.policy.alerts import AlertKind
from portal.reports import alerts
from tests.browser import Browser
from tests.factories import NOON, account, case, participant
from tests.rules.staffing_facts import REVIEW_ON, staffed_again, told
from tests.staffings import completed

DAY = timedelta(days=1)
KIND = AlertKind.STAFFING_REVIEW


def due(who: Account, on: date = REVIEW_ON) -> int:
    """For how many cases the alert stands."""
    return alerts.counts(who.actor, on).get(KIND, 0)


@pytest.fixture
def ana(both_databases: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def of(ana: Account) -> Case:
    """Her case, with a staffing that is reviewed in thirty days."""
    made = case(participant(), ana)
    completed(ana, made)
    return made


def test_only_a_review_on_the_day_or_after_it_ends_the_alert(ana: Account, of: Case) -> None:
    staffed_again(of, ana, REVIEW_ON - DAY)  # too early, and with a review day of its own
    told(of, ana, REVIEW_ON - DAY)
    told(of, ana, REVIEW_ON, state="draft")
    told(of, ana, REVIEW_ON, template="monthly_contact")
    other = case(participant("Bo Lee"), ana, number="WTW-1002")
    told(other, ana, REVIEW_ON)
    assert due(ana) == 1
    assert due(ana, REVIEW_ON - DAY) == 0
    assert due(ana, REVIEW_ON + 200 * DAY) == 1  # it does not go by itself
    met = Contact.create(
        case=of, occurred_on=REVIEW_ON, entered_at=NOON, way="telephone", direction="two_way", reason="",
        is_live=True, is_attempt=True, account=ana,
    )  # fmt: skip
    # The day of a note is that of its contact.
    told(of, ana, None, contact=met)
    assert due(ana) == 0
    # The earlier review did not cover the second staffing's own day.
    assert due(ana, REVIEW_ON + 29 * DAY) == 1


def test_a_staffing_without_a_review_day_or_not_completed_asks_nothing(
    ana: Account, both_databases: flask.Flask
) -> None:
    made = case(participant(), ana)
    Staffing.create(
        case=made, number=1, kind="difficult", begun_at=NOON, review_on=REVIEW_ON,
        completed_on=REVIEW_ON,
    )  # fmt: skip
    Staffing.create(
        case=made, number=2, kind="difficult", begun_at=NOON, state="completed",
        held_on=REVIEW_ON - DAY, completed_at=NOON,
    )  # fmt: skip
    assert due(ana) == 0


def test_the_review_is_alerted_to_those_who_see_the_staffing(ana: Account, of: Case) -> None:
    boss = account("Sue Park", Role.SUPERVISOR)
    assert due(boss) == due(ana) == 1
    for role in (Role.PROVIDER, Role.CLERICAL, Role.TRANSLATOR, Role.ADMINISTRATOR):
        who = account(f"{role} One", role)
        assert due(who) == 0
        assert KIND not in [one.kind for one in alerts.of_case(who.actor, of, REVIEW_ON)]
    assert due(account("Cy Fox", unit="Unit 2")) == 0
    # A private note of the review ends it for those alone who may read it (NOTE-5).
    told(of, ana, REVIEW_ON, private_reason="health_barrier")
    assert (due(ana), due(boss)) == (0, 1)


def test_a_completed_staffing_leads_to_the_note_of_its_review(
    both_databases: flask.Flask, ana: Account, of: Case
) -> None:
    browser = Browser(both_databases, ana)
    here = f"/staff/cases/{of.key}/staffings/{Staffing.get().key}"
    page = browser.get(here)
    link = next(a for a in page.all("main a") if "note of the review" in a.text_content())
    composer = browser.get(link.get("href"))
    assert "Review of the staffing: what became of what was agreed there." in composer.body
    assert "Each line of the joint action plan" in composer.text
