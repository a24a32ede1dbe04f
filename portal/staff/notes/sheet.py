"""The page on which a note is written, as plain values: fetching it makes no form.

A form's fields cost more than the whole page; they are made when a note is sent (goals.md,
SPEED-3). What is chosen from is written once a language and kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import flask
from markupsafe import Markup, escape

from portal import i18n
from portal.db import new_key
from portal.i18n import gettext as _
from portal.models.notes import Note, steps_read
from portal.models.tasks import TaskOwner
from portal.reports.notes.texts import READING, answers_of
from portal.staff.contacts.outcomes import OUTCOMES, WAYS_TO_RECORD, outcome_of
from portal.staff.notes.form import MOST_STEPS, NoteForm, picked, steps_sent
from portal.words.note_forms import FORMS
from portal.words.note_templates import TEMPLATES
from portal.words.notes import ELEMENTS, MANNERS, PRIVATE_REASONS, PROMPTS
from portal.words.phrases import STEPS

ROWS = 3  # of next steps that are always there, for each side
# The seven elements guide the note (NOTE-1); the last of them, the plan, stands by the next steps.
MAIN = tuple(name for name in READING if name in ELEMENTS.values() and name != "next_steps")
MORE = (
    "activities", "information_given", "information_received", "actions", "decisions",
    "program_contacts",
)  # fmt: skip
_CHOICES: dict[str, Any] = {
    "way": WAYS_TO_RECORD,
    "outcome": OUTCOMES,
    "manner": list(MANNERS.items()),
    "template": [(code, one.name) for code, one in TEMPLATES.items()],
    "step": list(STEPS.items()),
    "private_reason": list(PRIVATE_REASONS.items()),
}

_WRITTEN = (*READING, "manner", "forms_none", "forms_completed")

Step = tuple[str, str]  # words or code, day


@dataclass
class Sheet:
    """What stands in the fields, by name, and what is wrong with them."""

    values: dict[str, Any]
    forms: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    steps: dict[str, list[Step]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    summary: list[tuple[str, str]] = field(default_factory=list)
    operation_key: str = field(default_factory=new_key)

    def __post_init__(self) -> None:
        for owner in TaskOwner:
            rows = self.steps.setdefault(str(owner), [])
            # One more than are filled, so that there is always room without a script.
            wanted = min(MOST_STEPS, max(ROWS, len(rows) + 1))
            rows += [("", "")] * (wanted - len(rows))

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the texts, the forms and the next steps, rightly or wrongly."""
        values = self.values
        return not (
            self.errors
            or self.forms
            or any(values.get(name) for name in _WRITTEN)
            or any(any(row) for rows in self.steps.values() for row in rows)
        )


def blank(today: str, template: str = "") -> Sheet:
    """The sheet of a new note, or what was typed on it before the session ran out."""
    if (held := held_sheet()) is not None:
        return held
    chosen = TEMPLATES.get(template)
    values = dict.fromkeys(READING, "") | {
        "note_key": new_key(), "version": 0, "occurred_on": today, "makes_contact": True,
        "template": template if chosen else "", "purpose": str(chosen.purpose) if chosen else "",
    }  # fmt: skip
    return Sheet(values)


def held_sheet() -> Sheet | None:
    """What was typed on this page when the session ran out, if it was a note."""
    held = flask.g.get("held_form")
    return typed(held) if held is not None and "note_key" in held else None


def of_note(note: Any, program: str) -> Sheet:
    """The sheet of a draft as it was saved."""
    texts = answers_of(note)
    values: dict[str, Any] = {name: texts[name] or "" for name in READING}
    values |= {
        name: getattr(note, name)
        for name in ("version", "way", "manner", "template", "makes_contact", "private_reason")
    }
    values |= {
        "note_key": note.key,
        "occurred_on": note.occurred_on or "",
        "outcome": outcome_of(note.direction, note.is_answered),
    }
    keys = set((texts["document_keys"] or "").split())
    forms, values["forms_completed"] = _forms_apart(texts["forms_completed"] or "", program)
    values["documents_received"] = texts["documents_received"] or ""
    for about, name, has_more in (
        ("forms", "forms_completed", False), ("documents", "documents_received", bool(keys))
    ):  # fmt: skip
        answer = texts[name]
        has_any = has_more or bool(answer)
        values[f"{about}_none"] = "" if answer is None else "some" if has_any else "none"
    return Sheet(values, forms, keys, _rows_of(note, texts["steps"]))


