"""The chain of the audit trail: each row seals the one before it (safety.md, Audit)."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal import db
from portal.db import UtcField
from portal.models.accounts import Actor
from portal.models.audit import AuditEntry
from portal.prepared import Prepared

_ADVISORY_LOCK = 0x70726F6F66
START = "0" * 64

_LAST_SEAL = Prepared(
    lambda: AuditEntry.select(AuditEntry.seal).order_by(AuditEntry.id.desc()).limit(1)
)

_seal_key = b""


@dataclass(frozen=True)
class Entry:
    """One entry before it is sealed."""

    actor: Actor
    action: str
    object_kind: str
    object_id: int
    case_id: int
    reason: str
    outcome: str
    fields: str


_COLUMNS = (
    "at", "role", "actor_id", "session", "action", "object_kind", "object_id", "case_id", "reason",
    "outcome", "fields", "previous", "seal",
)  # fmt: skip
_AT: UtcField = AuditEntry._meta.fields["at"]


def _insert() -> str:
    listed = ", ".join(f'"{name}"' for name in _COLUMNS)
    places = ", ".join([db.database.param] * len(_COLUMNS))
    return f'INSERT INTO "audit_entry" ({listed}) VALUES ({places})'  # noqa: S608


def set_seal_key(secret: str) -> None:
    """The key that rows are sealed with, from the portal's secret; set once at start."""
    global _seal_key
    _seal_key = hashlib.sha256(b"audit:" + secret.encode()).digest()


def _seal(row: dict[str, object]) -> str:
    written = "\x1f".join(
        str(row[name])
        for name in (
            "at", "role", "actor_id", "session", "action", "object_kind", "object_id",
            "case_id", "reason", "outcome", "fields", "previous",
        )
    )  # fmt: skip
    return hmac.new(_seal_key, written.encode(), hashlib.sha256).hexdigest()


def _last_seal() -> str:
    if not db.is_sqlite():
        # Rows are chained: two writers must not seal the same predecessor.
        db.database.execute_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
    last = _LAST_SEAL.tuples()
    return str(last[0][0]) if last else START


def write(entries: list[Entry], at: datetime) -> None:
    """Seals entries and adds them, inside the transaction of the change they tell of."""
    previous = _last_seal()
    stored_at = _AT.db_value(at)
    for entry in entries:
        row: dict[str, object] = {
            "at": at,
            "role": str(entry.actor.role),
            "actor_id": entry.actor.id,
            "session": entry.actor.session,
            "action": entry.action,
            "object_kind": entry.object_kind,
            "object_id": entry.object_id,
            "case_id": entry.case_id,
            "reason": str(entry.reason),
            "outcome": entry.outcome,
            "fields": entry.fields,
            "previous": previous,
        }
        row["seal"] = previous = _seal({**row, "at": at.replace(microsecond=0).isoformat()})
        # Behind every look at a case: the one insert that is not left to the query builder.
        db.database.execute_sql(_insert(), [stored_at, *list(row.values())[1:]])


def broken_links() -> Iterator[int]:
    """The ids of rows that do not fit the row before them or their own seal: tampering."""
    previous = START
    for row in AuditEntry.select().order_by(AuditEntry.id).dicts().iterator():
        expected = _seal({**row, "at": row["at"].isoformat()})
        if row["previous"] != previous or not hmac.compare_digest(row["seal"], expected):
            yield row["id"]
        previous = row["seal"]
