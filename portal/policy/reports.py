"""A participant's report in the worker's hands: what may be done with it, once."""

from enum import StrEnum


class ReportRefusal(StrEnum):
    """Why a worker's act on a report is refused."""

    EMPTY_REPLY = "empty_reply"
    NOT_AN_ADDRESS = "not_an_address"
    ALREADY_DECIDED = "already_decided"


def refusals_to_answer(reply: str) -> dict[str, ReportRefusal]:
    """What is wrong with a reply, by field: it must say something. Source: CON-11 (ours)."""
    return {} if reply.strip() else {"reply": ReportRefusal.EMPTY_REPLY}


def refusals_to_decide(is_address: bool, is_decided: bool) -> dict[str, ReportRefusal]:
    """Whether new contact values may be confirmed or declined now: they are held until the
    worker decides, and that happens once. Source: CON-11."""
    if not is_address:
        return {"": ReportRefusal.NOT_AN_ADDRESS}
    return {"": ReportRefusal.ALREADY_DECIDED} if is_decided else {}
