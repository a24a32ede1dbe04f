"""A case's letters: drafted, looked at in both languages, sent, and kept as they were."""

import json
from typing import Any

import flask
from markupsafe import Markup
from wtforms import RadioField

from portal import clock, letter_kinds, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.extensions import htmx
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.letter_html import letter_html
from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.operations.letters import (
    correct_letter,
    discard_letter,
    draft_letter,
    save_letter_fields,
)
from portal.operations.letters.sending import send_letter
from portal.operations.views import record_view
from portal.pdf import PdfError
from portal.policy.refusals import Refused
from portal.reports import catalogs, letters
from portal.serving import letter_pdf
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.letters.forms import LetterForm, form_for, raw_values
from portal.storage import StorageError
from portal.words.letters import finding, refusal


class KindForm(Form):
    """Which kind of letter to begin."""

    kind = RadioField(_l("What is the letter about?"), [required(_l("Please choose one."))])


def _kind_form(case: Case) -> KindForm:
    form = KindForm()
    in_use = [texts.letter for texts in catalogs.all_texts() if texts.letter is not None]
    form.kind.choices = [
        (letter.kind, letter.name) for letter in in_use if case.program in letter.citations
    ]
    return form


def _case(key: str) -> Case:
    case = Case.get_for(actor(), key)
    record_view(actor(), case=case, what="letters", at=clock.now())
    return case


def _letter(case_key: str, key: str) -> Letter:
    """A letter of the case in the address, with that case. Raises Letter.DoesNotExist."""
    letter = Letter.get_for(actor(), key)
    if letter.case.key != case_key:
        raise Letter.DoesNotExist(key)
    return letter


def _viewed(case_key: str, key: str) -> Letter:
    """The same, with the look at it on record."""
    letter = _letter(case_key, key)
    record_view(actor(), case=letter.case, what="letters", at=clock.now())
    return letter


def _names() -> dict[str, str]:
    return {name: kind.name for name, kind in letter_kinds.kinds().items()}


def _may_send() -> bool:
    return Permission.LETTER_SEND in ROLE_PERMISSIONS[actor().role]


@area.get("/cases/<key:case_key>/letters")
@requires(Permission.LETTER_READ)
def letters_index(case_key: str) -> flask.Response:
    """The letters of a case, drafts and sent ones."""
    case = _case(case_key)
    rows = letters.letters_of(case)
    return pages.render(
        "staff/letters/index.html", rows=rows, names=_names(), may_send=_may_send(), **head(case)
    )


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


def _choose(case: Case, form: KindForm, status: int = 200) -> flask.Response:
    purposes = {name: kind.purpose for name, kind in letter_kinds.kinds().items()}
    return pages.render(
        "staff/letters/new.html", status=status, form=form, purposes=purposes, **head(case)
    )


@area.get("/cases/<key:case_key>/letters/<key:letter_key>")
@requires(Permission.LETTER_READ)
def letters_show(case_key: str, letter_key: str) -> flask.Response:
    """A draft with its preview, or a sent letter as it was sent."""
    letter = _viewed(case_key, letter_key)
    case = letter.case
    if letter.state == LetterState.DRAFT:
        return _draft_page(case, letter, form_for(letter, case))
    return _sent_page(case, letter)


