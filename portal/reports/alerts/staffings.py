"""The review day of a completed staffing, until somebody reviewed it (SUP-7, STAFF-8)."""

from typing import Any

from peewee import SQL, fn

from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.notes import Note, NoteState
from portal.models.staffings import Staffing
from portal.policy.notes import NoteTemplate


def unreviewed(actor: Any) -> Any:
    """The condition on completed staffings of the outer query's case that nobody reviewed on their
    review day or after it: no completed staffing was held then, and no finished note tells of a
    review. For those alone who read staffings (STAFF-11).

    In: who asks; a private note counts for those who may read it (NOTE-5).
    Source: WA 3.4.6, "date of review".
    """
    if not Staffing.is_read_by(actor):
        return Staffing.id == 0
    later = Staffing.alias()
    staffed = later.select(SQL("1")).where(
        later.case == Case.id, later.completed_at.is_null(False),
        later.held_on >= Staffing.review_on,
    )  # fmt: skip
    return (
        (Staffing.case == Case.id)
        # By the moment, not by the state: the case's own few are found by its index.
        & Staffing.completed_at.is_null(False)
        & Staffing.review_on.is_null(False)
        & ~fn.EXISTS(staffed)
        & ~fn.EXISTS(_noted(actor))
    )


def _noted(actor: Any) -> Any:
    # The day of a note is its contact's, once it has one.
    met_on = Contact.select(Contact.occurred_on).where(Contact.id == Note.contact)
    return Note.select(SQL("1")).where(
        Note.case == Case.id, Note.template == NoteTemplate.STAFFING_REVIEW,
        Note.state == NoteState.FINISHED, Note.readable_by(actor),
        fn.COALESCE(met_on, Note.occurred_on) >= Staffing.review_on,
    )  # fmt: skip
