"""Every row of every table as lines, the same for both databases, out of one snapshot."""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from peewee import BlobField, BooleanField, Model

from portal import db, jobs
from portal.models import TABLES

CHUNK = 500  # rows in one statement


def tables() -> list[type[Model]]:
    """The portal's tables, parents first, and those of the jobs that wait."""
    storage = jobs.queue().storage
    return [*TABLES, storage.KV, storage.Schedule, storage.Task, storage.Counter]


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside it, every statement of this connection sees the database of one moment, while others
    go on writing."""
    begin = "BEGIN" if db.is_sqlite() else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with db.database.manual_commit():
        db.database.execute_sql(begin)
        try:
            yield
        finally:
            db.database.execute_sql("ROLLBACK")


def lines(table: type[Model]) -> Iterator[str]:
    """A table: its name and columns in the first line, then a line for each row, oldest first."""
    meta = table._meta
    columns = [field.column_name for field in meta.sorted_fields]
    yield json.dumps({"table": meta.table_name, "columns": columns})
    names = ", ".join(f'"{name}"' for name in columns)
    order = ", ".join(f'"{field.column_name}"' for field in _key(table))
    kinds = [isinstance(field, BooleanField) for field in meta.sorted_fields]
    for row in _rows(f'SELECT {names} FROM "{meta.table_name}" ORDER BY {order}'):  # noqa: S608
        cells = [
            bool(cell) if is_bool and cell is not None else cell
            for cell, is_bool in zip(row, kinds, strict=True)
        ]
        yield json.dumps(cells, default=_written, ensure_ascii=False)


def _key(table: type[Model]) -> list[Any]:
    return list(table._meta.get_primary_keys())


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    if db.is_sqlite():
        yield from db.database.execute_sql(sql)
        return
    # A named cursor: the driver would take a whole table into memory.
    with db.database.obj.connection().cursor(name="backup") as cursor:
        cursor.execute(sql)
        yield from cursor


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    raise TypeError(f"a backup cannot hold {type(value).__name__}")


def load(source: Iterable[str]) -> dict[str, int]:
    """Puts the lines of all tables into an empty database, in one transaction; rows by table.

    Raises ValueError for a table or column that this portal does not have.
    """
    known = {table._meta.table_name: table for table in tables()}
    counts: dict[str, int] = {}
    with db.transaction():
        loader: _Loader | None = None
        for line in source:
            read = json.loads(line)
            if isinstance(read, dict):
                if loader:
                    loader.flush()
                loader = _Loader(known, read["table"], read["columns"])
                counts[read["table"]] = 0
            elif loader:
                loader.add(read)
                counts[loader.name] += 1
        if loader:
            loader.flush()
        if not db.is_sqlite():
            _set_sequences(known.values())
    return counts


class _Loader:
    """The rows of one table on their way in."""

    def __init__(self, known: dict[str, type[Model]], name: str, columns: list[str]) -> None:
        if name not in known:
            raise ValueError(f"the backup holds a table that is not known here: {name}")
        fields = known[name]._meta.columns
        if missing := sorted(set(columns) - set(fields)):
            raise ValueError(f"the backup holds columns not known here: {name}, {missing}")
        self.name = name
        self._blobs = {
            place for place, column in enumerate(columns) if isinstance(fields[column], BlobField)
        }
        self._rows: list[list[Any]] = []
        listed = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join([db.database.param] * len(columns))
        self._sql = f'INSERT INTO "{name}" ({listed}) VALUES ({places})'  # noqa: S608

    def add(self, cells: list[Any]) -> None:
        """Takes one row."""
        for place in self._blobs:
            if cells[place] is not None:
                cells[place] = base64.b64decode(cells[place]["bytes"])
        self._rows.append(cells)
        if len(self._rows) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Writes what was taken."""
        if self._rows:
            db.database.obj.cursor().executemany(self._sql, self._rows)
            self._rows = []


def _set_sequences(made: Iterable[type[Model]]) -> None:
    for table in made:
        meta = table._meta
        if getattr(meta.primary_key, "auto_increment", False):
            name, column = meta.table_name, meta.primary_key.column_name
            db.database.execute_sql(
                f"SELECT setval(pg_get_serial_sequence('\"{name}\"', '{column}'),"  # noqa: S608
                f' COALESCE((SELECT MAX("{column}") FROM "{name}"), 0) + 1, false)'
            )
