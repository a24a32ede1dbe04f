"""A provider writes how somebody gets on who was referred to them."""

from datetime import datetime
from typing import Any

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import EntryKind
from portal.models.referrals import Referral
from portal.models.reviews import ProgressNote
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline
from portal.operations.cases.keys import case_key
from portal.policy.calendar import office_date
from portal.policy.refusals import refuse_if
from portal.policy.reviews import refusals_to_note_progress
from portal.reports.cases.sealed_texts import sealed


@operation(result=ProgressNote)
def write_progress(
    actor: Actor, *, referral: Referral, progress: str, text: str, at: datetime,
    operation_key: str | None = None,
) -> ProgressNote:  # fmt: skip
    """Writes a progress note on a person referred to the provider; the case's workers read it on
    the line of time. It stays as it is, the next one follows.

    In: a referral that the actor sees, a Progress code, and words. Raises Refused.
    Source: WHO (provider); WTW 42-7.38, II.B, II.C (satisfactory progress).
    """
    refuse_if(refusals_to_note_progress(progress, text))
    row: Any = referral
    key, case = db.new_key(), row.case
    made: ProgressNote = ProgressNote.create(
        key=key, referral=row.id, written_on=office_date(at, resources.timezone()),
        progress=progress, author=actor.id, at=at,
        sealed_text=sealed(
            case_key(case, at=at, actor=actor), case, f"progress_note/{key}/text", text.strip()
        ),
    )  # fmt: skip
    add_to_timeline(case, EntryKind.PROGRESS, at, made.id)
    record(actor, "write_progress", made, case=case)
    return made
