"""What is typed about closings and transfers."""

from typing import Any

from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField

from portal.forms import Form, LongText, required
from portal.i18n import lazy as _l
from portal.policy.handings import BACK_REASONS, REASONS, Hand, HandingKind, Step
from portal.reports.handings import destinations
from portal.words import handings as words

_NONE = ("", _l("Choose"))


def _reasons(kind: HandingKind) -> list[tuple[str, Any]]:
    return [(str(one), words.REASONS[one]) for one in REASONS[kind]]


class ClosingForm(Form):
    """Why a case closes, and whether CalFresh goes on."""

    reason = RadioField(
        _l("Why the case closes"), [required(_l("Choose why."))],
        choices=_reasons(HandingKind.CLOSE),
    )  # fmt: skip
    has_calfresh = RadioField(
        _l("Does CalFresh go on?"), [required(_l("Please choose one of the answers."))],
        choices=[("yes", _l("Yes")), ("no", _l("No"))],
    )  # fmt: skip


class TransferForm(Form):
    """Why somebody else takes a case over, and who."""

    reason = SelectField(
        _l("Why"), [required(_l("Choose why."))],
        choices=[_NONE, *_reasons(HandingKind.TRANSFER)],
    )  # fmt: skip
    worker = SelectField(_l("To a worker of this office"))
    unit = SelectField(_l("Or to a unit, which finds a worker by the next working day"))

    def __init__(self, case: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        found = destinations.workers(case.office_id, case.worker_id or 0)
        self.worker.choices = [("", str(_l("Nobody yet"))), *found]
        self.unit.choices = [("", str(_l("No unit"))), *destinations.units()]


class StepsForm(Form):
    """The steps of a hand that are answered by hand, and words for the next one."""

    done = SelectMultipleField(_l("Steps"), choices=[(str(one), "") for one in Step])
    text = LongText(_l("What the next hand should know"))
    version = IntegerField(_l("Version"))


class ServicesForm(Form):
    """The last day of the services that are still open."""

    ends_on = DateField(_l("Last day of the services"), [required()])
    version = IntegerField(_l("Version"))


class BackForm(Form):
    """Why a hand gives it back."""

    reason = SelectField(_l("Why"), [required(_l("Choose why."))])
    text = LongText(_l("What is to be done"), [required(_l("Say it in words."))])
    version = IntegerField(_l("Version"))

    def __init__(self, hand: Hand, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        found = [(str(one), words.BACK[one]) for one in BACK_REASONS[hand]]
        self.reason.choices = [_NONE, *found]


class WhyForm(Form):
    """Why it is withdrawn."""

    why = LongText(_l("Why it is withdrawn"), [required(_l("Say it in words."))])
    version = IntegerField(_l("Version"))


class RouteForm(Form):
    """Where the file went."""

    done = SelectMultipleField(_l("Steps"), choices=[(str(one), "") for one in Step])
    bank = SelectField(
        _l("Closed files bank"), choices=[_NONE, *((str(k), v) for k, v in words.BANKS.items())],
        validate_choice=False,  # a transfer goes to no bank; of a closing the operation says so
    )  # fmt: skip
    version = IntegerField(_l("Version"))


class AssignForm(Form):
    """Who is given a case."""

    worker = SelectField(_l("Worker"), [required(_l("Choose who."))])

    def __init__(self, office_id: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.worker.choices = [_NONE, *destinations.workers(office_id)]
