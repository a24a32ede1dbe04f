"""What a case has of supportive services, referrals and status updates: one statement each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, ModelSelect

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.models.supports import (
    ServiceReferral,
    StatusUpdate,
    SupportiveService,
    SupportMonth,
)
from portal.policy.calendar import Month
from portal.policy.supports import OPEN_SERVICES
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened

MONTHS = 6  # of the grid
SHOWN = 40  # services, referrals and updates each, the newest


@dataclass(frozen=True, slots=True)
class GridMonth:
    """One month of a service: its state, and cents authorized and issued."""

    state: str
    authorized: int
    issued: int | None


def _services() -> ModelSelect:
    return (
        SupportiveService.select(
            SupportiveService, Letter.key.alias("letter_key"), Letter.state.alias("letter_state")
        )
        .join(Letter, JOIN.LEFT_OUTER, on=(SupportiveService.letter == Letter.id))
        .where(SupportiveService.case == Place("case"))
        .order_by(
            SupportiveService.state.in_(OPEN_SERVICES).desc(), SupportiveService.made_at.desc(),
            SupportiveService.id.desc(),
        )
        .limit(SHOWN)
        .namedtuples()
    )  # fmt: skip


def _months() -> ModelSelect:
    return (
        SupportMonth.select(
            SupportMonth.service, SupportMonth.month, SupportMonth.state,
            SupportMonth.authorized_cents, SupportMonth.issued_cents,
        )
        .join(SupportiveService)
        .where(
            SupportiveService.case == Place("case"),
            SupportMonth.month.between(Place("first"), Place("last")),
        )
        .tuples()
    )  # fmt: skip


def _referrals(role: Role) -> ModelSelect:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        ServiceReferral.select()
        .join(Case)
        .where(ServiceReferral.case == Place("case"), ServiceReferral.readable_by(actor))
        .order_by(ServiceReferral.made_at.desc(), ServiceReferral.id.desc())
        .limit(SHOWN)
    )


def _updates() -> ModelSelect:
    return (
        StatusUpdate.select(StatusUpdate, Account.name.alias("by"))
        .join(Account, on=(StatusUpdate.sent_by == Account.id))
        .where(StatusUpdate.case == Place("case"))
        .order_by(StatusUpdate.sent_at.desc(), StatusUpdate.id.desc())
        .limit(SHOWN)
        .namedtuples()
    )


_SERVICES, _MONTHS = Prepared(_services), Prepared(_months)
_REFERRALS, _UPDATES = Prepared(_referrals), Prepared(_updates)


def services_of(case: Case) -> list[Any]:
    """The services of a case, what is open first, each with `letter_key` and `letter_state` of its
    notice ("" or None without one). One statement (CASE-9)."""
    return _SERVICES.rows(case=case.id)


def grid_of(case: Case, first: Month, count: int = MONTHS) -> dict[tuple[int, str], GridMonth]:
    """The months of all services of a case, `count` of them from `first`, by service's number and
    yyyy-mm. One statement (CASE-9)."""
    rows = _MONTHS.tuples(case=case.id, first=str(first), last=str(first.plus(count - 1)))
    return {
        (service, month): GridMonth(state, authorized, issued)
        for service, month, state, authorized, issued in rows
    }


def months_of(support: SupportiveService) -> list[Any]:
    """Every month of one service, the earliest first."""
    query = SupportMonth.select().where(SupportMonth.service == support.id)
    return list(query.order_by(SupportMonth.month))


def referrals_of(actor: Actor, case: Case) -> list[Any]:
    """The referrals of a case that this person may see, the newest first; a private one is there
    for who reads private notes alone. One statement (CASE-8, NOTE-5)."""
    return _REFERRALS.rows(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id)


def updates_of(case: Case) -> list[Any]:
    """The status updates of a case, the newest first, with the name of who sent each (CASE-10)."""
    return _UPDATES.rows(case=case.id)


def read_months(text: str) -> Month:
    """A month as it is kept, yyyy-mm. Raises ValueError for what is none."""
    on = date.fromisoformat(f"{text}-01")
    return Month.of(on)


def referral_text(case: Case, referral: Any, column: str) -> str:
    """A sealed text of a referral: `place` or `why`."""
    return opened(case, f"service_referral/{referral.key}/{column}", getattr(referral, column))


def service_text(case: Case, support: Any) -> str:
    """What a service was requested for."""
    return opened(case, f"supportive_service/{support.key}/why", support.why)


def update_text(case: Case, update: Any, column: str) -> str:
    """A sealed text of a status update: `text` or `answer`."""
    return opened(case, f"status_update/{update.key}/{column}", getattr(update, column))
