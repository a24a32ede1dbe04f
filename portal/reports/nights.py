"""What the night looks for, each in one statement however many cases there are."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import SQL, ModelSelect, fn
from peewee import Case as When

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.documents import DocumentRequest, RequestState
from portal.models.messages import OutboxMessage
from portal.models.people import Participant
from portal.models.reminders import Reminded
from portal.models.tasks import Task, TaskOwner
from portal.policy.contacts import Way
from portal.policy.deadlines import DeadlineKind
from portal.policy.statuses import CaseStatus, live_contact_is_owed

OWED = [status for status in CaseStatus if live_contact_is_owed(status)]


class ToRemind(NamedTuple):
    """One thing that falls due for one person, and how they are reached."""

    participant_id: int
    due_on: date
    told_for: date  # its last day, or the day that the person asked to be reminded on
    what: str  # the first part of its cause
    thing_id: int
    case_id: int
    phone: str
    email: str
    wants_texts: bool
    locale: str
    worker: str

    @property
    def cause(self) -> str:
        """What is reminded of once: the thing and its last day, or the day that was asked for."""
        return f"{self.what}:{self.thing_id}:{self.told_for}"


LIVE, PAPER, STEP = "live-contact", "document", "task"
LATER = "document-later"  # a paper that somebody will send later, and asked to be reminded of
NIGHTS_MISSED = 7  # a reminder that was asked for is given late rather than never


def to_remind(today: date, leads: dict[str, int], limit: int) -> list[ToRemind]:
    """What is to be reminded of tonight: live contacts, papers asked for and participants' tasks
    that fall due between today and so many calendar days ahead (`leads`), each person's together,
    the earliest first; nothing told before, nobody told today.

    A case that is private is left out: its messages are the worker's own to choose (NOTE-6). What
    is settled is not found. Papers are found as well that somebody asked to be reminded of today
    (DOC-4). One statement.
    """
    to_do = (Task.owner == TaskOwner.PARTICIPANT) & Task.done_at.is_null() & Task.told_at.is_null()
    asked = DocumentRequest.state == RequestState.ASKED
    parts = [
        _falling_due(what, due, condition, today, leads[what])
        for what, due, condition in (
            (LIVE, Case.live_due_on, Case.status.in_(OWED)),
            (PAPER, DocumentRequest.due_on, asked),
            (STEP, Task.due_on, to_do),
        )
    ]
    later = _falling_due(LATER, DocumentRequest.due_on, asked, today, 0, DocumentRequest.remind_on)
    query = parts[0].union_all(parts[1]).union_all(parts[2]).union_all(later)
    found = query.order_by(SQL("person"), SQL("due_on"), SQL("what")).limit(limit).tuples()
    return [
        ToRemind._make((row[0], _day(row[1]), _day(row[2]), *row[3:10], row[10] or ""))
        for row in found
    ]


def _day(value: Any) -> date:
    return date.fromisoformat(str(value))


def _falling_due(
    what: str, due: Any, condition: Any, today: date, lead: int, asked_on: Any = None
) -> ModelSelect:
    """`asked_on`: the column of the day on which to tell, where it is not the last day's lead."""
    table = due.model
    first = today - timedelta(days=NIGHTS_MISSED) if asked_on is not None else today
    on = due if asked_on is None else asked_on
    query = table.select(
        Participant.id.alias("person"), due.alias("due_on"), on.alias("told_for"),
        SQL(f"'{what}'").alias("what"),
        table.id.alias("thing"), Case.id.alias("case_id"), Participant.phone, Participant.email,
        Participant.wants_text_messages, Participant.written_locale, Account.name,
    )  # fmt: skip
    if table is not Case:
        query = query.join(Case)
    is_reached = (Participant.phone != "") & Participant.wants_text_messages | (
        Participant.email != ""
    )
    return (
        query.join(Participant)
        .switch(Case)
        .join(Account, "LEFT JOIN", on=(Case.worker == Account.id))
        .where(
            condition,
            on.between(first, today + timedelta(days=lead)),
            Case.status != CaseStatus.CLOSED,
            Case.is_restricted == False,  # noqa: E712
            is_reached,
            ~fn.EXISTS(_reminded(what, table, on)),
            ~fn.EXISTS(_told(today)),
        )
    )


def _reminded(what: str, table: Any, due: Any) -> ModelSelect:
    cause = SQL(f"'{what}:'").concat(table.id.cast("TEXT")).concat(SQL("':'"))
    return Reminded.select(SQL("1")).where(Reminded.cause == cause.concat(due.cast("TEXT")))


def day_cause(participant_id: int, today: date) -> str:
    """The cause of the one message with which a person is reminded on a day."""
    return f"reminder:{participant_id}:{today}"


def _told(today: date) -> ModelSelect:
    person = SQL("'reminder:'").concat(Participant.id.cast("TEXT"))
    return OutboxMessage.select(SQL("1")).where(
        OutboxMessage.cause == person.concat(SQL(f"':{today}'"))
    )


def ran_out(today: date, limit: int) -> list[int]:
    """Cases whose next deadline was a grace period that has ended: they have another one now."""
    grace = [DeadlineKind.PLAN_CHANGE, DeadlineKind.REASSIGNMENT]
    query = (
        Case.select(Case.id)
        .where(Case.next_deadline_kind.in_(grace), Case.next_deadline_on < today)
        .limit(limit)
    )
    return [row[0] for row in query.tuples()]


def of_another_month(month: str, limit: int) -> list[int]:
    """Cases whose kept month is not this one; closed ones owe no hours."""
    query = (
        Case.select(Case.id)
        .where(Case.month != month, Case.status != CaseStatus.CLOSED)
        .order_by(Case.id)
        .limit(limit)
    )
    return [row[0] for row in query.tuples()]


def last_case_id() -> int:
    """The highest id of a case; 0 where there is none."""
    return int(Case.select(fn.MAX(Case.id)).scalar() or 0)


def out_of_step(first_id: int, last_id: int) -> list[int]:
    """Cases between two ids whose kept dates of contact differ from their contacts: a defect."""
    facts = (
        Contact.select(
            Contact.case.alias("of_case"),
            fn.MAX(When(None, ((Contact.is_live, Contact.occurred_on),))).alias("live"),
            fn.MAX(When(None, ((Contact.is_attempt, Contact.occurred_on),))).alias("tried"),
            fn.MAX(
                When(
                    None, ((Contact.is_attempt | (Contact.way == Way.GROUP), Contact.occurred_on),)
                )
            ).alias("touched"),
        )
        .where(Contact.case.between(first_id, last_id))
        .group_by(Contact.case)
    )
    differs = " OR ".join(
        f"t1.{kept} IS DISTINCT FROM facts.{counted}"
        for kept, counted in (
            ("last_live_on", "live"), ("last_attempt_on", "tried"), ("last_touched_on", "touched"),
        )
    )  # fmt: skip
    query = (
        Case.select(Case.id)
        .join(facts.alias("facts"), "LEFT JOIN", on=(Case.id == SQL("facts.of_case")))
        .where(Case.id.between(first_id, last_id), SQL(f"({differs})"))
    )
    return [row[0] for row in query.tuples()]
