"""The key of a case, opened for reading what is sealed under it (safety.md, Encryption)."""

import base64

from portal import resources, sealing
from portal.models.cases import Case


def open_case_key(case: Case) -> bytes:
    """The 32 bytes under which private text and files of a case are sealed.

    Raises SealBrokenError where the case has no key yet, or no key of PORTAL_KEYS opens it.
    """
    if not case.sealed_key:
        raise sealing.SealBrokenError("the case has no key: nothing of it was ever sealed")
    wrapped = base64.urlsafe_b64decode(str(case.sealed_key))
    return resources.current().keyring.unwrap(wrapped, str(case.key))
