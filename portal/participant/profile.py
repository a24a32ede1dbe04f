"""The participant's own page: who the portal thinks one is, languages, wishes."""

from typing import Any

import flask
from flask_login import current_user
from wtforms import BooleanField, SelectChoice, SelectField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.locales import LOCALES
from portal.operations.people import update_wishes
from portal.participant.area import area, own_case
from portal.policy.programs import program
from portal.reports.reports.own import address_waiting
from portal.words.equal_access import lines

_WISHES = (
    "written_locale", "spoken_locale", "wants_text_messages", "wants_large_print",
    "wants_braille", "wants_audio",
)  # fmt: skip


class WishesForm(Form):
    """How one wants to be written and spoken to."""

    written_locale = SelectField(_l("Language of your letters"))
    spoken_locale = SelectField(_l("Language you speak"))
    wants_text_messages = BooleanField(_l("Send me text messages"))
    wants_large_print = BooleanField(_l("Send me letters in large print"))
    wants_braille = BooleanField(_l("Make my letters in Braille"))
    wants_audio = BooleanField(_l("Read my letters aloud: I want to listen to them"))

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        own = [values[name] for name in ("written_locale", "spoken_locale") if name in values]
        choices = _languages(own)
        self.written_locale.choices = choices
        self.spoken_locale.choices = choices


def _languages(own: list[str]) -> list[SelectChoice]:
    tags = dict.fromkeys([*flask.current_app.config["LOCALES"], *own])
    return [
        SelectChoice(tag, LOCALES[tag].own_name, {"lang": tag, "dir": "auto"})
        for tag in tags
        if tag in LOCALES
    ]


def _page(form: WishesForm, status: int = 200) -> flask.Response:
    case = own_case()
    return pages.render(
        "participant/profile/show.html", status=status, form=form, case=case,
        person=case.participant, is_shared=current_user.person.is_shared,
        waiting=address_waiting(case), accommodations=lines(str(case.accommodations)),
        has_months=bool(program(str(case.program)).clocks),
    )  # fmt: skip


def _form() -> WishesForm:
    person: Any = own_case().participant
    return WishesForm(**{name: getattr(person, name) for name in _WISHES})


@area.get("/profile")
@requires(Permission.OWN_READ)
def profile_show() -> flask.Response:
    """Name, languages, how to reach one."""
    return _page(_form())


@area.post("/profile")
@requires(Permission.OWN_WRITE)
def profile_update() -> flask.typing.ResponseReturnValue:
    """Keeps the wishes."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form, 422)
    wishes: dict[str, Any] = {name: form[name].data for name in _WISHES}
    update_wishes(actor(), case=own_case(), at=clock.now(), **wishes)
    return pages.done("participant.profile_show", _("Your wishes are saved."))
