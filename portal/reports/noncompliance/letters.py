"""What the letters of a noncompliance begin with: asked, sanctioned, each month of it, ended."""

from datetime import date
from typing import Any

from portal.models.cases import Case
from portal.models.noncompliance import Noncompliance
from portal.policy.calendar import ONE_DAY
from portal.policy.noncompliance import NoncomplianceState
from portal.reports.noncompliance.gate import staffing_of

Values = dict[str, str]
STAYS = "stays_children_aid\nstays_food\nstays_health"  # what a sanction leaves as it is


def asking_values(case: Case, on: date) -> Values:
    """The notice that asks what happened (L06): what was missed. After a compliance plan that was
    not kept it is no longer the day that began it all: the worker says which."""
    found: Any = Noncompliance.open_of(case)
    if found is None:
        return {}
    if found.state == NoncomplianceState.BROKEN:
        return {"what_missed": str(found.activity)} if found.activity else {}
    return _missed(found)


def sanction_values(case: Case, on: date) -> Values:
    """The letter that lowers the aid (L08): from when, why, how it ends, the meeting before."""
    found: Any = Noncompliance.open_of(case)
    if found is None or found.effective_on is None:
        return {}
    staffing = staffing_of(found)
    held_on = staffing.held_on or staffing.completed_on if staffing is not None else None
    reason = "new_start_not_kept" if found.broken_on else str(found.act)
    return _missed(found) | {
        "effective_on": found.effective_on.isoformat(), "stays": STAYS,
        "keep_benefits_by": (found.effective_on - ONE_DAY).isoformat(),
        "reasons": reason, "cure_steps": _lines(found.cure_steps),
        "staffing_on": held_on.isoformat() if held_on else "",
    }  # fmt: skip


def check_in_values(case: Case, on: date) -> Values:
    """The letter of each month of a sanction (L14): the steps that end it, what comes back."""
    found: Any = Noncompliance.open_of(case)
    if found is None:
        return {}
    return {"cure_steps": _lines(found.cure_steps), "supports": _lines(found.supports)}


def ended_values(case: Case, on: date) -> Values:
    """The letter that a sanction ended (L14b): from when, why, what comes back."""
    found: Any = (
        Noncompliance.select()
        .where(
            Noncompliance.case == case.id,
            Noncompliance.state == NoncomplianceState.SANCTION_ENDED,
        )
        .order_by(Noncompliance.ended_at.desc())
        .first()
    )
    if found is None:
        return {}
    return {
        "ended_on": found.ended_on.isoformat(), "reasons": str(found.end_reason),
        "supports": _lines(found.supports),
    }  # fmt: skip


def _missed(found: Any) -> Values:
    if not found.activity:
        return {"missed_on": found.missed_on.isoformat()}
    return {"what_missed": f"{found.activity}@{found.missed_on.isoformat()}"}


def _lines(codes: Any) -> str:
    return "\n".join(filter(None, str(codes).split(",")))
