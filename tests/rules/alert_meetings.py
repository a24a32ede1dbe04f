"""What the alerts on meetings and on reviews rest on, made for tests (tests/rules/alert_facts.py)."""

from collections.abc import Callable
from datetime import timedelta

from portal.models import Account, Case
from portal.models.accounts import Role
from portal.models.reviews import CaseReview
from portal.operations.meetings import record_outcome
from portal.operations.reviews import Filled, choose_review, read_review, send_review
from portal.policy.alerts import AlertKind
from portal.policy.meetings import MeetingKind, MeetingState
from portal.policy.reviews import Finding, Point, Verdict
from tests.factories import NOON, TODAY, account
from tests.rules.alert_moments import Made
from tests.rules.meeting_facts import at_noon, plan

_MET = {str(one): str(Finding.MET) for one in Point}


def _meeting(of: Case, ana: Account) -> Made:
    made = plan(of, MeetingKind.PLAN, days=4, has_letter=False)
    told = lambda: record_outcome(  # noqa: E731
        ana.actor, meeting=made, outcome=MeetingState.NOT_HELD, version=1, at=at_noon(5)
    )
    # The day itself goes by in peace.
    return Made(TODAY + timedelta(days=5), told)


def sent_review(of: Case, ana: Account) -> CaseReview:
    """A review that a supervisor sent to the case's worker today."""
    sue = account("Sue Park", Role.SUPERVISOR)
    taken = choose_review(sue.actor, worker=ana, number=of.number, at=NOON)
    filled = Filled(_MET, {}, Verdict.IN_ORDER)
    return send_review(sue.actor, review=taken, filled=filled, version=1, at=NOON)


def _review(of: Case, ana: Account) -> Made:
    made = sent_review(of, ana)
    return Made(TODAY, lambda: read_review(ana.actor, review=made, at=NOON))


MAKERS: dict[AlertKind, Callable[[Case, Account], Made]] = {
    AlertKind.MEETING: _meeting,
    AlertKind.REVIEW: _review,
}
