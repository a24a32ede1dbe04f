"""Decisions on supportive services, made for tests of the letters that they ask for."""

from collections.abc import Callable, Mapping

from portal.models import Case
from portal.models.supports import SupportiveService, SupportMonth
from portal.reports.letters.suggestions import Event
from tests.factories import NOON, TODAY


def _decided(of: Case, state: str, **values: object) -> SupportiveService:
    return SupportiveService.create(
        case=of, service="bus_pass", state=state, requested_on=TODAY, made_at=NOON,
        decided_at=NOON, **values,
    )  # fmt: skip


def _granted(of: Case) -> dict[str, str | None]:
    made = _decided(of, "authorized")
    SupportMonth.create(
        service=made, month="2026-11", state="authorized", authorized_cents=9000, changed_at=NOON
    )
    return {"decision": "granted", "supports": "bus_pass", "amount": "9000",
            "starts_on": "2026-11-20", "ends_on": "2026-11-30", "reasons": None}  # fmt: skip


def _ended(of: Case) -> dict[str, str | None]:
    _decided(of, "discontinued", ends_on=TODAY, reasons="cash_aid_over,need_is_over")
    return {"supports": "bus_pass", "effective_on": "2026-11-20",
            "reasons": "cash_aid_over\nneed_is_over",
            "stays": "stays_food\nstays_health\nstays_follow_up"}  # fmt: skip


EVENTS: dict[Event, Callable[[Case], Mapping[str, str | None]]] = {
    Event.SUPPORT_DECIDED: _granted,
    Event.SUPPORT_ENDED: _ended,
}
