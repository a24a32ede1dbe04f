"""Group contacts: whom one may tick as present, and what was recorded."""

import json
from typing import Any, NamedTuple

from peewee import ModelSelect, fn

from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Contact, GroupContact
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared


class Member(NamedTuple):
    """A case of the caseload as the list of those present shows it."""

    key: str
    name: str
    number: str
    locale: str


def _caseload(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Case.select(Case.key, Case.display_name, Case.number, Case.locale)
        .where(Case.work_of(anybody), Case.status != CaseStatus.CLOSED)
        .order_by(Case.display_name, Case.id)
    )


def _recorded(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Case.select(Case.key, Case.display_name, Case.number, Case.locale)
        .join(Contact, on=(Contact.case == Case.id))
        .where(Case.scope(anybody), Contact.group == Place("group"))
        .order_by(Case.display_name, Case.id)
    )


def _recent() -> ModelSelect:
    present = Contact.select(fn.COUNT(Contact.id)).where(Contact.group == GroupContact.id)
    return (
        GroupContact.select(
            GroupContact.key, GroupContact.title, GroupContact.occurred_on, present.alias("present")
        )
        .where(GroupContact.account == Place("account"))
        .order_by(GroupContact.id.desc())
        .limit(Place("limit"))
        .dicts()
    )


_RECENT = Prepared(_recent)
_CASELOAD = Prepared(_caseload)
_RECORDED = Prepared(_recorded)


def caseload(actor: Actor) -> list[Member]:
    """The open cases of one's own caseload, by name."""
    found = _CASELOAD.tuples(actor.role, actor=actor.id, unit=actor.unit_id)
    return [Member(*line) for line in found]


def recent(actor: Actor, limit: int = 5) -> list[dict[str, Any]]:
    """The group contacts this person recorded last, the newest first: key, title, occurred_on
    (local date), present (how many)."""
    return _RECENT.rows(account=actor.id, limit=limit)


def recorded(actor: Actor, group: GroupContact) -> list[Member]:
    """Those whom a group contact was recorded for, as far as one may see them still."""
    row: Any = group
    found = _RECORDED.tuples(actor.role, actor=actor.id, unit=actor.unit_id, group=row.id)
    return [Member(*line) for line in found]


def left_out(group: GroupContact) -> list[tuple[str, str]]:
    """Those whom nothing was recorded for: the number, empty where none was typed, and the code
    of why (policy/reaching.LeftOut)."""
    return [(str(number), str(why)) for number, why in json.loads(str(group.left_out))]
