"""Every write is an operation: one verb, one transaction, at least one audit entry.

`@operation` opens the transaction, lets the connection write, and raises if the function left no
entry in the audit trail. A form's key makes it happen once: the second send of the same form gets
what the first one made. With `reads=True` it is an audited read: allowed while a page is being
fetched, and the audit trail is all that it may write.
"""

import contextvars
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from peewee import IntegrityError, Model

from portal import db
from portal.db import Writing, writing
from portal.models.accounts import Actor
from portal.models.audit import OperationKey
from portal.operations import trail

P = ParamSpec("P")
R = TypeVar("R")


class NoAuditEntry(RuntimeError):
    """An operation ended without an entry in the audit trail."""


@dataclass
class _Running:
    entries: list[trail.Entry] = field(default_factory=list)
    may_write: bool = True


_running: contextvars.ContextVar[_Running | None] = contextvars.ContextVar("running", default=None)
is_safe_request: contextvars.ContextVar[bool] = contextvars.ContextVar("is_safe", default=False)


def record(
    actor: Actor,
    action: str,
    what: Model | None = None,
    *,
    case: Any = None,
    fields: Iterable[str] = (),
    reason: str = "",
    outcome: str = "done",
) -> None:
    """Puts one entry on record with the running operation (safety.md, Audit).

    In: who, the action's name, the row it was done to, the case (a Case or its id), the names of
    changed fields (never their content), a reason code. Raises RuntimeError outside an operation.
    """
    running = _running.get()
    if running is None:
        raise RuntimeError("record() belongs inside an operation")
    case_id = case if isinstance(case, int) else getattr(case, "id", 0)
    kind = what._meta.table_name if what is not None else ""
    running.entries.append(
        trail.Entry(
            actor, action, kind, getattr(what, "id", 0) or 0, case_id,
            reason, outcome, ",".join(fields),
        )
    )  # fmt: skip


def operation(
    reads: bool = False, result: type[Model] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Makes a function an operation.

    The function takes `at` (UTC moment) by keyword, and may take `operation_key` (str or None):
    then `result` names the table of the row it returns. Called inside another operation it joins
    that one's transaction.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if _running.get() is not None:
                return _joined(function, args, kwargs)
            if is_safe_request.get() and not reads:
                raise db.WriteRefused(f"{function.__name__} was called while fetching a page")
            return _outermost(function, reads, result, args, kwargs)

        run.is_operation = True  # type: ignore[attr-defined]
        return run

    return decorate


def _joined(function: Callable[..., R], args: Any, kwargs: Any) -> R:
    running = _running.get()
    assert running is not None
    before = len(running.entries)
    outcome = function(*args, **kwargs)
    if len(running.entries) == before:
        raise NoAuditEntry(function.__name__)
    return outcome


def _outermost(
    function: Callable[..., R], reads: bool, result: type[Model] | None, args: Any, kwargs: Any
) -> R:
    key = kwargs.get("operation_key")
    if key and result is not None and (earlier := _earlier(key, result)) is not None:
        return earlier
    running = _Running()
    token = _running.set(running)
    allowed = writing.set(Writing.AUDIT if reads else Writing.OPERATION)
    try:
        with db.transaction():
            outcome = _claimed(function, key, result, args, kwargs)
            if not running.entries:
                raise NoAuditEntry(function.__name__)
            trail.write(running.entries, kwargs["at"])
        return outcome
    except _Repeated as repeated:
        assert result is not None
        first: R = result.get_by_id(repeated.result_id)
        return first
    finally:
        writing.reset(allowed)
        _running.reset(token)


class _Repeated(Exception):
    def __init__(self, result_id: int) -> None:
        self.result_id = result_id


def _earlier(key: str, result: type[Model]) -> Any:
    row = OperationKey.get_or_none(OperationKey.key == key)
    return result.get_by_id(row.result_id) if row is not None and row.result_id else None


def _claimed(
    function: Callable[..., R], key: Any, result: type[Model] | None, args: Any, kwargs: Any
) -> R:
    if not key or result is None:
        return function(*args, **kwargs)
    at: datetime = kwargs["at"]
    try:
        with db.database.atomic():
            OperationKey.insert(key=key, operation=function.__name__, at=at).execute()
    except IntegrityError:
        # The first send won while this one waited for the lock.
        raise _Repeated(OperationKey.get_by_id(key).result_id) from None
    outcome: Any = function(*args, **kwargs)
    OperationKey.update(result_id=outcome.id).where(OperationKey.key == key).execute()
    done: R = outcome
    return done
