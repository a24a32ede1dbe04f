"""The rows of a handover: every topic says its own in the same columns."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from peewee import SQL, ModelSelect, Value

from portal.db import UtcField


class Topic(StrEnum):
    """What a row of a handover is about."""

    TASK = "task"  # open, of the worker or the participant
    REPORT = "report"  # not read, or it asks for something that is not done
    DOCUMENT = "document"  # not looked at
    MESSAGE = "message"  # not read
    REQUEST = "request"  # asked for, not there
    DRAFT = "draft"  # a note that is not finished: that there is one, and whose
    LETTER = "letter"  # begun, not sent
    TRANSLATION = "translation"  # asked for, not answered
    COPY = "copy"  # of the notes, asked for, not released
    PLAN = "plan"  # the newest version that was offered
    ITEM = "item"  # of that plan
    ACTIVITY = "activity"  # of that plan
    SAFETY = "safety"  # the concern that runs
    QUESTION = "question"  # the open noncompliance, by when its next step is due
    STAFFING = "staffing"  # in preparation
    MEETING = "meeting"  # planned
    REFERRAL = "referral"  # to a service, open
    SERVICE = "service"  # supportive, open
    HANDING = "handing"  # a closing or transfer under way
    UPDATE = "update"  # told to another worker, not answered
    AWAY = "away"  # the worker is away on the day asked about, and who stands in


class Row(NamedTuple):
    """One thing. `code`, `state` and `detail` are codes or texts of its topic, `by` a name (of a
    task: its sealed words), `on` a local date, `at` a UTC moment, `number` a number or minutes."""

    topic: str
    key: str
    code: str
    state: str
    detail: str
    by: str
    on: date | None
    at: datetime | None
    number: int


TEXT = SQL("''")
DATE = SQL("CAST(NULL AS DATE)")
MOMENT = SQL("CAST(NULL AS TIMESTAMP)")
ZERO = SQL("0")
MOMENTS = UtcField()


def of_topic(
    topic: Topic, table: Any, key: Any = TEXT, code: Any = TEXT, state: Any = TEXT,
    detail: Any = TEXT, by: Any = TEXT, on: Any = DATE, at: Any = MOMENT, number: Any = ZERO,
) -> ModelSelect:  # fmt: skip
    """The rows of one topic, each column in its place; what is left out stays empty."""
    columns = (key, code, state, detail, by, on, at, number)
    return table.select(
        Value(topic).alias("topic"),
        *(column.alias(name) for column, name in zip(columns, Row._fields[1:], strict=True)),
    )
