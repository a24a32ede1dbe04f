"""What the night looks for, each in one statement however many cases there are."""

from datetime import date
from typing import Any

from peewee import SQL, fn
from peewee import Case as When

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.messages import OutboxMessage
from portal.models.people import Participant
from portal.policy.contacts import Way
from portal.policy.deadlines import DeadlineKind
from portal.policy.statuses import CaseStatus, live_contact_is_owed

OWED = [status for status in CaseStatus if live_contact_is_owed(status)]
REMINDER = "live-contact"


def to_remind(first_on: date, last_on: date, limit: int) -> list[tuple[Any, ...]]:
    """Who is to be reminded: live contact falls due between two local dates, nobody told yet.

    Rows: case id, due date, phone, e-mail, wants texts, written language, worker's name. A case
    that is private is left out: its messages are the worker's own to choose (NOTE-6).
    """
    cause = SQL(f"'{REMINDER}:' || CAST(t1.id AS TEXT) || ':' || CAST(t1.live_due_on AS TEXT)")
    told = OutboxMessage.select(SQL("1")).where(OutboxMessage.cause == cause)
    query = (
        Case.select(
            Case.id, Case.live_due_on, Participant.phone, Participant.email,
            Participant.wants_text_messages, Participant.written_locale, Account.name,
        )
        .join(Participant)
        .switch(Case)
        .join(Account, "LEFT JOIN", on=(Case.worker == Account.id))
        .where(
            Case.status.in_(OWED),
            Case.live_due_on.between(first_on, last_on),
            Case.is_restricted == False,  # noqa: E712
            (Participant.phone != "") & Participant.wants_text_messages
            | (Participant.email != ""),
            ~fn.EXISTS(told),
        )
        .order_by(Case.live_due_on, Case.id)
        .limit(limit)
    )  # fmt: skip
    return list(query.tuples())


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
