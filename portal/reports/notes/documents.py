"""Documents of a case as its notes name them: those alone that the reader may see (NOTE-7)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from peewee import ModelSelect

from portal import resources
from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.documents import Document
from portal.policy.calendar import office_date
from portal.prepared import Place, Prepared

LATEST = 8

Found = tuple[str, str, date]  # key, kind, the office's date on which it came


def _latest(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Document.select(Document.key, Document.kind, Document.received_at)
        .join(Case)
        .where(
            Document.case == Place("case"), Document.received_at.is_null(False),
            Document.readable_by(anybody),
        )
        .order_by(Document.received_at.desc(), Document.id.desc())
        .limit(LATEST)
        .dicts()
    )  # fmt: skip


_LATEST = Prepared(_latest)


def latest(actor: Actor, case: Case) -> list[Found]:
    """The documents that came last, the latest first; at most LATEST. One statement."""
    rows = _LATEST.rows(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id)
    return [_found(row) for row in rows]


def named(actor: Actor, case: Case, keys: Sequence[str]) -> list[Found]:
    """The documents of these keys, in the order in which they came. At most one statement."""
    if not keys:
        return []
    query = (
        Document.select(Document.key, Document.kind, Document.received_at)
        .join(Case)
        .where(
            Document.case == case.id, Document.key.in_(list(keys)),
            Document.received_at.is_null(False), Document.readable_by(actor),
        )
        .order_by(Document.received_at, Document.id)
        .dicts()
    )  # fmt: skip
    return [_found(row) for row in query]


def _found(row: dict[str, Any]) -> Found:
    at: datetime = row["received_at"]
    return row["key"], row["kind"], office_date(at, resources.timezone())
