"""What is private in the demo, and who was let in with a reason."""

from portal.demo.cast import Cast
from portal.demo.papers import accepted, sent
from portal.demo.telling import moment
from portal.operations.accesses import open_case
from portal.policy.documents import DocumentKind
from portal.policy.safety import OpeningReason


def mai_vangs_private_file(cast: Cast) -> None:
    """DW-2003: the clinic's letter lies in the private file; nobody else knows that it is there."""
    letter = sent(cast, "DW-2003", 5, DocumentKind.MEDICAL_NOTE, "medical_note.jpg")
    accepted(cast, letter, 4)


def the_specialist_looks_in(cast: Cast) -> None:
    """WTW-1005: the specialist opened the case with a reason, to prepare a staffing."""
    open_case(
        cast.staff["specialist"].actor, case=cast.cases["WTW-1005"], reason=OpeningReason.STAFFING,
        at=moment(cast, 2, 14),
    )  # fmt: skip


ALL = (mai_vangs_private_file, the_specialist_looks_in)
