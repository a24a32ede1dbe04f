"""What may become of one row of a file of catalogs (LET-7)."""

from enum import StrEnum


class RowOutcome(StrEnum):
    """What becomes of one row of a file."""

    TAKEN = "taken"
    SAME = "same"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    OTHER_ENGLISH = "other_english"
    FORMULA = "formula"
    DAMAGED = "damaged"
    TOO_LONG = "too_long"
    UNSURE = "unsure"
    NEWER_HERE = "newer_here"


REJECTED = (
    RowOutcome.UNKNOWN, RowOutcome.OTHER_ENGLISH, RowOutcome.FORMULA, RowOutcome.DAMAGED,
    RowOutcome.TOO_LONG, RowOutcome.UNSURE, RowOutcome.NEWER_HERE,
)  # fmt: skip
