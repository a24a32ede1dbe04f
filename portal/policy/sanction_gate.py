"""What must have been done before a sanction may be entered, and the seven steps once it is.

`missing` lists all that is missing at once, each with its source: nothing is taken from a family
before all that was promised them was done and can be shown (STAFF-3, CASE-5).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.noncompliance import is_over
from portal.policy.sources import Citation, Source


class Missing(StrEnum):
    """What is missing, in the order in which it is done."""

    STATUS_CHANGED = "status_changed"
    IN_DANGER = "in_danger"
    NOT_DELIVERED = "not_delivered"
    DELIVERED_IN_OTHER_LANGUAGE = "delivered_in_other_language"
    NOT_ASKED = "not_asked"
    ASKED_IN_OTHER_LANGUAGE = "asked_in_other_language"
    DAYS_RUN = "days_run"
    DOCUMENTS_UNREAD = "documents_unread"
    MESSAGES_UNREAD = "messages_unread"
    REPORTS_UNREAD = "reports_unread"
    CAUSE_QUESTION_OPEN = "cause_question_open"
    NOT_DECIDED = "not_decided"
    CAUSE_WAS_GOOD = "cause_was_good"
    PLAN_RUNS = "plan_runs"
    SUPPORTS_NOT_CHECKED = "supports_not_checked"
    NO_STAFFING = "no_staffing"
    STAFFING_DECIDED_AGAINST = "staffing_decided_against"
    STAFFING_WITHOUT_REASON = "staffing_without_reason"


SOURCES: dict[Missing, Citation] = {
    Missing.STATUS_CHANGED: Citation(Source.WTW, "II.H, II.I", "CASE-5"),
    Missing.IN_DANGER: Citation(Source.OURS, "who is in danger owes nothing meanwhile", "NOTE-6"),
    Missing.NOT_DELIVERED: Citation(Source.WTW, "II.C", "CASE-4"),
    Missing.DELIVERED_IN_OTHER_LANGUAGE: Citation(Source.WA, "3.4.6", "CASE-4"),
    Missing.NOT_ASKED: Citation(Source.WTW, "III.A", "CASE-4"),
    Missing.ASKED_IN_OTHER_LANGUAGE: Citation(Source.WA, "3.4.6", "CASE-4"),
    Missing.DAYS_RUN: Citation(Source.WTW, "II.C", "CASE-4"),
    Missing.DOCUMENTS_UNREAD: Citation(Source.WA, "3.4.1", "STAFF-9"),
    Missing.MESSAGES_UNREAD: Citation(Source.WA, "3.4.1", "STAFF-9"),
    Missing.REPORTS_UNREAD: Citation(Source.WA, "3.4.1", "STAFF-9"),
    Missing.CAUSE_QUESTION_OPEN: Citation(Source.WTW, "II.C", "CASE-4"),
    Missing.NOT_DECIDED: Citation(Source.WTW, "III.A", "CASE-4"),
    Missing.CAUSE_WAS_GOOD: Citation(Source.WTW, "III.A", "CASE-4"),
    Missing.PLAN_RUNS: Citation(Source.WTW, "III.A", "CASE-4"),
    Missing.SUPPORTS_NOT_CHECKED: Citation(Source.WTW, "I, III.A", "CASE-5"),
    Missing.NO_STAFFING: Citation(Source.WA, "3.4.3", "STAFF-3"),
    Missing.STAFFING_DECIDED_AGAINST: Citation(Source.WA, "3.4.1", "STAFF-9"),
    Missing.STAFFING_WITHOUT_REASON: Citation(Source.WA, "3.4.1", "STAFF-9"),
}


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What is known of a noncompliance on the office's date of `today`.

    `since_on` is the local date on which the present question began: the notice, or the day on
    which a compliance plan was broken; what was asked, decided and discussed before it is not of
    this question. `finding` is "", "good" or "none"; `staffing` is the latest completed staffing
    before a sanction: its day, whether it decided to pursue, and whether it says why. `languages`
    are those that the person reads or speaks.
    """

    today: date
    since_on: date
    is_required: bool  # the case stands in noncompliance still
    is_in_danger: bool
    languages: frozenset[str]
    delivered_on: date | None
    delivered_locale: str
    good_cause_until: date | None
    asked_on: date | None
    asked_locale: str
    has_interpreter: bool
    documents_unread: int
    messages_unread: int
    reports_unread: int
    has_open_question: bool
    finding: str
    found_on: date | None
    plan_runs: bool
    supports_checked_on: date | None
    staffed_on: date | None
    staffing_pursues: bool
    staffing_says_why: bool


