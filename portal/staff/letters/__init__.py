"""A case's letters: drafted by an event or a worker, looked at in both languages, and sent."""

import json

import flask
from flask import request
from wtforms import RadioField

from portal import clock, letter_kinds, pages, resources
from portal.access import Permission, actor, requires
from portal.extensions import htmx
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.operations.letters import discard_letter, draft_letter, save_letter_fields
from portal.operations.letters.drafting import draft_for_event
from portal.operations.letters.leaving import UNDO
from portal.operations.letters.sending import send_letter
from portal.operations.views import record_view
from portal.pdf import PdfError
from portal.policy.calendar import office_date
from portal.policy.letters_aside import AsideReason
from portal.policy.preflight import earliest_on
from portal.policy.refusals import Refused
from portal.reports import letters
from portal.reports.letters.asides import asides_of
from portal.reports.letters.checking import notice_days
from portal.reports.letters.releases import kinds_in_use
from portal.reports.letters.suggestions import suggested
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.letters.forms import LetterForm, form_for, going_of, going_typed, raw_values
from portal.staff.letters.showing import done, draft_page, frozen_page, letter_at, may_send, viewed
from portal.storage import StorageError
from portal.words.letter_events import suggestion
from portal.words.letters import refusal
from portal.words.letters_aside import REASONS


class KindForm(Form):
    """Which kind of letter to begin."""

    kind = RadioField(_l("What is the letter about?"), [required(_l("Please choose one."))])


def _kind_form(case: Case) -> KindForm:
    form = KindForm()
    form.kind.choices = [
        (letter.kind, letter.name) for letter in kinds_in_use() if case.program in letter.citations
    ]
    return form


def _case(key: str) -> Case:
    case = Case.get_for(actor(), key)
    record_view(actor(), case=case, what="letters", at=clock.now())
    return case


@area.get("/cases/<key:case_key>/letters")
@requires(Permission.LETTER_READ)
def letters_index(case_key: str) -> flask.Response:
    """The letters of a case, drafts and sent ones, and which its events ask for."""
    case = _case(case_key)
    names = {name: kind.name for name, kind in letter_kinds.kinds().items()}
    events = suggested(case, clock.now()) if may_send() else []
    return pages.render(
        "staff/letters/index.html", rows=letters.letters_of(case), names=names,
        suggestions=[(one, suggestion(one.event), names[one.kind]) for one in events],
        asides=[
            (one, suggestion(one.event), names[one.kind], REASONS[AsideReason(one.reason)])
            for one in asides_of(case)
        ],
        may_send=may_send(), **head(case),
    )  # fmt: skip


@area.get("/cases/<key:case_key>/letters/new")
@requires(Permission.LETTER_SEND)
def letters_new(case_key: str) -> flask.Response:
    """Which kind of letter?"""
    case = _case(case_key)
    return _choose(case, _kind_form(case))


