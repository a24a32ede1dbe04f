"""Case notes as they are read: as somebody outside would, all of a case by month, and as a file."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import flask
from flask import request

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.notes import NoteState
from portal.operations.views import record_export
from portal.pdf import PdfError, StructuredDocument, render_document
from portal.reports.notes import listing as note_list
from portal.reports.notes import story as note_story
from portal.reports.notes import texts as notes_texts
from portal.reports.notes.listing import MOST, Wanted
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.notes import found, opened
from portal.staff.notes.contexts import late_words, reader, readers, way_words
from portal.staff.notes.papers import note_document, notes_document
from portal.staff.notes.sheet import options
from portal.words.contacts import short_standing
from portal.words.note_templates import TEMPLATES


@area.get("/cases/<key:case_key>/notes")
@requires(Permission.CASE_READ)
def notes_index(case_key: str) -> flask.Response:
    """All of a case's notes that one may read, by month."""
    case, wanted = opened(case_key), _wanted()
    notes, is_cut = note_list.notes(actor(), case, wanted)
    lines = [_line(case, one) for one in notes]
    asked = urlencode({name: value for name, value in request.args.items() if value})
    return pages.render(
        "staff/notes/index.html", filters=wanted, is_cut=is_cut, most=MOST,
        months=[(month, list(rows)) for month, rows in groupby(lines, lambda one: one["month"])],
        authors=note_list.authors(actor(), case), occasions=options("template", wanted.occasion),
        pdf_url=f"/staff/cases/{case_key}/notes.pdf" + (f"?{asked}" if asked else ""),
        **head(case),
    )  # fmt: skip


@area.get("/cases/<key:case_key>/notes.pdf")
@requires(Permission.CASE_READ)
def notes_download(case_key: str) -> flask.typing.ResponseReturnValue:
    """The notes of a time with their whole text, as a file; that they left is on record."""
    case, wanted = Case.get_for(actor(), case_key), _wanted()
    notes = note_list.notes(actor(), case, wanted)[0][::-1]
    record_export(actor(), case=case, what="notes", at=clock.now())
    return _file(
        lambda: notes_document(case, readers(case, notes), wanted, _reader()),
        case_key, "notes",
    )  # fmt: skip


@area.get("/cases/<key:case_key>/notes/<key:note_key>/preview")
@requires(Permission.CASE_READ)
def notes_preview(case_key: str, note_key: str) -> flask.Response:
    """A note as the participant or a court would read it, finished or still a draft."""
    case = opened(case_key)
    note = found(case, note_key)
    return pages.render(
        "staff/notes/preview.html",
        is_draft=note.state == NoteState.DRAFT,
        **head(case),
        **reader(case, note),
    )


@area.get("/cases/<key:case_key>/notes/<key:note_key>.pdf")
@requires(Permission.CASE_READ)
def notes_file(case_key: str, note_key: str) -> flask.typing.ResponseReturnValue:
    """One note as a file; that it left is on record."""
    case = Case.get_for(actor(), case_key)
    note = found(case, note_key)
    record_export(actor(), case=case, what="notes", at=clock.now())
    return _file(lambda: note_document(case, reader(case, note), _reader()), case_key, "note")


def _reader() -> str:
    today = dates.day(clock.today(resources.timezone()))
    return _("Taken out by %(name)s on %(day)s", name=actor().name, day=today)


def _file(
    write: Callable[[], StructuredDocument], case_key: str, name: str
) -> flask.typing.ResponseReturnValue:
    try:
        made = render_document(write(), at=clock.now())
    except PdfError:
        words = _("We cannot make the file now: some sign has no letter to print. Use Print.")
        return pages.done("staff.notes_index", words, case_key=case_key)
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return flask.Response(made, mimetype="application/pdf", headers=headers)


def _wanted() -> Wanted:
    asked = request.args
    occasion = asked.get("occasion", "")
    return Wanted(
        _day(asked.get("from", "")), _day(asked.get("until", "")), asked.get("author", "")[:16],
        occasion if occasion in TEMPLATES else "",
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _line(case: Case, note: Any) -> dict[str, Any]:
    on = note.occurred_on or note_story.ended_on(note)
    contact = note.contact
    facts = [
        way_words(note.way),
        short_standing(bool(contact.is_live), bool(contact.is_attempt)) if contact else "",
        str(TEMPLATES[note.template].name) if note.template in TEMPLATES else "",
        note.author.name,
    ]
    entered_on = note_story.ended_on(note)
    return {
        "key": note.key,
        "month": dates.month(on) if on else "",
        "title": dates.day(on),
        "purpose": notes_texts.text_of(note, "purpose", case),
        "facts": " · ".join(fact for fact in facts if fact),
        "is_private": bool(note.private_reason),
        "late": late_words(note.occurred_on, entered_on, str(case.program)) if entered_on else "",
    }
