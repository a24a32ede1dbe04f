"""The periods of a case's statuses, and what they say of a day (CASE-3)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.documents import Document
from portal.models.statuses import StatusPeriod
from portal.policy import status_periods
from portal.policy.status_periods import Period
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """Where a case stands on a day: the row of its period (None in a gap), since when without a
    break, and the row of the period that is known to follow."""

    period: Any
    since_on: date | None
    next_period: Any


_PERIODS = Prepared(
    lambda: (
        StatusPeriod.select(
            StatusPeriod, Account.name.alias("by"), Document.key.alias("document_key"),
            Document.is_private.alias("is_private"),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(StatusPeriod.set_by == Account.id))
        .switch(StatusPeriod)
        .join(Document, JOIN.LEFT_OUTER, on=(StatusPeriod.document == Document.id))
        .where(StatusPeriod.case == Place("case"))
        .order_by(StatusPeriod.starts_on.desc(), StatusPeriod.id.desc())
        .namedtuples()
    )
)  # fmt: skip


def all_of(case: Case) -> list[Any]:
    """Every period that was ever entered for a case, replaced ones too, the newest days first,
    with who entered it and the document that shows it. One statement."""
    found: list[Any] = _PERIODS.rows(case=case.id)
    return found


def periods_of(case: Case) -> list[Any]:
    """The periods of a case that hold, the newest first. One statement."""
    return [one for one in all_of(case) if one.replaced_at is None]


def as_period(row: Any) -> Period:
    """A stored period as the rules take it."""
    return Period(CaseStatus(row.status), str(row.reason), row.starts_on, row.ends_on, row.id)


def facts_of(case: Case, today: date) -> StatusFacts:
    """Where a case stands on the local date `today`. One statement."""
    return facts_from(periods_of(case), today)


def facts_from(rows: list[Any], today: date) -> StatusFacts:
    """The same from periods that were read already. No statement."""
    by_id = {row.id: row for row in rows}
    periods = [as_period(row) for row in rows]
    current = status_periods.of_day(periods, today)
    coming = [one for one in periods if one.starts_on > today]
    first = min(coming, key=lambda one: one.starts_on, default=None)
    return StatusFacts(
        by_id[current.ref] if current else None,
        status_periods.since(periods, current) if current else None,
        by_id[first.ref] if first else None,
    )
