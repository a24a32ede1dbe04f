"""Looking at a case is on record before the page is sent (safety.md, promise 5)."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.operations import operation, record


@operation(reads=True)
def record_view(actor: Actor, *, case: Case, what: str, at: datetime) -> None:
    """Puts on record that somebody looked at a part of a case: `what` is its topic word."""
    record(actor, f"view_{what}", case, case=case)


@operation(reads=True)
def record_list_view(actor: Actor, *, what: str, at: datetime) -> None:
    """Puts on record that somebody looked at a list of cases: `what` is its topic word."""
    record(actor, f"view_{what}")


@operation(reads=True)
def record_export(actor: Actor, *, case: Case, what: str, at: datetime) -> None:
    """Puts on record that a part of a case was taken out as a file: `what` is its topic word."""
    record(actor, f"export_{what}", case, case=case)
