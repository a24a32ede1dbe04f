"""What of a case waits for a translator; a letter that waits for the words of its note."""

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.operations.letters.following import stop_waiting, wait_for_note
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.reports.personal_texts import asked_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.letters.showing import done, letter_at
from portal.words.catalogs import PERSONAL
from portal.words.letters import refusal


@area.get("/cases/<key:case_key>/translations")
@requires(Permission.CASE_READ)
def waits_index(case_key: str) -> flask.Response:
    """What was asked of translators for a case: what waits first; the words stand where they are
    said."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="translations", at=clock.now())
    return pages.render(
        "staff/letters/translations.html", rows=asked_of(case), kinds=PERSONAL, **head(case)
    )  # fmt: skip


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/wait")
@requires(Permission.LETTER_SEND)
def waits_update(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """The letter is sent by itself when its note is translated, or is not any more."""
    letter, form = letter_at(case_key, letter_key), Form()
    case, at = letter.case, clock.now()
    if request.form.get("act") == "stop":
        stop_waiting(actor(), letter=letter, at=at)
        return done(case, letter, _("The letter stays here until you send it."))
    try:
        wait_for_note(actor(), letter=letter, at=at, operation_key=form.key)
    except Refused as refused:
        return done(case, letter, refusal(*refused.codes.values()))
    return done(case, letter, _("The letter is sent by itself when the translation is there."))
