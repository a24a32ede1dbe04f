"""The child process: limits itself first, then opens the file that nobody trusts."""

from __future__ import annotations

import json
import resource
import signal
import warnings
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from portal.cleaning.terms import RESULT, CannotCleanError, Limits, Made, Task
from portal.policy.documents import FileType, RefusalCode


def main(text: str) -> None:
    """Do one task, given as JSON; the answer goes to the result file."""
    told = json.loads(text)
    task = Task(**{**told, "limits": Limits(**told["limits"])})
    limit_this_process(task.limits)
    warnings.simplefilter("ignore")
    answer = json.dumps(_answer(task))
    (Path(task.into) / RESULT).write_text(answer, encoding="ascii")


def limit_this_process(limits: Limits) -> None:
    """Memory, CPU, written bytes; no core dump; an alarm in case the parent is gone."""
    for kind, amount in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
    ):
        with suppress(ValueError, OSError):  # the system may allow less already
            resource.setrlimit(kind, (amount, amount))
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + 1)


def _answer(task: Task) -> dict[str, object]:
    try:
        return {"made": asdict(_done(task))}
    except CannotCleanError as refusal:
        return {"refused": refusal.code}
    except MemoryError:
        return {"refused": RefusalCode.BOMB}
    except Exception:  # decoders raise whatever they like on damaged files
        return {"refused": RefusalCode.UNREADABLE}


def _done(task: Task) -> Made:
    if task.parts:
        from portal.cleaning.joins import join

        return join(task)
    if task.media_type == FileType.PDF:
        from portal.cleaning.pdfs import check_lock, clean_pdf

        return check_lock(task) if task.lock_only else clean_pdf(task)
    from portal.cleaning.pictures import clean_picture

    return clean_picture(task)
