"""The key of a case: made once, kept wrapped, opened where something of the case is sealed.

Private text and every file of a case are sealed under it (safety.md, Encryption).
"""

import base64
from datetime import datetime

from portal import resources, sealing
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case
from portal.operations import operation, record


def case_key(case: Case, *, at: datetime, actor: Actor = SYSTEM) -> bytes:
    """The 32 bytes that seal what belongs to a case; made at its first use.

    Call it before a file is sealed, so that the key is committed first. Raises SealBrokenError
    when no key of PORTAL_KEYS opens it.
    """
    if not case.sealed_key:
        make_case_key(actor, case=case, at=at)
    return open_case_key(case)


def open_case_key(case: Case) -> bytes:
    """The key of a case that has one: for reading. Raises SealBrokenError where there is none."""
    if not case.sealed_key:
        raise sealing.SealBrokenError("the case has no key: nothing of it was ever sealed")
    wrapped = base64.urlsafe_b64decode(case.sealed_key)
    return resources.current().keyring.unwrap(wrapped, case.key)


@operation()
def make_case_key(actor: Actor, *, case: Case, at: datetime) -> None:
    """Gives a case its key; of two at once the first one stays (safety.md, Encryption)."""
    wrapped = resources.current().keyring.wrap(sealing.new_case_key(), case.key)
    text = base64.urlsafe_b64encode(wrapped).decode()
    Case.update(sealed_key=text).where(Case.id == case.id, Case.sealed_key == "").execute()
    case.sealed_key = Case.get_by_id(case.id).sealed_key
    record(actor, "make_case_key", case, case=case, fields=["sealed_key"])


@operation()
def rewrap_case_key(actor: Actor, *, case: Case, at: datetime) -> None:
    """Wraps a case's key by the newest key of PORTAL_KEYS; nothing sealed under it changes.

    Can be repeated: a key that is wrapped by the newest already stays as it is.
    """
    wrapped = base64.urlsafe_b64decode(case.sealed_key)
    renewed = resources.current().keyring.rewrap(wrapped, case.key)
    text = base64.urlsafe_b64encode(renewed).decode()
    Case.update(sealed_key=text).where(Case.id == case.id).execute()
    case.sealed_key = text
    record(actor, "rewrap_case_key", case, case=case, fields=["sealed_key"])
