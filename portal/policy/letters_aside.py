"""Letters that an event of a case asks for and that a worker puts aside: why, and in whose words.

That a letter is put aside takes nothing off what must be done before something is taken away: the
gates look at what happened, never at what somebody did not want to send (policy/sanction_gate.py).
"""

from enum import StrEnum


class AsideReason(StrEnum):
    """Why a letter is not written; one of a short list, or the worker's own words."""

    TOLD = "told"
    ON_PAPER = "on_paper"
    OTHER_LETTER = "other_letter"
    NO_LONGER_SO = "no_longer_so"
    OTHER = "other"


class AsideRefusal(StrEnum):
    """Why a letter cannot be put aside."""

    NO_REASON = "no_reason"
    NO_WORDS = "no_words"
    NO_WORDS_FOR_NOTICE = "no_words_for_notice"


# What people must be told before something is taken from them, or is denied to them: no contact,
# good cause, sanction, services, closing, exemptions (LET-1, LET-9).
NOTICES = frozenset({
    "no_contact_30_days", "good_cause", "sanction", "sanction_check_in", "support_decided",
    "support_ended", "case_closing", "exemption_decided",
})  # fmt: skip


def refusals_to_put_aside(kind: str, reason: str, text: str) -> dict[str, AsideRefusal]:
    """Why a letter of a kind cannot be put aside with a reason's code and own words, by field.

    A notice needs words of one's own beside every reason; other letters where the list has none.
    Source: LET-9 for what is a notice; that words are asked for is ours.
    """
    if reason not in set(AsideReason):
        return {"reason": AsideRefusal.NO_REASON}
    if text.strip():
        return {}
    if kind in NOTICES:
        return {"text": AsideRefusal.NO_WORDS_FOR_NOTICE}
    return {"text": AsideRefusal.NO_WORDS} if reason == AsideReason.OTHER else {}
