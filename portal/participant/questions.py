"""The questions of each report, one a page, as data (CON-11).

Never asks for medical details: that somebody is sick is enough.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from wtforms import Field, RadioField, SelectChoice, SelectMultipleField, ValidationError
from wtforms.validators import Optional

from portal import channels, clock, resources
from portal.forms import DateParts, Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.contacts import ReportKind
from portal.words.reports import ANSWERS, LABELS


class Asks(StrEnum):
    """How an answer is given."""

    ONE = "one"  # of some answers
    SOME = "some"  # of some answers
    TEXT = "text"
    LINE = "line"
    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Question:
    """One question. `only_if` names an earlier question and the codes of which its answer must
    hold one; `days_back` and `days_ahead` bound a date around the office's today."""

    name: str
    title: Any
    asks: Asks
    hint: Any = ""
    is_optional: bool = False
    only_if: tuple[str, str] | None = None
    autocomplete: str = "off"
    days_back: int = 365
    days_ahead: int = 0

    @property
    def label(self) -> Any:
        """What stands before the field; the page's heading is the question itself."""
        if self.asks is Asks.ONE:
            return _l("Choose one answer")
        return _l("Choose all that fit") if self.asks is Asks.SOME else LABELS[self.name]

    def is_asked(self, answers: dict[str, str]) -> bool:
        """Whether it is asked after these answers."""
        if self.only_if is None:
            return True
        name, codes = self.only_if
        return bool(set(codes.split(",")) & set(answers.get(name, "").split(",")))


_WORDS_HINT = _l("Write in your own language. A few words are enough.")
_STILL_WORKS = "new_job,more_hours,fewer_hours"
_ABOUT = Question(
    "about", _l("Do you want to tell your worker more?"), Asks.TEXT, _WORDS_HINT, is_optional=True
)

QUESTIONS: dict[str, tuple[Question, ...]] = {
    ReportKind.IN_TOUCH: (
        Question("how", _l("How are things going?"), Asks.ONE),
        _ABOUT,
        Question("call_me", _l("Should your worker call you?"), Asks.ONE),
        Question(
            "call_when", _l("When is a good time to call?"), Asks.ONE, only_if=("call_me", "yes")
        ),
    ),
    ReportKind.ADDRESS: (
        Question("changed", _l("What changed?"), Asks.SOME),
        Question(
            "new_address", _l("What is your new address?"), Asks.LINE,
            _l("Street, apartment, city and ZIP code. If you have no home now, tell us where mail"
               " can reach you."),
            only_if=("changed", "address"), autocomplete="street-address",
        ),
        Question(
            "new_phone", _l("What is your new phone number?"), Asks.PHONE,
            only_if=("changed", "phone"), autocomplete="tel",
        ),
        Question(
            "new_email", _l("What is your new e-mail address?"), Asks.EMAIL,
            only_if=("changed", "email"), autocomplete="email",
        ),
        Question(
            "since", _l("Since when?"), Asks.DATE, _l("It can be a day to come."), days_ahead=90
        ),
    ),
    ReportKind.PROBLEM: (
        Question(
            "what", _l("What keeps you from taking part?"), Asks.ONE,
            _l("You do not have to tell us anything about your health."),
        ),
        Question("since", _l("Since when?"), Asks.DATE),
        Question("can_come", _l("Can you still come?"), Asks.ONE),
        _ABOUT,
    ),
    ReportKind.JOB: (
        Question("job_change", _l("What changed at work?"), Asks.ONE),
        Question(
            "employer", _l("Where do you work?"), Asks.LINE,
            _l("The name of the company or person."), only_if=("job_change", _STILL_WORKS),
        ),
        Question(
            "hours_week", _l("How many hours a week do you work now?"), Asks.NUMBER,
            _l("If it differs from week to week, tell us about how many."),
            only_if=("job_change", _STILL_WORKS),
        ),
        Question(
            "since", _l("Since when?"), Asks.DATE, _l("It can be a day to come."), days_ahead=90
        ),
        _ABOUT,
    ),
    ReportKind.PLAN_CHANGE: (
        Question("plan_part", _l("What do you want to change?"), Asks.SOME),
        Question("about", _l("Tell us what you want instead"), Asks.TEXT, _WORDS_HINT),
    ),
}  # fmt: skip


def asked(kind: str, answers: dict[str, str]) -> list[Question]:
    """The questions of a report, after the answers given so far, in their order."""
    return [question for question in QUESTIONS[kind] if question.is_asked(answers)]


def unanswered(kind: str, answers: dict[str, str]) -> Question | None:
    """The first question that still waits for an answer; None when all have one."""
    return next((one for one in asked(kind, answers) if one.name not in answers), None)


def form_for(question: Question, answers: dict[str, str]) -> Any:
    """A question's form, holding the answer given before."""
    known = answers.get(question.name)
    form = type("QuestionForm", (Form,), {"answer": _field(question)})
    return form(data={"answer": _read(question, known)} if known else None)


def answer_of(question: Question, form: Any) -> str:
    """A valid form's answer as it is kept: codes with commas, an ISO date, else as typed."""
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
            choose = [required(_l("Please choose one of the answers."))]
            return RadioField(label, choose, choices=_choices(question))
        case Asks.SOME:
            return SelectMultipleField(
                label, [required(_l("Please choose at least one."))], choices=_choices(question)
            )
        case Asks.TEXT:
            return LongText(label, need)
        case Asks.DATE:
            return DateParts(
                label, [required(_l("Please give a date, for example 11/24/2026.")),
                        _within(question.days_back, question.days_ahead)],
            )  # fmt: skip
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
