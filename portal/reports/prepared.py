"""Queries of the hot lists: compiled once for each shape, then run with other values.

Building and compiling a query costs more than running it. A query is built once with marks in the
place of its values; afterwards its SQL is kept, and only the marks are filled (goals.md).
"""

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any

from peewee import ModelSelect

from portal import db


class Mark(Enum):
    """What stands in a compiled query where a value will stand: no value is ever one of these."""

    ACTOR = -9_000_000_001
    UNIT = -9_000_000_002
    TODAY = date(1, 1, 1)
    SOON = date(1, 1, 2)
    LONG_AGO = date(1, 1, 3)
    LANGUAGE = "\x01language"
    STATUS = "\x01status"
    LIMIT = -9_000_000_003
    OFFSET = -9_000_000_004
    CASE = -9_000_000_005


_BY_VALUE = {mark.value: mark for mark in Mark}
_compiled: dict[Any, tuple[str, list[Any]]] = {}


def rows(
    shape: tuple[Any, ...], build: Callable[[], ModelSelect], values: dict[Mark, Any]
) -> list[tuple[Any, ...]]:
    """The rows of a query as tuples, straight from the driver.

    In: what makes the query's text differ from others (name, role, filters in use), how it is
    built with marks, the values of its marks.
    """
    key = (db.is_sqlite(), *shape)
    found = _compiled.get(key)
    if found is None:
        sql, params = build().sql()
        found = _compiled[key] = (sql, [_BY_VALUE.get(param, param) for param in params])
    sql, params = found
    filled = [values[param] if type(param) is Mark else param for param in params]
    made: list[tuple[Any, ...]] = db.database.execute_sql(sql, filled).fetchall()
    return made
