"""A draft as it will be printed: made by what makes the letter itself, marked, and kept nowhere."""

from dataclasses import replace

import flask
from flask import request

from portal import clock, pdf, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.letters import Letter, LetterState
from portal.operations.letters.leaving import UNDO
from portal.operations.views import record_view
from portal.policy.calendar import office_date
from portal.policy.composing import LARGE_SIZE, NORMAL_SIZE
from portal.policy.sending import Stop
from portal.reports.letters import prepare
from portal.serving import draft_pdf
from portal.staff.area import area
from portal.staff.letters.showing import done, letter_at
from portal.words.letters import refusal


def _points(letter: Letter) -> int:
    """As its reader gets it, in 18 points where that was asked for on the page."""
    is_large = letter.is_large_print or request.args.get("size") == str(LARGE_SIZE)
    return LARGE_SIZE if is_large else NORMAL_SIZE


@area.get("/cases/<key:case_key>/letters/<key:letter_key>/draft.pdf")
@requires(Permission.LETTER_READ)
def letters_draft_pdf(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """The draft as it stands now, in the participant's language with the English copy behind it."""
    letter = letter_at(case_key, letter_key)
    case, at = letter.case, clock.now()
    if letter.state != LetterState.DRAFT:
        return done(case, letter, _("This letter was sent already. It stays as it is."))
    record_view(actor(), case=case, what="letter_draft", at=at)
    document = prepare(letter, case, office_date(at + UNDO, resources.timezone())).document
    if document is None:
        return done(case, letter, refusal(Stop.NOT_IN_USE))
    sized = replace(document, size=_points(letter))
    try:
        made = pdf.render_draft(sized, _("Draft, not sent"), at=at)
    except pdf.PdfError:
        return done(case, letter, _("A character has no place in the letter's font."))
    return draft_pdf(letter, made)
