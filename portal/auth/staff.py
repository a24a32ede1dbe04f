"""Staff sign in with e-mail and password, in production with a second factor."""

import flask
from flask import request, session
from wtforms import PasswordField
from wtforms.validators import Length

from portal import clock, pages
from portal.access import public
from portal.auth import second_factor, sessions, tries
from portal.auth.area import area
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.accounts import SYSTEM, Account
from portal.operations import accounts
from portal.own_paths import own_path

PASSWORD_LIMIT = 1024  # characters: more costs more to check


class SignInForm(Form):
    """E-mail and password."""

    email = Text(_l("E-mail"), [required()])
    password = PasswordField(
        _l("Password"),
        [required(), Length(max=PASSWORD_LIMIT, message=_l("This is too long."))],
    )


@area.get("/staff/sign-in")
@public
def staff_sign_in() -> flask.Response:
    """The staff's door."""
    return pages.render("auth/staff_sign_in.html", form=SignInForm(formdata=None))


@area.post("/staff/sign-in")
@public
def staff_sign_in_check() -> flask.typing.ResponseReturnValue:
    """Checks e-mail and password; for an unknown e-mail the same work, time and answer."""
    form = SignInForm()
    if not form.validate():
        return pages.render("auth/staff_sign_in.html", status=422, form=form)
    counters = tries.for_staff(form.email.data)
    tries.take(counters)
    account = Account.get_or_none(Account.email == form.email.data.lower())
    is_right = accounts.is_password_of(account, form.password.data)
    if account is None or not is_right or account.is_locked:
        form.form_errors.append(_("E-mail or password is not right."))
        return pages.render("auth/staff_sign_in.html", status=422, form=form)
    tries.forget(counters)
    return _proved(account, form.password.data)


def _proved(account: Account, password: str) -> flask.typing.ResponseReturnValue:
    if accounts.needs_new_hash(account):
        accounts.keep_password_anew(
            SYSTEM, account_id=account.id, password=password, at=clock.now()
        )
    target = own_path(request.args.get("next"), "") or None
    if not flask.current_app.config["IS_DEMO"]:
        return second_factor.ask(account, target)
    session.pop("second", None)
    sessions.begin(account.actor)
    return sessions.go_on(target)
