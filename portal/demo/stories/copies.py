"""Copies of case notes: one released with its gaps, one that waits for its review."""

from typing import Any

from portal.demo.cast import Cast
from portal.demo.telling import day, moment, note, participant_of
from portal.models import Contact, NoteCopy
from portal.operations.copies import Wanted, ask_for_copy, release_copy, save_review
from portal.policy.contacts import Direction, Way
from portal.policy.notes_copies import Decision, WithholdReason
from portal.reports.copies import fingerprint, read_notes


def marias_copy(cast: Cast) -> None:
    """WTW-1001: asked for on the portal a month ago, released two weeks later, a neighbor's
    affairs left out."""
    talk = note(
        cast, "WTW-1001", 26, way=Way.TELEPHONE, direction=Direction.TWO_WAY,
        purpose="Who minds Sofia on Saturdays.",
        content="The neighbor, Mrs. Ortega, can mind Sofia from eight to one.\n"
        "Mrs. Ortega is waiting for her own child care license and has a debt with the agency.",
        results="Child care on Saturdays is settled with the neighbor.",
    )  # fmt: skip
    case, worker = cast.cases["WTW-1001"], cast.staff["counselor"].actor
    asked = ask_for_copy(
        participant_of(case), case=case, wanted=Wanted(on_paper=True), at=moment(cast, 24, 19)
    )
    copy: Any = NoteCopy.get_for(worker, asked.key)
    at = moment(cast, 14, 15)
    kept = save_review(
        worker, copy=copy, version=copy.version, at=at,
        decisions=[Decision(talk.key, "content", 1, WithholdReason.ANOTHER_PERSON)],
    )  # fmt: skip
    seen = fingerprint(read_notes(worker, copy.case, copy))
    release_copy(worker, copy=copy, version=kept.version, seen=seen, at=at)


def waiting_copy(cast: Cast) -> None:
    """WTW-1005: asked five days ago, with a private note that nobody decided on yet."""
    case = cast.cases["WTW-1005"]
    call = Contact.get(Contact.case == case.id, Contact.occurred_on == day(cast, 47))
    note(
        cast, "WTW-1005", 47, call,
        private_reason="health_barrier",
        purpose="How job club goes, and what makes mornings hard.",
        content="Job club goes well, two applications are out.\n"
        "Treatment on Tuesdays and Thursdays makes mornings hard.\n"
        "A sister called the day before and asked me not to say that she did.",
        results="Job club from ten on those two days.",
        next_steps="The clinic writes a statement without the diagnosis.",
    )  # fmt: skip
    note(
        cast, "WTW-1005", 8, way=Way.TELEPHONE, direction=Direction.FROM_STAFF,
        purpose="To ask about the missed days of job club.",
        results="Nobody answered and the mailbox was full. I try again on another day.",
    )  # fmt: skip
    wanted = Wanted(from_on=day(cast, 180))
    ask_for_copy(participant_of(case), case=case, wanted=wanted, at=moment(cast, 5, 20))


ALL = (marias_copy, waiting_copy)
