"""Letters of one kind to many cases: which kinds, what is the same for all, and who gets none.

What takes something away, decides on a right or tells of one person's acts goes one by one, from
somebody who looked at that case (screens.md, section 10: no legal notice in bulk).
"""

from enum import StrEnum

# What the sender fills in for all; everything else of such a letter the case knows itself.
TO_MANY: dict[str, tuple[str, ...]] = {
    "appointment": ("meeting_kind", "meeting_on", "meeting_at", "place", "bring_list"),
    "contact_due_soon": (),
    "no_contact_30_days": ("reply_by",),
    "documents_needed": ("items", "due_on", "reason"),
    "documents_received": ("check_by",),
    "hours_short": ("fix_by",),
}
MOST_CASES = 10_000
SLICE = 40  # letters in one transaction: a part of a second, so that nobody waits for it
LANES = 2  # slices that are worked on side by side, where two workers run


class BatchRefusal(StrEnum):
    """Why letters to many are not begun."""

    NOT_TO_MANY = "not_to_many"
    NOBODY = "nobody"
    TOO_MANY = "too_many"
    LIST_CHANGED = "list_changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Skipped(StrEnum):
    """Why a case of the list gets no letter; besides, what stops any letter (sending.py, Stop)."""

    CLOSED = "closed"
    PRIVATE = "private"
    NOT_YOURS = "not_yours"
    NOT_MADE = "not_made"  # the typesetter or the store failed


def refusals_to_begin(kind: str, cases: int, *, is_same_list: bool) -> dict[str, BatchRefusal]:
    """Why letters of a kind to so many cases are not begun; empty when they are (ours)."""
    if kind not in TO_MANY:
        return {"kind": BatchRefusal.NOT_TO_MANY}
    if not is_same_list:
        return {"": BatchRefusal.LIST_CHANGED}
    if not cases:
        return {"": BatchRefusal.NOBODY}
    return {"": BatchRefusal.TOO_MANY} if cases > MOST_CASES else {}


def why_skipped(*, is_own: bool, is_closed: bool, is_private: bool) -> Skipped | None:
    """Why a case gets no letter of a batch now; None where it does. A letter to somebody in danger
    is written by who knows how it reaches them (NOTE-6)."""
    if is_private:
        return Skipped.PRIVATE
    if not is_own:
        return Skipped.NOT_YOURS
    return Skipped.CLOSED if is_closed else None
