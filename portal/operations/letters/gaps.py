"""Letters that had to go in English are counted: that is the translators' task (LET-4)."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.letters import Letter
from portal.models.printing import MissedRelease
from portal.operations import operation, record


@operation(result=MissedRelease)
def note_missed_release(
    actor: Actor, *, letter: Letter, wanted: str, at: datetime
) -> MissedRelease:
    """Notes that a letter went in English because the language `wanted` has no release of it; it
    stands on the translators' list of what is asked for until there is one (LET-4)."""
    MissedRelease.insert(
        letter=letter.id, kind=letter.kind, locale=wanted, at=at
    ).on_conflict_ignore().execute()
    record(actor, "note_missed_release", letter, case=letter.case_id)
    found: MissedRelease = MissedRelease.get(MissedRelease.letter == letter.id)
    return found
