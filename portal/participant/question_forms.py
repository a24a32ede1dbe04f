"""The form of each question, and its answer as it is kept (CON-11, CON-12)."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from wtforms import Field, RadioField, SelectChoice, SelectMultipleField, ValidationError
from wtforms.validators import Optional

from portal import channels, clock, resources
from portal.forms import DateParts, Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.participant.questions import Asks, Question
from portal.policy.reports import refusals_to_log
from portal.reports.reports.job_search import LogEntry
from portal.words.job_search import REFUSALS, RESULTS, WAYS
from portal.words.reports import ANSWERS

_NO_DATE = _l("Please give a date, for example 11/24/2026.")
_NO_CHOICE = _l("Please choose one of the answers.")


class EntryForm(Form):
    """One contact with an employer: one entry a page."""

    employer = Text(_l("Name of the employer"), [required()], limit=255)
    contacted_on = DateParts(_l("On which day?"), [required(_NO_DATE)])
    way = RadioField(_l("How?"), [required(_NO_CHOICE)], choices=[*WAYS.items()])
    result = RadioField(_l("What came of it?"), [required(_NO_CHOICE)], choices=[*RESULTS.items()])

    def validate_contacted_on(self, field: Field) -> None:
        """Refuses a day that lies ahead or too long ago."""
        if field.data is None:
            return
        for code in refusals_to_log(field.data, clock.today(resources.timezone())).values():
            raise ValidationError(str(REFUSALS[code]))

    @property
    def entry(self) -> LogEntry:
        """What was typed, once the form is valid."""
        found: Any = self
        return LogEntry(
            found.employer.data, found.contacted_on.data, found.way.data, found.result.data
        )


def form_for(question: Question, answers: dict[str, str]) -> Any:
    """A question's form, holding the answer given before."""
    known = answers.get(question.name)
    if question.asks is Asks.ENTRY:
        return EntryForm(obj=LogEntry.read(known) if known else None)
    form = type("QuestionForm", (Form,), {"answer": _field(question)})
    return form(data={"answer": _read(question, known)} if known else None)


def answer_of(question: Question, form: Any) -> str:
    """A valid form's answer as it is kept: codes with commas, an ISO date, else as typed."""
    if question.asks is Asks.ENTRY:
        return str(form.entry.written())
    given = form.answer.data
    if question.asks is Asks.SOME:
        return ",".join(given)
    if question.asks is Asks.DATE:
        return given.isoformat() if given else ""
    return str(given or "")


def _read(question: Question, kept: str) -> Any:
    if question.asks is Asks.SOME:
        return kept.split(",")
    return date.fromisoformat(kept) if question.asks is Asks.DATE else kept


def _field(question: Question) -> Any:
    need = [Optional()] if question.is_optional else [required()]
    label = question.label
    match question.asks:
        case Asks.ONE:
            return RadioField(label, [required(_NO_CHOICE)], choices=_choices(question))
        case Asks.SOME:
            return SelectMultipleField(
                label, [required(_l("Please choose at least one."))], choices=_choices(question)
            )
        case Asks.TEXT:
            return LongText(label, need)
        case Asks.DATE:
            return DateParts(
                label, [required(_NO_DATE), _within(question.days_back, question.days_ahead)]
            )
    checks = {Asks.PHONE: [_phone], Asks.EMAIL: [_email], Asks.NUMBER: [_hours]}
    return Text(label, [*need, *checks.get(question.asks, [])], limit=255)


def _choices(question: Question) -> list[SelectChoice]:
    return [SelectChoice(code, words) for code, words in ANSWERS[question.name].items()]


def _within(days_back: int, days_ahead: int) -> Callable[[Form, Field], None]:
    def check(_form: Form, field: Field) -> None:
        today = clock.today(resources.timezone())
        if field.data is None:
            return
        if field.data > today + timedelta(days=days_ahead):
            raise ValidationError(
                _("This day is too far ahead.") if days_ahead else _("This day has not come yet.")
            )
        if field.data < today - timedelta(days=days_back):
            raise ValidationError(_("This day is too long ago. Please check the year."))

    return check


def _phone(_form: Form, field: Field) -> None:
    # A number without its area code would reach somebody else.
    digits = sum(sign.isdigit() for sign in field.data)
    if digits < 10 or not channels.normal_phone(field.data):
        raise ValidationError(_("Please give the whole number, for example 5105550123."))


def _email(_form: Form, field: Field) -> None:
    channel = channels.read_channel(field.data)
    if channel is None or channel.kind != "email":
        raise ValidationError(_("Please check the e-mail address, for example name@mail.com."))


def _hours(_form: Form, field: Field) -> None:
    if not re.fullmatch(r"[0-9]{1,3}", field.data) or int(field.data) > 168:
        raise ValidationError(_("Please give a number of hours, for example 20."))