@area.post("/cases/<key:case_key>/letters")
@requires(Permission.LETTER_SEND)
def letters_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Begins a draft, filled with what the case knows."""
    case = Case.get_for(actor(), case_key)
    form = _kind_form(case)
    if not form.validate_on_submit():
        return _choose(case, form, 422)
    made = draft_letter(
        actor(), case=case, kind=form.kind.data, at=clock.now(), operation_key=form.key
    )
    return pages.done("staff.letters_show", case_key=case_key, letter_key=made.key)


@area.post("/cases/<key:case_key>/letters/suggested")
@requires(Permission.LETTER_SEND)
def letters_begin_suggested(case_key: str) -> flask.typing.ResponseReturnValue:
    """Begins the letter that an event of the case asks for, once for each event."""
    case, cause = Case.get_for(actor(), case_key), request.form.get("cause", "")
    try:
        made = draft_for_event(actor(), case=case, cause=cause, at=clock.now())
    except Refused as refused:
        words = refusal(*refused.codes.values())
        return pages.done("staff.letters_index", words, case_key=case_key)
    return pages.done("staff.letters_show", case_key=case_key, letter_key=made.key)


def _choose(case: Case, form: KindForm, status: int = 200) -> flask.Response:
    purposes = {name: kind.purpose for name, kind in letter_kinds.kinds().items()}
    return pages.render(
        "staff/letters/new.html", status=status, form=form, purposes=purposes, **head(case)
    )


@area.get("/cases/<key:case_key>/letters/<key:letter_key>")
@requires(Permission.LETTER_READ)
def letters_show(case_key: str, letter_key: str) -> flask.Response:
    """A draft with its preview, or a letter as it was frozen."""
    letter = viewed(case_key, letter_key)
    case = letter.case
    if letter.state == LetterState.DRAFT:
        return draft_page(case, letter, form_for(letter, case))
    return frozen_page(case, letter)


@area.post("/cases/<key:case_key>/letters/<key:letter_key>")
@requires(Permission.LETTER_SEND)
def letters_update(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the fields of a draft and shows the letter anew."""
    letter = letter_at(case_key, letter_key)
    case = letter.case
    form = form_for(letter, case)
    if not form.validate_on_submit():
        return draft_page(case, letter, form, 422)
    try:
        letter = _save(letter, form, takes_earliest="earliest" in request.form)
    except Refused as refused:
        return done(case, letter, refusal(*refused.codes.values()))
    if htmx:
        return draft_page(case, letter, form)
    return done(case, letter, _("Saved. Nothing was sent yet."))


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/send")
@requires(Permission.LETTER_SEND)
def letters_send(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Sends what was looked at; what was changed since is shown once more first."""
    letter = letter_at(case_key, letter_key)
    case = letter.case
    if letter.state != LetterState.DRAFT:
        return done(case, letter, _("This letter was sent already. It stays as it is."))
    form = form_for(letter, case)
    if not form.validate_on_submit():
        return draft_page(case, letter, form, 422)
    if _is_changed(letter, form):
        _save(letter, form)
        return done(case, letter, _("You changed something. Look at the letter, then send it."))
    return _send(case, letter, form)


def _send(case: Case, letter: Letter, form: LetterForm) -> flask.typing.ResponseReturnValue:
    try:
        send_letter(actor(), letter=letter, at=clock.now(), operation_key=form.key)
    except Refused:
        now = letter_at(case.key, letter.key)
        if now.state != LetterState.DRAFT:  # somebody else was quicker
            return done(case, now, _("This letter was sent already. It stays as it is."))
        return draft_page(case, letter, form, 422)  # its list says what stops it
    except (PdfError, StorageError):
        words = _("The letter could not be made. Nothing was sent. Please try again.")
        return done(case, letter, words)
    return done(case, letter, _("It leaves in 15 minutes. Until then you can take it back."))


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/discard")
@requires(Permission.LETTER_SEND)
def letters_discard(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Throws a draft away."""
    letter = letter_at(case_key, letter_key)
    case = letter.case
    try:
        discard_letter(actor(), letter=letter, at=clock.now())
    except Refused as refused:
        return done(case, letter, refusal(*refused.codes.values()))
    return pages.done("staff.letters_index", _("The draft is gone."), case_key=case_key)


def _save(letter: Letter, form: LetterForm, takes_earliest: bool = False) -> Letter:
    fields = raw_values(form, str(letter.kind))
    if takes_earliest:
        leaves_on = office_date(clock.now() + UNDO, resources.timezone())
        fields["effective_on"] = earliest_on(leaves_on, notice_days(letter.case)).isoformat()
    return save_letter_fields(
        actor(), letter=letter, fields=fields, personal_text=form.personal_text.data or "",
        going=going_typed(form), at=clock.now(),
    )  # fmt: skip


def _is_changed(letter: Letter, form: LetterForm) -> bool:
    kept = {name: value for name, value in json.loads(letter.fields).items() if value}
    typed = {name: value for name, value in raw_values(form, str(letter.kind)).items() if value}
    said = form.personal_text.data or ""
    is_same = kept == typed and letter.personal_text == said
    return not is_same or going_of(letter) != going_typed(form)
