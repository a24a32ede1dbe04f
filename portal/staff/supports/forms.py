"""The forms of supportive services, referrals and status updates."""

import re
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional

from portal.forms import Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.calendar import Month
from portal.policy.supports import MONTHS_AHEAD, ReferralState
from portal.staff.amounts import Amount
from portal.words import support_decisions as words
from portal.words.phrases import SERVICES

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
MOST_DOLLARS = 10_000


class MonthField(Text):
    """A month as browsers send it, yyyy-mm."""

    def pre_validate(self, _form: Any) -> None:
        """Refuses, in words, what is no month."""
        if self.data and not _MONTH.fullmatch(self.data):
            raise ValidationError(_("Please give a month, for example 2026-11."))

    @property
    def month(self) -> Month:
        """The month; only after the form was found valid."""
        year, number = str(self.data).split("-")
        return Month(int(year), int(number))


class Dollars(Amount):
    """Dollars for a month."""

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        message = _l("Please give dollars from 0 to 10,000 a month.")
        super().__init__(label, [required(), NumberRange(0, MOST_DOLLARS, message)], **kwargs)

    @property
    def cents(self) -> int:
        """The amount in cents."""
        return round((self.data or 0) * 100)


class Versioned(Form):
    """A form on something that two may change: which version its page showed."""

    version = HiddenField(default="0")

    @property
    def seen(self) -> int:
        """The version that was seen; 0, which no row has, for what is no number."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


class RequestForm(Form):
    """A supportive service that is requested for a participant."""

    service = SelectField(_l("Service"), choices=list(SERVICES.items()))
    month = MonthField(_l("From the month"), [required()], limit=7)
    why = LongText(_l("What it is for"))


class AuthorizeForm(Versioned):
    """Months of a service to be paid."""

    month = MonthField(_l("From the month"), [required()], limit=7)
    months = IntegerField(
        _l("For how many months"),
        [required(), NumberRange(1, MONTHS_AHEAD, _l("Please give 1 to 12 months."))], default=1,
    )  # fmt: skip
    amount = Dollars(_l("Up to, dollars a month"))


class IssueForm(Versioned):
    """A month that was issued."""

    month = SelectField(_l("Month"), choices=[])
    amount = Dollars(_l("Issued, dollars"))
    on = DateField(_l("Issued on"), [required()])


class DenyForm(Versioned):
    """Why a request is denied."""

    reasons = SelectMultipleField(_l("Why"), choices=list(words.DENIAL_REASONS.items()))


class EndForm(Versioned):
    """When and why a service ends."""

    ends_on = DateField(_l("Last day"), [required()])
    reasons = SelectMultipleField(_l("Why"), choices=list(words.END_REASONS.items()))


class OfferForm(Form):
    """A referral that is offered."""

    kind = SelectField(_l("To what"), choices=list(words.REFERRALS.items()))
    place = Text(_l("Where to, or which local service"))
    why = LongText(_l("What it is for"))
    offered_on = DateField(_l("Offered on"), [required()])
    is_hidden = BooleanField(_l("Not shown on the participant's own pages"))


class StepForm(Versioned):
    """The next step of a referral."""

    then = RadioField(_l("What happened"), [required()], choices=[])
    on = DateField(_l("On which day"), [required()])
    outcome = SelectField(
        _l("What came of it"), [Optional()],
        choices=[("", _l("Choose where it ended")), *words.OUTCOMES.items()],
    )  # fmt: skip

    def offer(self, states: list[ReferralState]) -> None:
        """Puts the steps to choose from into the form."""
        self.then.choices = [(str(one), words.REFERRAL_STATES[one]) for one in states]


class UpdateForm(Form):
    """A status update to another worker of the family."""

    recipient = RadioField(_l("To whom"), [required()], choices=list(words.RECIPIENTS.items()))
    worker_name = Text(_l("Their name"), limit=120)
    about = SelectField(_l("About what"), choices=list(words.ABOUT.items()))
    text = LongText(_l("What you tell them"), [required()])


class AnswerForm(Form):
    """The answer to a status update."""

    answered_on = DateField(_l("Answered on"), [required()])
    answer = LongText(_l("The answer"), [required()])
