"""Rule of the house: a referral of health or safety changes no page and no count of others."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Case
from portal.models.accounts import Role
from portal.models.supports import ServiceReferral
from portal.operations.supports.referrals import ask_referral, take_step
from portal.policy.supports import ReferralKind, ReferralState
from tests.factories import account, as_actor, case, participant
from tests.house.test_planted import _MAY_DIFFER, walked

WORDS = ("substance", "alcohol", "wordofhealth")


def test_nobody_else_finds_a_private_referral_on_any_page_or_in_any_count(
    app: flask.Flask, browser_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    ana = account()
    of = case(participant(), ana)
    browsers = {who.role: browser_for(who) for who in _others()}
    before = {role: walked(browser, False) for role, browser in browsers.items()}
    _plant(ana, of)
    wrong = []
    for role, browser in browsers.items():
        for address, body in walked(browser, False).items():
            # The names of kinds stand in the screens' catalogs too, whoever was referred.
            stood = before[role].get(address, "").lower()
            if found := [
                word for word in WORDS[1:] if body.lower().count(word) > stood.count(word)
            ]:
                wrong.append(f"{role}: {address} holds {found}")
            if body != before[role].get(address) and not _MAY_DIFFER.search(address):
                wrong.append(f"{role}: {address} is not what it was")
    assert not wrong, "\n".join(wrong)
    here = f"/staff/cases/{of.key}/supports"
    assert WORDS[0] in browser_for(ana).get(here).text.lower()
    for browser in browsers.values():
        browser.get(f"{here}/referrals/{ServiceReferral.get().key}", 404)


def _others() -> list[Account]:
    return [account("Sam Chief", Role.SUPERVISOR), account("Fay Orr", Role.PROVIDER),
            account("Ed Roe", Role.CLERICAL)]  # fmt: skip


def _plant(ana: Account, of: Case) -> None:
    """Asked for some days ago and not answered, then another one that was sent."""
    at = clock.now() - timedelta(days=9)
    asked = {"case": of, "why": WORDS[2], "is_hidden": False, "at": at}
    row: Any = ask_referral(as_actor(of.participant), kind=ReferralKind.SUBSTANCE_ABUSE, **asked)
    other: Any = ask_referral(as_actor(of.participant), kind=ReferralKind.MENTAL_HEALTH, **asked)
    take_step(ana.actor, referral=other, then=ReferralState.SENT, on=row.asked_on, version=1, at=at)
