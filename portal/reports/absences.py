"""Who is away on which days, and who may stand in."""

from datetime import date
from typing import Any

from peewee import ModelSelect

from portal.models.absences import Absence
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.prepared import Place, Prepared

CASEWORKERS = (Role.COUNSELOR, Role.SPECIALIST)


def is_away(worker: Account, starts_on: date, ends_on: date) -> bool:
    """Whether somebody is away on any of these local dates, both ends included."""
    found = Absence.select().where(
        Absence.account == worker.id,
        Absence.starts_on <= ends_on,
        Absence.ends_on >= starts_on,
        Absence.ended_on.is_null() | (Absence.ended_on > starts_on),
    )
    return bool(found.exists())


def may_stand_in(worker: Any, other: Any) -> bool:
    """Whether one may stand in for the other: a caseworker of the same unit who can sign in."""
    same = worker.unit_id is not None and worker.unit_id == other.unit_id
    return bool(same and other.role in CASEWORKERS and not other.is_locked)


_CASEWORKERS = Prepared(
    lambda: (
        Account.select()
        .where(
            Account.unit == Place("unit"),
            Account.role.in_(list(CASEWORKERS)),
            Account.is_locked == False,  # noqa: E712
        )
        .order_by(Account.name)
    )
)


def caseworkers(actor: Actor) -> list[Account]:
    """The caseworkers of this person's unit who can sign in, by name."""
    return _CASEWORKERS.rows(unit=actor.unit_id)


def _running() -> ModelSelect:
    stand_in = Account.alias()
    return (
        Absence.select(Absence, stand_in)
        .join(stand_in, on=(Absence.stand_in == stand_in.id), attr="stand_in")
        .where(Absence.account == Place("worker"), Absence.runs_on(Place("on")))
        .limit(1)
    )


_RUNNING = Prepared(_running)


def running_for(case: Any, on: date) -> Absence | None:
    """The absence of a case's worker that holds on a local date, with the stand-in; None where
    the worker is there."""
    if case.worker_id is None:
        return None
    found: list[Absence] = _RUNNING.rows(worker=case.worker_id, on=on)
    return found[0] if found else None


def covered_by(actor: Actor, on: Any) -> Any:
    """The condition on cases whose worker is away on a local date with this person standing in;
    it opens nothing: it is only ever asked beside Case.scope."""
    away = Absence.select(Absence.account).where(Absence.stand_in == actor.id, Absence.runs_on(on))
    return Case.worker.in_(away)
