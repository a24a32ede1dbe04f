"""Rotation of PORTAL_KEYS: everything that the keyring sealed, wrapped anew by the newest key.

Files and private text are sealed under their case's key, which stays as it is: only its wrapping
changes (safety.md, Encryption). Set-wise, in chunks of their own transactions: it can be killed
and run again, and the portal goes on working meanwhile, since every key in use stays listed.
"""

import base64
import binascii
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import SQL, Field, ModelSelect, fn

from portal import db, resources, sealing
from portal.db import Table
from portal.models.accounts import SYSTEM, Account, Actor, HeldForm
from portal.models.cases import Case
from portal.operations import operation, record
from portal.operations.accounts import second_factors, sign_ins

CHUNK = 500  # rows a transaction: a few milliseconds, so that nobody waits for it
_MARK_SIGNS = 12  # base64 of the version and the wrapping key's id: nine bytes, no remainder


@dataclass(frozen=True)
class SealedColumn:
    """A column whose values the keyring sealed itself, as base64.

    `place` gives what a value is tied to, from the row's id and the columns of `tied_to`.
    """

    name: str
    column: Any
    place: Callable[..., str]
    tied_to: tuple[Any, ...] = ()
    is_urlsafe: bool = False

    @property
    def table(self) -> type[Table]:
        """The table it stands in."""
        found: type[Table] = self.column.model
        return found

    def mark(self, key_id: bytes) -> str:
        """How every value begins that this key wrapped."""
        return self.written(sealing.WRAP_VERSION + key_id)

    def written(self, wrapped: bytes) -> str:
        """Wrapped bytes as the column holds them."""
        encode = base64.urlsafe_b64encode if self.is_urlsafe else base64.b64encode
        return encode(wrapped).decode()

    def read(self, text: str) -> bytes:
        """The wrapped bytes of a value. Raises SealBrokenError for what is no base64."""
        try:
            altchars = b"-_" if self.is_urlsafe else None
            return base64.b64decode(text, altchars=altchars, validate=True)
        except (binascii.Error, ValueError) as error:
            raise sealing.SealBrokenError("not a wrapped key") from error


# Whatever is sealed by the keyring itself belongs here, or its key can never be removed.
SEALED = (
    SealedColumn(
        "keys of cases", Case.sealed_key, lambda _id, key: str(key), (Case.key,), is_urlsafe=True
    ),
    SealedColumn("second factors", Account.totp_secret, second_factors.place_of),
    SealedColumn(
        "held forms", HeldForm.fields,
        lambda _id, *whose: sign_ins.place_of(*whose),
        (HeldForm.account_id, HeldForm.participant_id, HeldForm.path),
    ),
)  # fmt: skip


@dataclass
class Usage:
    """How many values of a column each key wraps: by its place in PORTAL_KEYS, 0 the newest.

    `lost` counts those that no listed key wraps, or that are damaged.
    """

    by_key: Counter[int]
    lost: int = 0

    @property
    def older(self) -> int:
        """How many values an older key still wraps."""
        return sum(count for place, count in self.by_key.items() if place > 0)


def usage(sealed: SealedColumn) -> Usage:
    """Which keys a column's values are wrapped by; one statement."""
    marks = [sealed.mark(sealing.key_id(key)) for key in resources.current().keyring.keys]
    mark = fn.SUBSTR(sealed.column, 1, _MARK_SIGNS)
    found = Usage(Counter())
    rows = sealed.table.select(mark, fn.COUNT(sealed.table.id)).where(sealed.column != "")
    for begins, count in rows.group_by(SQL("1")).tuples():
        if begins in marks:
            found.by_key[marks.index(begins)] += count
        else:
            found.lost += count
    return found


def rotate(sealed: SealedColumn, at: datetime, chunk: int = CHUNK) -> Iterator[int]:
    """Wraps a column's values by the newest key, a chunk a transaction (UTC moment).

    Gives, after each chunk, how many values it wrapped anew; what no listed key opens stays as it
    is. Passes over the column until nothing is left to do: what was made meanwhile by a process
    that does not know the newest key yet is taken along.
    """
    while True:
        last, wrapped = 0, 0
        while rows := _older(sealed, last, chunk):
            done = rewrap_chunk(SYSTEM, sealed=sealed, rows=rows, at=at)
            last, wrapped = rows[-1][0], wrapped + done
            yield done
        if not wrapped:
            return


def _older(sealed: SealedColumn, after: int, count: int) -> list[tuple[Any, ...]]:
    """Values not wrapped by the newest key, by id: id, value, what its place is made of."""
    newest = sealed.mark(sealing.key_id(resources.current().keyring.keys[0]))
    table = sealed.table
    query: ModelSelect = (
        table.select(table.id, sealed.column, *sealed.tied_to)
        .where(
            table.id > after,
            sealed.column != "",
            fn.SUBSTR(sealed.column, 1, _MARK_SIGNS) != newest,
        )
        .order_by(table.id)
        .limit(count)
    )
    return list(query.tuples())


@operation()
def rewrap_chunk(
    actor: Actor, *, sealed: SealedColumn, rows: list[tuple[Any, ...]], at: datetime
) -> int:
    """Wraps some values by the newest key; how many.

    One that changed since it was read, and one that no listed key opens, stays as it is.
    """
    ring, fresh, lost = resources.current().keyring, [], 0
    for row_id, text, *tied_to in rows:
        try:
            wrapped = ring.rewrap(sealed.read(text), sealed.place(row_id, *tied_to))
        except sealing.SealBrokenError:
            lost += 1
        else:
            fresh.append((row_id, text, sealed.written(wrapped)))
    done = _replace(sealed.column, fresh) if fresh else 0
    record(
        actor, "rotate_keys", sealed.table(), fields=[sealed.column.name],
        outcome="refused" if lost else "done",
    )  # fmt: skip
    return done


def _replace(column: Field, fresh: list[tuple[int, str, str]]) -> int:
    """One UPDATE for all: where a row still holds the old value it gets the new one."""
    table, name = column.model._meta.table_name, column.column_name
    sign = db.database.param
    values = ", ".join(f"({sign}, {sign}, {sign})" for _row in fresh)
    cursor = db.database.execute_sql(
        f'UPDATE "{table}" SET "{name}" = fresh.column3 '  # noqa: S608
        f"FROM (SELECT * FROM (VALUES {values}) AS given) AS fresh "
        f'WHERE "{table}".id = fresh.column1 AND "{table}"."{name}" = fresh.column2',
        [value for row in fresh for value in row],
    )
    done: int = cursor.rowcount
    return done
