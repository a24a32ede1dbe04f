"""Status updates to the family's eligibility and child care workers, and their answers, kept within
the case (CASE-10)."""

from datetime import date, datetime

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.supports import StatusUpdate
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.supports.telling import tell
from portal.policy.calendar import office_date
from portal.policy.refusals import Refused, refuse_if
from portal.policy.supports import SupportRefusal, UpdateAbout, UpdateTo
from portal.reports.cases.sealed_texts import sealed


@operation(result=StatusUpdate)
def send_update(
    actor: Actor, *, case: Case, recipient: UpdateTo, worker_name: str, about: UpdateAbout,
    text: str, at: datetime, operation_key: str | None = None,
) -> StatusUpdate:  # fmt: skip
    """Tells the eligibility or the child care worker of the family what changed (CASE-10; ES CM).

    In: their name where it is known, the words (sealed). Raises Refused for an update that says
    nothing.
    """
    refuse_if({} if text.strip() else {"text": SupportRefusal.NOTHING_SAID})
    key = db.new_key()
    made: StatusUpdate = StatusUpdate.create(
        key=key, case=case.id, recipient=recipient, worker_name=worker_name.strip(), about=about,
        text=_sealed(actor, case, key, "text", text, at), sent_by=actor.id, sent_at=at,
    )  # fmt: skip
    tell(case, EntryKind.UPDATE, at, made.id)
    record(actor, "send_update", made, case=case, fields=["recipient", "about"])
    return made


@operation(result=StatusUpdate)
def answer_update(
    actor: Actor, *, update: StatusUpdate, answered_on: date, answer: str, at: datetime,
    operation_key: str | None = None,
) -> StatusUpdate:  # fmt: skip
    """Keeps the answer to a status update, with the local date on which it came (CASE-10).

    Raises Refused for no answer, a day before the update was sent or to come, and where an answer
    is there already: it stays as it is.
    """
    today, sent_on = (office_date(one, resources.timezone()) for one in (at, update.sent_at))
    codes: dict[str, SupportRefusal] = {}
    if not answer.strip():
        codes["answer"] = SupportRefusal.NOTHING_SAID
    if answered_on > today:
        codes["answered_on"] = SupportRefusal.AHEAD
    elif answered_on < sent_on:
        codes["answered_on"] = SupportRefusal.BEFORE_LAST_STEP
    refuse_if(codes)
    done = (
        StatusUpdate.update(
            answer=_sealed(actor, update.case, str(update.key), "answer", answer, at),
            answered_on=answered_on, answered_by=actor.id, answered_at=at,
        )
        .where(StatusUpdate.id == update.id, StatusUpdate.answered_at.is_null())
        .execute()
    )  # fmt: skip
    if not done:
        raise Refused({"": SupportRefusal.CHANGED})
    tell(update.case, EntryKind.UPDATE, at, update.id)
    record(actor, "answer_update", update, case=update.case_id, fields=["answer", "answered_on"])
    found: StatusUpdate = StatusUpdate.get_by_id(update.id)
    return found


def _sealed(actor: Actor, case: Case, key: str, column: str, text: str, at: datetime) -> str:
    sealing_key = case_key(case, at=at, actor=actor)
    return sealed(sealing_key, case, f"status_update/{key}/{column}", text.strip())
