"""What the alert on the review of a staffing rests on, made for tests (tests/rules/alert_facts.py)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from portal.models import Account, Case, Note
from portal.policy.alerts import AlertKind
from portal.policy.staffings import StaffingKind
from tests.factories import NOON, TODAY
from tests.rules.alert_facts import noon_of
from tests.rules.alert_moments import Made
from tests.staffings import Draft, completed

REVIEW_ON = TODAY + timedelta(days=30)  # of a staffing of today (tests/staffings.py)


def staffed_again(of: Case, ana: Account, on: date) -> None:
    """Another staffing of the case, held and completed on a local date."""
    Draft(ana, of, StaffingKind.DIFFICULT, noon_of(on), on).fill().complete()


def _review(of: Case, ana: Account) -> Made:
    completed(ana, of)
    return Made(REVIEW_ON, lambda: staffed_again(of, ana, REVIEW_ON))


def told(of: Case, ana: Account, on: date | None, **changes: Any) -> Note:
    """A finished note of a review of a local date."""
    values: dict[str, Any] = {"template": "staffing_review", "state": "finished", **changes}
    made: Note = Note.create(
        case=of, author=ana, created_at=NOON, saved_at=NOON, occurred_on=on, **values
    )
    return made


MAKERS: dict[AlertKind, Callable[[Case, Account], Made]] = {AlertKind.STAFFING_REVIEW: _review}
