"""Sittings in words, as staff read them."""

from typing import Any

from portal.i18n import lazy as _l
from portal.models.sittings import SittingState
from portal.policy.sittings import SittingRefusal

STATES: dict[str, Any] = {
    SittingState.WAITING: _l("Waits"),
    SittingState.STAFFED: _l("Taken up"),
    SittingState.PASSED: _l("Not looked at"),
}
TONES: dict[str, str] = {
    SittingState.WAITING: "info", SittingState.STAFFED: "good", SittingState.PASSED: "plain",
}  # fmt: skip

REFUSALS: dict[Any, Any] = {
    SittingRefusal.NO_TITLE: _l("Give the sitting a name."),
    SittingRefusal.NOBODY_PRESENT: _l(
        "Name who is there: at least one professional beside the worker of the case."
    ),
    SittingRefusal.NO_CASES: _l("No open case of yours is like that. Choose something else."),
    SittingRefusal.TOO_MANY_CASES: _l(
        "These are more than 200 cases. Choose what makes them fewer, and sit again."
    ),
    SittingRefusal.WRONG_KIND: _l("Choose which cases."),
    SittingRefusal.TOO_FAR: _l("Choose a day within a year."),
    SittingRefusal.ENDED: _l("This sitting is over."),
    SittingRefusal.NOT_YOURS: _l("Only who leads the sitting goes on with it."),
    SittingRefusal.BEGUN_ALREADY: _l("A staffing of this kind is open already."),
}
