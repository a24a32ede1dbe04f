"""Starting with the code from a letter and the birth date: `/my/start`."""

import flask
from wtforms import BooleanField

from portal import clock, pages
from portal.access import public
from portal.auth import sessions, tries
from portal.auth.area import area
from portal.forms import DateParts, Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.accounts import SYSTEM, Actor, Role
from portal.models.people import Participant
from portal.operations.accounts import codes


class StartForm(Form):
    """The letter's code and the birth date."""

    code = Text(_l("Your code"), [required(_l("Please type the code from your letter."))], limit=40)
    birth_on = DateParts(_l("Your birth date"), [required(_l("Please give your birth date."))])
    is_shared = BooleanField(_l("This is not my phone"))


@area.get("/my/start")
@area.get("/my/start/<string(maxlength=40):code>", endpoint="start_scanned")
@public
def start(code: str = "") -> flask.Response:
    """Asks for code and birth date; a scanned code is filled in, and not used up by looking."""
    form = StartForm(formdata=None, code=code)
    return pages.render("auth/start.html", form=form)


@area.post("/my/start")
@area.post("/my/start/<string(maxlength=40):code>", endpoint="start_scanned_check")
@public
def start_check(code: str = "") -> flask.typing.ResponseReturnValue:
    """Signs in whoever the code was sent to; wrong code and wrong date get one answer."""
    form = StartForm()
    if not form.validate():
        return pages.render("auth/start.html", status=422, form=form)
    counters = tries.for_letter_code(form.code.data)
    tries.take(counters)
    person = codes.redeem_letter_code(
        SYSTEM, code=form.code.data, birth_on=form.birth_on.data, at=clock.now()
    )
    if person is None:
        form.form_errors.append(_(
            "This code and birth date do not fit together, or the code is too old. "
            "Please check both. We can give you a new code."
        ))  # fmt: skip
        return pages.render("auth/start.html", status=422, form=form)
    tries.forget(counters)
    return enter(person, form.is_shared.data)


def enter(person: Participant, is_shared: bool) -> flask.typing.ResponseReturnValue:
    """Signs a participant in; unless the phone is somebody else's, or counts as such because they
    are not safe, it knows them from now on."""
    who = Actor(Role.PARTICIPANT, person.id, str(person.given_name))
    target = flask.session.get("after_sign_in")
    sessions.begin(who, is_shared=is_shared)
    if not sessions.is_shared():
        sessions.bind_browser(who)
    return sessions.go_on(target)
