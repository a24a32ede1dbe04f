"""Mail that came back: noted by the office's clerks by the number on the letter."""

import flask

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.operations.letters.returned import note_returned_mail
from portal.policy.refusals import Refused
from portal.staff.area import area
from portal.words.letters import refusal


class ReturnedForm(Form):
    """A letter that came back, by its number."""

    letter_no = Text(_l("Number of the letter"), [required()], limit=20)
    detail = Text(_l("What the envelope says"), limit=200)


@area.get("/print/returned")
@requires(Permission.PRINT_QUEUE)
def returned_index() -> flask.Response:
    """Which letter came back?"""
    return pages.render("staff/printing/returned.html", form=ReturnedForm())


@area.post("/print/returned")
@requires(Permission.PRINT_QUEUE)
def returned_create() -> flask.typing.ResponseReturnValue:
    """Notes it; the worker gets the task to find the address."""
    form = ReturnedForm()
    if form.validate_on_submit():
        try:
            note_returned_mail(
                actor(), letter_no=form.letter_no.data, detail=form.detail.data or "",
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            words = _("Noted. The worker looks for the address.")
            return pages.done("staff.returned_index", words)
        except Refused as refused:
            form.refuse(refused, refusal)
    return pages.render("staff/printing/returned.html", status=422, form=form)
