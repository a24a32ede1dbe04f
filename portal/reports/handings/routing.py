"""What lies with the clerks of an office: a name, a number and where the file goes, no more; of a
private case not even these (safety.md, Who sees what)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, ModelSelect

from portal.models.accounts import Account, Actor, Office, Unit
from portal.models.cases import Case
from portal.models.handings import Handing, HandingStep
from portal.policy.handings import HandingState
from portal.prepared import Place, Prepared

PAGE = 50


@dataclass(frozen=True, slots=True)
class File:
    """A file to route; of a private case without name and number: its worker brings it."""

    key: str
    form_no: int
    kind: str
    state: str
    name: str
    number: str
    is_restricted: bool
    worker: str
    to_worker: str
    to_unit: str
    to_office: str
    bank: str
    version: int
    since_at: datetime


def waiting(actor: Actor, page: int) -> list[File]:
    """What lies with the clerks of this person's office, the longest waiting first: up to PAGE and
    one more where there are more. One statement."""
    rows = _WAITING.rows(
        office=actor.office_id, state=HandingState.AT_CLERICAL, limit=PAGE + 1,
        offset=(page - 1) * PAGE,
    )  # fmt: skip
    return [_file(row) for row in rows]


def file_of(handing: Handing) -> File:
    """One file as its page shows it. One statement."""
    return _file(_ONE.rows(handing=handing.id)[0])


def answered(handing: Handing) -> set[str]:
    """The clerks' steps that are answered. One statement."""
    query = HandingStep.select(HandingStep.step).where(
        HandingStep.handing == handing.id, HandingStep.undone_at.is_null()
    )
    return {row.step for row in query}


def _file(row: Any) -> File:
    hidden = bool(row.is_restricted)
    return File(
        row.key, row.form_no, row.kind, row.state, "" if hidden else row.name,
        "" if hidden else row.number, hidden, row.worker or "", row.to_worker or "",
        row.to_unit or "", row.to_office or "", row.bank, row.version, row.since_at,
    )  # fmt: skip


def _files() -> ModelSelect:
    worker, taker = Account.alias(), Account.alias()
    return (
        Handing.select(
            Handing.key, Handing.id.alias("form_no"), Handing.kind, Handing.state, Handing.bank,
            Handing.version, Handing.since_at, Case.display_name.alias("name"), Case.number,
            Case.is_restricted, worker.name.alias("worker"), taker.name.alias("to_worker"),
            Unit.name.alias("to_unit"), Office.name.alias("to_office"),
        )
        .join(Case)
        .switch(Handing)
        .join(worker, JOIN.LEFT_OUTER, on=(Handing.from_worker == worker.id))
        .switch(Handing)
        .join(taker, JOIN.LEFT_OUTER, on=(Handing.to_worker == taker.id))
        .switch(Handing)
        .join(Unit, JOIN.LEFT_OUTER, on=(Handing.to_unit == Unit.id))
        .switch(Handing)
        .join(Office, JOIN.LEFT_OUTER, on=(Handing.to_office == Office.id))
        .namedtuples()
    )  # fmt: skip


def _waiting() -> ModelSelect:
    is_there = (
        (Handing.state == Place("state"))
        & (Handing.from_office == Place("office"))
        & Handing.ended_at.is_null()
    )
    return (
        _files()
        .where(is_there)
        .order_by(Handing.since_at, Handing.id)
        .limit(Place("limit"))
        .offset(Place("offset"))
    )


_WAITING = Prepared(_waiting)
_ONE = Prepared(lambda: _files().where(Handing.id == Place("handing")))
