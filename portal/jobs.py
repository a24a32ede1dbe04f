"""Work for the background worker, queued in the transaction of the change that causes it.

The queue lives in the portal's own database, so that a job exists exactly when its cause does.
What a job does is bound by name in portal/worker.py: the domain only says what is to be done.
A job that was cut off is found again by its row's state, not by the queue (safety.md, Jobs).
"""

from collections.abc import Callable
from typing import Any

from huey.api import Huey
from huey.contrib.sql_huey import SqlStorage

from portal import db

HANDLERS: dict[str, Callable[[int], None]] = {}


class _Storage(SqlStorage):
    """huey's tables beside ours, under names of their own."""

    def create_models(self) -> tuple[Any, ...]:
        models: tuple[Any, ...] = super().create_models()
        for model in models:
            model._meta.set_table_name(f"job_{model.__name__.lower()}")
        # The library's index still names the table by its old name, which is one of ours.
        waiting = models[2]
        waiting._meta.indexes.clear()
        waiting.add_index(waiting.priority.desc(), waiting.id)
        return models

    def create_tables(self) -> None:
        """Makes the queue's tables; the library's own way closes a running transaction's line."""
        self.database.create_tables([self.KV, self.Schedule, self.Task, self.Counter])


_queue: Huey | None = None
_task: Any = None


def queue() -> Huey:
    """The queue on the configured database; made at its first use."""
    global _queue, _task
    if _queue is None or _queue.storage.database is not db.database.obj:
        _queue = Huey("portal", storage_class=_Storage, database=db.database.obj, results=False)

        def run_job(name: str, row_id: int) -> None:
            HANDLERS[name](row_id)

        _task = _queue.task(retries=2, retry_delay=15)(run_job)
    return _queue


def enqueue(name: str, row_id: int) -> None:
    """Asks for a job by its name for one row; runs only if this transaction commits."""
    queue()
    _task(name, row_id)


def run_waiting() -> int:
    """Runs everything that waits, here and now, one after the other; how many ran."""
    count = 0
    while (task := queue().dequeue()) is not None:
        queue().execute(task)
        count += 1
    return count
