"""Structured logs: one JSON line an event, ids only, never anything about a person.

What a line may hold is listed here; everything else is left out before it is written, also what a
library or a database puts into the text of an error (safety.md, Logs).
"""

import logging
import sys
import traceback
from typing import Any

import structlog

# Names of what happened, counts, ids: nothing that anybody typed.
ALLOWED = frozenset({
    "event", "level", "timestamp", "kind", "endpoint", "status", "where", "seconds", "name",
    "pages", "documents", "requests", "letters", "messages", "cases", "rows", "count", "job",
    "row_id", "case_id", "page_id", "reason", "code", "state", "tries", "attempt",
})  # fmt: skip


def _without_words(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """An error as its type and the lines of code it came through: its text may quote a person."""
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()[1]
    elif isinstance(given, tuple):
        given = given[1]
    if isinstance(given, BaseException):
        event["kind"] = type(given).__name__
        event["where"] = [
            f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(given.__traceback__)[-8:]
        ]
    return event


def _only_what_is_listed(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    kept = {name: value for name, value in event.items() if name in ALLOWED or _is_number(value)}
    if dropped := sorted(set(event) - set(kept)):
        kept["dropped"] = dropped
    return kept


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


class _Bare(logging.Formatter):
    """Lines of other libraries: their level, name and place, without the text and its values."""

    def format(self, record: logging.LogRecord) -> str:
        """One line. An unhandled error is named by its type."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        return f'{{"event": "library", "level": "{record.levelname.lower()}", ' + (
            f'"name": "{record.name}", "where": "{record.module}:{record.lineno}", '
            f'"kind": "{kind}"}}'
        )


def configure() -> None:
    """Logs to standard error as JSON lines; other libraries from warnings up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Bare())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            _only_what_is_listed,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


def _to_standard_error(*_args: Any) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
