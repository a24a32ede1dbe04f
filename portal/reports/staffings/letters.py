"""The two letters of a staffing, and where its result letter stands (STAFF-4, STAFF-13)."""

from typing import Any

from portal.models.cases import Case
from portal.models.letters import Letter
from portal.models.sittings import FiledLetter
from portal.models.staffings import Staffing

INVITATION, RESULT = "staffing_invitation", "staffing_result"  # L06b, L07
MOST_FILED = 100  # of one case on one page


def cause_of_invitation(staffing: Staffing) -> str:
    """The event that the letter of an invitation is begun by."""
    return f"staffing_invited:{staffing.key}"


def cause_of_result(staffing: Staffing) -> str:
    """The event that the result letter is begun by."""
    return f"staffing_result:{staffing.key}"


def result_letter_of(staffing: Staffing) -> Any:
    """The result letter of a staffing, with `filed_at` where its copy lies with the documents; the
    latest where one was corrected, None where none was drafted. One statement (STAFF-13)."""
    later = Letter.alias()
    query = (
        Letter.select(Letter, FiledLetter.filed_at)
        .join(later, "LEFT JOIN", on=(Letter.supersedes == later.id))
        .join_from(Letter, FiledLetter, "LEFT JOIN", on=(FiledLetter.letter == Letter.id))
        .where(
            Letter.case == staffing.case_id,
            (Letter.cause == cause_of_result(staffing))
            | (later.cause == cause_of_result(staffing)),
        )
        .order_by(Letter.id.desc())
    )
    return query.objects().first()


def filed_letters(case: Case) -> list[Any]:
    """The letters whose copies lie with a case's documents, the latest first, each with the UTC
    moment at which it was `filed_at`; one statement. For pages of agency staff alone (STAFF-13)."""
    query = (
        Letter.select(
            Letter.key, Letter.letter_no, Letter.kind, Letter.locale, FiledLetter.filed_at
        )
        .join(FiledLetter, on=(FiledLetter.letter == Letter.id))
        .where(FiledLetter.case == case.id)
    )
    return list(query.order_by(FiledLetter.id.desc()).limit(MOST_FILED).objects())
