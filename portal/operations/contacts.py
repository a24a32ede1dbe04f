"""Contacts: what staff record, and what a participant's report counts as."""

from datetime import date, datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.contacts import Contact
from portal.models.tasks import Task, TaskOwner
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.tasks import add_task
from portal.policy.calendar import office_date
from portal.policy.contacts import Direction, Way, classify, refusals_to_record
from portal.policy.refusals import refuse_if
from portal.policy.tasks import refusals_to_set
from portal.words.reaching import try_again_words


@operation(result=Contact)
def record_contact(
    actor: Actor,
    *,
    case: Case,
    occurred_on: date,
    way: Way,
    direction: Direction,
    answered: bool,
    summary: str,
    at: datetime,
    operation_key: str | None = None,
) -> Contact:
    """Records one attempt or contact; whether it is live follows by rule (CON-3 to CON-6).

    In: the local date it happened (CON-9), how, from whom, whether there was an answer, a short
    text. Raises Refused for a date in the future or before enrollment.
    """
    today = office_date(at, resources.timezone())
    refuse_if(refusals_to_record(occurred_on, today, case.enrolled_on))
    made = add_contact(
        actor, case=case, occurred_on=occurred_on, way=way, direction=direction,
        answered=answered, summary=summary, at=at,
    )  # fmt: skip
    refresh(case.id, today)
    record(actor, "record_contact", made, case=case)
    return made


def add_contact(
    actor: Actor,
    *,
    case: Case,
    occurred_on: date,
    way: Way,
    direction: Direction,
    answered: bool,
    summary: str,
    at: datetime,
) -> Contact:
    """Adds a contact and its line of time to the running operation; the caller refreshes."""
    standing = classify(way, direction, answered)
    made: Contact = Contact.create(
        case=case.id,
        occurred_on=occurred_on,
        entered_at=at,
        way=way,
        direction=direction,
        is_answered=answered,
        is_live=standing.is_live,
        is_attempt=standing.is_attempt,
        reason=standing.reason,
        summary=summary,
        account=actor.id if actor.is_staff else None,
    )
    add_to_timeline(case, EntryKind.CONTACT, at, made.id)
    return made


@operation(result=Task)
def plan_next_attempt(
    actor: Actor,
    *,
    case: Case,
    way: Way,
    due_on: date,
    at: datetime,
    operation_key: str | None = None,
) -> Task:
    """Makes the worker's task to try again on a local date, after an attempt failed (CON-1).

    Raises Refused for a day that is past or beyond sense.
    """
    refuse_if(refusals_to_set(due_on, office_date(at, resources.timezone())))
    text = try_again_words(way)
    return add_task(actor, case=case, owner=TaskOwner.WORKER, due_on=due_on, text=text, at=at)
