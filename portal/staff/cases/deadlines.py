"""The deadlines of one case with the why of each, for its page."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal import dates, formats
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.policy.deadlines import Deadline, DeadlineKind, DeadlineWhy, contact_deadlines
from portal.policy.programs import Program, Value, program
from portal.policy.statuses import CaseStatus
from portal.reports.cases.facts import Facts
from portal.staff.caseload.lists import tone
from portal.words.deadlines import KINDS, value_rows, why_rows


@dataclass(frozen=True)
class Shown:
    """A deadline in words; `why` is label and value, empty where the date was simply set."""

    kind: str
    on: str
    left: str
    tone: str
    why: list[tuple[str, str]]


def of_case(case: Case, facts: Facts, today: date) -> list[Shown]:
    """Everything that runs for a case, the next first, each with its why."""
    rules = program(str(case.program))
    clocks = contact_deadlines(
        rules, CaseStatus(case.status), _date(case.enrolled_on), case.last_live_on,
        case.last_attempt_on, case.last_touched_on,
    )  # fmt: skip
    found = [(one.due_on, _shown(one, _why(one.why), today)) for one in clocks]
    for kind, due_on, why in (*_dated(rules, facts), *_of_months(rules, case)):
        if due_on is not None and (due_on >= today or kind in _STAY):
            found.append((due_on, _shown(Deadline(kind, due_on), why, today)))
    return [shown for _due_on, shown in sorted(found, key=lambda pair: pair[0])]


# What stays to be done when its day is past; a grace period does not.
_STAY = (
    DeadlineKind.DOCUMENT_REQUEST, DeadlineKind.FOLLOW_UP, DeadlineKind.REASSESSMENT,
    DeadlineKind.EXEMPTION_REVIEW,
)  # fmt: skip


def _of_months(
    rules: Program, case: Case
) -> list[tuple[DeadlineKind, date | None, list[tuple[str, str]]]]:
    return [
        (DeadlineKind.FOLLOW_UP, case.follow_up_due_on,
         _value(rules.follow_up, _("Runs from the day of exit"), case.status_since_on)),
        (DeadlineKind.EXEMPTION_REVIEW, case.status_review_on,
         [(_("Rule"), "WTW 42-7.38, II.H (CASE-3)")]),
        (DeadlineKind.REASSESSMENT, case.reassess_on,
         [(_("Rule"), "ECM brief, Conducting Assessments (PLAN-12)")]),
    ]  # fmt: skip


def _dated(
    rules: Program, facts: Facts
) -> list[tuple[DeadlineKind, date | None, list[tuple[str, str]]]]:
    return [
        (DeadlineKind.DOCUMENT_REQUEST, facts.request_due_on, []),
        (DeadlineKind.PLAN_CHANGE, facts.change_until,
         _value(rules.plan_change, _("Runs from the amendment"), facts.amended_on)),
        (DeadlineKind.REASSIGNMENT, facts.reassign_until,
         _value(rules.reassignment, _("Runs from the beginning of the first training"),
                _begun(facts, rules))),
    ]  # fmt: skip


def _begun(facts: Facts, rules: Program) -> date | None:
    until = facts.reassign_until
    return until - timedelta(days=rules.reassignment.value) if until else None


def _value(value: Value, ran_from: str, from_on: date | None) -> list[tuple[str, str]]:
    return [(ran_from, dates.day(from_on)), *value_rows(value)]


def _why(why: DeadlineWhy | None) -> list[tuple[str, str]]:
    return why_rows(why) if why else []


def _shown(deadline: Deadline, why: list[tuple[str, str]], today: date) -> Shown:
    return Shown(
        str(KINDS[deadline.kind]), dates.day(deadline.due_on),
        formats.days_left(deadline.due_on, today), tone(deadline.due_on, today), why,
    )  # fmt: skip


def _date(value: object) -> date:
    assert isinstance(value, date)
    return value
