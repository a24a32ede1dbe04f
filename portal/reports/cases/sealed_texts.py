"""Short texts of a case that are sealed under its key, each tied to its table, row and column."""

import base64

from portal import sealing
from portal.models.cases import Case
from portal.reports.case_keys import open_case_key


def sealed(case_key: bytes, case: Case, place: str, text: str) -> str:
    """A text as its column keeps it; nothing stays nothing.

    In: the case's key, the case, the place as "table/row key/column".
    """
    if not text:
        return ""
    made = sealing.seal_text(case_key, text, f"{place}/{case.key}")
    return base64.urlsafe_b64encode(made).decode()


def opened(case: Case, place: str, column: str) -> str:
    """The text again, from what its column holds.

    Raises SealBrokenError when it was changed or moved, or the key is gone.
    """
    if not column:
        return ""
    raw = base64.urlsafe_b64decode(column)
    return sealing.open_text(open_case_key(case), raw, f"{place}/{case.key}")
