"""Personal texts: words of one person to one person that need a translator (LANG-3, LANG-4)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.operations import operation, record
from portal.policy.calendar import add_working_days, office_date
from portal.policy.refusals import Refused
from portal.reports.working_days import AGENCY, holidays_of


class AnswerRefusal(StrEnum):
    """Why a personal text's translation is not taken."""

    BLANK = "blank"
    ANSWERED_MEANWHILE = "answered_meanwhile"


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
    drop_waiting(object_kind, [object_id], wanted)
    today = office_date(at, resources.timezone())
    due_on = add_working_days(today, TEXT_WORKING_DAYS, holidays_of(AGENCY))
    made = [
        TextRequest.create(
            case=case.id, object_kind=object_kind, object_id=object_id, source_locale=source,
            target_locale=wanted, text=text, asked_at=at, due_on=due_on,
        )
        for text in written
    ]  # fmt: skip
    for request in made:
        record(actor, "ask_translation", request, case=case)
    return made


@operation(result=TextRequest)
def answer_request(
    actor: Actor,
    *,
    request: TextRequest,
    translation: str,
    at: datetime,
    operation_key: str | None = None,
) -> TextRequest:
    """Keeps the translation beside the original; from now on its reader sees it.

    Raises Refused on "translation" when it is blank or somebody else answered meanwhile, and
    TextRequest.DoesNotExist for languages that are not this person's. Source: LANG-3, LANG-4.
    """
    found = TextRequest.get_for(actor, request.key)
    if not translation.strip():
        raise Refused({"translation": AnswerRefusal.BLANK})
    done = (
        TextRequest.update(
            translation=translation.strip(),
            state=RequestState.ANSWERED,
            answered_by=actor.id,
            answered_at=at,
        )
        .where(TextRequest.id == found.id, TextRequest.state == RequestState.WAITING)
        .execute()
    )
    if not done:
        raise Refused({"translation": AnswerRefusal.ANSWERED_MEANWHILE})
    record(actor, "answer_request", found, case=found.case_id)
    answered: TextRequest = TextRequest.get_by_id(found.id)
    return answered


def drop_waiting(kind: PersonalText, ids: list[int], target: str = "") -> None:
    """Takes back what nobody has translated yet, inside the operation that changes or removes the
    rows it stands in. In: the rows' ids, the language (empty: all of them). Source: LANG-3."""
    wanted = (
        (TextRequest.object_kind == kind)
        & TextRequest.object_id.in_(ids)
        & (TextRequest.state == RequestState.WAITING)
    )
    if target:
        wanted &= TextRequest.target_locale == target
    TextRequest.delete().where(wanted).execute()
