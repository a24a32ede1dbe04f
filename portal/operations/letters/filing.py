"""What the letters of a case staffing leave behind as they leave: the copy of the result that lies
with the case's documents (STAFF-13), and the day on which the participant was invited (STAFF-4).

A copy is the frozen file itself, in the participant's language with the English behind it: filing
it keeps no second one that could be another.
"""

from datetime import datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.letters import Letter
from portal.models.sittings import FiledLetter, StaffingInvitation
from portal.models.staffings import Staffing, StaffingState
from portal.operations import operation, record
from portal.policy.calendar import office_date

FILED = frozenset({"staffing_result"})  # the kinds of letters that are filed as they leave
INVITES = frozenset({"staffing_invitation"})


@operation(result=FiledLetter)
def file_copy(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> FiledLetter:
    """Files a letter that left with the documents of its case, once. In: the UTC moment at which
    it left. Source: STAFF-13; WA 3.4.6, step 5."""
    made, _is_new = FiledLetter.get_or_create(
        letter=letter.id,
        defaults={"case": letter.case_id, "sha256": letter.pdf_sha256, "filed_at": at},
    )
    record(actor, "file_letter_copy", letter, case=letter.case_id, fields=["filed_at"])
    filed: FiledLetter = made
    return filed


@operation()
def note_invited(actor: Actor, *, letter: Letter, at: datetime) -> None:
    """The letter of an invitation left: from that local date on the participant is told that they
    may bring anyone. A day that was written down before stays; a staffing that is completed by now
    stays as it is. Source: STAFF-4; WA 3.4.1."""
    today = office_date(at, resources.timezone())
    staffings = StaffingInvitation.select(StaffingInvitation.staffing).where(
        StaffingInvitation.letter == letter.id
    )
    Staffing.update(
        participant_invited_on=today, attendees_version=Staffing.attendees_version + 1
    ).where(
        Staffing.id.in_(staffings), Staffing.state == StaffingState.DRAFT,
        Staffing.participant_invited_on.is_null(),
    ).execute()  # fmt: skip
    record(actor, "note_invited", letter, case=letter.case_id, fields=["participant_invited_on"])
