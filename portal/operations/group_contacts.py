"""A group contact: one step for all who were there, however many (CON-10)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Value

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind, TimelineEntry
from portal.models.contacts import Contact, GroupContact
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.policy.calendar import office_date
from portal.policy.contacts import Direction, Way, classify
from portal.policy.deadlines import DeadlineKind
from portal.policy.reaching import LeftOut, left_out, refusals_to_record_group
from portal.policy.refusals import refuse_if


@dataclass(frozen=True)
class Gathering:
    """What took place: the local date, what it was, where, and what it was about."""

    occurred_on: date
    title: str
    place: str
    summary: str


@operation(result=GroupContact)
def record_group_contact(
    actor: Actor,
    *,
    gathering: Gathering,
    keys: Sequence[str],
    numbers: Sequence[str],
    at: datetime,
    operation_key: str | None = None,
) -> GroupContact:
    """Records a contact of manner "group" for each case that was there: no live contact and no
    attempt, but the case is touched for the month (CON-8, CON-10).

    In: keys of cases, and numbers as they were typed. Those outside the actor's own caseload, and
    cases that began later (CON-9), are left out; which, and why, is kept with the group. Writes a
    fixed number of statements, and one entry of the audit trail for each case. Raises Refused for
    a day in the future, and when nobody is left.
    """
    today = office_date(at, resources.timezone())
    asked, out = _asked(actor, keys, numbers)
    present = []
    for case in asked:
        if why := left_out(gathering.occurred_on, case.enrolled_on):
            out.append((case.number, why))
        else:
            present.append(case)
    refuse_if(refusals_to_record_group(gathering.occurred_on, today, len(present)))
    made: GroupContact = GroupContact.create(
        account=actor.id, entered_at=at, left_out=json.dumps(out), **vars(gathering)
    )
    ids = [case.id for case in present]
    _add_contacts(actor, made, ids, at)
    record(actor, "record_group_contact", made)
    for case_id in ids:
        record(actor, "record_contact", made, case=case_id)
    _touch(ids, gathering.occurred_on, today)
    return made


def _asked(
    actor: Actor, keys: Sequence[str], numbers: Sequence[str]
) -> tuple[list[Any], list[tuple[str, str]]]:
    """The cases of the caseload that are meant, by number, and what was typed and is not there."""
    typed = {number.strip().upper(): number.strip() for number in numbers if number.strip()}
    is_meant = Case.key.in_(list(keys)) | Case.number.in_(list(typed))
    columns = (Case.id, Case.key, Case.number, Case.enrolled_on)
    found = list(Case.select(*columns).where(Case.work_of(actor), is_meant).order_by(Case.number))
    known = {case.number for case in found}
    # A case that is another's and one that is not there are said in the same words.
    out = [
        (said, str(LeftOut.NOT_IN_CASELOAD)) for name, said in typed.items() if name not in known
    ]
    strange = len(set(keys) - {case.key for case in found})
    return found, out + [("", str(LeftOut.NOT_IN_CASELOAD))] * strange


def _add_contacts(actor: Actor, group: GroupContact, ids: list[int], at: datetime) -> None:
    told: Any = group
    standing = classify(Way.GROUP, Direction.TWO_WAY)
    heading = ", ".join(part for part in (told.title, told.place) if part)
    same = {
        "occurred_on": told.occurred_on, "entered_at": at, "way": Way.GROUP,
        "direction": Direction.TWO_WAY, "is_answered": True, "is_live": standing.is_live,
        "is_attempt": standing.is_attempt, "reason": standing.reason, "account": actor.id,
        "summary": f"{heading}: {told.summary}" if told.summary else heading, "group": told.id,
    }  # fmt: skip
    Contact.insert_many([same | {"case": case_id} for case_id in ids]).execute()
    lines = Contact.select(Contact.case, Contact.entered_at, Value(EntryKind.CONTACT), Contact.id)
    columns = [TimelineEntry.case, TimelineEntry.at, TimelineEntry.kind, TimelineEntry.ref]
    TimelineEntry.insert_from(lines.where(Contact.group == told.id), columns).execute()


def _touch(ids: list[int], occurred_on: date, today: date) -> None:
    touched = Case.last_touched_on
    is_later = touched.is_null() | (touched < occurred_on)
    Case.update(last_touched_on=occurred_on, version=Case.version + 1).where(
        Case.id.in_(ids), is_later
    ).execute()
    # A touch moves one deadline alone: who had another one first has it still.
    first = (Case.id.in_(ids)) & (Case.next_deadline_kind == DeadlineKind.TOUCH)
    for (case_id,) in Case.select(Case.id).where(first).tuples():
        refresh(case_id, today)
