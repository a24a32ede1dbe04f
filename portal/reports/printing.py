"""What waits to be printed at each office, what is out, and the letters of a print run.

A clerk sees number, name, language and size of a letter; of somebody in danger the letter's number
alone, and nothing of it goes into a run (safety.md, Who sees what; NOTE-6).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal import duplex, resources
from portal.models.accounts import Account, Actor, Office
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.models.people import Participant
from portal.models.printing import PrintItem, PrintRun, PrintState
from portal.policy.mailing import MOST_LETTERS
from portal.prepared import Place, Prepared
from portal.reports.case_keys import open_case_key

SHOWN = 200  # letters of a queue on one page
RUNS = 20  # print runs that a page lists


@dataclass(frozen=True, slots=True)
class Line:
    """One letter as the queue lists it; who is in danger has no name here, nor a case number."""

    key: str
    letter_no: str
    name: str
    case_no: str
    locale: str
    is_large: bool
    is_held: bool
    queued_at: datetime
    reason: str
    state: str
    pages: int


def by_office() -> list[dict[str, Any]]:
    """For each office: letters that wait (`waiting`), of these to be handed over (`held`), and
    letters in runs that nobody counted in (`out`). One statement."""
    return _BY_OFFICE.rows(waiting=PrintState.WAITING, out=PrintState.OUT)


def waiting_at(office_id: int, limit: int = SHOWN) -> list[Line]:
    """The letters that wait at an office, the oldest first. One statement."""
    rows = _WAITING.rows(office=office_id, state=PrintState.WAITING, limit=limit)
    return [_line(row) for row in rows]


def lines_of(run: PrintRun) -> list[Line]:
    """The letters of a run in the order of the pile. One statement."""
    return [_line(row) for row in _OF_RUN.rows(run=run.id)]


def runs_at(office_id: int) -> list[Any]:
    """The latest print runs of an office with who printed and who counted in. One statement."""
    return _RUNS.rows(office=office_id, limit=RUNS)


def held_for(actor: Actor) -> list[dict[str, Any]]:
    """The letters that wait to be handed over to people in danger, of the cases that this person
    sees. One statement."""
    return _HELD.rows(actor.role, actor=actor.id, unit=actor.unit_id, state=PrintState.WAITING)


def next_pile(office_id: int) -> list[tuple[int, int]]:
    """The letters that would be printed now at an office: the queue's row and its pages, counted
    in the frozen file; at most MOST_LETTERS.

    Raises StorageError and SealBrokenError where a file cannot be read.
    """
    lines = [one for one in _items(office_id) if not one.letter.case.is_restricted]
    return [(one.id, duplex.page_count(_content(one))) for one in lines]


def pile(run: PrintRun) -> bytes:
    """The PDF of a run: the frozen letters as they are, each on a front page.

    Without those of people who came into danger since it was counted out, and those counted as
    missing; empty if none is left. Raises StorageError and SealBrokenError where a file cannot be
    read.
    """
    found = list(_files().where(PrintItem.run == run.id).order_by(PrintItem.id))
    printed = [
        one
        for one in found
        if not one.letter.case.is_restricted and one.state != PrintState.MISSING
    ]
    return duplex.behind_one_another(_content(one) for one in printed) if printed else b""


def _items(office_id: int) -> list[Any]:
    query = _files().where(
        PrintItem.office == office_id,
        PrintItem.state == PrintState.WAITING,
        Case.is_restricted == False,  # noqa: E712
    )
    return list(query.order_by(PrintItem.id).limit(MOST_LETTERS))


def _content(item: Any) -> bytes:
    letter = item.letter
    name = letter.pdf_large if letter.is_large_print and letter.pdf_large else letter.pdf
    return resources.current().storage.read(str(name), open_case_key(letter.case))


def _files() -> ModelSelect:
    return PrintItem.select(PrintItem, Letter, Case).join(Letter).join(Case)


def _lines() -> ModelSelect:
    return (
        PrintItem.select(
            PrintItem.key, PrintItem.queued_at, PrintItem.reason, PrintItem.state, PrintItem.pages,
            Letter.letter_no, Letter.locale, Letter.is_large_print, Case.is_restricted,
            Case.display_name.alias("name"), Case.number.alias("case_no"),
        )
        .join(Letter)
        .join(Case)
        .dicts()
    )  # fmt: skip


def _line(row: dict[str, Any]) -> Line:
    is_held = bool(row["is_restricted"])
    return Line(
        row["key"], row["letter_no"], "" if is_held else row["name"],
        "" if is_held else row["case_no"], "" if is_held else row["locale"],
        bool(row["is_large_print"]), is_held, row["queued_at"], row["reason"], row["state"],
        row["pages"],
    )  # fmt: skip


def _waiting() -> ModelSelect:
    is_waiting = (PrintItem.office == Place("office")) & (PrintItem.state == Place("state"))
    return _lines().where(is_waiting).order_by(PrintItem.id).limit(Place("limit"))


def _by_office() -> ModelSelect:
    def count(condition: Any) -> Any:
        return fn.SUM(condition.cast("INTEGER"))

    is_waiting = PrintItem.state == Place("waiting")
    return (
        PrintItem.select(
            Office.name,
            Office.id,
            count(is_waiting).alias("waiting"),
            count(is_waiting & Case.is_restricted).alias("held"),
            count(PrintItem.state == Place("out")).alias("out"),
        )
        .join(Office)
        .join_from(PrintItem, Letter)
        .join(Case)
        .where(PrintItem.done_at.is_null())
        .group_by(Office.id, Office.name)
        .order_by(Office.name)
        .dicts()
    )


def _runs() -> ModelSelect:
    counter = Account.alias()
    return (
        PrintRun.select(PrintRun, Account.name.alias("by"), counter.name.alias("counter"))
        .join(Account, on=(PrintRun.made_by == Account.id))
        .join_from(PrintRun, counter, JOIN.LEFT_OUTER, on=(PrintRun.counted_by == counter.id))
        .where(PrintRun.office == Place("office"))
        .order_by(PrintRun.counted_at.is_null(False), PrintRun.id.desc())
        .limit(Place("limit"))
        .dicts()
    )


def _held(role: Any) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        PrintItem.select(
            PrintItem.key, PrintItem.queued_at, Letter.key.alias("letter_key"), Letter.letter_no,
            Case.key.alias("case_key"), Case.number, Participant.given_name,
            Case.display_name.alias("name"),
        )
        .join(Letter)
        .join(Case)
        .join(Participant)
        .where(
            PrintItem.state == Place("state"),
            Case.is_restricted,
            Case.scope(anybody),
        )
        .order_by(PrintItem.id)
        .limit(SHOWN)
        .dicts()
    )  # fmt: skip


_BY_OFFICE = Prepared(_by_office)
_WAITING = Prepared(_waiting)
_OF_RUN = Prepared(lambda: _lines().where(PrintItem.run == Place("run")).order_by(PrintItem.id))
_RUNS = Prepared(_runs)
_HELD = Prepared(_held)
