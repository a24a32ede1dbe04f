"""The questions of each report, one a page, as data (CON-11).

Never asks for medical details: that somebody is sick is enough.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.i18n import lazy as _l
from portal.models.contacts import ReportKind
from portal.policy.reports import MOST_ENTRIES
from portal.reports.reports.job_search import entries_of, step_name
from portal.words.reports import LABELS


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
    ENTRY = "entry"  # one contact with an employer: several fields on one page


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
    ReportKind.JOB_SEARCH: (),  # as many as there are employers: `asked`
    ReportKind.SAFETY: (
        Question("danger_now", _l("Are you in danger right now?"), Asks.ONE),
        Question(
            "may_contact", _l("Is it safe for your worker to contact you?"), Asks.ONE,
            _l("Somebody else may see your messages or hear your calls."),
        ),
        Question(
            "safe_ways", _l("Which ways are safe?"), Asks.SOME,
            only_if=("may_contact", "yes,some"),
        ),
        Question(
            "safe_times", _l("When is it safe?"), Asks.SOME, only_if=("may_contact", "yes,some")
        ),
        Question(
            "hold_letters", _l("Should we hold your letters?"), Asks.ONE,
            _l("Then nothing comes by mail. You can read your letters here or at the office."),
        ),
        Question(
            "about", _l("Do you want to tell your worker more?"), Asks.TEXT,
            _l("You do not have to tell us what happened. You can leave this empty."),
            is_optional=True,
        ),
    ),
}  # fmt: skip

# Pages on which somebody may have to leave at once, whether a concern runs or not.
MAY_BE_UNSAFE = (ReportKind.SAFETY, ReportKind.PROBLEM)


def asked(kind: str, answers: dict[str, str]) -> list[Question]:
    """The questions of a report, after the answers given so far, in their order."""
    if kind == ReportKind.JOB_SEARCH:
        return [_entry(number) for number in range(1, max(1, len(entries_of(answers))) + 1)]
    return [question for question in QUESTIONS[kind] if question.is_asked(answers)]


def may_be_asked(kind: str, answers: dict[str, str]) -> list[Question]:
    """As `asked`, with what the person may add of their own: one more employer."""
    found = asked(kind, answers)
    if kind == ReportKind.JOB_SEARCH and found[-1].name in answers and len(found) < MOST_ENTRIES:
        found.append(_entry(len(found) + 1))
    return found


def _entry(number: int) -> Question:
    return Question(step_name(number), _l("Which employer did you contact?"), Asks.ENTRY)


def unanswered(kind: str, answers: dict[str, str]) -> Question | None:
    """The first question that still waits for an answer; None when all have one."""
    return next((one for one in asked(kind, answers) if one.name not in answers), None)
