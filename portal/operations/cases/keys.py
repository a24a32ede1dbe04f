"""The key of a case: made once, kept wrapped, opened where something of the case is sealed.

Private text and every file of a case are sealed under it (safety.md, Encryption).
"""

import base64
from datetime import datetime

from portal import resources, sealing
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case
from portal.operations import operation, record
from portal.reports.case_keys import open_case_key as open_case_key


def case_key(case: Case, *, at: datetime, actor: Actor = SYSTEM) -> bytes:
    """The 32 bytes that seal what belongs to a case; made at its first use.

    Call it before a file is sealed, so that the key is committed first. Raises SealBrokenError
    when no key of PORTAL_KEYS opens it.
    """
    if not case.sealed_key:
        make_case_key(actor, case=case, at=at)
    return open_case_key(case)


@operation()
def make_case_key(actor: Actor, *, case: Case, at: datetime) -> None:
    """Gives a case its key; of two at once the first one stays (safety.md, Encryption)."""
    wrapped = resources.current().keyring.wrap(sealing.new_case_key(), case.key)
    text = base64.urlsafe_b64encode(wrapped).decode()
    Case.update(sealed_key=text).where(Case.id == case.id, Case.sealed_key == "").execute()
    case.sealed_key = Case.select(Case.sealed_key).where(Case.id == case.id).scalar()
    record(actor, "make_case_key", case, case=case, fields=["sealed_key"])
