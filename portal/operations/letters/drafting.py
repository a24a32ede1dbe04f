"""Letters that an event of the case asks for: begun by a worker, once for each event, and never
sent by themselves (screens.md, section 7)."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.operations import operation, record
from portal.operations.letters import begun_letter
from portal.operations.letters.services import ABOUT_SERVICES, name_on_service
from portal.policy.refusals import Refused
from portal.policy.sending import Stop
from portal.reports.letters.suggestions import suggested


@operation(result=Letter)
def draft_for_event(
    actor: Actor, *, case: Case, cause: str, at: datetime, operation_key: str | None = None
) -> Letter:
    """Begins the letter that an event of the case asks for, filled with what the case knows.

    In: the event's cause (reports/letters/suggestions.py). Gives the letter that was begun for it
    before, where there is one: never two for one cause. Raises Refused for an event that is none,
    or no longer asks for a letter; LetterVersion.DoesNotExist for a kind that is not in use.
    """
    # Two workers at once: the case holds the second one back until the first has begun it.
    Case.update(version=Case.version).where(Case.id == case.id).execute()
    begun: Letter | None = Letter.get_or_none(Letter.case == case.id, Letter.cause == cause)
    if begun is not None:
        record(actor, "draft_letter", begun, case=case, reason="begun_before")
        return begun
    wanted = next((one for one in suggested(case, at) if one.cause == cause), None)
    if wanted is None:
        raise Refused({"": Stop.NOT_ASKED_FOR})
    made = begun_letter(actor, case, wanted.kind, at, cause=cause)
    if wanted.event in ABOUT_SERVICES:
        name_on_service(made)
    record(actor, "draft_letter", made, case=case, fields=["kind", "fields", "cause"])
    return made
