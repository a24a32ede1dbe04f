"""What the pages of case notes show."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from portal import clock, dates, i18n, pages, resources
from portal.access import actor
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.notes import Note, steps_read
from portal.models.tasks import TaskOwner
from portal.policy.contacts import Way, days_late, is_late_entry
from portal.policy.programs import program
from portal.reports.notes import documents as note_documents
from portal.reports.notes import story as note_story
from portal.reports.notes import texts as notes_texts
from portal.reports.notes.texts import READING
from portal.staff.cases import head
from portal.staff.notes.sheet import MAIN, MORE, Sheet, options, prompts
from portal.words import documents
from portal.words.contacts import WAYS, short_standing
from portal.words.note_forms import FORMS
from portal.words.note_templates import TEMPLATES
from portal.words.notes import MANNERS, PRIVATE_REASONS, PROMPTS
from portal.words.phrases import STEPS


def way_words(way: str) -> str:
    """A way in words; empty where none was chosen."""
    return str(WAYS[Way(way)]) if way else ""


def editor(case: Case, sheet: Sheet, contact: Contact | None) -> dict[str, Any]:
    """The page on which a note is written; `contact` is the one it tells of, if recorded."""
    row: Any = case
    key = str(sheet.values.get("note_key", ""))
    save_url = f"/staff/cases/{case.key}/notes"
    today = clock.today(resources.timezone())
    return (
        head(case)
        | _parts(sheet, str(case.program))
        | {
            "sheet": sheet,
            "contact": contact,
            "contact_way": way_words(str(contact.way)) if contact else "",
            "contact_standing": _standing(contact),
            "known_documents": received(case),
            "may_hide": actor().id in (row.worker_id, row.secondary_id),
            "save_url": save_url,
            "discard_url": f"{save_url}/{key}/discard"
            if int(sheet.values.get("version") or 0)
            else "",
            "late_words": late_words(_day_of(sheet, contact), today, str(case.program)),
            "differences": [],
            "today": today,
        }
    )


def _parts(sheet: Sheet, program_code: str) -> dict[str, Any]:
    template = str(sheet.values.get("template", ""))
    shown = _shown(sheet, template, program_code)
    if sheet.is_blank:
        shown["blank"] = _blank(template if template in TEMPLATES else "", program_code,
                                i18n.current())  # fmt: skip
    return shown


def _shown(sheet: Sheet, template: str, program_code: str) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "prompts": prompts(template),
        "main_texts": MAIN,
        "more_texts": MORE,
        "options": options,
        "known_forms": _forms(program_code, i18n.current()),
        "has_more": any(sheet.values.get(name) for name in (*MORE, "manner")),
        "blank": None,
    }


@lru_cache(maxsize=256)
def _blank(template: str, program_code: str, _tag: str) -> dict[str, Markup]:
    """The parts of a sheet on which nothing stands: the same for everybody, so made once."""
    shown = _shown(Sheet(dict.fromkeys(READING, "")), template, program_code)
    return {
        name: pages.part(f"staff/notes/_{name}.html", **shown)
        for name in ("texts", "forms", "steps")
    }


@lru_cache(maxsize=128)
def _forms(program_code: str, _tag: str) -> list[tuple[str, str]]:
    return [(code, str(title)) for code, title in FORMS.get(program_code, {}).items()]


def received(case: Case) -> list[tuple[str, str]]:
    """The case's latest documents that one may read: key, and kind with the day it came."""
    return [_document(*found) for found in note_documents.latest(actor(), case)]


def _document(key: str, kind: str, on: date) -> tuple[str, str]:
    words = _("%(kind)s of %(day)s", kind=documents.KINDS[kind], day=dates.short_day(on))
    return key, words


def _day_of(sheet: Sheet, contact: Contact | None) -> date | None:
    found: Any = contact.occurred_on if contact else sheet.values.get("occurred_on")
    if isinstance(found, date):
        return found
    try:
        return date.fromisoformat(found or "")
    except ValueError:
        return None


def late_words(occurred_on: date | None, entered_on: date, program_code: str) -> str:
    """How many days after the contact a note is entered, and the program's limit where it is
    past (NOTE-10); empty on the same day."""
    if occurred_on is None or (late := days_late(occurred_on, entered_on)) <= 0:
        return ""
    said = ngettext(
        "Entered %(n)s day after the contact.", "Entered %(n)s days after the contact.", late
    )
    limit = program(program_code).late_entry.value
    if not is_late_entry(occurred_on, entered_on, limit):
        return said
    asked = _("The program asks for it within %(limit)s days.", limit=limit)
    return f"{said} {asked}"


def _standing(contact: Contact | None) -> str:
    return short_standing(bool(contact.is_live), bool(contact.is_attempt)) if contact else ""


def reader(case: Case, note: Note) -> dict[str, Any]:
    """A note as it is read, with what was added to it."""
    return readers(case, [note])[0]


def readers(case: Case, notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Notes of one case as they are read. Two statements, however many there are."""
    added = note_story.addenda_of(notes, case)
    texts = [notes_texts.texts_of(note, case) for note in notes]
    keys = [key for one in texts for key in one["document_keys"].split()]
    papers = {
        key: (f"/staff/cases/{case.key}/documents/{key}", words)
        for key, words in (_document(*found) for found in note_documents.named(actor(), case, keys))
    }
    return [
        _read(case, note, said, papers, added.get(note.id, []))
        for note, said in zip(notes, texts, strict=True)
    ]


def _read(
    case: Case, note: Note, texts: dict[str, str], papers: dict[str, tuple[str, str]],
    addenda: list[dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    row: Any = note
    late, _limit, is_late = note_story.lateness(note, str(case.program))
    entered_on = note_story.ended_on(note) or clock.today(resources.timezone())
    # A document that one may not read is not among the papers: nothing tells that it is there.
    named = [papers[key] for key in texts["document_keys"].split() if key in papers]
    return {
        "note": note,
        "way": way_words(row.way),
        "manner": MANNERS.get(row.manner, ""),
        "occasion": TEMPLATES[row.template].name if row.template in TEMPLATES else "",
        "contact_standing": _standing(row.contact),
        "texts": [
            (name, PROMPTS[name][0], texts[name]) for name in notes_texts.READING if texts[name]
        ],
        "forms": texts["forms_completed"].splitlines(),
        "papers": [*named, *(("", line) for line in texts["documents_received"].splitlines())],
        "steps": [
            (one.owner == TaskOwner.WORKER, STEPS.get(one.phrase, one.text), one.due_on)
            for one in steps_read(texts["steps"])
        ],
        "addenda": addenda,
        "late_words": late_words(row.occurred_on, entered_on, str(case.program)) if late else "",
        "is_late": is_late,
        "private_words": PRIVATE_REASONS[row.private_reason] if row.private_reason else "",
    }
