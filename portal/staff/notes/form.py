"""The form of a case note: what was typed, checked and made into the note's text."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import Optional

from portal.forms import TEXT_LIMIT, Form, LongText, Text, clean_text
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.notes import NoteStep
from portal.models.tasks import TaskOwner
from portal.operations.notes import NoteText
from portal.policy.refusals import Refused
from portal.reports.notes.texts import READING
from portal.staff.contacts.outcomes import OUTCOMES, SIDES, WAYS_TO_RECORD, Outcome
from portal.words.note_forms import FORMS
from portal.words.note_templates import TEMPLATES
from portal.words.notes import MANNERS, PRIVATE_REASONS, PROMPTS
from portal.words.phrases import STEPS

STEP_LIMIT = 300  # characters of a worker's next step
MOST_STEPS = 10  # of each side
_CHOOSE = ("", _l("Choose"))
_NONE_SOME = [("none", _l("None")), ("some", _l("These:"))]
_FREE = {"forms": "forms_completed", "documents": "documents_received"}
_CODES = ("way", "manner", "template", "private_reason")


def _prompt(name: str) -> LongText:
    return LongText(PROMPTS[name][0])


class NoteForm(Form):
    """A note as it was sent. Nothing is mandatory here: that is asked when it is finished."""

    note_key = HiddenField()
    version = IntegerField(default=0)
    occurred_on = DateField(_l("Day of contact"), [Optional()])
    way = SelectField(_l("How"), choices=[_CHOOSE, *WAYS_TO_RECORD], default="")
    outcome = SelectField(_l("How it went"), choices=[_CHOOSE, *OUTCOMES], default="")
    makes_contact = BooleanField(_l("Record this as a contact with the participant"))
    manner = SelectField(_l("Manner"), choices=[_CHOOSE, *MANNERS.items()], default="")
    template = SelectField(
        _l("Occasion"), choices=[_CHOOSE, *((code, one.name) for code, one in TEMPLATES.items())],
        default="",
    )  # fmt: skip
    purpose = _prompt("purpose")
    background = _prompt("background")
    observations = _prompt("observations")
    content = _prompt("content")
    activities = _prompt("activities")
    information_given = _prompt("information_given")
    information_received = _prompt("information_received")
    results = _prompt("results")
    actions = _prompt("actions")
    decisions = _prompt("decisions")
    impressions = _prompt("impressions")
    program_contacts = _prompt("program_contacts")
    next_steps = _prompt("next_steps")
    forms_none = RadioField(_l("Forms completed"), choices=_NONE_SOME, validators=[Optional()])
    forms_completed = Text(_l("Which forms"), limit=500)
    documents_none = RadioField(
        _l("Documents received"), choices=_NONE_SOME, validators=[Optional()]
    )
    documents_received = Text(_l("Which documents"), limit=500)
    private_reason = SelectField(
        _l("Private note"), choices=[("", ""), *PRIVATE_REASONS.items()], default=""
    )

    def __init__(self, sent: MultiDict[str, str]) -> None:
        """Takes what was sent."""
        self.sent = sent
        self.step_errors: dict[str, list[str]] = {}
        super().__init__(sent)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be kept as it was typed; steps have fields of their own."""
        is_clear = super().validate(extra_validators)
        self.step_errors = dict(_errors_of_steps(self.sent))
        is_clear &= "finish" not in self.sent or self._is_consistent()
        return is_clear and not self.step_errors

    def refuse(self, refused: Refused, words: Any) -> None:
        """Puts a domain's refusals at their fields, those of next steps at their rows."""
        steps = {name: code for name, code in refused.codes.items() if "_step_" in name}
        self.step_errors |= {name: [str(words(code))] for name, code in steps.items()}
        others = {name: code for name, code in refused.codes.items() if name not in steps}
        if others:
            super().refuse(Refused(others), words)

    def text(self, program: str) -> NoteText:
        """What was typed, as the operation takes it; `program` is the case's, for its forms."""
        values: dict[str, Any] = {name: self[name].data or "" for name in (*READING, *_CODES)}
        values |= {
            "occurred_on": self.occurred_on.data,
            "makes_contact": self.makes_contact.data,
            "forms_completed": self._answer("forms", _picked_forms(self.sent, program)),
            "documents_received": self._answer("documents", []),
            "steps": tuple(steps_typed(self.sent)),
        }
        values["document_keys"] = tuple(picked(self.sent, "document_"))
        if values["document_keys"] and values["documents_received"] is None:
            values["documents_received"] = ""
        if self.outcome.data:
            values["direction"], values["is_answered"] = SIDES[Outcome(self.outcome.data)]
        if values["template"] and not values["purpose"]:
            values["purpose"] = str(TEMPLATES[values["template"]].purpose)
        return NoteText(**values)

    def _answer(self, about: str, ticked: list[str]) -> str | None:
        # What was named wins over "none" in a draft, so that nothing typed is lost.
        typed = self[_FREE[about]].data or ""
        named = "\n".join([*ticked, *([typed] if typed else [])])
        return named or ("" if self[f"{about}_none"].data == "none" else None)

    def _is_consistent(self) -> bool:
        """Whether nothing was named where "none" was chosen; asked when a note is finished."""
        both = [
            about
            for about, name in _FREE.items()
            if self[f"{about}_none"].data == "none"
            and (self[name].data or picked(self.sent, f"{about[:-1]}_"))
        ]
        for about in both:
            words = _("You chose none, and named some. Which is right?")
            self[f"{about}_none"].errors = [words]
        return not both


def picked(sent: Mapping[str, str], prefix: str) -> list[str]:
    """What was ticked: the ends of the names that begin so."""
    return [name.removeprefix(prefix) for name in sent if name.startswith(prefix) and sent[name]]


def _picked_forms(sent: Mapping[str, str], program: str) -> list[str]:
    titles = FORMS.get(program, {})
    return [str(titles[code]) for code in titles if sent.get(f"form_{code}")]


def steps_sent(sent: Mapping[str, str]) -> Iterator[tuple[TaskOwner, int, str, str]]:
    """Each row of next steps that is not blank: whose, its place, the words or code, the day."""
    for owner in TaskOwner:
        for place in range(MOST_STEPS):
            words = clean_text(sent.get(f"{owner}_step_{place}", ""))
            day = sent.get(f"{owner}_step_{place}_by", "").strip()
            if words or day:
                yield owner, place, words, day


def steps_typed(sent: Mapping[str, str]) -> Iterator[NoteStep]:
    """The rows of next steps as the note keeps them; a day that is none is left out."""
    for owner, _place, words, day in steps_sent(sent):
        is_own = owner is TaskOwner.WORKER
        phrase = "" if is_own or words not in STEPS else words
        yield NoteStep(owner, phrase, words if is_own else "", _day(day))


def _errors_of_steps(sent: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    for owner, place, words, day in steps_sent(sent):
        name = f"{owner}_step_{place}"
        if owner is TaskOwner.PARTICIPANT and words and words not in STEPS:
            yield name, [_("Please choose one of the answers.")]
        if len(words) > STEP_LIMIT or len(words) > TEXT_LIMIT:
            yield name, [_("This is too long. Please make it shorter.")]
        if day and _day(day) is None:
            yield f"{name}_by", [_("Please give a date, for example 11/24/2026.")]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
