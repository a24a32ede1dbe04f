"""How the domain says no: reason codes by field, never words.

The screens turn each code into words in the person's language.
"""

from collections.abc import Mapping
from enum import StrEnum


class Refused(Exception):
    """A rule forbids what was asked.

    `codes` maps a field name (or "" for the whole) to the reason code. Source: house rule
    "reason codes become form errors" (ours).
    """

    def __init__(self, codes: Mapping[str, StrEnum]) -> None:
        """Take at least one reason code; raises ValueError without any (ours)."""
        if not codes:
            raise ValueError("a refusal needs at least one reason code")
        self.codes: dict[str, StrEnum] = dict(codes)
        super().__init__(", ".join(f"{name or 'whole'}: {code}" for name, code in codes.items()))


def refuse_if(codes: Mapping[str, StrEnum]) -> None:
    """Raise Refused with `codes` (field name -> reason code), or do nothing when empty (ours)."""
    if codes:
        raise Refused(codes)
