"""Who came to see a case that is not theirs, for its workers, its supervisor and monitors."""

import base64
from datetime import timedelta
from typing import Any

from peewee import ModelSelect, fn

from portal import clock, sealing
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, Opening, OpeningKind
from portal.models.notes import Note
from portal.models.staffings import StaffingIssue
from portal.prepared import Place, Prepared
from portal.reports.case_keys import open_case_key

RECENT_DAYS = 7
AT_MOST = 20


def _recent(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Opening.select(
            Opening.at, Opening.kind, Opening.reason, Opening.until, Account.name.alias("who"),
            Account.role, Case.key.alias("case_key"), Case.display_name.alias("name"), Case.number,
        )
        .join(Account, on=(Opening.account == Account.id))
        .switch(Opening)
        .join(Case)
        .where(
            Case.work_of(anybody), Opening.account != Place("actor"), Opening.at > Place("since")
        )
        .order_by(Opening.at.desc(), Opening.id.desc())
        .limit(AT_MOST)
        .dicts()
    )  # fmt: skip


_RECENT = Prepared(_recent)


def recent_openings(actor: Actor) -> list[dict[str, Any]]:
    """Who else opened cases of this person's work in the last seven days, the latest first; at
    most 20: at, until (UTC), kind, reason (codes), who, role, case_key, name, number.

    A worker's own cases, a supervisor's unit. One statement.
    """
    since = Opening.at.db_value(clock.now() - timedelta(days=RECENT_DAYS))
    return _RECENT.rows(actor.role, actor=actor.id, unit=actor.unit_id, since=since)


def may_see_openings(actor: Actor, case: Any) -> bool:
    """Whether this person is told who else opened a case that they see: its two workers, its
    unit's supervisor, monitors."""
    if actor.role in (Role.SUPERVISOR, Role.MONITOR):
        return True
    return actor.is_staff and actor.id in (case.worker_id, case.secondary_id)


def named_on(case: Case) -> list[Opening]:
    """Who is named on a private case at this moment, with their accounts."""
    query = (
        Opening.select(Opening, Account)
        .join(Account, on=(Opening.account == Account.id))
        .where(Opening.case == case.id, Opening.kind == OpeningKind.NAMED, Opening.until.is_null())
        .order_by(Opening.at)
    )
    return list(query)


def naming(case: Case, key: str) -> Opening:
    """The naming of an address, of this case. Raises Opening.DoesNotExist."""
    found: Opening = Opening.get(
        Opening.key == key, Opening.case == case.id, Opening.kind == OpeningKind.NAMED
    )
    return found


def nameable(case: Case, roles: tuple[Role, ...]) -> list[Account]:
    """Who may be named on a case: accounts of these roles in its office, not named yet and not
    its workers; by name."""
    row: Any = case
    already = Opening.select(Opening.account).where(
        Opening.case == case.id, Opening.kind == OpeningKind.NAMED, Opening.until.is_null()
    )
    return list(
        Account.select(Account.id, Account.key, Account.name, Account.role)
        .where(
            Account.office == row.office_id, Account.role.in_(roles), Account.is_locked == False,  # noqa: E712
            Account.id.not_in(already),
            Account.id.not_in([one for one in (row.worker_id, row.secondary_id) if one]),
        )
        .order_by(Account.name, Account.id)
    )  # fmt: skip


def hides_notes(actor: Actor, case: Case) -> bool:
    """Whether a case has private notes, or private issues of a staffing, that this supervisor may
    read once they gave a reason. One statement."""
    if actor.role is not Role.SUPERVISOR:
        return False
    notes = Note.select(Note.id).join(Case).where(Case.id == case.id, Note.needs_reason(actor))
    hidden = fn.EXISTS(notes) | fn.EXISTS(StaffingIssue.hidden_from(actor, case))
    return bool(Case.select(Case.id).where(Case.id == case.id, hidden).exists())


def words_of(case: Case, ids: list[int]) -> dict[int, str]:
    """What was typed for the reason "other", by the id of its opening. Raises SealBrokenError
    where what is kept was changed or moved."""
    kept = Opening.select(Opening.id, Opening.text).where(
        Opening.case == case.id, Opening.id.in_(ids), Opening.text != ""
    )
    return {
        one.id: sealing.open_text(
            open_case_key(case),
            base64.b64decode(one.text),
            f"opening/{one.id}/text/{case.id}",
        )
        for one in kept
    }
