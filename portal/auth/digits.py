"""Signing in with six digits by text message or e-mail: `/my/sign-in`.

The pages are the same whether somebody is reached by the channel or not.
"""

import secrets
from typing import Any

import flask
from flask import request, session
from wtforms import BooleanField, RadioField

from portal import channels, clock, pages, resources
from portal.access import public
from portal.auth import tries
from portal.auth.area import area
from portal.auth.letter_code import enter
from portal.forms import DateParts, Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.accounts import SYSTEM, OneTimeCode
from portal.models.people import Participant
from portal.operations.accounts import codes
from portal.own_paths import own_path

CHOOSING_SECONDS = 300


class ChannelForm(Form):
    """A phone number or an e-mail address."""

    channel = Text(_l("Your phone number or e-mail"), [required()], limit=120)


class DigitsForm(Form):
    """The six digits; on a browser not yet known also the birth date."""

    digits = Text(_l("The 6 numbers"), [required(_l("Please type the 6 numbers."))], limit=20)
    birth_on = DateParts(_l("Your birth date"))
    is_shared = BooleanField(_l("This is not my phone"))

    def is_whole(self, is_known: bool) -> bool:
        """Whether all is there that this browser must give."""
        if self.validate() and not is_known and self.birth_on.data is None:
            self.birth_on.errors = [_("Please give your birth date.")]
        return not self.errors


class WhoForm(Form):
    """Which of the people who share a phone this is."""

    person = RadioField(_l("Who are you?"), choices=[])


@area.get("/my/sign-in")
@public
def participant_sign_in() -> flask.Response:
    """The participants' door: the letter's code, or six digits."""
    session["after_sign_in"] = own_path(request.args.get("next"), "/my")
    return pages.render("auth/sign_in.html", form=ChannelForm(formdata=None))


@area.post("/my/sign-in")
@public
def participant_sign_in_ask() -> flask.typing.ResponseReturnValue:
    """Has six digits sent, if anybody is there to send them to; the next page does not tell."""
    form = ChannelForm()
    channel = channels.read_channel(form.channel.data) if form.validate() else None
    if channel is None:
        if not form.errors:
            form.channel.errors = [_("Please type a phone number or an e-mail address.")]
        return pages.render("auth/sign_in.html", status=422, form=form)
    digest = resources.channel_digest(channel.address)
    tries.take(tries.for_asking(digest))
    nonce = secrets.token_urlsafe(16)
    row = codes.ask_for_digits(
        SYSTEM, channel_digest=digest, browser=codes.browser_digest(nonce), at=clock.now()
    )
    session["asked"] = {"row": row.id, "channel": digest, "nonce": nonce}
    return flask.redirect(flask.url_for("auth.digits"), 303)


def _digits_page(form: DigitsForm, asked: dict[str, Any], status: int = 200) -> flask.Response:
    shown = ""
    if flask.current_app.config["IS_DEMO"]:
        row = OneTimeCode.get_or_none(OneTimeCode.id == asked["row"])
        shown = codes.digits_of(row) if row else ""
    return pages.render(
        "auth/digits.html", status=status, form=form, shown=shown,
        is_known=bool(tries.known_browser()),
    )  # fmt: skip


@area.get("/my/sign-in/code")
@public
def digits() -> flask.typing.ResponseReturnValue:
    """Asks for the six digits."""
    asked = session.get("asked")
    if not asked:
        return flask.redirect(flask.url_for("auth.participant_sign_in"), 303)
    return _digits_page(DigitsForm(formdata=None), asked)


@area.post("/my/sign-in/code")
@public
def digits_check() -> flask.typing.ResponseReturnValue:
    """Signs in whom the digits reached; several people at one phone are asked who they are."""
    asked, form = session.get("asked"), DigitsForm()
    if not asked:
        return flask.redirect(flask.url_for("auth.participant_sign_in"), 303)
    if not form.is_whole(bool(tries.known_browser())):
        return _digits_page(form, asked, 422)
    tries.take(tries.for_digits(asked["channel"]))
    found = _redeem(asked, form)
    if not found:
        form.form_errors.append(_(
            "The numbers or the birth date are not right, or 10 minutes are over. "
            "Please check both, or ask for new numbers."
        ))  # fmt: skip
        return _digits_page(form, asked, 422)
    tries.forget([*tries.for_digits(asked["channel"]), *tries.for_asking(asked["channel"])])
    return _let_in(found, form.is_shared.data)


def _redeem(asked: dict[str, Any], form: DigitsForm) -> list[Participant]:
    return codes.redeem_digits(
        SYSTEM, row_id=asked["row"], browser=codes.browser_digest(asked["nonce"]),
        digits=form.digits.data, birth_on=form.birth_on.data,
        known_browser=tries.known_browser(), at=clock.now(),
    )  # fmt: skip


def _let_in(found: list[Participant], is_shared: bool) -> flask.typing.ResponseReturnValue:
    session.pop("asked")
    if len(found) == 1:
        return enter(found[0], is_shared)
    session["may_be"] = {
        "people": [person.key for person in found],
        "until": int(clock.now().timestamp()) + CHOOSING_SECONDS,
        "is_shared": is_shared,
    }
    return flask.redirect(flask.url_for("auth.who"), 303)


@area.route("/my/sign-in/who", methods=["GET", "POST"])
@public
def who() -> flask.typing.ResponseReturnValue:
    """People who share a phone say who they are, among those who proved it."""
    may_be = session.get("may_be")
    if not may_be or may_be["until"] < clock.now().timestamp():
        return flask.redirect(flask.url_for("auth.participant_sign_in"), 303)
    people = Participant.with_keys(may_be["people"])
    form = WhoForm()
    form.person.choices = [
        (str(place), f"{person.given_name} {person.family_name[:1]}.")
        for place, person in enumerate(people)
    ]
    if form.validate_on_submit():
        return enter(people[int(form.person.data)], may_be["is_shared"])
    return pages.render("auth/who.html", status=422 if form.errors else 200, form=form)