def missing(facts: GateFacts) -> tuple[Missing, ...]:
    """All that is missing before a sanction may be entered, in the order in which it is done;
    empty where nothing is. Source: STAFF-3, CASE-4, CASE-5; WA 3.4.1, 3.4.3; WTW 42-7.38, II.C,
    II.I, III.A."""
    unread = {
        Missing.DOCUMENTS_UNREAD: facts.documents_unread > 0,
        Missing.MESSAGES_UNREAD: facts.messages_unread > 0,
        Missing.REPORTS_UNREAD: facts.reports_unread > 0,
        Missing.CAUSE_QUESTION_OPEN: facts.has_open_question,
    }
    lacks = {
        Missing.STATUS_CHANGED: not facts.is_required,
        Missing.IN_DANGER: facts.is_in_danger,
        **_of_notice(facts),
        **_of_asking(facts),
        Missing.DAYS_RUN: facts.delivered_on is not None
        and not is_over(facts.good_cause_until, facts.today),
        **unread,
        Missing.NOT_DECIDED: not _is_since(facts.found_on, facts) or not facts.finding,
        Missing.CAUSE_WAS_GOOD: facts.finding == "good",
        Missing.PLAN_RUNS: facts.plan_runs,
        Missing.SUPPORTS_NOT_CHECKED: not _is_since(facts.supports_checked_on, facts),
        **_of_staffing(facts),
    }
    return tuple(one for one in Missing if lacks[one])


def _is_since(on: date | None, facts: GateFacts) -> bool:
    return on is not None and on >= facts.since_on


def _of_notice(facts: GateFacts) -> dict[Missing, bool]:
    is_there = facts.delivered_on is not None
    return {
        Missing.NOT_DELIVERED: not is_there,
        Missing.DELIVERED_IN_OTHER_LANGUAGE: is_there
        and facts.delivered_locale not in facts.languages,
    }


def _of_asking(facts: GateFacts) -> dict[Missing, bool]:
    is_there = _is_since(facts.asked_on, facts)
    understood = facts.has_interpreter or facts.asked_locale in facts.languages
    return {
        Missing.NOT_ASKED: not is_there,
        Missing.ASKED_IN_OTHER_LANGUAGE: is_there and not understood,
    }


def _of_staffing(facts: GateFacts) -> dict[Missing, bool]:
    is_there = _is_since(facts.staffed_on, facts)
    return {
        Missing.NO_STAFFING: not is_there,
        Missing.STAFFING_DECIDED_AGAINST: is_there and not facts.staffing_pursues,
        Missing.STAFFING_WITHOUT_REASON: is_there and not facts.staffing_says_why,
    }


class SanctionStep(StrEnum):
    """The seven steps of a sanction, in the policy's order."""

    IMPOSED_CORRECTLY = "imposed_correctly"
    STATUS_SET = "status_set"
    ACTIVITY_ENDED = "activity_ended"
    OTHERS_ENDED = "others_ended"
    SUPPORTS_ENDED = "supports_ended"
    NOTED = "noted"
    CONTACTED = "contacted"


@dataclass(frozen=True, slots=True)
class SanctionFacts:
    """What the tables tell of a sanction, local dates or None: the letter that announced it left,
    the status of the case, the notice that services end, a note written since, and contact or an
    attempt in the month of `today`. `supports_run` is whether a service still runs, and
    `activities_run` whether an activity of the plan does."""

    today: date
    announced_on: date | None
    status_since_on: date | None
    activities_run: bool
    supports_run: bool
    supports_told_on: date | None
    noted_on: date | None
    touched_on: date | None


@dataclass(frozen=True, slots=True)
class StepDone:
    """One of the seven steps: the day it was done, None where it waits; whether facts say so."""

    step: SanctionStep
    done_on: date | None
    by_fact: bool


def seven_steps(facts: SanctionFacts, marked: dict[str, date]) -> tuple[StepDone, ...]:
    """The seven steps of a sanction with their days: from facts where there are facts, else as a
    worker marked them (by code). Contact is due again with every month (CON-8).

    Source: CASE-5; WTW 42-7.38, II.I.1 to II.I.7.
    """
    of_facts: dict[SanctionStep, date | None] = {
        SanctionStep.STATUS_SET: facts.status_since_on,
        SanctionStep.SUPPORTS_ENDED: None if facts.supports_run else facts.supports_told_on,
        SanctionStep.NOTED: facts.noted_on,
        SanctionStep.CONTACTED: facts.touched_on if _is_this_month(facts) else None,
    }
    return tuple(
        StepDone(step, of_facts[step], True)
        if of_facts.get(step)
        else StepDone(step, _mark(step, facts, marked), False)
        for step in SanctionStep
    )


def _is_this_month(facts: SanctionFacts) -> bool:
    on = facts.touched_on
    return on is not None and (on.year, on.month) == (facts.today.year, facts.today.month)


def _mark(step: SanctionStep, facts: SanctionFacts, marked: dict[str, date]) -> date | None:
    if step in (SanctionStep.STATUS_SET, SanctionStep.CONTACTED):
        return None  # facts alone
    if step is SanctionStep.SUPPORTS_ENDED and facts.supports_run:
        return None
    if step is SanctionStep.IMPOSED_CORRECTLY and facts.announced_on is None:
        return None  # not before the family was told
    return marked.get(step)
