"""Letters on paper: sheets, piles, and why a letter is printed again (LET-2)."""

from enum import StrEnum

MOST_LETTERS = 100  # in one print run: what a person can fold and count without a mistake (ours)


class ReprintReason(StrEnum):
    """Why a letter that was printed is printed again."""

    MISSING = "missing"  # counted out, and not among the envelopes
    SPOILED = "spoiled"
    LOST = "lost"
    RETURNED = "returned"
    ASKED = "asked"


# What a clerk may choose; a letter goes missing at the counting alone.
TO_CHOOSE = tuple(reason for reason in ReprintReason if reason is not ReprintReason.MISSING)


class PrintRefusal(StrEnum):
    """Why something cannot be done with the paper."""

    NOTHING_WAITS = "nothing_waits"
    COUNTED_ALREADY = "counted_already"
    NOT_IN_RUN = "not_in_run"
    NO_SUCH_LETTER = "no_such_letter"
    IN_THE_QUEUE = "in_the_queue"
    NOT_HELD = "not_held"


def sheets(pages: int) -> int:
    """Sheets of paper for a letter of so many pages, printed on both sides: each letter starts on
    a front page (ours)."""
    return (pages + 1) // 2
