"""A plan disagreed with on the last evening, on a phone: a second before midnight the request is
taken, at midnight the words go to the worker as a wish; the worker answers, the phone shows it."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flask
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from portal import access, clock, db
from portal.models import Account, Case, Participant, PlanChange, Report
from portal.operations.accounts import sign_ins
from portal.operations.cases import refresh
from tests.e2e.barriers import barriers
from tests.e2e.conftest import DESK, PHONE
from tests.factories import TODAY, account, as_actor, case, participant
from tests.participant.plans import plan

LAST_ON = date(2026, 11, 25)
MIDNIGHT = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # of the office, in Los Angeles
SECOND = timedelta(seconds=1)

SignedIn = Callable[[Account | Participant, dict[str, int]], Page]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the office's clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def open_as(app: flask.Flask, browser: Chromium, at: Any) -> Iterator[SignedIn]:
    """Opens a browser of somebody who is signed in, on a portal whose clock can be set."""
    at(MIDNIGHT - timedelta(minutes=5))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    contexts = []

    def opened(who: Account | Participant, size: dict[str, int]) -> Page:
        client, token = app.test_client(), sign_ins.new_token()
        sign_ins.open_session(
            as_actor(who), digest=access.digest(token), at=clock.now(), is_shared=False
        )
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
            session["seen"] = int(clock.now().timestamp())
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        context = browser.new_context(viewport=size, base_url=f"http://127.0.0.1:{server.port}")
        context.add_cookies([
            {"name": cookie.key, "value": cookie.value, "domain": "127.0.0.1", "path": "/"}
        ])  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    server.shutdown()
    db.database.close()


def fill(page: Page, words: str) -> None:
    page.goto("/my/plan")
    page.locator("a[href='/my/plan/change']").click()
    page.locator("label[for=plan_part-1]").click()
    page.fill("textarea", words)


@pytest.mark.parametrize("locale", ["es", "fa"])
def test_on_the_last_evening_somebody_disagrees_and_is_answered(
    open_as: SignedIn, at: Any, shots: Path, locale: str
) -> None:
    ana = account()
    held = case(participant(locale=locale), ana)
    plan(held, amended_on=TODAY, change_until=LAST_ON)
    refresh(held.id, TODAY)
    phone = open_as(held.participant, PHONE)
    other = open_as(held.participant, PHONE)
    fill(other, "Solo por la tarde")
    fill(phone, "Por la mañana")
    phone.screenshot(path=shots / f"last_evening_{locale}.png", full_page=True)
    at(MIDNIGHT - SECOND)
    phone.locator("main form button").click()
    expect(phone.locator(".receipt")).to_be_visible()
    assert PlanChange.get().asked_on == LAST_ON

    at(MIDNIGHT)
    other.locator("main form button").click()
    expect(other.locator(".notice-warning")).to_be_visible()
    expect(other.locator("textarea")).to_have_value("Solo por la tarde")
    other.screenshot(path=shots / f"too_late_{locale}.png", full_page=True)
    if locale == "es":
        assert barriers(other) == []
    other.locator("main form button[name=as_wish]").click()
    expect(other.locator(".receipt")).to_be_visible()
    assert (PlanChange.select().count(), Report.select().count()) == (1, 2)

    at(MIDNIGHT + timedelta(hours=10))
    answer(open_as(ana, DESK), Case.get_by_id(held.id), PlanChange.get())
    shown = open_as(held.participant, PHONE)
    shown.goto(f"/my/contacts/{PlanChange.get().report.key}")
    expect(shown.locator("main")).to_contain_text("The morning class is full.")
    assert shown.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def answer(desk: Page, held: Case, change: PlanChange) -> None:
    desk.goto(f"/staff/cases/{held.key}/plan/changes/{change.key}")
    assert barriers(desk) == []
    desk.locator("label[for=reason-3]").click()
    desk.fill("#reply", "The morning class is full.")
    desk.locator("form[action$=decline] button").click()
    expect(desk.locator(".notice-success")).to_be_visible()
