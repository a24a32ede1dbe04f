"""What reports ask of the worker beyond an answer, for the inbox; and who is not safe, first."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import ModelSelect, Value

from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Report, ReportKind, ReportState
from portal.prepared import Many, Place, Prepared


class Asked(NamedTuple):
    """What one report asks (policy.reports.FollowUp), on which local date, and the last days of
    the plan's grace periods in which it came in time."""

    follow_up: str
    on: date
    change_until: date | None
    reassign_until: date | None


def _unsafe(role: Role) -> ModelSelect:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Report.select(
            Value("report").alias("what"), Report.key.alias("key"), Report.kind, Report.locale,
            Report.sent_at.alias("at"), Case.key.alias("case_key"), Case.display_name.alias("name"),
            Case.number,
        )
        .join(Case)
        .where(
            Case.scope(actor), Report.state == ReportState.SENT, Report.kind == ReportKind.SAFETY
        )
        .order_by(Report.sent_at, Report.id)
        .dicts()
    )  # fmt: skip


_UNSAFE = Prepared(_unsafe)


def unsafe_waiting(actor: Actor) -> list[dict[str, Any]]:
    """Reports of people who are not safe that nobody has read, of the cases this person sees, the
    oldest first (NOTE-6): lines as reports/inbox.py:waiting gives them. One statement."""
    return _UNSAFE.rows(actor.role, actor=actor.id, unit=actor.unit_id)


def _asked(count: int) -> ModelSelect:
    return (
        Report.select(
            Report.key, Report.follow_up, Report.follow_up_on, Report.change_until,
            Report.reassign_until,
        )
        .where(
            Report.key.in_(Many(count).places),
            Report.follow_up.is_null(False),
            Report.follow_up_done_at.is_null(),
        )
        .tuples()
    )  # fmt: skip


_ASKED = Prepared(_asked)


def asked_by(keys: Iterable[str]) -> dict[str, Asked]:
    """What is still open of what these reports ask, by their keys; one statement."""
    wanted = list(keys)
    if not wanted:
        return {}
    many = Many.filled(wanted)
    return {key: Asked(*told) for key, *told in _ASKED.rows(len(many), **many)}
