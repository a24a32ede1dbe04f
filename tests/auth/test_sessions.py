"""Sessions: idle and absolute ends, what was typed when one ran out, signing out."""

import time
from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import HeldForm, SignIn
from portal.models.accounts import Role
from portal.operations.accounts import sign_ins
from tests.factories import NOON, account, as_actor, case, participant


def idle(browser: Any, seconds: int) -> None:
    """Lets so much time pass without a request."""
    with browser.client.session_transaction() as session:
        session["seen"] = int(time.time()) - seconds


@pytest.mark.parametrize(
    ("role", "seconds", "hours"),
    [(Role.COUNSELOR, 900, 10), (Role.PROVIDER, 900, 8), (Role.TRANSLATOR, 900, 8),
     (Role.MONITOR, 600, 4), (Role.ADMINISTRATOR, 600, 4)],
)  # fmt: skip
def test_staff_sessions_have_their_roles_limits(
    app: flask.Flask, role: Role, seconds: int, hours: int
) -> None:
    made = sign_ins.open_session(account(role=role).actor, digest="d", at=NOON)
    assert (made.idle_seconds, made.ends_at) == (seconds, NOON + timedelta(hours=hours))


def test_participants_sessions_are_shorter_on_a_phone_that_is_not_theirs(
    both_databases: flask.Flask,
) -> None:
    maria = as_actor(participant())
    own = sign_ins.open_session(maria, digest="a", at=NOON)
    shared = sign_ins.open_session(maria, digest="b", at=NOON, is_shared=True)
    assert (own.idle_seconds, own.ends_at) == (1800, NOON + timedelta(hours=12))
    assert (shared.idle_seconds, shared.ends_at) == (600, NOON + timedelta(hours=2))


def test_an_idle_session_asks_to_sign_in_and_leads_back(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(account())
    browser.get("/staff/search")
    idle(browser, 899)
    browser.get("/staff/search")
    idle(browser, 902)
    answer = browser.get("/staff/search?page=2", 303)
    assert answer.headers["Location"] == "/staff/sign-in?next=/staff/search?page%3D2"


def test_a_session_ends_however_busy_it_is(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(account())
    SignIn.update(ends_at=clock.now()).execute()
    browser.get("/staff/search", 303)


def test_one_button_keeps_the_session_going(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(account())
    idle(browser, 890)
    answer = browser.post("/session", status=200)
    assert answer.response.json == {"idle_seconds": 900}
    with browser.client.session_transaction() as session:
        assert time.time() - session["seen"] < 5


def test_a_locked_account_is_out_at_once(app: flask.Flask, browser_for: Any) -> None:
    ana = account()
    browser = browser_for(ana)
    type(ana).update(is_locked=True).execute()
    browser.get("/staff/search", 303)


def contact_page(app: flask.Flask, browser: Any, made: Any) -> str:
    with app.test_request_context():
        return flask.url_for("staff.contacts_new", case_key=made.key)


def sent_too_late(app: flask.Flask, browser: Any, made: Any, status: int = 303) -> Any:
    """A contact's form is sent after the session ran out."""
    path = contact_page(app, browser, made)
    page = browser.get(path)
    idle(browser, 3600)
    action = page.one("main form").get("action") or path
    fields = page.form() | {"summary": "Talked about the bus pass.", "password": "secret"}
    fields["csrf_token"] = browser.csrf_token() if status == 303 else "wrong"
    return browser.post(action, fields, status, headers={"Referer": f"http://localhost{path}"})


def test_what_was_typed_when_the_session_had_run_out_is_there_after_signing_in_again(
    app: flask.Flask, browser_for: Any
) -> None:
    ana = account()
    made, browser = case(worker=ana), browser_for(ana)
    answer = sent_too_late(app, browser, made)
    assert answer.headers["Location"].startswith("/staff/sign-in")
    kept = HeldForm.get()
    assert "bus pass" not in kept.fields, "it may be a private note: sealed"

    sign_in_by_hand(browser.client, ana, kept.path)
    page = browser.get(kept.path)
    assert page.form()["summary"] == "Talked about the bus pass."
    fields = sign_ins.held_fields(ana.actor, kept.path, clock.now())
    assert fields is not None
    assert "password" not in fields
    assert "csrf_token" not in fields
    assert page.form()["operation_key"] == fields["operation_key"][0]


def sign_in_by_hand(client: Any, who: Any, held: str) -> None:
    """A session as after signing in again with a held form."""
    token = sign_ins.new_token()
    sign_ins.open_session(who.actor, digest=sign_ins.token_digest(token), at=clock.now())
    with client.session_transaction() as session:
        session.update(_user_id=token, seen=int(time.time()), held=held)


def test_signing_in_again_leads_to_the_held_page_and_it_is_gone_once_sent(
    app: flask.Flask, browser_for: Any
) -> None:
    from portal.operations.accounts import hash_password

    ana = account(password_hash=hash_password("a long enough password"))
    made, browser = case(worker=ana), browser_for(ana)
    sent_too_late(app, browser, made)
    del browser._token
    fields = {"email": ana.email, "password": "a long enough password"}
    answer = browser.post("/staff/sign-in", fields)
    path = HeldForm.get().path
    assert answer.headers["Location"] == path
    del browser._token
    page = browser.follow(answer)
    assert "still here" in page.text
    whole = {"occurred_on": clock.today("America/Los_Angeles").isoformat()}
    browser.post(
        page.one("main form").get("action") or path, page.form() | whole,
        headers={"Referer": f"http://localhost{path}"},
    )  # fmt: skip
    assert HeldForm.select().count() == 0


def test_nothing_is_held_that_did_not_come_from_our_own_page(
    app: flask.Flask, browser_for: Any
) -> None:
    ana = account()
    made, browser = case(worker=ana), browser_for(ana)
    sent_too_late(app, browser, made, status=419)
    assert HeldForm.select().count() == 0


def test_held_forms_are_for_their_person_alone_and_end_after_twelve_hours(
    both_databases: flask.Flask,
) -> None:
    ana, bo = account(), account("Bo Lind")
    maria = as_actor(participant())
    sign_ins.hold_form(ana.actor, path="/staff/x", fields={"a": ["1", "2"]}, at=NOON)
    assert sign_ins.held_fields(ana.actor, "/staff/x", NOON) == {"a": ["1", "2"]}
    assert sign_ins.held_path(bo.actor, NOON) is None
    assert sign_ins.held_path(maria, NOON) is None
    later = NOON + timedelta(hours=12)
    assert sign_ins.held_path(ana.actor, later) is None
    sign_ins.sweep_sign_ins(at=later)
    assert HeldForm.select().count() == 0


def test_signing_out_ends_the_session_empties_the_browser_and_the_back_key_shows_nothing(
    app: flask.Flask, browser_for: Any
) -> None:
    maria = participant()
    case(maria)
    browser = browser_for(maria)
    page = browser.get("/my/contacts")
    assert page.headers["Cache-Control"] == "no-store"
    answer = browser.post("/my/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Location"] == "/"
    assert SignIn.select().count() == 0
    browser.get("/my/contacts", 303)


def test_the_language_stays_when_somebody_signs_in_or_out(
    app: flask.Flask, browser_for: Any
) -> None:
    app.config["USABLE_LOCALES"] = ["en", "en-XA"]
    maria = participant()
    case(maria)
    browser = browser_for(maria)
    browser.post("/language", {"locale": "en-XA", "next": "/my/contacts"})
    browser.post("/my/sign-out")
    assert browser.get("/").tree.get("lang") == "en-XA"