def _forms_apart(lines: str, program: str) -> tuple[set[str], str]:
    codes = {str(title): code for code, title in FORMS.get(program, {}).items()}
    all_lines = lines.splitlines()
    ticked = {codes[line] for line in all_lines if line in codes}
    return ticked, ", ".join(line for line in all_lines if line not in codes)


def _rows_of(note: Note, steps: str | None) -> dict[str, list[Step]]:
    rows: dict[str, list[Step]] = {str(owner): [] for owner in TaskOwner}
    for one in steps_read(steps):
        rows[one.owner].append((one.phrase or one.text, str(one.due_on or "")))
    return rows


def typed(sent: Mapping[str, Any]) -> Sheet:
    """The sheet as it was sent, whatever was wrong with it."""
    values = {name: sent.get(name, "") for name in sent if isinstance(name, str)}
    values["makes_contact"] = bool(sent.get("makes_contact"))
    rows: dict[str, list[Step]] = {str(owner): [] for owner in TaskOwner}
    for owner, place, words, day in steps_sent(sent):
        own = rows[owner]
        own += [("", "")] * (place - len(own))
        own.append((words, day))
    return Sheet(values, set(picked(sent, "form_")), set(picked(sent, "document_")), rows)


def refused(sent: Mapping[str, Any], form: NoteForm) -> Sheet:
    """The sheet as it was sent, with what the form or the operation found wrong."""
    sheet = typed(sent)
    for one in form:
        if one.errors and one.name != "csrf_token":
            _add_error(sheet, one.name, str(one.label.text), list(one.errors))
    for name, errors in form.step_errors.items():
        _add_error(sheet, name, _("Next steps"), errors)
    sheet.summary = [("", str(error)) for error in form.form_errors] + sheet.summary
    return sheet


def by_field(codes: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Refusals of finishing by the field that stands on the sheet: direction and answer are asked
    in one choice, and a step may stand further down than its place among those filled in."""
    places: dict[str, str] = {}
    for owner in TaskOwner:
        filled = [place for who, place, _words, _day in steps_sent(sent) if who is owner]
        places |= {f"{owner}_step_{n}": f"{owner}_step_{at}" for n, at in enumerate(filled)}
    renamed = places | {
        "direction": "outcome", "forms_completed": "forms_none",
        "documents_received": "documents_none",
    }  # fmt: skip
    return {renamed.get(name, name): code for name, code in codes.items()}


def _add_error(sheet: Sheet, name: str, label: str, errors: list[Any]) -> None:
    words = " ".join(str(error) for error in errors)
    sheet.errors[name] = words
    sheet.summary.append((name, f"{label} – {words}"))


def prompts(template: str) -> dict[str, tuple[str, str]]:
    """Each text's name and question in the person's language, as the occasion asks it."""
    return _prompts(template if template in TEMPLATES else "", i18n.current())


@lru_cache(maxsize=256)
def _prompts(template: str, _tag: str) -> dict[str, tuple[str, str]]:
    own = TEMPLATES[template].questions if template else {}
    return {
        name: (str(label), str(own.get(name, question)))
        for name, (label, question) in PROMPTS.items()
    }


def options(kind: str, chosen: str = "") -> Markup:
    """The options of a choice, the chosen one marked; written once a language and choice."""
    known = _known(kind)
    return _options(kind, chosen if chosen in known else "", i18n.current())


@lru_cache(maxsize=32)
def _known(kind: str) -> frozenset[str]:
    return frozenset(str(code) for code, _words in _CHOICES[kind])


@lru_cache(maxsize=4096)
def _options(kind: str, chosen: str, _tag: str) -> Markup:
    lines = [
        f'<option value="{escape(code)}"{" selected" if code == chosen else ""}>'
        f"{escape(str(words))}</option>"
        for code, words in _CHOICES[kind]
    ]
    return Markup("".join(lines))  # noqa: S704  escaped above
