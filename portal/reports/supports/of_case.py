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


@dataclass(frozen=True, slots=True)
class OfService:
    """A service with some of its months by yyyy-mm; `row` has `letter_key` and `letter_state` of
    its notice, None without one."""

    row: Any
    months: dict[str, GridMonth]


def _services() -> ModelSelect:
    in_grid = (SupportMonth.service == SupportiveService.id) & SupportMonth.month.between(
        Place("first"), Place("last")
    )
    return (
        SupportiveService.select(
            SupportiveService, Letter.key.alias("letter_key"), Letter.state.alias("letter_state"),
            SupportMonth.month, SupportMonth.state.alias("month_state"),
            SupportMonth.authorized_cents, SupportMonth.issued_cents,
        )
        .join(Letter, JOIN.LEFT_OUTER, on=(SupportiveService.letter == Letter.id))
        .switch(SupportiveService)
        .join(SupportMonth, JOIN.LEFT_OUTER, on=in_grid)
        .where(SupportiveService.case == Place("case"))
        .order_by(
            SupportiveService.state.in_(OPEN_SERVICES).desc(), SupportiveService.made_at.desc(),
            SupportiveService.id.desc(), SupportMonth.month,
        )
        .limit(SHOWN * MONTHS)
        .namedtuples()
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


_SERVICES, _REFERRALS = Prepared(_services), Prepared(_referrals)
_UPDATES = Prepared(_updates)


def services_of(case: Case, first: Month, count: int = MONTHS) -> list[OfService]:
    """The services of a case, what is open first, with those of their months that lie in `count`
    months from `first`. One statement (CASE-9)."""
    rows = _SERVICES.rows(case=case.id, first=str(first), last=str(first.plus(count - 1)))
    found: dict[int, OfService] = {}
    for row in rows:
        one = found.setdefault(row.id, OfService(row, {}))
        if row.month:
            one.months[row.month] = GridMonth(
                row.month_state, row.authorized_cents, row.issued_cents
            )
    return list(found.values())


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
