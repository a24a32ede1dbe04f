"""What the letters on supportive services say: taken from the decision made last (CASE-9)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import fn

from portal.models.cases import Case
from portal.models.supports import SupportiveService, SupportMonth
from portal.policy.calendar import ONE_DAY, Month
from portal.policy.supports import EndReason, MonthState, ServiceState

# What a letter on the end of services leaves as it is, by why they end; the worker may change it.
_STAYS = {EndReason.NOT_IN_PROGRAM: "stays_children_aid\nstays_food\nstays_health",
          EndReason.CASH_AID_OVER: "stays_food\nstays_health\nstays_follow_up"}  # fmt: skip
_STAYS_ELSE = "stays_cash_aid\nstays_food\nstays_health"


def ended_values(case: Case, on: date) -> dict[str, str]:
    """The raw values of the letter that services ended: all that were ended at one moment. Empty
    where none was."""
    rows = _latest(case, (ServiceState.DISCONTINUED,))
    return of_ended(rows) if rows else {}


def of_ended(rows: Sequence[Any]) -> dict[str, str]:
    """The raw values of the letter that these services ended, all with one day and reasons."""
    reasons = str(rows[0].reasons).split(",")
    ends_on: date = rows[0].ends_on
    return {
        "supports": "\n".join(str(one.service) for one in rows),
        "reasons": "\n".join(reasons),
        "stays": _STAYS.get(reasons[0], _STAYS_ELSE),  # type: ignore[call-overload]
        "effective_on": ends_on.isoformat(),
        "keep_benefits_by": (ends_on - ONE_DAY).isoformat(),
    }


def decided_values(case: Case, on: date) -> dict[str, str]:
    """The raw values of the letter that a request was granted or denied, by the decision made
    last. Empty where there is none."""
    rows = _latest(case, (ServiceState.AUTHORIZED, ServiceState.DENIED))
    return of_decided(rows[-1], on) if rows else {}


def of_decided(row: Any, on: date) -> dict[str, str]:
    """The raw values of the letter that this service was granted or denied."""
    values = {"asked_on": row.requested_on.isoformat(), "supports": str(row.service)}
    if row.state == ServiceState.DENIED:
        return values | {"decision": "denied", "reasons": str(row.reasons).replace(",", "\n")}
    return values | {"decision": "granted"} | _granted(row)


def _granted(row: Any) -> dict[str, str]:
    months = list(
        SupportMonth.select(SupportMonth.month, SupportMonth.authorized_cents)
        .where(
            SupportMonth.service == row.id,
            SupportMonth.state.in_([MonthState.AUTHORIZED, MonthState.ISSUED]),
        )
        .order_by(SupportMonth.month)
        .tuples()
    )
    if not months:
        return {}
    cents = max(amount for _month, amount in months)
    first, last = (_read(months[place][0]) for place in (0, -1))
    return {
        "amount": str(cents) if cents else "",
        "starts_on": max(first.first_on, row.requested_on).isoformat(),
        "ends_on": last.last_on.isoformat(),
    }


def _read(text: str) -> Month:
    year, month = text.split("-")
    return Month(int(year), int(month))


def _latest(case: Case, states: tuple[ServiceState, ...]) -> list[Any]:
    """The services that were decided last, all at one moment."""
    decided = SupportiveService.alias()
    last = decided.select(fn.MAX(decided.decided_at)).where(
        decided.case == case.id, decided.state.in_(states)
    )
    return list(
        SupportiveService.select()
        .where(
            SupportiveService.case == case.id, SupportiveService.state.in_(states),
            SupportiveService.decided_at == last,
        )
        .order_by(SupportiveService.id)
    )  # fmt: skip
