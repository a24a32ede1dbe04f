"""A case's line of time: one statement a page, whatever kinds of entry stand on it (NOTE-11).

The line is read by its key; what its entries name is looked up by primary key in the table of
their kind alone, so a page costs the same with ten contacts and with ten thousand.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from peewee import JOIN, SQL, EnclosedNodeList, ModelSelect
from peewee import Case as When

from portal import resources
from portal.db import UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, EntryKind, TimelineEntry
from portal.models.notes import Note
from portal.policy.calendar import day_starts_at
from portal.prepared import Place, Prepared
from portal.reports.cases.openings import may_see_openings
from portal.reports.notes.texts import READING
from portal.reports.timeline.sources import BY_PARTICIPANT, COLUMNS, HIDDEN, SOURCES

PAGE = 25  # entries
PARTICIPANT = "participant"  # who wrote, where it was no member of staff

NOTE_TEXTS = (*READING, "forms_completed", "documents_received")

_MOMENTS = UtcField()
_ORDER = (TimelineEntry.at, TimelineEntry.kind, TimelineEntry.ref)


@dataclass(frozen=True)
class Wanted:
    """What of a line is asked for: kinds (none: all), who wrote ("" anybody, PARTICIPANT, or an
    account's key), local dates both of which count, and whether notes come with all their texts."""

    kinds: tuple[EntryKind, ...] = ()
    by: str = ""
    from_on: date | None = None
    to_on: date | None = None
    is_full: bool = False


class Row(NamedTuple):
    """An entry as it is stored: codes, keys, texts; "" or None where its kind has none.

    `at` is a UTC moment, `on` a local date, `moment` a UTC moment.
    """

    at: datetime
    kind: str
    ref: int
    by: str
    key: str
    code: str
    state: str
    detail: str
    locale: str
    text: str
    number: int
    on: date | None
    moment: datetime | None
    is_sealed: bool
    standing: str
    note: dict[str, Any]


@dataclass(frozen=True)
class Story:
    """A page of the line of time, the latest first; `older` is the key of the next page."""

    rows: list[Row]
    older: str


def page(
    actor: Actor, case: Case, wanted: Wanted = Wanted(), before: str = "", size: int = PAGE
) -> Story:
    """Entries of a case, the latest first; those at the same second by kind and number.

    In: what is wanted, the key of a page as `older` gave it, how many entries. A private note
    stands on it for those alone who may read it (NOTE-5). One statement.
    """
    edge = edge_of(before) if before else None
    values: dict[str, Any] = {"actor": actor.id, "unit": actor.unit_id, "case": case.id}
    values |= edge or {}
    if wanted.by:
        values["by"] = wanted.by
    if wanted.from_on:
        values["from_at"] = _starts(wanted.from_on)
    if wanted.to_on:
        values["to_at"] = _starts(wanted.to_on + timedelta(days=1))
    shape = (
        actor.role, wanted.kinds, _whom(wanted.by), wanted.from_on is not None,
        wanted.to_on is not None, wanted.is_full, edge is not None, size + 1,
        may_see_openings(actor, case),
    )  # fmt: skip
    found = [_row(one, wanted.is_full) for one in _PAGE.tuples(*shape, **values)]
    older = key_of(found[size - 1]) if len(found) > size else ""
    return Story(found[:size], older)


def authors(actor: Actor, case: Case) -> list[tuple[str, str]]:
    """Who of the staff wrote on a case's line what this person may see there: account's key and
    name, by name. One statement."""
    return _AUTHORS.tuples(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id)


def key_of(row: Row) -> str:
    """The key of the page that follows an entry."""
    written = f"{row.at.timestamp():.0f} {row.kind} {row.ref}"
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def edge_of(key: str) -> dict[str, Any] | None:
    """Where a page begins, from its key; None for a key that makes no sense."""
    try:
        padded = key + "=" * (-len(key) % 4)
        seconds, kind, ref = base64.urlsafe_b64decode(padded).decode().split(" ")
        at = datetime.fromtimestamp(int(seconds), UTC)
        return {
            "edge_at": TimelineEntry.at.db_value(at), "edge_kind": kind, "edge_ref": int(ref)
        }  # fmt: skip
    except (ValueError, OverflowError):
        return None


def _starts(on: date) -> Any:
    return TimelineEntry.at.db_value(day_starts_at(on, resources.timezone()))


def _whom(by: str) -> str:
    return by if by in ("", PARTICIPANT) else "staff"


def _row(one: tuple[Any, ...], is_full: bool) -> Row:
    (
        at,
        kind,
        ref,
        by,
        key,
        code,
        state,
        detail,
        locale,
        text,
        number,
        on,
        moment,
        sealed,
        standing,
    ) = one[:15]
    note: dict[str, Any] = {}
    if kind == EntryKind.NOTE:
        note = dict(zip(NOTE_TEXTS, one[15:], strict=True)) if is_full else {"purpose": text}
    entered_at: Any = _MOMENTS.python_value(at)
    return Row(
        entered_at, kind, ref, by or "", key or "", code or "", state or "", detail or "",
        locale or "", text or "", number or 0,
        date.fromisoformat(on) if type(on) is str else on,
        _MOMENTS.python_value(moment), bool(sealed), standing or "", note,
    )  # fmt: skip


def _line(role: Role) -> ModelSelect:
    """The line of a case joined to what its entries name, as far as this role may see it."""
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    query = TimelineEntry.select().join(Case, on=(TimelineEntry.case == Case.id))
    for source in SOURCES:
        is_it = source.table.id == source.ref
        query = query.switch(TimelineEntry).join(source.table, JOIN.LEFT_OUTER, on=is_it)
    by_them = Account.id == _said("by")
    query = query.switch(TimelineEntry).join(Account, JOIN.LEFT_OUTER, on=by_them)
    readable = [
        one.table.id.is_null() | one.table.readable_by(anybody)
        for one in SOURCES
        if hasattr(one.table, "readable_by")
    ]
    return query.where(TimelineEntry.case == Place("case"), *readable)


def _page(
    role: Role, kinds: tuple[EntryKind, ...], whom: str, has_from: bool, has_to: bool,
    is_full: bool, has_edge: bool, limit: int, has_openings: bool,
) -> ModelSelect:  # fmt: skip
    texts = [getattr(Note, name) for name in NOTE_TEXTS] if is_full else []
    columns = [_said(name) for name in COLUMNS]
    query = _line(role).select(*_ORDER, Account.name, *columns, *texts)
    if kinds:
        query = query.where(TimelineEntry.kind.in_(kinds))
    if not has_openings:
        query = query.where(TimelineEntry.kind != EntryKind.OPENING)
    for is_told, hidden in HIDDEN:
        if not kinds or set(kinds) & is_told:
            query = query.where(hidden)
    if whom == PARTICIPANT:
        query = query.where(Account.id.is_null(), TimelineEntry.kind.in_(BY_PARTICIPANT))
    elif whom:
        query = query.where(Account.key == Place("by"))
    if has_from:
        query = query.where(TimelineEntry.at >= Place("from_at"))
    if has_to:
        query = query.where(TimelineEntry.at < Place("to_at"))
    if has_edge:
        edge = EnclosedNodeList([Place("edge_at"), Place("edge_kind"), Place("edge_ref")])
        query = query.where(EnclosedNodeList(_ORDER) < edge)
    return query.order_by(*(column.desc() for column in _ORDER)).limit(limit)


def _said(name: str) -> Any:
    """What the entry's kind says by a word of `Source`; nothing where it has none."""
    return When(TimelineEntry.kind, [pair for one in SOURCES for pair in one.said(name)])


def _authors(role: Role) -> ModelSelect:
    found = _line(role).select(Account.key, Account.name).where(Account.id.is_null(False))
    return found.distinct().order_by(SQL("2"), SQL("1"))


_PAGE = Prepared(_page)
_AUTHORS = Prepared(_authors)
