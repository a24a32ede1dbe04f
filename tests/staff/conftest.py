"""A counselor, a case of hers and her browser, for tests that say no more of them."""

from datetime import timedelta

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Plan
from portal.operations.plans import drafts
from tests.browser import Browser
from tests.factories import account, case
from tests.staff.planning import START


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case, forty days old."""
    return case(worker=ana, enrolled_on=clock.today("America/Los_Angeles") - timedelta(days=40))


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


@pytest.fixture
def draft(ana: Account, made: Case) -> Plan:
    """The first plan of Maria Lopez, who reads Spanish, just begun."""
    return drafts.begin_plan(ana.actor, case=made, starts_on=START, at=clock.now())
