"""Personal texts: words of one person to one person that need a translator (LANG-3, LANG-4)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from portal import jobs, resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.operations import operation, record
from portal.policy.calendar import office_date
from portal.policy.personal_texts import AnswerRefusal, due_on
from portal.policy.refusals import Refused
from portal.reports.personal_texts import problems_of_answer
from portal.reports.working_days import AGENCY, holidays_of


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
    row is dropped: its text is no longer what is shown. The same words of the same case that a
    translator answered before are answered at once: a corrected letter does not wait again.
    Source: LANG-3, LANG-4.
    """
    wanted = target or case.participant.written_locale
    written = [text.strip() for text in texts if text.strip()]
    if wanted == source or not written:
        return []
    drop_waiting(object_kind, [object_id], wanted)
    today = office_date(at, resources.timezone())
    last_day = due_on(today, holidays_of(AGENCY))
    answers = _answered_before(case, source, wanted, written)
    made = [
        TextRequest.create(**{
            "case": case.id, "object_kind": object_kind, "object_id": object_id, "text": text,
            "source_locale": source, "target_locale": wanted, "asked_at": at, "due_on": last_day,
            **answers.get(text, {}),
        })
        for text in written
    ]  # fmt: skip
    for request in made:
        record(actor, "ask_translation", request, case=case)
    return made


def _answered_before(
    case: Case, source: str, target: str, texts: list[str]
) -> dict[str, dict[str, Any]]:
    """What translators answered for the same words of the same case. One statement."""
    rows: Any = TextRequest.select().where(
        TextRequest.case == case.id,
        TextRequest.source_locale == source,
        TextRequest.target_locale == target,
        TextRequest.state == RequestState.ANSWERED,
        TextRequest.text.in_(texts),
    )
    return {
        row.text: {
            "translation": row.translation, "state": row.state, "answered_at": row.answered_at,
            "answered_by": row.answered_by_id, "looked_by": row.looked_by_id,
        }
        for row in rows.order_by(TextRequest.id)
    }  # fmt: skip


@operation(result=TextRequest)
def answer_request(
    actor: Actor,
    *,
    request: TextRequest,
    translation: str,
    at: datetime,
    is_sure: bool = True,
    wants_second_look: bool = False,
    operation_key: str | None = None,
) -> TextRequest:
    """Keeps the translation beside the original; from now on its reader sees it.

    In: whether the person says that what was found may stand (another length, other numbers),
    whether another translator is to look at it first: then its reader waits on. Of a text that
    waited for a second look, who wrote it and who looked both stay on record. A letter that waited
    for these words goes on. Raises Refused on "translation" when it is blank, cannot be drawn or
    somebody else answered meanwhile, on "is_sure" for warnings; TextRequest.DoesNotExist for
    languages that are not this person's. Source: LANG-3, LANG-4, LET-5.
    """
    found = TextRequest.get_for(actor, request.key)
    text = translation.strip()
    _require_sound(found, text, is_sure)
    if wants_second_look:
        _update(found, proposed=text, proposed_by=actor.id)
        record(actor, "propose_answer", found, case=found.case_id)
    else:
        row: Any = found
        is_second = row.proposed_by_id not in (None, actor.id)
        _update(
            found, translation=text, state=RequestState.ANSWERED, answered_at=at, proposed="",
            answered_by=row.proposed_by_id if is_second else actor.id,
            looked_by=actor.id if is_second else None,
        )  # fmt: skip
        record(actor, "answer_request", found, case=found.case_id)
        if found.object_kind == PersonalText.LETTER:
            jobs.enqueue("go_on_with_letter", int(found.object_id))
    kept: TextRequest = TextRequest.get_by_id(found.id)
    return kept


def _require_sound(request: TextRequest, text: str, is_sure: bool) -> None:
    if not text:
        raise Refused({"translation": AnswerRefusal.BLANK})
    found = problems_of_answer(request, text)
    if any(one.is_error for one in found):
        raise Refused({"translation": AnswerRefusal.NOT_DRAWABLE})
    if found and not is_sure:
        raise Refused({"is_sure": AnswerRefusal.WARNINGS})


def _update(request: TextRequest, **values: Any) -> None:
    done = (
        TextRequest.update(**values)
        .where(TextRequest.id == request.id, TextRequest.state == RequestState.WAITING)
        .execute()
    )
    if not done:
        raise Refused({"translation": AnswerRefusal.ANSWERED_MEANWHILE})


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
