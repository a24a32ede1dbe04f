"""The forms of the clocks of months."""

from typing import Any

from wtforms import DateField, IntegerField, RadioField, SelectField
from wtforms.validators import Optional

from portal.forms import LongText, Text, required
from portal.i18n import lazy as _l
from portal.staff.evidence import EvidenceForm
from portal.words.clocks import DECISIONS, STOPS


def stop_choices() -> list[tuple[str, Any]]:
    """The reasons of an exemption to choose from."""
    return list(STOPS.items())


class StopForm(EvidenceForm):
    """A period of an exemption; no end where none is known."""

    reason = SelectField(_l("Reason of the exemption"), choices=stop_choices())
    starts_on = DateField(_l("From"), [required()])
    ends_on = DateField(_l("To"), [Optional()])
    evidence = LongText(_l("What shows it"))


class MonthForm(EvidenceForm):
    """A decision on one month of one clock."""

    clock = SelectField(_l("Clock"), choices=[])
    month = Text(_l("Month"), [required()], limit=7)
    counts = RadioField(
        _l("Does it count?"), [required()],
        choices=[("no", _l("It does not count")), ("yes", _l("It counts"))],
    )  # fmt: skip
    reason = SelectField(_l("Why"), choices=list(DECISIONS.items()))
    evidence = LongText(_l("What shows it"))


class BeginForm(EvidenceForm):
    """Where a clock begins here, and what was used before."""

    clock = SelectField(_l("Clock"), choices=[])
    month = Text(_l("First month here"), [required()], limit=7)
    months_before = IntegerField(_l("Months used before, elsewhere"), [required()], default=0)
    evidence = LongText(_l("What shows it"))
