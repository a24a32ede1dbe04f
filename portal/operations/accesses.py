"""Ways into a case that is not one's own: opened with a reason, or named on it (NOTE-5, NOTE-6).

Each is a row that names who, why, from when to when, and an entry of the audit trail.
"""

import base64
from datetime import datetime

from portal import resources, sealing
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, EntryKind, Opening, OpeningKind
from portal.models.notes import Note
from portal.models.staffings import StaffingIssue
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline
from portal.operations.cases.keys import case_key
from portal.policy.calendar import day_ends_at, office_date
from portal.policy.refusals import Refused, refuse_if
from portal.policy.safety import OpeningReason, SafetyRefusal, refusals_to_open

MAY_BE_NAMED = (Role.SPECIALIST, Role.SUPERVISOR)


@operation(result=Opening)
def open_case(
    actor: Actor,
    *,
    case: Case,
    reason: str,
    text: str = "",
    at: datetime,
    operation_key: str | None = None,
) -> Opening:
    """Opens a case of the unit that is not one's own, until the office's day is over.

    Where it is open to this person already, that opening goes on. Raises Refused for a missing
    reason, Case.DoesNotExist where the case does not open to them, or not any more (safety.md,
    Who sees what: a role and a reason).
    """
    refuse_if(refusals_to_open(reason, text))
    opens = Case.select(Case.id).where(Case.id == case.id, Case.opens_with_reason(actor))
    if actor.role not in (Role.COUNSELOR, Role.SPECIALIST) or not opens.exists():
        raise Case.DoesNotExist("no such case")
    return _opened(actor, case, OpeningKind.OPENED, reason, text, at)


@operation(result=Opening)
def open_private_notes(
    actor: Actor,
    *,
    case: Case,
    reason: str,
    text: str = "",
    at: datetime,
    operation_key: str | None = None,
) -> Opening:
    """Opens the private notes of a case of their unit to a supervisor, until the office's day is
    over (NOTE-5).

    Raises Refused for a missing reason, Note.DoesNotExist where there are none for them.
    """
    refuse_if(refusals_to_open(reason, text))
    if running := _running(actor, case, OpeningKind.PRIVATE_NOTES, at):
        record(actor, "open_private_notes", running, case=case, reason=reason, outcome="repeated")
        return running
    hidden = Note.select(Note.id).join(Case).where(Case.id == case.id, Note.needs_reason(actor))
    if not hidden.exists() and not StaffingIssue.is_hidden_from(actor, case):
        raise Note.DoesNotExist("no private note")
    return _opened(actor, case, OpeningKind.PRIVATE_NOTES, reason, text, at)


def _running(actor: Actor, case: Case, kind: OpeningKind, at: datetime) -> Opening | None:
    found: Opening | None = (
        Opening.select()
        .where(
            Opening.case == case.id, Opening.account == actor.id, Opening.kind == kind,
            Opening.until.is_null() | (Opening.until > at),
        )
        .first()
    )  # fmt: skip
    return found


def _opened(
    actor: Actor, case: Case, kind: OpeningKind, reason: str, text: str, at: datetime
) -> Opening:
    action = "open_case" if kind is OpeningKind.OPENED else "open_private_notes"
    if running := _running(actor, case, kind, at):
        record(actor, action, running, case=case, reason=reason, outcome="repeated")
        return running
    zone = resources.timezone()
    made: Opening = Opening.create(
        case=case.id, account=actor.id, kind=kind, reason=reason, at=at,
        until=day_ends_at(office_date(at, zone), zone),
    )  # fmt: skip
    if reason == OpeningReason.OTHER:
        sealed = _sealed(actor, case, made, text.strip(), at)
        Opening.update(text=sealed).where(Opening.id == made.id).execute()
    add_to_timeline(case, EntryKind.OPENING, at, made.id)
    record(actor, action, made, case=case, reason=reason)
    return made


def _sealed(actor: Actor, case: Case, opening: Opening, text: str, at: datetime) -> str:
    key = case_key(case, at=at, actor=actor)
    sealed = sealing.seal_text(key, text, f"opening/{opening.id}/text/{case.id}")
    return base64.b64encode(sealed).decode()


@operation(result=Opening)
def name_on_case(
    actor: Actor,
    *,
    case: Case,
    account: Account,
    at: datetime,
    operation_key: str | None = None,
) -> Opening:
    """Names a specialist or supervisor on a case that is private, until it is taken back or the
    concern ends (NOTE-6; safety.md, "if named").

    Raises Refused: only_its_workers, concern_ended, not_to_be_named for another role, office or a
    locked account.
    """
    row = Case.get_by_id(case.id)
    _refuse_others(actor, row)
    if not row.is_restricted:
        raise Refused({"": SafetyRefusal.CONCERN_ENDED})
    person = Account.get_by_id(account.id)
    if person.role not in MAY_BE_NAMED or person.office_id != row.office_id or person.is_locked:
        raise Refused({"account": SafetyRefusal.NOT_TO_BE_NAMED})
    if running := _running(person.actor, case, OpeningKind.NAMED, at):
        record(actor, "name_on_case", running, case=case, outcome="repeated")
        return running
    made: Opening = Opening.create(
        case=case.id, account=person.id, kind=OpeningKind.NAMED, given_by=actor.id, at=at
    )
    add_to_timeline(case, EntryKind.OPENING, at, made.id)
    record(actor, "name_on_case", made, case=case)
    return made


@operation()
def take_name_back(actor: Actor, *, case: Case, opening: Opening, at: datetime) -> None:
    """Takes somebody's name off a private case: from this moment it is not there for them.

    Raises Refused({"": only_its_workers}), Opening.DoesNotExist for another case's.
    """
    _refuse_others(actor, Case.get_by_id(case.id))
    named = Opening.get(
        Opening.id == opening.id, Opening.case == case.id, Opening.kind == OpeningKind.NAMED
    )
    Opening.update(until=at, ended_by=actor.id).where(
        Opening.id == named.id, Opening.until.is_null()
    ).execute()
    record(actor, "take_name_back", named, case=case)


def _refuse_others(actor: Actor, case: Case) -> None:
    if not actor.is_staff or actor.id not in (case.worker_id, case.secondary_id):
        raise Refused({"": SafetyRefusal.ONLY_ITS_WORKERS})
