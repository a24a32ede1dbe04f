"""Tasks in lists: of a whole caseload, the overdue first, and of one case with what is done."""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import JOIN, SQL, ModelSelect

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.notes import Note
from portal.models.tasks import Task, TaskChange
from portal.prepared import Place, Prepared
from portal.reports.tasks.texts import task_text

PAGE = 50  # tasks of a caseload on one page
DONE = 25  # done ones of a case on one page
_LAST = date(9999, 12, 31)  # where tasks without a day stand


class Whose(StrEnum):
    """Which tasks of a caseload are asked for."""

    ALL = ""
    WORKER = "worker"
    PARTICIPANT = "participant"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Line:
    """One task as lists show it; moments in UTC, `by` who made it, `done_by` who closed it."""

    key: str
    owner: str
    phrase: str
    words: str
    due_on: date | None
    told_at: datetime | None
    done_at: datetime | None
    is_private: bool
    task_id: int
    version: int
    by: str = ""
    done_by: str = ""
    case_key: str = ""
    name: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Tasks:
    """A page of tasks; `after` is the key of the next page, empty at the end."""

    lines: list[Line]
    after: str


_COLUMNS = (
    Task.id, Task.key, Task.owner, Task.phrase, Task.text, Task.sealed_text, Task.due_on,
    Task.told_at, Task.done_at, Task.version, Case.key.alias("case_key"),
    Case.display_name.alias("name"), Case.number, Case.sealed_key,
)  # fmt: skip
# The day as a key of the order: what has none comes last.
_DAY: Any = SQL("COALESCE(t1.due_on, '9999-12-31')")


def _anybody(role: Role) -> Any:
    return Actor(role, Place("actor"), "", unit_id=Place("unit"))


def _of_caseload(role: Role, whose: Whose, has_edge: bool) -> ModelSelect:
    anybody = _anybody(role)
    query = (
        Task.select(*_COLUMNS)
        .join(Case)
        .switch(Task)
        .join(Note, JOIN.LEFT_OUTER)
        .where(Case.work_of(anybody), Task.readable_by(anybody), Task.done_at.is_null())
    )
    if whose is Whose.TOLD:
        query = query.where(Task.told_at.is_null(False))
    elif whose:
        query = query.where(Task.owner == whose)
    if has_edge:
        beyond = (_DAY > Place("day")) | (  # noqa: SIM300  a column, not a constant
            (_DAY == Place("day")) & (Task.id > Place("task"))  # noqa: SIM300
        )
        query = query.where(beyond)
    return query.order_by(_DAY, Task.id).limit(Place("limit")).dicts()


_OF_CASELOAD = Prepared(_of_caseload)


def of_caseload(actor: Actor, whose: Whose = Whose.ALL, after: str = "") -> Tasks:
    """Open tasks of the cases in this person's lists, by due date, the overdue first; those
    without a day come last. In: the key of a page as `after` gave it. One statement."""
    edge = _edge(after)
    rows = _OF_CASELOAD.rows(
        actor.role, whose, edge is not None, actor=actor.id, unit=actor.unit_id, limit=PAGE + 1,
        **edge or {},
    )  # fmt: skip
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Tasks([_line(row) for row in rows[:PAGE]], _key(last["due_on"], last) if last else "")


def _of_case(role: Role, is_done: bool, has_edge: bool) -> ModelSelect:
    anybody, closer = _anybody(role), Account.alias()
    query = (
        Task.select(*_COLUMNS, Account.name.alias("by"), closer.name.alias("done_by"))
        .join(Case)
        .switch(Task)
        .join(Note, JOIN.LEFT_OUTER)
        .switch(Task)
        .join(Account, JOIN.LEFT_OUTER, on=(Task.created_by == Account.id))
        .switch(Task)
        .join(closer, JOIN.LEFT_OUTER, on=(Task.done_by == closer.id))
        .where(Task.case == Place("case"), Task.readable_by(anybody))
    )
    if not is_done:
        return query.where(Task.done_at.is_null()).order_by(_DAY, Task.id).limit(200).dicts()
    query = query.where(Task.done_at.is_null(False))
    if has_edge:
        query = query.where(Task.id < Place("task"))
    return query.order_by(Task.id.desc()).limit(DONE + 1).dicts()


_OF_CASE = Prepared(_of_case)


def open_of(actor: Actor, case: Case) -> list[Line]:
    """Open tasks of a case, the worker's and the participant's, by due date; one statement."""
    rows = _OF_CASE.rows(actor.role, False, False, actor=actor.id, unit=actor.unit_id, case=case.id)
    return [_line(row) for row in rows]


def done_of(actor: Actor, case: Case, after: str = "") -> Tasks:
    """Done tasks of a case, the latest made first; one statement. In: the key of a page as
    `after` gave it."""
    edge = _edge(after)
    rows = _OF_CASE.rows(
        actor.role, True, edge is not None, actor=actor.id, unit=actor.unit_id, case=case.id,
        **edge or {},
    )  # fmt: skip
    last = rows[DONE - 1] if len(rows) > DONE else None
    return Tasks([_line(row) for row in rows[:DONE]], _key(None, last) if last else "")


def _line(row: dict[str, Any]) -> Line:
    case: Any = Case(key=row["case_key"], sealed_key=row["sealed_key"])
    words = task_text(case, row["key"], row["text"], row["sealed_text"])
    same = ("key", "owner", "phrase", "due_on", "told_at", "done_at", "version", "case_key")
    return Line(
        words=words, is_private=bool(row["sealed_text"]), task_id=row["id"], name=row["name"],
        number=row["number"], by=row.get("by") or "", done_by=row.get("done_by") or "",
        **{name: row[name] for name in same},
    )  # fmt: skip


def changes_of(task: Task) -> list[dict[str, Any]]:
    """What became of a task, the latest first: act, at (UTC), due_from, due_to, reason, words as
    they were (empty where they are sealed), by (empty: the participant). One statement."""
    rows = (
        TaskChange.select(
            TaskChange.act, TaskChange.at, TaskChange.due_from, TaskChange.due_to,
            TaskChange.reason, TaskChange.words, Account.name.alias("by"),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(TaskChange.account == Account.id))
        .where(TaskChange.task == task.id)
        .order_by(TaskChange.id.desc())
        .limit(100)
        .dicts()
    )  # fmt: skip
    is_sealed = bool(task.sealed_text)
    return [row | {"words": "" if is_sealed else row["words"]} for row in rows]


def _key(due_on: date | None, row: dict[str, Any]) -> str:
    written = f"{due_on or _LAST} {row['id']}"
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _edge(key: str) -> dict[str, Any] | None:
    try:
        day, task = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode().split(" ")
        return {"day": date.fromisoformat(day), "task": int(task)}
    except ValueError:
        return None
