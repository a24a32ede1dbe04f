"""Maria and her class of two days a week."""

import flask
import pytest

from portal import clock
from portal.models import Activity, Case, Participant
from tests import factories
from tests.browser import Browser
from tests.factories import NOON, TODAY
from tests.hours import months


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon on Friday, November 20, 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", lambda _zone: TODAY)


@pytest.fixture
def case(app: flask.Flask) -> Case:
    return factories.case(factories.participant(locale="en"), factories.account())


@pytest.fixture
def english(case: Case) -> Activity:
    """A class on Mondays and Wednesdays, three hours each."""
    return months.activity(months.signed_plan(case))


@pytest.fixture
def maria(app: flask.Flask, english: Activity) -> Browser:
    return Browser(app, Participant.get())
