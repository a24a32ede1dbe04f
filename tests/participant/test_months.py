"""Months of aid, and what is done to let one take part, as the participant reads them."""

from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Case
from portal.operations import clocks
from portal.policy.calendar import Month
from portal.policy.programs import Clock, StopReason
from tests.browser import Browser
from tests.factories import account, case, participant

THIS = Month.of(clock.today("America/Los_Angeles"))


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The worker."""
    return account()


def made_for(ana: Account, **values: Any) -> Case:
    return case(
        participant("Karen Olson", "en"), ana, enrolled_on=THIS.plus(-11).first_on, **values
    )


def test_a_participant_reads_what_is_used_and_left_and_why(app: flask.Flask, ana: Account) -> None:
    of = made_for(ana)
    clocks.stop_clocks(
        ana.actor, case=of, reason=StopReason.FAMILY_SAFETY, starts_on=THIS.plus(-2).first_on,
        ends_on=THIS.plus(-2).last_on, evidence="Heron shelter", at=clock.now(),
    )  # fmt: skip
    browser = Browser(app, of.participant)
    page = browser.get(browser.get("/my/profile").one("a[href$='/my/months']").get("href"))
    assert "11 of 48 months used" in page.text
    assert "You have 37 months left." in page.text
    assert "Does not count. You were excused" in page.text
    assert "Safety" not in page.words("main")
    assert "Heron" not in page.text
    assert len(page.statements) <= 8


def test_the_warning_stands_out_with_six_months_left_and_not_with_seven(
    app: flask.Flask, ana: Account
) -> None:
    of = made_for(ana)
    browser = Browser(app, of.participant)
    for before, left in ((29, 7), (30, 6), (33, 3), (36, 0)):
        clocks.begin_clock(
            ana.actor, case=of, clock=Clock.TIME_ON_AID, month=THIS.plus(-11),
            months_before=before, evidence="Printout", at=clock.now(),
        )  # fmt: skip
        home = browser.get("/my").words("main")
        assert ("My months" in home) == (left < 7)
        assert (f"{left} months left" in home) == (0 < left < 7)
        page = browser.get("/my/months")
        assert f"{before} months were used before you came to us." in page.text
        warned = " ".join(one.text_content() for one in page.all(".notice-warning"))
        assert (f"You have {left} months left." in warned) == (0 < left < 7)
        assert ("You have used all of them." in warned) == (left == 0)


def test_a_program_without_clocks_leads_to_no_months(app: flask.Flask, ana: Account) -> None:
    browser = Browser(app, made_for(ana, program="dw", number="DW-1").participant)
    assert not browser.get("/my/profile").all("a[href$='/my/months']")
    assert "does not count months" in browser.get("/my/months").text


def test_what_is_done_to_let_one_take_part_stands_on_the_profile(
    app: flask.Flask, ana: Account
) -> None:
    of = made_for(ana)
    browser = Browser(app, of.participant)
    assert "so that you can take part" not in browser.get("/my/profile").text
    Case.update(accommodations="remind,more_time").execute()
    page = browser.get("/my/profile")
    assert "A reminder before each meeting" in page.text
    assert "More time" in page.text
