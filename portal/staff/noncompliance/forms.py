"""The forms of the steps of a noncompliance."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import Optional

from portal.formats import english_language
from portal.forms import Form, LongText, Text, required
from portal.i18n import lazy as _l
from portal.locales import LOCALES
from portal.words import noncompliance as words
from portal.words.letters import BANKS
from portal.words.phrases import SERVICES


def _choices(of: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(code), said) for code, said in of.items()]


LANGUAGES = [SelectChoice(tag, english_language(tag)) for tag in LOCALES]
CURE_STEPS = _choices(BANKS["cure_step"])


class StepForm(Form):
    """What every step carries: the version of the noncompliance that was looked at."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """That version; 0, which none has, for anything else."""
        given = str(self.version.data or "")
        return int(given) if given.isdecimal() and len(given) < 9 else 0


class OpenForm(Form):
    """What was missed, and when."""

    act = RadioField(_l("What it is about"), [required()], choices=_choices(words.ACTS))
    activity = SelectField(
        _l("Which activity"), [Optional()],
        choices=[SelectChoice("", _l("None of these")), *_choices(BANKS["activity"])],
    )  # fmt: skip
    missed_on = DateField(_l("On which day"), [required()])
    what = LongText(_l("What was seen"))


class DeliverForm(StepForm):
    """How and when the notice reached the participant."""

    letter = RadioField(_l("The letter"), [required()], choices=[])
    way = RadioField(_l("How it reached them"), [required()],
                     choices=_choices(words.DELIVERY_WAYS))  # fmt: skip
    on = DateField(_l("On which day"), [required()])
    locale = SelectField(_l("Language of the explanation"), choices=LANGUAGES)


class AskForm(StepForm):
    """How and in which language the reason was asked for."""

    on = DateField(_l("On which day"), [required()])
    way = RadioField(_l("How"), [required()], choices=_choices(words.ASKED_WAYS))
    locale = SelectField(_l("In which language"), choices=LANGUAGES)
    interpreter = Text(_l("Interpreter: name or number"), limit=100)


class DetermineForm(StepForm):
    """Whether there was good cause, and why."""

    finding = RadioField(
        _l("Was there good cause?"), [required()],
        choices=[SelectChoice("good", _l("Yes, there was good cause")),
                 SelectChoice("none", _l("No, there was none"))],
    )  # fmt: skip
    cause = SelectField(
        _l("Which good cause"), [Optional()],
        choices=[SelectChoice("", _l("Choose one")), *_choices(words.CAUSES)],
    )  # fmt: skip
    review_on = DateField(_l("It lasts: look at it again on"), [Optional()])
    why = LongText(_l("Why"), [required(_l("Please say why."))])


class PlanForm(StepForm):
    """A compliance plan."""

    steps = SelectMultipleField(_l("What the participant does"), choices=CURE_STEPS)
    text = LongText(_l("Notes for staff, not part of the plan"))
    starts_on = DateField(_l("From"), [required()])
    ends_on = DateField(_l("To"), [required()])
    signed_on_paper = BooleanField(_l("The participant signed it on paper"))


class EndPlanForm(StepForm):
    """What became of a compliance plan."""

    outcome = RadioField(
        _l("Were its steps done?"), [required()],
        choices=[SelectChoice("kept", _l("Yes: all is well again")),
                 SelectChoice("broken", _l("No: ask again what happened"))],
    )  # fmt: skip


class SupportsForm(StepForm):
    """What the family needs to take part."""

    services = SelectMultipleField(_l("What they have or were offered"), choices=_choices(SERVICES))
    why = LongText(_l("What was looked at, and what came of it"),
                   [required(_l("Please write what you found."))])  # fmt: skip


class WithdrawForm(StepForm):
    """Why it is taken back."""

    why = LongText(_l("Why"), [required(_l("Please say why."))])


class SanctionForm(StepForm):
    """From when a sanction counts, and what ends it."""

    effective_on = DateField(_l("It counts from"), [required()])
    steps = SelectMultipleField(_l("What ends it"), choices=CURE_STEPS)


class CureForm(StepForm):
    """Why and when a sanction ended."""

    reason = RadioField(_l("Why it ends"), [required()], choices=_choices(words.ENDS))
    ended_on = DateField(_l("From which day"), [required()])


class MarkForm(StepForm):
    """A step that was done."""

    kind = HiddenField()
    step = HiddenField()
    on = DateField(_l("Done on"), [required()])
