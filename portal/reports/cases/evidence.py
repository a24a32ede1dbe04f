"""The documents of a case that may show something: chosen where a fact is entered."""

from datetime import datetime
from typing import Any

from peewee import ModelSelect

from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.documents import Document
from portal.policy.documents import DocumentState
from portal.prepared import Place, Prepared

SHOWN = 30  # the newest


def _papers(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Document.select(Document.key, Document.kind, Document.reference, Document.received_at)
        .join(Case)
        .where(
            Document.case == Place("case"), Document.received_at.is_null(False),
            Document.state != DocumentState.RETURNED, Document.readable_by(anybody),
        )
        .order_by(Document.received_at.desc(), Document.id.desc())
        .limit(SHOWN)
        .namedtuples()
    )  # fmt: skip


_PAPERS = Prepared(_papers)


def papers_of(actor: Actor, case: Case) -> list[tuple[str, str, str, datetime]]:
    """The newest documents of a case that this person may read and that were not sent back: key,
    kind, reference, received_at (UTC). One statement (DOC-3)."""
    return _PAPERS.rows(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id)
