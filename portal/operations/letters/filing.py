"""The copy of a letter that lies with the case's documents (STAFF-13; WA 3.4.6, step 5).

It is the frozen file itself, in the participant's language with the English behind it: filing it
keeps no second one that could be another.
"""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.letters import Letter
from portal.models.sittings import FiledLetter
from portal.operations import operation, record

FILED = frozenset({"staffing_result"})  # the kinds of letters that are filed as they leave


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
