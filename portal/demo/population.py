"""A large, repeatable population for load and growth: `demo --cases N --seed S`.

The same seed makes the same people on the same day. Rows are written in bulk, each chunk one
operation with its audit entry; figures on the cases come from the rules themselves.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from peewee import fn

from portal import db
from portal.demo import crowd
from portal.models import (
    Account,
    Case,
    Contact,
    NamePiece,
    Note,
    Office,
    Participant,
    StatusPeriod,
    TimelineEntry,
    Unit,
)
from portal.models.accounts import SYSTEM, Role
from portal.operations import operation, record
from portal.policy.calendar import Month
from portal.policy.contacts import Direction, Way, classify
from portal.policy.deadlines import DeadlineKind, contact_deadlines, next_deadline
from portal.policy.hours import FamilyType, required_month_minutes, required_weekly_minutes
from portal.policy.names import pieces, search_words
from portal.policy.programs import program
from portal.policy.statuses import CaseStatus

CHUNK = 2_000
CASES_A_WORKER = 100
WORKERS_A_UNIT = 8
CONTACTS = 12
NOTES = 10

_WAYS = (
    (Way.TELEPHONE, Direction.FROM_STAFF, True),
    (Way.TELEPHONE, Direction.FROM_STAFF, False),
    (Way.VOICEMAIL, Direction.FROM_STAFF, False),
    (Way.EMAIL, Direction.FROM_PARTICIPANT, False),
    (Way.TEXT, Direction.FROM_STAFF, False),
    (Way.IN_PERSON, Direction.TWO_WAY, True),
)
_STANDING = [(way, way_from, answered, classify(way, way_from, answered))
             for way, way_from, answered in _WAYS]  # fmt: skip


@dataclass
class _Rows:
    """What one chunk adds, table by table, as tuples in the order of `_COLUMNS`."""

    people: list[tuple[Any, ...]] = field(default_factory=list)
    cases: list[tuple[Any, ...]] = field(default_factory=list)
    statuses: list[tuple[Any, ...]] = field(default_factory=list)
    contacts: list[tuple[Any, ...]] = field(default_factory=list)
    notes: list[tuple[Any, ...]] = field(default_factory=list)
    timeline: list[tuple[Any, ...]] = field(default_factory=list)
    pieces: list[tuple[Any, ...]] = field(default_factory=list)


# What the crowd's notes leave empty.
_UNSAID = (
    "activities", "information_given", "information_received", "actions", "decisions",
    "program_contacts", "document_keys", "steps", "manner", "template",
)  # fmt: skip
_COLUMNS: dict[str, tuple[type[db.Table], tuple[str, ...]]] = {
    "people": (Participant, (
        "id", "key", "given_name", "family_name", "birth_on", "written_locale", "spoken_locale",
        "screen_locale", "phone", "email", "phone_digest", "email_digest", "address",
        "wants_text_messages", "wants_large_print", "wants_braille", "wants_audio",
        "needs_interpreter", "created_at",
    )),
    "cases": (Case, (
        "id", "key", "number", "participant_id", "program", "office_id", "unit_id", "worker_id",
        "status", "enrolled_on", "family_type", "is_restricted", "sealed_key", "story",
        "display_name", "search_words", "locale", "last_live_on", "last_attempt_on",
        "last_touched_on",
        "live_due_on", "attempt_due_on", "next_deadline_on", "next_deadline_kind", "month",
        "month_minutes_done", "month_minutes_required", "weekly_minutes_required",
        "documents_waiting", "reports_waiting", "plan_status", "version", "unnoted_on",
        "clock_kind", "accommodations", "status_reason", "not_owed", "handing",
    )),
    "statuses": (StatusPeriod, (
        "key", "case_id", "status", "reason", "starts_on", "sealed_text", "source", "changed",
        "set_at",
    )),
    "contacts": (Contact, (
        "id", "key", "case_id", "occurred_on", "entered_at", "way", "direction", "is_answered",
        "is_live", "is_attempt", "reason", "summary", "account_id",
    )),
    "notes": (Note, (
        "id", "key", "case_id", "contact_id", "author_id", "state", "occurred_on", "way",
        "direction", "is_answered", "makes_contact", "purpose", "background", "observations",
        "content", "results", "impressions", "next_steps", "forms_completed",
        "documents_received", "private_reason", "created_at", "saved_at", "finished_at", "version",
        *_UNSAID, "is_sealed",
    )),
    "timeline": (TimelineEntry, ("case_id", "at", "kind", "ref")),
    "pieces": (NamePiece, ("office_id", "piece", "case_id")),
}  # fmt: skip


@dataclass
class _Counters:
    people: Iterator[int]
    cases: Iterator[int]
    contacts: Iterator[int]
    notes: Iterator[int]


def add_population(
    cases: int, seed: int, *, today: date, at: datetime, said: Callable[[int], None] | None = None
) -> None:
    """Adds `cases` cases with contacts and notes; `said` hears how many are there so far.

    In: the number of cases, the seed, the office's date and the UTC moment it is now.
    """
    draw = Random(seed)  # noqa: S311 - a repeatable crowd, no secret
    counters = _Counters(*(count(_next_id(t)) for t in (Participant, Case, Contact, Note)))
    workers = _workers(cases, seed, at=at)
    for start in range(0, cases, CHUNK):
        size = min(CHUNK, cases - start)
        rows = _Rows()
        for index in range(start, start + size):
            worker = workers[index // CASES_A_WORKER]
            _one(rows, draw, counters, worker, index, seed, today)
        write_chunk(rows, at=at)
        if said:
            said(start + size)
    _settle_sequences()


def _next_id(table: type[db.Table]) -> int:
    return int(table.select(fn.MAX(table.id)).scalar() or 0) + 1


@operation()
def _workers(cases: int, seed: int, *, at: datetime) -> list[Account]:
    found = []
    wanted = (cases + CASES_A_WORKER - 1) // CASES_A_WORKER
    office, unit = None, None
    for index in range(wanted):
        if index % (WORKERS_A_UNIT * 10) == 0:
            office = Office.create(
                name=f"Office {seed}-{index // (WORKERS_A_UNIT * 10) + 1}",
                address="100 Main Street", phone="555 0100", hours="Monday to Friday, 8 to 5",
            )  # fmt: skip
        if index % WORKERS_A_UNIT == 0:
            unit = Unit.create(office=office, name=f"Unit {index // WORKERS_A_UNIT + 1}")
        found.append(
            Account.create(
                email=f"counselor-{seed}-{index + 1}@demo.example", name=crowd.staff_name(index),
                role=Role.COUNSELOR, office=office, unit=unit, created_at=at,
            )
        )  # fmt: skip
    record(SYSTEM, "seed_workers")
    return found


@operation()
def write_chunk(rows: _Rows, *, at: datetime) -> None:
    """Writes one chunk of rows in one transaction."""
    cursor = db.database.connection().cursor()
    place = "?" if db.is_sqlite() else "%s"
    for name, (table, columns) in _COLUMNS.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join([place] * len(columns))
        cursor.executemany(
            f'INSERT INTO "{table._meta.table_name}" ({listed}) VALUES ({places})',  # noqa: S608
            sorted(getattr(rows, name)) if table is NamePiece else getattr(rows, name),
        )
    record(SYSTEM, "seed_population")


def _settle_sequences() -> None:
    if db.is_sqlite():
        return
    for table in (Participant, Case, Contact, Note):
        name = table._meta.table_name
        db.database.execute_sql(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), MAX(id)) FROM \"{name}\""  # noqa: S608
        )


def _key(draw: Random) -> str:
    return urlsafe_b64encode(draw.randbytes(12)).decode()


def _moment(on: date, minute: int) -> str:
    return f"{on.isoformat()} {17 + minute // 60:02d}:{minute % 60:02d}:00"


def _one(
    rows: _Rows, draw: Random, ids: _Counters, worker: Account, index: int, seed: int, today: date
) -> None:
    person_id, case_id = next(ids.people), next(ids.cases)
    locale, given, family = crowd.person(draw)
    enrolled_on = today - timedelta(days=draw.randrange(60, 700))
    made_at = _moment(enrolled_on, 0)
    phone = f"+1510555{index % 10_000:04d}"
    rows.people.append((
        person_id, _key(draw), given, family, date(1962, 1, 1) + timedelta(draw.randrange(15_000)),
        locale, locale, "", phone, "", "", "", "100 Main Street, Oakland, CA 94605", True,
        draw.random() < 0.03, False, False, locale != "en", made_at,
    ))  # fmt: skip
    live_on, tried_on, unnoted_on = _history(
        rows, draw, ids, case_id, worker.id, enrolled_on, today
    )
    name, number = f"{family}, {given}", f"P{seed}-{index + 1:07d}"
    words = search_words(name, number)
    rows.cases.append((
        case_id, _key(draw), number, person_id,
        *_case_figures(draw, worker, enrolled_on, live_on, tried_on, (name, words), locale, today),
        unnoted_on, "", "", "", "", "",
    ))  # fmt: skip
    rows.statuses.append((
        _key(draw), case_id, rows.cases[-1][8], "", enrolled_on, "", "before", "", made_at,
    ))  # fmt: skip
    rows.pieces += [(worker.office_id, piece, case_id) for piece in pieces(words)]


def _case_figures(
    draw: Random, worker: Account, enrolled_on: date, live_on: date | None, tried_on: date | None,
    names: tuple[str, str], locale: str, today: date,
) -> tuple[Any, ...]:  # fmt: skip
    code = draw.choice(("wtw", "wtw", "dw", "workfirst"))
    status = draw.choices(
        (CaseStatus.ACTIVE, CaseStatus.EXEMPT, CaseStatus.SANCTIONED, CaseStatus.CLOSED),
        (80, 8, 4, 8),
    )[0]
    rules = program(code)
    due = contact_deadlines(rules, status, enrolled_on, live_on, tried_on, tried_on)
    by_kind = {deadline.kind: deadline.due_on for deadline in due}
    first = next_deadline(due)
    needed = required_month_minutes(rules, FamilyType.ONE_PARENT, None, Month.of(today)) or 0
    return (
        code, worker.office_id, worker.unit_id, worker.id, status, enrolled_on, "one_parent",
        False, "", "", *names, locale, live_on, tried_on, tried_on,
        by_kind.get(DeadlineKind.LIVE_CONTACT), by_kind.get(DeadlineKind.ATTEMPT),
        first.due_on if first else None, first.kind if first else "", str(Month.of(today)),
        draw.randrange(0, needed + 1, 15) if needed else 0, needed,
        required_weekly_minutes(rules, FamilyType.ONE_PARENT, None, today) or 0,
        0, 0, "signed", 1,
    )  # fmt: skip


def _history(
    rows: _Rows, draw: Random, ids: _Counters, case_id: int, worker_id: int, enrolled_on: date,
    today: date,
) -> tuple[date | None, date | None, date]:  # fmt: skip
    """The last live contact, the last attempt, and the first contact without a note."""
    live_on: date | None = None
    tried_on: date | None = None
    span = (today - enrolled_on).days
    days = sorted(draw.randrange(span + 1) for _ in range(CONTACTS))
    for place, offset in enumerate(days):
        on = enrolled_on + timedelta(days=offset)
        way, way_from, answered, standing = _STANDING[draw.randrange(len(_STANDING))]
        contact_id, at = next(ids.contacts), _moment(on, place)
        rows.contacts.append((
            contact_id, _key(draw), case_id, on, at, way, way_from, answered, standing.is_live,
            standing.is_attempt, standing.reason, crowd.summary(draw), worker_id,
        ))  # fmt: skip
        rows.timeline.append((case_id, at, "contact", contact_id))
        if standing.is_live:
            live_on = on
        if standing.is_attempt:
            tried_on = on
        if place < NOTES:
            note_id, noted_at = next(ids.notes), _moment(on, 30 + place)
            rows.notes.append((
                note_id, _key(draw), case_id, contact_id, worker_id, "finished", on, way,
                way_from, answered, False, *crowd.note(draw), "", "", "", noted_at, noted_at,
                noted_at, 1, *("" for _ in _UNSAID), False,
            ))  # fmt: skip
            rows.timeline.append((case_id, noted_at, "note", note_id))
    return live_on, tried_on, enrolled_on + timedelta(days=days[NOTES])
