"""Access with a reason: who is asked for one, and how somebody came to see a case."""

from enum import StrEnum

from portal.models.accounts import Role

ASKED_FOR_A_REASON = (Role.COUNSELOR, Role.SPECIALIST)  # for cases of their unit not their own


class OpeningKind(StrEnum):
    """How somebody who is not on a case came to see it, or its private notes."""

    OPENED = "opened"
    NAMED = "named"
    PRIVATE_NOTES = "private_notes"


class ReasonNeeded(Exception):
    """What is asked for opens with a reason: the case, or (`private_notes`) its private notes."""

    def __init__(self, case_key: str, what: str = "case") -> None:
        super().__init__("a reason is needed")
        self.case_key = case_key
        self.what = what
