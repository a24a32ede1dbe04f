"""The second factor of staff, after the password, in production."""

import secrets
from typing import Any

import flask
from flask import session
from markupsafe import Markup

from portal import clock, pages
from portal.access import public
from portal.auth import sessions, tries
from portal.auth.area import area
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.accounts import SYSTEM, Account
from portal.operations.accounts import second_factors
from portal.qr import qr_svg

SECONDS = 300  # between the password and the code


class SecondFactorForm(Form):
    """The six digits of the app."""

    digits = Text(_l("The 6 digits in your app"), [required()], limit=20)


def ask(account: Account, target: str | None) -> flask.typing.ResponseReturnValue:
    """Remembers on this browser whose password was right, and asks for the second factor."""
    sessions.empty_session()
    session["second"] = {
        "account": account.key,
        "until": int(clock.now().timestamp()) + SECONDS,
        "nonce": secrets.token_urlsafe(16),
        "next": target,
    }
    return flask.redirect(flask.url_for("auth.second_factor_ask"), 303)


def _waiting() -> tuple[Account, dict[str, Any]] | None:
    asked = session.get("second")
    if not asked or asked["until"] < clock.now().timestamp():
        return None
    account = Account.get_or_none(Account.key == asked["account"])
    return (account, asked) if account is not None and not account.is_locked else None


def _page(
    account: Account, asked: dict[str, Any], form: SecondFactorForm, status: int = 200
) -> flask.Response:
    if account.totp_secret:
        return pages.render("auth/second_factor.html", status=status, form=form)
    secret = second_factors.proposed_secret(account, asked["nonce"])
    address = second_factors.setup_address(account, secret)
    # Drawn from the address alone; nothing in it was typed by anybody.
    picture = Markup(qr_svg(address, scale=4))  # noqa: S704
    written = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return pages.render(
        "auth/second_factor_setup.html", status=status, form=form, picture=picture, secret=written
    )


@area.get("/staff/sign-in/second-factor")
@public
def second_factor_ask() -> flask.typing.ResponseReturnValue:
    """Asks for the app's six digits; who has no app yet sets it up here, once."""
    waiting = _waiting()
    if waiting is None:
        return flask.redirect(flask.url_for("auth.staff_sign_in"), 303)
    return _page(*waiting, SecondFactorForm(formdata=None))


@area.post("/staff/sign-in/second-factor")
@public
def second_factor_check() -> flask.typing.ResponseReturnValue:
    """Signs in when the digits are right; each works once."""
    waiting, form = _waiting(), SecondFactorForm()
    if waiting is None:
        return flask.redirect(flask.url_for("auth.staff_sign_in"), 303)
    account, asked = waiting
    if not form.validate():
        return _page(account, asked, form, 422)
    counters = tries.for_second_factor(str(account.key))
    tries.take(counters)
    if not _is_right(account, asked, form.digits.data):
        form.digits.errors = [_("These digits are not right. Please type the ones shown now.")]
        return _page(account, asked, form, 422)
    tries.forget(counters)
    sessions.begin(account.actor)
    return sessions.go_on(asked["next"])


def _is_right(account: Account, asked: dict[str, Any], digits: str) -> bool:
    at = clock.now()
    if account.totp_secret:
        return second_factors.check_second_factor(SYSTEM, account=account, digits=digits, at=at)
    secret = second_factors.proposed_secret(account, asked["nonce"])
    return second_factors.set_up_second_factor(
        SYSTEM, account=account, secret=secret, digits=digits, at=at
    )
