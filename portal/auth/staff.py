"""Staff sign in with e-mail and password, in production with a second factor."""

import flask
from flask import request

from portal import pages
from portal.access import public
from portal.auth import sessions
from portal.auth.area import area
from portal.auth.language import own_path
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.accounts import Account, Role

HOMES = {
    Role.TRANSLATOR: "/translate",
    Role.REVIEWER: "/translate",
}


class SignInForm(Form):
    """E-mail and password."""

    email = Text(_l("E-mail"), [required()])
    password = Text(_l("Password"), [required()])


@area.route("/staff/sign-in", methods=["GET", "POST"])
@public
def staff_sign_in() -> flask.typing.ResponseReturnValue:
    """The staff's door."""
    form = SignInForm()
    if form.validate_on_submit():
        account = Account.get_or_none(Account.email == form.email.data.lower())
        from argon2 import PasswordHasher

        if account is not None and PasswordHasher().verify(
            account.password_hash, form.password.data
        ):
            sessions.begin(account.actor)
            home = HOMES.get(account.actor.role, "/staff")
            return flask.redirect(own_path(request.args.get("next", home)), 303)
        form.email.errors = [_("E-mail or password is not right.")]
    status = 422 if form.errors else 200
    return pages.render("auth/staff_sign_in.html", status=status, form=form)


@area.get("/my/sign-in")
@public
def participant_sign_in() -> flask.Response:
    """The participants' door."""
    return pages.render("auth/front.html")
