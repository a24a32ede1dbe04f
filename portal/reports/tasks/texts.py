"""The words of tasks, whether they lie open or sealed: the one way to read them.

What a private note led to is sealed under the case's key, tied to its task; who may read a task
is `Task.readable_by`, and is asked before.
"""

import base64
from typing import Any

from portal import sealing
from portal.models.cases import Case
from portal.models.tasks import Task
from portal.reports.case_keys import open_case_key


def task_text(case: Case, task_key: str, text: str, sealed_text: str) -> str:
    """The typed words of a task from its two columns; empty for one of the phrase bank.

    Raises SealBrokenError when the sealed words were changed or moved, or their key is gone.
    """
    if not sealed_text:
        return text
    raw = base64.urlsafe_b64decode(sealed_text)
    return sealing.open_text(open_case_key(case), raw, place(case, task_key))


def text_of(task: Task, case: Case | None = None) -> str:
    """The typed words of a task; its case, where it was not read with it. Raises as
    `task_text`."""
    return task_text(case or task.case, str(task.key), str(task.text), str(task.sealed_text))


def sealed(case_key: bytes, case: Case, task_key: str, text: str) -> str:
    """Words as the column of a private task keeps them."""
    made = sealing.seal_text(case_key, text, place(case, task_key))
    return base64.urlsafe_b64encode(made).decode()


def place(case: Any, task_key: str) -> str:
    """What the sealed words of a task are tied to."""
    return f"task/{task_key}/text/{case.key}"
