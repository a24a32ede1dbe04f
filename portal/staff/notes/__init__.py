"""Case notes: written with the seven prompts, saved while one types, final once finished."""

from typing import Any

import flask
from flask import request
from werkzeug.datastructures import MultiDict

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
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
from portal.reports.cases import facts as case_facts
from portal.reports.notes import texts as notes_texts
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.notes import conflicts as note_conflicts
from portal.staff.notes import sheet as note_sheet
from portal.staff.notes.contexts import editor, late_words, reader
from portal.staff.notes.form import NoteForm
from portal.staff.notes.sheet import Sheet
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
    case = opened(case_key)
    today = clock.today(resources.timezone()).isoformat()
    sheet = note_sheet.blank(today, request.args.get("template", ""))
    return _edited(case, sheet, _contact(case, sheet.values.get("contact", "")))


@area.post("/cases/<key:case_key>/notes")
@requires(Permission.CASE_WRITE)
def notes_save(case_key: str) -> flask.typing.ResponseReturnValue:
    """Saves a draft, or finishes it; asked by a script it answers when it was saved."""
    case = Case.get_for(actor(), case_key)
    sent = note_conflicts.settled(request.form)
    form, is_script = NoteForm(sent), request.accept_mimetypes.best == "application/json"
    try:
        if not form.validate():
            return _unclear(case, sent, form, is_script)
        note = _kept(case, form)
    except Stale as stale:
        return _stale(case, sent, form, stale.saved, is_script)
    except Refused as refused:
        form.refuse(refused, _words)
        return _unclear(case, sent, form, is_script)
    if is_script:
        return {"saved": _saved(case, note), "version": note.version}
    if "finish" in request.form:
        return _finished(case, sent, form, note)
    where = "staff.notes_preview" if "preview" in request.form else "staff.notes_show"
    return pages.done(where, _("Draft saved."), case_key=case_key, note_key=note.key)


@area.get("/cases/<key:case_key>/notes/<key:note_key>")
@requires(Permission.CASE_READ)
def notes_show(case_key: str, note_key: str) -> flask.Response:
    """A finished note as it stands; one's own draft to go on with."""
    case = opened(case_key)
    note = found(case, note_key)
    if note.state == NoteState.DRAFT:
        sheet = note_sheet.held_sheet() or note_sheet.of_note(note, str(case.program))
        return _edited(case, sheet, note.contact)
    return _read(case, note, AddendumForm())


@area.post("/cases/<key:case_key>/notes/<key:note_key>/discard")
@requires(Permission.CASE_WRITE)
def notes_discard(case_key: str, note_key: str) -> flask.typing.ResponseReturnValue:
    """Throws one's own draft away."""
    case = Case.get_for(actor(), case_key)
    note = found(case, note_key)
    if note.state == NoteState.DRAFT:
        operations.discard_note(actor(), case=case, note=note, at=clock.now())
    return pages.done("staff.cases_show", _("The draft is gone."), case_key=case_key)


@area.post("/cases/<key:case_key>/notes/<key:note_key>/addenda")
@requires(Permission.CASE_WRITE)
def notes_add(case_key: str, note_key: str) -> flask.typing.ResponseReturnValue:
    """Adds to a finished note; its first text stays."""
    case = Case.get_for(actor(), case_key)
    note, form = found(case, note_key), AddendumForm()
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


def opened(case_key: str) -> Case:
    """The case of an address, its notes' reading on record."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="notes", at=clock.now())
    return case


def found(case: Case, note_key: str) -> Any:
    """The note of an address, one's own draft or one that may be read. Raises
    Note.DoesNotExist."""
    note: Any = Note.get_for(actor(), note_key)
    if note.case_id != case.id:
        raise Note.DoesNotExist
    return note


def _contact(case: Case, held: str = "") -> Contact | None:
    asked = request.values.get("contact", "") or held
    return Contact.get_or_none(Contact.key == asked, Contact.case == case.id) if asked else None


def _kept(case: Case, form: NoteForm) -> Any:
    return operations.save_note(
        actor(), case=case, key=_key(form), version=form.version.data or 0,
        text=form.text(str(case.program)), at=clock.now(), contact=_contact(case),
    )  # fmt: skip


def _key(form: NoteForm) -> str:
    key = str(form.note_key.data or "")
    if len(key) != 16 or not key.replace("-", "a").replace("_", "a").isalnum():
        flask.abort(400)
    return key


def _saved(case: Case, note: Any) -> str:
    said = _("Saved %(time)s", time=_time(note))
    late = late_words(note.occurred_on, clock.today(resources.timezone()), str(case.program))
    return f"{said} · {late}" if late else said


def _finished(
    case: Case, sent: MultiDict[str, str], form: NoteForm, note: Any
) -> flask.typing.ResponseReturnValue:
    sent["version"] = str(note.version)
    try:
        operations.finish_note(actor(), case=case, note=note, at=clock.now())
    except Refused as refused:
        form.refuse(Refused(note_sheet.by_field(refused.codes, sent)), _words)
        return _unclear(case, sent, form, False)
    return pages.done("staff.cases_show", _("The note is finished."), case_key=case.key)


def _edited(
    case: Case, sheet: Sheet, contact: Contact | None, status: int = 200, **more: Any
) -> flask.Response:
    context = editor(case, sheet, contact) | more
    return pages.render("staff/notes/edit.html", status=status, **context)


def _unclear(
    case: Case, sent: MultiDict[str, str], form: NoteForm, is_script: bool
) -> flask.typing.ResponseReturnValue:
    if is_script:
        return {"error": _("Not saved: look at the marked places.")}, 422
    return _edited(case, note_sheet.refused(sent, form), _contact(case), 422)


def _stale(
    case: Case, sent: MultiDict[str, str], form: NoteForm, saved: Any, is_script: bool
) -> flask.typing.ResponseReturnValue:
    theirs = notes_texts.texts_of(saved, case)
    if is_script:
        said = _("Saved in another window at %(time)s. Save the draft here to see both texts.",
                 time=_time(saved))  # fmt: skip
        yours = {name: form[name].data for name in notes_texts.READING}
        kept = {name: theirs[name] for name in notes_texts.READING}
        return {"error": said, "yours": yours, "saved_elsewhere": kept}, 409
    sheet = note_conflicts.both(note_sheet.typed(sent), saved, str(case.program))
    return _edited(
        case, sheet, _contact(case), 409,
        differences=note_conflicts.differences(sheet, theirs),
        said=_("This note was saved in another window at %(time)s.", time=_time(saved)),
    )  # fmt: skip


def _time(note: Any) -> str:
    return dates.daytime(note.saved_at, resources.timezone()).rsplit(", ", 1)[1]


def _read(case: Case, note: Note, form: AddendumForm, status: int = 200) -> flask.Response:
    return pages.render(
        "staff/notes/show.html", status=status, form=form, **head(case), **reader(case, note)
    )


def _words(code: Any) -> Any:
    return REFUSALS.get(code) or contact_words.REFUSALS[code]
