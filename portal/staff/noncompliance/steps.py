"""What each step of a noncompliance asks for, begins with, and does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wtforms import SelectChoice

from portal import dates, resources
from portal.access import actor
from portal.formats import english_language
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.letters import Letter
from portal.operations import noncompliance as operations
from portal.policy.calendar import office_date
from portal.policy.letters import earliest_effective_on
from portal.policy.noncompliance import (
    BEFORE_SANCTION,
    UNDECIDED,
    AskedWay,
    DeliveryWay,
    GoodCause,
    NoncomplianceState,
    SanctionEnd,
)
from portal.policy.programs import program
from portal.reports.noncompliance import earliest_end, notices_of
from portal.staff.noncompliance import forms

S = NoncomplianceState


@dataclass(frozen=True)
class Step:
    """A step: its form, its title and why, in which states it is open, what it begins with, and
    what it does with the noncompliance, the form and a UTC moment."""

    form: type[forms.StepForm]
    title: Any
    why: Any
    states: frozenset[S]
    begin: Callable[[Any, date], dict[str, Any]]
    do: Callable[[Any, Any, datetime], Any]
    rule: str


def blank(_found: Any, today: date) -> dict[str, Any]:
    """Nothing but the day."""
    return {"on": today}


def _deliver(found: Any, form: Any, at: datetime) -> Any:
    letter = Letter.get_or_none(Letter.case == found.case_id, Letter.key == form.letter.data)
    return operations.note_delivery(
        actor(), noncompliance=found, letter=letter or Letter(case=0), on=form.on.data, at=at,
        way=DeliveryWay(form.way.data), locale=form.locale.data or "", operation_key=form.key,
    )  # fmt: skip


def letter_choices(found: Any) -> list[SelectChoice]:
    """The notices that were sent, each with its language and days."""
    zone = resources.timezone()
    return [
        SelectChoice(
            str(one.key),
            _("%(number)s, in %(language)s, sent %(day)s", number=one.letter_no,
              language=english_language(one.locale),
              day=dates.short_day(office_date(one.sent_at, zone))),
        )
        for one in notices_of(found)
    ]  # fmt: skip


def _delivered(found: Any, today: date) -> dict[str, Any]:
    sent = notices_of(found)
    read = next((one for one in sent if one.read_at is not None), None)
    said: dict[str, Any] = {"on": today, "locale": found.case.participant.spoken_locale}
    if read is not None:
        read_on = office_date(read.read_at, resources.timezone())
        return said | {"letter": read.key, "way": DeliveryWay.READ, "on": read_on}
    return said | ({"letter": sent[0].key} if sent else {})


def _ask(found: Any, form: Any, at: datetime) -> Any:
    return operations.ask_cause(
        actor(), noncompliance=found, on=form.on.data, way=AskedWay(form.way.data), at=at,
        locale=form.locale.data, interpreter=form.interpreter.data or "", operation_key=form.key,
    )  # fmt: skip


def _asked(found: Any, today: date) -> dict[str, Any]:
    return {"on": today, "locale": found.case.participant.spoken_locale}


def _determine(found: Any, form: Any, at: datetime) -> Any:
    is_good = form.finding.data == "good"
    named = GoodCause(form.cause.data) if is_good and form.cause.data else None
    return operations.determine_cause(
        actor(), noncompliance=found, is_good=is_good, why=form.why.data or "", at=at,
        cause=named,
        review_on=form.review_on.data if is_good else None, operation_key=form.key,
    )  # fmt: skip


def _agree(found: Any, form: Any, at: datetime) -> Any:
    return operations.agree_compliance_plan(
        actor(), noncompliance=found, steps=form.steps.data or [], text=form.text.data or "",
        starts_on=form.starts_on.data, ends_on=form.ends_on.data, at=at,
        signed_on_paper=bool(form.signed_on_paper.data), operation_key=form.key,
    )  # fmt: skip


def _agreed(_found: Any, today: date) -> dict[str, Any]:
    return {"starts_on": today, "ends_on": earliest_end(today)}


def _end_plan(found: Any, form: Any, at: datetime) -> Any:
    return operations.end_compliance_plan(
        actor(), noncompliance=found, is_kept=form.outcome.data == "kept", at=at,
        operation_key=form.key,
    )  # fmt: skip


def _check(found: Any, form: Any, at: datetime) -> Any:
    return operations.check_supports(
        actor(), noncompliance=found, services=form.services.data or [],
        why=form.why.data or "", at=at, operation_key=form.key,
    )  # fmt: skip


def _withdraw(found: Any, form: Any, at: datetime) -> Any:
    return operations.withdraw(
        actor(), noncompliance=found, why=form.why.data or "", at=at, operation_key=form.key
    )


def _sanction(found: Any, form: Any, at: datetime) -> Any:
    return operations.enter_sanction(
        actor(), noncompliance=found, effective_on=form.effective_on.data,
        steps=form.steps.data or [], at=at, operation_key=form.key,
    )  # fmt: skip


def _sanctioned(found: Any, today: date) -> dict[str, Any]:
    notice = program(str(found.case.program)).notice.value
    return {"effective_on": earliest_effective_on(today, notice), "steps": ["say_yes"]}


def _cure(found: Any, form: Any, at: datetime) -> Any:
    return operations.cure_sanction(
        actor(), noncompliance=found, reason=SanctionEnd(form.reason.data),
        ended_on=form.ended_on.data, at=at, operation_key=form.key,
    )  # fmt: skip


STEPS: dict[str, Step] = {
    "deliver": Step(
        forms.DeliverForm, _l("Note that the notice was delivered"),
        _l("The days to give a reason run from the day on which the notice reached them, in a"
           " language that they read or speak."),
        UNDECIDED, _delivered, _deliver, "WTW 42-7.38, II.C (CASE-4)",
    ),
    "ask": Step(
        forms.AskForm, _l("Note that they were asked for the reason"),
        _l("In their language, or with an interpreter. Nothing is decided before they were"
           " heard, or could be."),
        BEFORE_SANCTION, _asked, _ask, "WTW 42-7.38, III.A (CASE-4)",
    ),
    "determine": Step(
        forms.DetermineForm, _l("Decide on the cause"),
        _l("Good cause can be found at any time. That there was none is found after the last"
           " day, when all that came in was looked at."),
        frozenset({S.NOTICED, S.NO_CAUSE, S.BROKEN}), blank, _determine,
        "WTW 42-7.38, II.C, III.A (CASE-4)",
    ),
    "plan": Step(
        forms.PlanForm, _l("Agree a compliance plan"),
        _l("Steps that can be done, in days that can be kept. It ends the noncompliance once"
           " they are done."),
        BEFORE_SANCTION - {S.PLAN}, _agreed, _agree, "WTW 42-7.38, III.A (CASE-4)",
    ),
    "outcome": Step(
        forms.EndPlanForm, _l("Say what became of the compliance plan"),
        _l("Kept, it ends the noncompliance. Not kept, the participant is asked again."),
        frozenset({S.PLAN}), blank, _end_plan, "WTW 42-7.38, III.A (CASE-4)",
    ),
    "supports": Step(
        forms.SupportsForm, _l("Check the supports"),
        _l("Child care, rides, costs, an accommodation: did they have what they need to take"
           " part? What was offered?"),
        BEFORE_SANCTION, blank, _check, "WTW 42-7.38, I, III.A (CASE-5)",
    ),
    "withdraw": Step(
        forms.WithdrawForm, _l("Take it back"),
        _l("For one that should not have been opened. It stays in the story of the case."),
        BEFORE_SANCTION, blank, _withdraw, "CASE-4",
    ),
    "sanction": Step(
        forms.SanctionForm, _l("Enter the sanction"),
        _l("It counts after ten days of notice. Supportive services end with a notice of their"
           " own; contact each month goes on."),
        frozenset({S.NO_CAUSE}), _sanctioned, _sanction, "WTW 42-7.38, II.I; WA 3.4.3 (CASE-5)",
    ),
    "cure": Step(
        forms.CureForm, _l("End the sanction"),
        _l("The letter that says so is offered afterwards."),
        frozenset({S.SANCTIONED}), lambda _found, today: {"ended_on": today}, _cure,
        "WTW 42-7.38, II.I (CASE-5)",
    ),
}  # fmt: skip
