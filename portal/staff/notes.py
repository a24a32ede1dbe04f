"""Case notes: written with the seven prompts, saved while one types, final once finished."""

from typing import Any

import flask
from flask import request

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.db import new_key
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.notes import Note, NoteState
from portal.operations import notes as operations
from portal.operations.notes import Stale
from portal.operations.views import record_list_view, record_view
from portal.policy.refusals import Refused
from portal.reports import case_facts, note_story
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.note_form import NoteForm, filled
from portal.staff.note_pages import editor, reader
from portal.words import contacts as contact_words
from portal.words.notes import REFUSALS


class AddendumForm(Form):
    """A correction beside a finished note."""

    text = LongText(_l("Add to this note"), [required()])


@area.get("/drafts")
@requires(Permission.CASE_WRITE)
def notes_drafts() -> flask.Response:
    """Everything one began to write and has not finished."""
    record_list_view(actor(), what="drafts", at=clock.now())
    return pages.render("staff/notes/drafts.html", drafts=case_facts.drafts(actor()))


@area.get("/cases/<key:case_key>/notes/new")
@requires(Permission.CASE_WRITE)
def notes_new(case_key: str) -> flask.Response:
    """A new note, of a contact that was recorded or one that it will record."""
    case = _opened(case_key)
    form = NoteForm()
    form.note_key.data = form.note_key.data or new_key()
    if not form.occurred_on.raw_data:
        form.occurred_on.data = clock.today(resources.timezone())
    return pages.render("staff/notes/edit.html", **editor(case, form, _contact(case)))


@area.post("/cases/<key:case_key>/notes")
@requires(Permission.CASE_WRITE)
def notes_save(case_key: str) -> flask.typing.ResponseReturnValue:
    """Saves a draft, or finishes it; asked by a script it answers when it was saved."""
    case = Case.get_for(actor(), case_key)
    form, is_script = NoteForm(), request.accept_mimetypes.best == "application/json"
    try:
        if not form.validate():
            return _unclear(case, form, is_script)
        note = _kept(case, form)
    except Stale as stale:
        return _stale(case, form, stale.saved, is_script)
    except Refused as refused:
        form.refuse(refused, _words)
        return _unclear(case, form, is_script)
    if is_script:
        return {"saved": _("Saved %(time)s", time=_time(note)), "version": note.version}
    if "finish" in request.form:
        return _finished(case, form, note)
    return pages.done("staff.notes_show", _("Draft saved."), case_key=case_key, note_key=note.key)


@area.get("/cases/<key:case_key>/notes/<key:note_key>")
@requires(Permission.CASE_READ)
def notes_show(case_key: str, note_key: str) -> flask.Response:
    """A finished note as it stands; one's own draft to go on with."""
    case = _opened(case_key)
    note = _note(case, note_key)
    if note.state == NoteState.DRAFT:
        return pages.render("staff/notes/edit.html", **editor(case, filled(note), note.contact))
    return _read(case, note, AddendumForm())


@area.post("/cases/<key:case_key>/notes/<key:note_key>/discard")
@requires(Permission.CASE_WRITE)
def notes_discard(case_key: str, note_key: str) -> flask.typing.ResponseReturnValue:
    """Throws one's own draft away."""
    case = Case.get_for(actor(), case_key)
    note = _note(case, note_key)
    if note.state == NoteState.DRAFT:
        operations.discard_note(actor(), case=case, note=note, at=clock.now())
    return pages.done("staff.cases_show", _("The draft is gone."), case_key=case_key)


@area.post("/cases/<key:case_key>/notes/<key:note_key>/addenda")
@requires(Permission.CASE_WRITE)
def notes_add(case_key: str, note_key: str) -> flask.typing.ResponseReturnValue:
    """Adds to a finished note; its first text stays."""
    case = Case.get_for(actor(), case_key)
    note, form = _note(case, note_key), AddendumForm()
    if form.validate_on_submit():
        try:
            operations.add_addendum(
                actor(), note=note, text=form.text.data, at=clock.now(), operation_key=form.key
            )
        except Refused as refused:
            form.refuse(refused, _words)
        else:
            return pages.done("staff.notes_show", _("Added."), case_key=case_key, note_key=note_key)
    return _read(case, note, form, 422)


def _opened(case_key: str) -> Case:
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="notes", at=clock.now())
    return case


def _note(case: Case, note_key: str) -> Any:
    note: Any = Note.get_for(actor(), note_key)
    if note.case_id != case.id:
        raise Note.DoesNotExist
    return note


def _contact(case: Case) -> Contact | None:
    asked = request.values.get("contact", "")
    return Contact.get_or_none(Contact.key == asked, Contact.case == case.id) if asked else None


def _kept(case: Case, form: NoteForm) -> Any:
    return operations.save_note(
        actor(), case=case, key=_key(form), version=form.version.data or 0, text=form.text(),
        at=clock.now(), contact=_contact(case),
    )  # fmt: skip


def _key(form: NoteForm) -> str:
    key = str(form.note_key.data or "")
    if len(key) != 16 or not key.replace("-", "a").replace("_", "a").isalnum():
        flask.abort(400)
    return key


def _finished(case: Case, form: NoteForm, note: Any) -> flask.typing.ResponseReturnValue:
    form.version.data = note.version
    try:
        operations.finish_note(actor(), case=case, note=note, at=clock.now())
    except Refused as refused:
        # The form asks for direction and answer in one choice.
        codes = {"outcome" if name == "direction" else name: c for name, c in refused.codes.items()}
        form.refuse(Refused(codes), _words)
        return _unclear(case, form, False)
    return pages.done("staff.cases_show", _("The note is finished."), case_key=case.key)


def _unclear(case: Case, form: NoteForm, is_script: bool) -> flask.typing.ResponseReturnValue:
    if is_script:
        return {"error": _("Not saved: look at the marked places.")}, 422
    return pages.render("staff/notes/edit.html", status=422, **editor(case, form, _contact(case)))


def _stale(
    case: Case, form: NoteForm, saved: Note, is_script: bool
) -> flask.typing.ResponseReturnValue:
    said = _("This note was saved in another window at %(time)s.", time=_time(saved))
    if is_script:
        typed = {
            name: field.data for name, field in form._fields.items() if name in note_story.TEXTS
        }
        kept = {name: getattr(saved, name) for name in note_story.TEXTS}
        return {"error": said, "yours": typed, "saved_elsewhere": kept}, 409
    form.version.data = saved.version
    context = editor(case, form, _contact(case)) | {"theirs": note_story.texts(saved), "said": said}
    return pages.render("staff/notes/edit.html", status=409, **context)


_TYPED = (
    "purpose",
    "background",
    "observations",
    "content",
    "results",
    "impressions",
    "next_steps",
)


def _time(note: Any) -> str:
    return dates.daytime(note.saved_at, resources.timezone()).rsplit(", ", 1)[1]


def _read(case: Case, note: Note, form: AddendumForm, status: int = 200) -> flask.Response:
    return pages.render(
        "staff/notes/show.html", status=status, form=form, **head(case), **reader(case, note)
    )


def _words(code: Any) -> Any:
    return REFUSALS.get(code) or contact_words.REFUSALS[code]
