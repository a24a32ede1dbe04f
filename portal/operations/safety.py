"""Somebody is in danger: the whole case is private in one step, until the concern ends (NOTE-6).

What is written down on how to reach them is sealed under the case's key: it would lead to them.
"""

import base64
from dataclasses import dataclass
from datetime import datetime

from peewee import IntegrityError

from portal import db, sealing
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind, Opening, OpeningKind
from portal.models.messages import Delivery, OutboxMessage
from portal.models.safety import SafeChannel, SafetyConcern
from portal.operations import operation, record
from portal.operations.accounts.sign_ins import treat_phones_as_shared
from portal.operations.cases import add_to_timeline
from portal.operations.cases.answers import seal_earlier_reports
from portal.operations.cases.keys import case_key, open_case_key
from portal.policy.refusals import Refused
from portal.policy.safety import SafetyRefusal

_SEALED = ("safe_ways", "safe_times")


@dataclass(frozen=True)
class SafeContact:
    """How somebody in danger can be reached: by the portal (`channel`), by people, and when."""

    channel: SafeChannel = SafeChannel.NONE
    safe_ways: str = ""
    safe_times: str = ""


@operation()
def begin_concern(
    actor: Actor, *, case: Case, safe_ways: str = "", safe_times: str = "", at: datetime
) -> SafetyConcern:
    """Makes the whole case private at once, in every list, queue and open session (NOTE-6).

    In: how and when the person can be reached safely, as far as it is known. Who opened the case
    with a reason is out of it from this moment. Where a concern runs already, that one goes on;
    ways and times that are given are kept with it. Source: DW CM, Privacy (3).
    """
    began, is_new = _running_or_new(actor, case, at)
    if not case.is_restricted:
        Case.update(is_restricted=True, version=Case.version + 1).where(
            Case.id == case.id
        ).execute()
        case.is_restricted = True
    _close_openings(actor, case, at, OpeningKind.OPENED, OpeningKind.PRIVATE_NOTES)
    if is_new:
        # What waits to be sent was written before anybody knew whether its way is safe.
        OutboxMessage.update(state=Delivery.WITHHELD).where(
            OutboxMessage.case_id == case.id, OutboxMessage.state == Delivery.QUEUED
        ).execute()
    treat_phones_as_shared(actor, participant_id=case.participant_id, at=at)
    seal_earlier_reports(actor, case=case, at=at)
    record(actor, "begin_concern", began, case=case, outcome="done" if is_new else "repeated")
    if safe_ways or safe_times:
        kept = safe_contact(case, began)
        given = SafeContact(
            kept.channel, safe_ways or kept.safe_ways, safe_times or kept.safe_times
        )
        _keep(actor, case, began, given, at)
    return began


def _running_or_new(actor: Actor, case: Case, at: datetime) -> tuple[SafetyConcern, bool]:
    running = SafetyConcern.running_for(case)
    if running is not None:
        return running, False
    by = actor.id if actor.is_staff else None
    try:
        with db.database.atomic():
            made: SafetyConcern = SafetyConcern.create(case=case.id, began_at=at, began_by=by)
            add_to_timeline(case, EntryKind.DANGER, at, made.id)
            return made, True
    except IntegrityError:
        other = SafetyConcern.running_for(case)
        assert other is not None
        return other, False


@operation()
def begin_reached(actor: Actor, *, case: Case, contact: SafeContact, at: datetime) -> None:
    """Begins a concern as `begin_concern` does, with how the person can be reached, and whether
    the portal itself may write to them (NOTE-6)."""
    concern = begin_concern(actor, case=case, at=at)
    _keep(actor, case, concern, contact, at)


@operation()
def keep_safe_contact(
    actor: Actor,
    *,
    case: Case,
    concern: SafetyConcern,
    version: int,
    contact: SafeContact,
    at: datetime,
) -> None:
    """Keeps how and when somebody in danger can be reached (NOTE-6).

    In: the version that its page last saw. Raises Refused: changed_meanwhile when somebody else
    saved since, concern_ended when there is no danger any more, not_on_the_case for anybody but
    the two workers and who is named.
    """
    current = SafetyConcern.get_by_id(concern.id)
    if current.ended_at is not None:
        raise Refused({"": SafetyRefusal.CONCERN_ENDED})
    if current.version != version:
        raise Refused({"": SafetyRefusal.CHANGED_MEANWHILE})
    _keep(actor, case, current, contact, at)


def _keep(
    actor: Actor, case: Case, concern: SafetyConcern, contact: SafeContact, at: datetime
) -> None:
    key = case_key(case, at=at, actor=actor)
    sealed = {
        name: base64.b64encode(
            sealing.seal_text(key, getattr(contact, name), _place(case, concern, name))
        ).decode()
        for name in _SEALED
    }
    SafetyConcern.update(
        channel=contact.channel, version=SafetyConcern.version + 1, **sealed
    ).where(SafetyConcern.id == concern.id).execute()
    record(actor, "keep_safe_contact", concern, case=case, fields=["channel", *_SEALED])


def safe_contact(case: Case, concern: SafetyConcern) -> SafeContact:
    """How somebody in danger can be reached, opened. Raises SealBrokenError where what is kept
    was changed or moved. A read for whoever sees the case."""
    opened = {}
    for name in _SEALED:
        kept = str(getattr(concern, name))
        opened[name] = (
            sealing.open_text(
                open_case_key(case), base64.b64decode(kept), _place(case, concern, name)
            )
            if kept
            else ""
        )
    return SafeContact(SafeChannel(str(concern.channel)), **opened)


def _place(case: Case, concern: SafetyConcern, column: str) -> str:
    return f"safety_concern/{concern.id}/{column}/{case.id}"


@operation()
def end_concern(actor: Actor, *, case: Case, at: datetime) -> None:
    """Ends the concern that runs: the case is seen again by whom its unit's rules let in. Who
    ended it and when stays on record; who was named on the case is not on it any more (NOTE-6).

    Raises Refused: only_its_workers for anybody but the primary and secondary worker,
    concern_ended where none runs.
    """
    row = Case.get_by_id(case.id)
    if not actor.is_staff or actor.id not in (row.worker_id, row.secondary_id):
        raise Refused({"": SafetyRefusal.ONLY_ITS_WORKERS})
    running = SafetyConcern.running_for(case)
    ended = (
        SafetyConcern.update(ended_at=at, ended_by=actor.id, version=SafetyConcern.version + 1)
        .where(SafetyConcern.case == case.id, SafetyConcern.ended_at.is_null())
        .execute()
    )
    if not ended and not row.is_restricted:
        raise Refused({"": SafetyRefusal.CONCERN_ENDED})
    Case.update(is_restricted=False, version=Case.version + 1).where(Case.id == case.id).execute()
    case.is_restricted = False
    if ended and running is not None:
        add_to_timeline(case, EntryKind.DANGER_OVER, at, running.id)
    _close_openings(actor, case, at, OpeningKind.NAMED)
    record(actor, "end_concern", case, case=case)


def _close_openings(actor: Actor, case: Case, at: datetime, *kinds: OpeningKind) -> None:
    ended_by = actor.id if actor.is_staff else None
    Opening.update(until=at, ended_by=ended_by).where(
        Opening.case == case.id,
        Opening.kind.in_(kinds),
        Opening.until.is_null() | (Opening.until > at),
    ).execute()
