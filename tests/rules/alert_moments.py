"""Alerts that rest on a moment that the case keeps, for tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from portal.models import Account, Case
from tests.factories import TODAY


@dataclass
class Made:
    """A fact, the day its alert begins, and what ends it."""

    begins_on: date
    done: Callable[[], Any]


def kept_moment(name: str, **values: Any) -> Callable[[Case, Account], Made]:
    """An alert that rests on a moment that the case keeps."""

    def make(of: Case, ana: Account) -> Made:
        at = datetime.combine(TODAY, time(18), UTC)
        Case.update({name: at, **values}).where(Case.id == of.id).execute()
        empty = dict.fromkeys(values, "")
        return Made(
            TODAY, lambda: Case.update({name: None, **empty}).where(Case.id == of.id).execute()
        )

    return make


def put(table: Any, row: Any, **values: Any) -> None:
    """Sets columns of one row, past all operations."""
    table.update(**values).where(table.id == row.id).execute()
