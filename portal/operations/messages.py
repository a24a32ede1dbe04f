"""Messages to people's phones and mailboxes: queued with the change that causes them.

They say that there is news and who writes, never what it is about (safety.md, Logs and shared
phones): somebody else may read them.
"""

from datetime import datetime

from portal import i18n
from portal.models.cases import Case
from portal.models.messages import OutboxMessage
from portal.words.messages import body_of, subject_of


def queue_message(case: Case, *, kind: str, cause: str, at: datetime) -> None:
    """Queues one neutral message to the case's participant, inside the running operation.

    In: the kind of words, and the cause: the same cause never makes a second message. A person
    without a phone that wants texts gets an e-mail; one without either gets none.
    """
    person = case.participant
    by_phone = bool(person.phone and person.wants_text_messages)
    address = person.phone if by_phone else person.email
    if not address:
        return
    with i18n.use(person.written_locale):
        worker = case.worker.name.split()[0] if case.worker_id else ""
        OutboxMessage.insert(
            case_id=case.id,
            kind=kind,
            cause=cause,
            channel="sms" if by_phone else "email",
            address=address,
            locale=i18n.current(),
            subject="" if by_phone else subject_of(kind),
            body=body_of(kind, worker, by_phone),
            created_at=at,
        ).on_conflict_ignore().execute()
