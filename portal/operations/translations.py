"""Personal texts: words of one person to one person that need a translator (LANG-3, LANG-4)."""

from collections.abc import Iterable
from datetime import datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText, TextRequest
from portal.operations import record
from portal.policy.calendar import add_working_days, office_date

TEXT_WORKING_DAYS = 3  # until a personal text should be translated; LANG-3 (the number is ours)


def ask_translation(
    actor: Actor,
    *,
    case: Case,
    object_kind: PersonalText,
    object_id: int,
    texts: Iterable[str],
    at: datetime,
    source: str = "en",
    target: str = "",
) -> list[TextRequest]:
    """Asks for the translation of what somebody typed, inside the operation that saves it.

    In: the row the texts stand in, the language they are written in, the language they are needed
    in (empty: the one the participant reads letters in). Gives the requests made: none where both
    are the same language or the text is empty. An earlier request that still waits for the same
    row is dropped: its text is no longer what is shown. Source: LANG-3, LANG-4.
    """
    wanted = target or case.participant.written_locale
    written = [text.strip() for text in texts if text.strip()]
    if wanted == source or not written:
        return []
    _drop_waiting(object_kind, object_id, wanted)
    due_on = add_working_days(office_date(at, resources.timezone()), TEXT_WORKING_DAYS, ())
    made = [
        TextRequest.create(
            case=case.id,
            object_kind=object_kind,
            object_id=object_id,
            source_locale=source,
            target_locale=wanted,
            text=text,
            asked_at=at,
            due_on=due_on,
        )
        for text in written
    ]
    for request in made:
        record(actor, "ask_translation", request, case=case)
    return made


def _drop_waiting(kind: PersonalText, object_id: int, target: str) -> None:
    TextRequest.delete().where(
        TextRequest.object_kind == kind,
        TextRequest.object_id == object_id,
        TextRequest.target_locale == target,
        TextRequest.state == "waiting",
    ).execute()
