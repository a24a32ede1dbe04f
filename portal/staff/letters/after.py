"""A letter once it was sent: taken back, corrected, come back by mail, its files."""

import flask
from wtforms import RadioField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.letters import Letter, LetterEventKind, LetterState
from portal.operations.letters import correct_letter
from portal.operations.letters.leaving import undo_sending
from portal.operations.letters.returned import note_outcome
from portal.policy.refusals import Refused
from portal.policy.sending import Stop
from portal.reports.letters.frozen import Kept, changed_of
from portal.serving import letter_pdf
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.letters.showing import done, letter_at, viewed
from portal.words.letter_events import OUTCOMES
from portal.words.letters import refusal


class OutcomeForm(Form):
    """What became of a letter on paper."""

    kind = RadioField(
        _l("What became of it?"), [required(_l("Please choose one."))],
        choices=[(str(kind), words) for kind, words in OUTCOMES.items()],
    )  # fmt: skip
    detail = Text(_l("In your words: what the mail says, who took it"))


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/undo")
@requires(Permission.LETTER_SEND)
def letters_undo(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a letter back that has not left."""
    letter = letter_at(case_key, letter_key)
    try:
        undo_sending(actor(), letter=letter, at=clock.now())
    except Refused as refused:
        if Stop.ALREADY_SENT in refused.codes.values():
            return done(letter.case, letter, _("It is too late: the letter has left."))
    words = _("Taken back. Nobody saw it, and it is a draft again.")
    return done(letter.case, letter, words)


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/correct")
@requires(Permission.LETTER_SEND)
def letters_correct(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Begins a new letter that replaces this one."""
    letter, form = letter_at(case_key, letter_key), Form()
    case = letter.case
    if letter.state != LetterState.SENT:
        return done(case, letter, _("This letter has not left yet: change the draft itself."))
    made = correct_letter(actor(), letter=letter, at=clock.now(), operation_key=form.key)
    return done(case, made, _("This is a new letter. It names the one it replaces."))


@area.get("/cases/<key:case_key>/letters/<key:letter_key>/outcome")
@requires(Permission.LETTER_SEND)
def letters_outcome(case_key: str, letter_key: str) -> flask.Response:
    """What became of a letter on paper?"""
    letter = viewed(case_key, letter_key)
    return pages.render(
        "staff/letters/outcome.html", letter=letter, form=OutcomeForm(), **head(letter.case)
    )


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/outcome")
@requires(Permission.LETTER_SEND)
def letters_note_outcome(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps what became of it; returned mail makes a task."""
    letter, form = letter_at(case_key, letter_key), OutcomeForm()
    if not form.validate_on_submit():
        return pages.render(
            "staff/letters/outcome.html", status=422, letter=letter, form=form, **head(letter.case)
        )
    try:
        note_outcome(
            actor(), letter=letter, kind=LetterEventKind(form.kind.data),
            detail=form.detail.data or "", at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        return done(letter.case, letter, refusal(*refused.codes.values()))
    return done(letter.case, letter, _("Noted."))


@area.get("/cases/<key:case_key>/letters/<key:letter_key>.pdf")
@requires(Permission.LETTER_READ)
def letters_download(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """The PDF as it was sent."""
    return _file(viewed(case_key, letter_key), is_large=False)


@area.get("/cases/<key:case_key>/letters/<key:letter_key>.large.pdf")
@requires(Permission.LETTER_READ)
def letters_download_large(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """The same letter in large print."""
    return _file(viewed(case_key, letter_key), is_large=True)


def _file(letter: Letter, is_large: bool) -> flask.typing.ResponseReturnValue:
    kept = Kept.LARGE if is_large else Kept.PDF
    if letter.pdf and kept in changed_of(letter, letter.case):
        words = _("This file is not what was sent any more. It is not given out.")
        return done(letter.case, letter, words)
    return letter_pdf(letter, letter.case, is_large=is_large)
