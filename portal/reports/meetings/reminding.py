"""Which meetings the night reminds of."""

from datetime import date, datetime, timedelta

from peewee import SQL, fn

from portal.models.cases import Case
from portal.models.meetings import Meeting
from portal.models.messages import OutboxMessage
from portal.policy.meetings import REMINDER_DAYS, MeetingState
from portal.policy.statuses import CaseStatus


def to_remind(today: date, at: datetime, after: int, limit: int) -> list[int]:
    """The ids after `after` of planned meetings within two days that nobody was reminded of, in
    their order. What is private is left out: its messages are the worker's own to choose (NOTE-6).
    One statement.
    """
    cause = SQL("'meeting:'").concat(Meeting.id.cast("TEXT")).concat(SQL("':reminder'"))
    told = OutboxMessage.select(SQL("1")).where(OutboxMessage.cause == cause)
    rows = (
        Meeting.select(Meeting.id)
        .join(Case)
        .where(
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_on.between(today, today + timedelta(days=REMINDER_DAYS)),
            Meeting.starts_at > at,
            Meeting.id > after,
            Case.is_restricted == False,  # noqa: E712
            Case.status != CaseStatus.CLOSED,
            ~fn.EXISTS(told),
        )
        .order_by(Meeting.id)
        .limit(limit)
        .tuples()
    )
    return [row[0] for row in rows]