@area.post("/cases/<key:case_key>/letters/<key:letter_key>")
@requires(Permission.LETTER_SEND)
def letters_update(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the fields of a draft and shows the letter anew."""
    letter = _letter(case_key, letter_key)
    case = letter.case
    form = form_for(letter, case)
    if not form.validate_on_submit():
        return _draft_page(case, letter, form, 422)
    try:
        letter = _save(letter, form)
    except Refused as refused:
        return _done(case, letter, refusal(*refused.codes.values()))
    if htmx:
        return _draft_page(case, letter, form)
    return _done(case, letter, _("Saved. Nothing was sent yet."))


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/send")
@requires(Permission.LETTER_SEND)
def letters_send(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Sends what was looked at; what was changed since is shown once more first."""
    letter = _letter(case_key, letter_key)
    case = letter.case
    if letter.state == LetterState.SENT:
        return _done(case, letter, _("This letter was sent already. It stays as it is."))
    form = form_for(letter, case)
    if not form.validate_on_submit():
        return _draft_page(case, letter, form, 422)
    if _is_changed(letter, form):
        _save(letter, form)
        return _done(case, letter, _("You changed something. Look at the letter, then send it."))
    return _send(case, letter, form)


def _send(case: Case, letter: Letter, form: LetterForm) -> flask.typing.ResponseReturnValue:
    try:
        send_letter(actor(), letter=letter, at=clock.now(), operation_key=form.key)
    except Refused:
        return _draft_page(case, letter, form, 422)  # its list says what stops it
    except (PdfError, StorageError):
        words = _("The letter could not be made. Nothing was sent. Please try again.")
        return _done(case, letter, words)
    return _done(case, letter, _("Sent. A copy stays here as it was sent."))


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/correct")
@requires(Permission.LETTER_SEND)
def letters_correct(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Begins a new letter that replaces this one."""
    letter, form = _letter(case_key, letter_key), Form()
    case = letter.case
    if letter.state == LetterState.DRAFT:
        return _done(case, letter, _("This letter is not sent yet: change the draft itself."))
    made = correct_letter(actor(), letter=letter, at=clock.now(), operation_key=form.key)
    return _done(case, made, _("This is a new letter. It names the one it replaces."))


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/discard")
@requires(Permission.LETTER_SEND)
def letters_discard(case_key: str, letter_key: str) -> flask.typing.ResponseReturnValue:
    """Throws a draft away."""
    letter = _letter(case_key, letter_key)
    case = letter.case
    try:
        discard_letter(actor(), letter=letter, at=clock.now())
    except Refused as refused:
        return _done(case, letter, refusal(*refused.codes.values()))
    return pages.done("staff.letters_index", _("The draft is gone."), case_key=case_key)


@area.get("/cases/<key:case_key>/letters/<key:letter_key>.pdf")
@requires(Permission.LETTER_READ)
def letters_download(case_key: str, letter_key: str) -> flask.Response:
    """The PDF as it was sent."""
    letter = _viewed(case_key, letter_key)
    return letter_pdf(letter, letter.case, is_large=False)


@area.get("/cases/<key:case_key>/letters/<key:letter_key>.large.pdf")
@requires(Permission.LETTER_READ)
def letters_download_large(case_key: str, letter_key: str) -> flask.Response:
    """The same letter in large print."""
    letter = _viewed(case_key, letter_key)
    return letter_pdf(letter, letter.case, is_large=True)


def _done(case: Case, letter: Letter, words: str) -> flask.typing.ResponseReturnValue:
    return pages.done("staff.letters_show", words, case_key=case.key, letter_key=letter.key)


def _save(letter: Letter, form: LetterForm) -> Letter:
    return save_letter_fields(
        actor(), letter=letter, fields=raw_values(form, str(letter.kind)),
        personal_text=form.personal_text.data or "", at=clock.now(),
    )  # fmt: skip


def _is_changed(letter: Letter, form: LetterForm) -> bool:
    kept = {name: value for name, value in json.loads(letter.fields).items() if value}
    typed = {name: value for name, value in raw_values(form, str(letter.kind)).items() if value}
    return kept != typed or letter.personal_text != (form.personal_text.data or "")


def _draft_page(case: Case, letter: Letter, form: LetterForm, status: int = 200) -> flask.Response:
    prepared = letters.prepare(letter, case, clock.today(resources.timezone()))
    parts = prepared.document.parts if prepared.document else ()
    shown: dict[str, Any] = {
        "letter": letter,
        "kind": letter_kinds.kinds()[letter.kind],
        "form": form,
        "parts": [(part.locale, Markup(letter_html(part))) for part in parts],  # noqa: S704
        "release": prepared.release,
        "findings": [(one.stops, finding(one)) for one in prepared.findings],
        "can_go": prepared.can_go,
        "may_send": _may_send(),
        "here": f"/staff/cases/{case.key}/letters/{letter.key}",
    }
    return pages.render(
        "staff/letters/draft.html", "staff/letters/_preview.html", status, **shown, **head(case)
    )


def _sent_page(case: Case, letter: Letter) -> flask.Response:
    parts = [(letter.locale, letter.html), ("en", letter.html_english)]
    return pages.render(
        "staff/letters/sent.html",
        letter=letter,
        kind=letter_kinds.kinds()[letter.kind],
        form=Form(),
        # What was escaped when it was sent, and is shown as it was kept.
        parts=[(tag, Markup(html)) for tag, html in parts if html],  # noqa: S704
        fonts=json.loads(letter.made_with),
        later=letters.replaced_by(letter),
        may_send=_may_send(),
        here=f"/staff/cases/{case.key}/letters/{letter.key}",
        **head(case),
    )
