"""Staff sign in: password, second factor, throttles, and what ends their sessions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import flask
import pyotp
import pytest
from argon2 import PasswordHasher

from portal import clock, create_app, db
from portal.config import Config
from portal.models import Account, AuditEntry, SignIn
from portal.models.accounts import SYSTEM, Role
from portal.operations import accounts
from portal.operations.accounts import second_factors, sign_ins, throttles
from portal.policy.refusals import Refused
from portal.sealing import new_key_text
from tests.browser import Browser
from tests.factories import NOON, account, office

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def password_hash() -> str:
    """Made once: it takes a tenth of a second, as it should."""
    return accounts.hash_password(PASSWORD)


@pytest.fixture
def production(config: Config) -> Iterator[flask.Flask]:
    """The portal as for real people, on a host of its own."""
    made = create_app(
        replace(
            config,
            env="production",
            hosts=("localhost",),
            secret_key="not the demo's" * 4,
            keys=new_key_text(),
        )
    )
    made.testing = True
    made.config.update(PROPAGATE_EXCEPTIONS=False, SESSION_COOKIE_SECURE=False)
    made.config["SESSION_COOKIE_NAME"] = "portal"
    yield made
    db.database.close()


def send(browser: Any, path: str = "/staff/sign-in", status: int = 303, **fields: str) -> Any:
    values = {"email": "ana@demo.example", "password": PASSWORD} | fields
    return browser.post(path, values, status)


@pytest.mark.parametrize(
    ("role", "home"),
    [(Role.COUNSELOR, "/staff"), (Role.MONITOR, "/staff"), (Role.TRANSLATOR, "/translate"), (Role.REVIEWER, "/translate")],
)  # fmt: skip
def test_each_role_comes_to_its_own_first_page(
    app: flask.Flask, browser_for: Any, password_hash: str, role: Role, home: str
) -> None:
    account(role=role, password_hash=password_hash)
    assert send(browser_for()).headers["Location"] == home


def test_wrong_password_unknown_e_mail_and_locked_account_get_one_answer_for_the_same_work(
    app: flask.Flask, browser_for: Any, password_hash: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = []
    verify = accounts._hasher.verify
    monkeypatch.setattr(
        accounts, "_hasher", type("Counted", (), {"verify": staticmethod(lambda *given: checks.append(1) or verify(*given))})
    )  # fmt: skip
    account(password_hash=password_hash)
    account("Bo Lind", password_hash=password_hash, is_locked=True)
    browser = browser_for()
    pages = [
        send(browser, status=422, password="wrong wrong wrong"),
        send(browser, status=422, email="nobody@demo.example"),
        send(browser, status=422, email="bo@demo.example"),
    ]
    assert len({page.words(".error-summary") for page in pages}) == 1
    assert len({tuple(s.split()[0] for s in page.statements) for page in pages}) == 1
    assert len(checks) == 3
    assert PASSWORD not in pages[0].body


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/staff/search", "/staff/search"),
        ("https://evil.example/staff", "/staff"),
        ("//evil.example", "/staff"),
        ("/\\evil.example", "/staff"),
        ("/\t/evil.example", "/staff"),
        ("/staff/../../evil", "/staff"),
        ("/sign-out", "/staff"),
        ("/my", "/staff"),
        ("javascript:alert(1)", "/staff"),
        ("/staffroom", "/staff"),
    ],
)
def test_signing_in_leads_to_pages_of_ones_own_area_alone(
    app: flask.Flask, browser_for: Any, password_hash: str, asked: str, leads_to: str
) -> None:
    account(password_hash=password_hash)
    browser = browser_for()
    with app.test_request_context():
        path = flask.url_for("auth.staff_sign_in", next=asked)
    page = browser.get(path)
    action = page.one("main form").get("action")
    assert send(browser, action).headers["Location"] == leads_to


def test_a_new_session_has_a_new_id_and_the_old_cookie_is_worth_nothing(
    app: flask.Flask, browser_for: Any, password_hash: str
) -> None:
    account(password_hash=password_hash)
    browser = browser_for()
    with browser.client.session_transaction() as session:
        session["_user_id"] = "planted"
        session["seen"] = 9_999_999_999
    send(browser)
    with browser.client.session_transaction() as session:
        first = session["_user_id"]
    assert first != "planted"
    del browser._token
    send(browser)
    with browser.client.session_transaction() as session:
        assert session["_user_id"] != first
    assert SignIn.select().count() == 1
    assert SignIn.get().digest == sign_ins.token_digest(session["_user_id"])


def test_many_wrong_passwords_wait_and_the_counter_can_help(
    app: flask.Flask, browser_for: Any, password_hash: str
) -> None:
    account(password_hash=password_hash)
    browser = browser_for()
    for _try in range(6):
        send(browser, status=422, password="wrong wrong wrong")
    answer = send(browser, status=429)
    assert "Retry-After" in answer.headers
    assert "counter" in answer.text
    throttles.forget_tries(
        SYSTEM, counters=[throttles.staff_counter("Ana@demo.example")], at=clock.now()
    )
    send(browser)


def test_a_new_password_a_new_role_and_a_lock_end_every_session(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    changes = [
        lambda: accounts.set_password(SYSTEM, account=ana, password=PASSWORD, at=NOON),
        lambda: accounts.change_role(SYSTEM, account=ana, role=Role.SUPERVISOR, at=NOON),
        lambda: accounts.lock_account(SYSTEM, account=ana, at=NOON),
        lambda: accounts.unlock_account(SYSTEM, account=ana, at=NOON),
        lambda: accounts.reset_second_factor(SYSTEM, account=ana, at=NOON),
    ]
    for number, change in enumerate(changes):
        sign_ins.open_session(ana.actor, digest=str(number), at=NOON)
        change()
        assert SignIn.select().count() == 0
    assert AuditEntry.select().where(AuditEntry.action == "change_account").count() == len(changes)
    assert accounts.is_password_of(Account.get(), PASSWORD)


def test_short_passwords_and_taken_e_mails_are_refused(both_databases: flask.Flask) -> None:
    ana = account()
    with pytest.raises(Refused):
        accounts.set_password(SYSTEM, account=ana, password="short", at=NOON)
    with pytest.raises(Refused):
        accounts.create_account(
            SYSTEM,
            email=" ANA@demo.example",
            name="Ana",
            role=Role.COUNSELOR,
            office_id=office().id,
            at=NOON,
        )


def test_an_account_is_made_once_however_often_the_form_is_sent(
    both_databases: flask.Flask,
) -> None:
    made = [
        accounts.create_account(
            SYSTEM, email="new@demo.example", name="New", role=Role.COUNSELOR,
            office_id=office().id, password=PASSWORD, at=NOON, operation_key="k",
        )
        for _send in range(2)
    ]  # fmt: skip
    assert made[0].id == made[1].id


def test_in_production_the_second_factor_is_set_up_once_and_asked_for_ever_after(
    production: flask.Flask, password_hash: str
) -> None:
    account(password_hash=password_hash)
    browser = Browser(production)
    door = "/staff/sign-in/second-factor"
    assert send(browser).headers["Location"] == door
    del browser._token
    page = browser.get(door)
    secret = page.words("main strong bdi").replace(" ", "")
    at = clock.now()
    page = browser.post(door, {"digits": "000000"}, 422)
    assert page.words("main strong bdi").replace(" ", "") == secret
    browser.post(door, {"digits": pyotp.TOTP(secret).at(at)})
    kept = Account.get()
    assert secret not in kept.totp_secret
    assert SignIn.select().count() == 1

    other = Browser(production)
    send(other)
    page = other.get(door)
    assert not page.all("main [role=img] svg")
    del other._token
    used = pyotp.TOTP(secret).at(at)
    other.post(door, {"digits": used}, 422)
    other.post(door, {"digits": pyotp.TOTP(secret).at(at + timedelta(seconds=30))})
    assert SignIn.select().count() == 2


def test_the_second_page_leads_back_to_the_first_without_a_password(
    production: flask.Flask,
) -> None:
    browser = Browser(production)
    door = "/staff/sign-in/second-factor"
    assert browser.get(door, 303).headers["Location"] == "/staff/sign-in"
    assert browser.post(door, {"digits": "123456"}).headers["Location"] == "/staff/sign-in"


def test_a_code_of_the_app_works_once_and_for_its_account_alone(
    both_databases: flask.Flask,
) -> None:
    ana, bo = account(), account("Bo Lind")
    secret = second_factors.proposed_secret(ana, "nonce")
    assert secret != second_factors.proposed_secret(bo, "nonce")
    totp = pyotp.TOTP(secret)

    def set_up(digits: str) -> bool:
        return second_factors.set_up_second_factor(
            SYSTEM, account=ana, secret=secret, digits=digits, at=NOON
        )

    assert not set_up("12345")
    assert set_up(totp.at(NOON))
    assert not set_up(totp.at(NOON)), "set up twice"
    kept = Account.get_by_id(ana.id)

    def check(seconds: int, shift: int = 0) -> bool:
        at = NOON + timedelta(seconds=seconds)
        digits = totp.at(at + timedelta(seconds=shift))
        return second_factors.check_second_factor(SYSTEM, account=kept, digits=digits, at=at)

    assert not check(0), "the code it was set up with"
    assert check(30)
    assert not check(30)
    assert not check(120, shift=-90), "too old"
    assert check(120, shift=30)


def test_a_try_at_nobodys_account_costs_what_a_try_at_a_real_one_costs() -> None:
    assert not PasswordHasher().check_needs_rehash(accounts.NOBODYS)
    assert accounts.is_password_of(None, "") is False
