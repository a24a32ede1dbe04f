"""The form of a case note and the way between it and the note's text."""

from typing import Any

from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import Optional

from portal.forms import Form, LongText, Text
from portal.i18n import lazy as _l
from portal.models.notes import Note
from portal.operations.notes import NoteText
from portal.policy.contacts import Way
from portal.staff.outcomes import OUTCOMES, SIDES, WAYS_TO_RECORD, Outcome, outcome_of
from portal.words.contacts import WAYS
from portal.words.notes import PRIVATE_REASONS, PROMPTS
from portal.words.phrases import STEPS

_CHOOSE = ("", _l("Choose"))
_TEXTS = (*PROMPTS, "worker_step", "participant_step", "private_reason", "way")
_PLAIN = ("occurred_on", "worker_step_due_on", "participant_step_due_on", "makes_contact")
_ANSWERED = (("forms_completed", "forms_none"), ("documents_received", "documents_none"))


def _prompt(name: str) -> LongText:
    return LongText(PROMPTS[name][0])


class NoteForm(Form):
    """A note while it is written. Nothing is mandatory here: that is asked when it is finished."""

    note_key = HiddenField()
    version = IntegerField(default=0)
    occurred_on = DateField(_l("Day of contact"), [Optional()])
    way = SelectField(_l("How"), choices=[_CHOOSE, *WAYS_TO_RECORD], default="")
    outcome = SelectField(_l("How it went"), choices=[_CHOOSE, *OUTCOMES], default="")
    makes_contact = BooleanField(_l("Record this as a contact with the participant"), default=True)
    purpose = _prompt("purpose")
    background = _prompt("background")
    observations = _prompt("observations")
    content = _prompt("content")
    results = _prompt("results")
    impressions = _prompt("impressions")
    next_steps = _prompt("next_steps")
    forms_none = RadioField(
        _l("Forms completed"), choices=[("none", _l("None")), ("some", _l("These:"))],
        validators=[Optional()],
    )  # fmt: skip
    forms_completed = Text(_l("Which forms"), limit=500)
    documents_none = RadioField(
        _l("Documents received"), choices=[("none", _l("None")), ("some", _l("These:"))],
        validators=[Optional()],
    )  # fmt: skip
    documents_received = Text(_l("Which documents"), limit=500)
    worker_step = Text(_l("My next step"), limit=300)
    worker_step_due_on = DateField(_l("By"), [Optional()])
    participant_step = SelectField(
        _l("The participant's next step"), choices=[_CHOOSE, *STEPS.items()], default=""
    )
    participant_step_due_on = DateField(_l("By"), [Optional()])
    private_reason = SelectField(
        _l("Private note"),
        choices=[("", _l("No, everybody who works this case may read it")),
                 *PRIVATE_REASONS.items()],
        default="",
    )  # fmt: skip

    def text(self) -> NoteText:
        """What was typed, as the operation takes it."""
        values: dict[str, Any] = {name: self[name].data or "" for name in _TEXTS}
        values |= {name: self[name].data for name in _PLAIN}
        if self.outcome.data:
            values["direction"], values["is_answered"] = SIDES[Outcome(self.outcome.data)]
        for name, choice in _ANSWERED:
            typed = self[name].data or ""
            values[name] = "" if self[choice].data == "none" else typed or None
        return NoteText(**values)


def filled(note: Note) -> NoteForm:
    """The form of a draft as it was saved."""
    return NoteForm(formdata=None, note_key=note.key, **values(note))


def values(note: Any) -> dict[str, Any]:
    """A note's text by field of the form; read after a conflict as well."""
    found = {name: getattr(note, name) for name in (*_TEXTS, *_PLAIN)}
    for name, choice in (
        ("forms_completed", "forms_none"),
        ("documents_received", "documents_none"),
    ):
        answer = getattr(note, name)
        found[name] = answer or ""
        found[choice] = None if answer is None else "some" if answer else "none"
    found["outcome"] = outcome_of(note.direction, note.is_answered)
    found["version"] = note.version
    return found


def way_words(way: str) -> str:
    """A way in words; empty where none was chosen."""
    return str(WAYS[Way(way)]) if way else ""
