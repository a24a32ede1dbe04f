"""A participant's own tasks, in their language where a translator answered (LANG-3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, ModelSelect

from portal.models.cases import Case
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.models.documents import DocumentRequest
from portal.models.documents import RequestState as Asked
from portal.models.tasks import Task, TaskOwner
from portal.prepared import Place, Prepared
from portal.reports.tasks.texts import task_text

SHOWN = 100  # tasks on the page; older ones are with the worker


@dataclass(frozen=True, slots=True)
class OwnTask:
    """One task of a participant; `words` as typed, `translation` where one was answered."""

    key: str
    phrase: str
    words: str
    translation: str
    due_on: date | None
    told_at: datetime | None
    done_at: datetime | None


def _of_case(is_one: bool) -> ModelSelect:
    translated = (
        (TextRequest.object_kind == PersonalText.TASK)
        & (TextRequest.object_id == Task.id)
        & (TextRequest.target_locale == Place("locale"))
        & (TextRequest.state == RequestState.ANSWERED)
    )
    query = (
        Task.select(Task, TextRequest.translation.alias("translation"))
        .join(TextRequest, JOIN.LEFT_OUTER, on=translated)
        .where(Task.case == Place("case"), Task.owner == TaskOwner.PARTICIPANT)
        .order_by(Task.done_at.is_null(False), Task.due_on.is_null(), Task.due_on, Task.id,
                  TextRequest.id)
        .limit(SHOWN)
        .dicts()
    )  # fmt: skip
    return query.where(Task.id == Place("task")) if is_one else query


_OF_CASE = Prepared(_of_case)


def of_case(case: Case, locale: str, task_id: int = 0) -> list[OwnTask]:
    """The participant's tasks of a case, or one of them: the open ones by due date, then the
    latest done. One statement."""
    rows = _OF_CASE.rows(bool(task_id), case=case.id, locale=locale, task=task_id)
    # Translated twice, the later translation stands.
    return list({row["id"]: _own(case, row) for row in rows}.values())


def _own(case: Case, row: dict[str, Any]) -> OwnTask:
    return OwnTask(
        row["key"], row["phrase"],
        task_text(case, row["key"], row["text"], row["sealed_text"]), row["translation"] or "",
        row["due_on"], row["told_at"], row["done_at"],
    )  # fmt: skip


def dated(case: Case, today: date) -> list[tuple[str, date]]:
    """What has a day for the participant, as (what it is of, local date): open tasks, papers
    asked for, the next live contact. Days long past are left out. Two statements."""
    tasks = Task.select(Task.key, Task.due_on).where(
        Task.case == case.id, Task.owner == TaskOwner.PARTICIPANT, Task.done_at.is_null(),
        Task.told_at.is_null(), Task.due_on >= today,
    )  # fmt: skip
    asked = DocumentRequest.select(DocumentRequest.key, DocumentRequest.due_on).where(
        DocumentRequest.case == case.id, DocumentRequest.state == Asked.ASKED,
        DocumentRequest.due_on >= today,
    )  # fmt: skip
    found = [(f"task-{key}", due_on) for key, due_on in tasks.tuples()]
    found += [(f"document-{key}", due_on) for key, due_on in asked.tuples()]
    live: Any = case.live_due_on
    if live is not None and live >= today:
        found.append((f"live-{case.key}", live))
    return found
