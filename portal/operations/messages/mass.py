"""One message to many participants: recorded once, with its recipients, in their threads.

It is neither live contact nor a one-to-one attempt, so it makes no contact and moves no clock
(CON-4). It is no way for a notice of the law: those are letters, one by one.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from portal import channels, db, i18n, jobs
from portal.models.accounts import Account, Actor
from portal.models.cases import Case, EntryKind, TimelineEntry
from portal.models.catalogs import PersonalText
from portal.models.messages import Author, MassMessage, Message, OutboxMessage
from portal.models.people import Participant
from portal.operations import operation, record
from portal.operations.catalogs.translations import ask_translation
from portal.operations.messages import SMS, way_to
from portal.policy.messages import refusals_to_send_to_many
from portal.policy.refusals import refuse_if
from portal.policy.statuses import CaseStatus
from portal.words.messages import body_of, subject_of

CHUNK = 200  # rows in one statement


@operation(result=MassMessage)
def send_to_many(
    actor: Actor, *, case_ids: Sequence[int], text: str, is_same_list: bool, at: datetime,
    operation_key: str | None = None,
) -> MassMessage:  # fmt: skip
    """Puts one text into the threads of a worker's own open cases; each is told that there is news.

    In: the ids of the cases whose names were shown, and whether the list is still the one that was.
    Of these only the worker's own, open and not private cases get it, whatever was sent. One
    translation is asked for each language they read (LANG-3). Raises Refused. Source: CON-4.
    """
    cases = _recipients(actor, case_ids)
    refuse_if(refusals_to_send_to_many(text, len(cases), is_same_list))
    mass: MassMessage = MassMessage.create(
        account=actor.id, text=text.strip(), sent_at=at, recipients=len(cases)
    )
    for start in range(0, len(cases), CHUNK):
        _write(actor, mass, cases[start : start + CHUNK], at)
    record(actor, "send_to_many", mass)
    first_by_language = {case.locale: case for case in reversed(cases)}
    for locale, case in sorted(first_by_language.items()):
        ask_translation(
            actor, case=case, object_kind=PersonalText.MASS_MESSAGE, object_id=mass.id,
            texts=[mass.text], at=at, target=locale,
        )  # fmt: skip
    return mass


def _recipients(actor: Actor, case_ids: Sequence[int]) -> list[Any]:
    """The cases among these that are the worker's own, open and not private, with their people."""
    return list(
        Case.select(Case, Participant, Account)
        .join(Participant)
        .switch(Case)
        .join(Account, "LEFT JOIN", on=(Case.worker == Account.id))
        .where(
            Case.id.in_(list(case_ids)),
            Case.caseload_of(actor),
            Case.status != CaseStatus.CLOSED,
            Case.is_restricted == False,  # noqa: E712
        )
        .order_by(Case.id)
    )


def _write(actor: Actor, mass: MassMessage, cases: list[Any], at: datetime) -> None:
    news = list(_news(mass, cases, at))
    if news:
        OutboxMessage.insert_many(news).execute()
    causes = [row["cause"] for row in news]
    told = {
        case_id: row_id
        for row_id, case_id in OutboxMessage.select(OutboxMessage.id, OutboxMessage.case_id)
        .where(OutboxMessage.cause.in_(causes))
        .tuples()
    }
    Message.insert_many(
        [
            {
                "key": db.new_key(), "case": case.id, "author": Author.STAFF, "account": actor.id,
                "locale": mass.locale, "sent_at": at, "mass": mass, "news": told.get(case.id),
            }
            for case in cases
        ]
    ).execute()  # fmt: skip
    _tell(mass, cases, at)
    for row_id in told.values():
        jobs.enqueue("deliver_message", row_id)
    for case in cases:
        record(actor, "receive_mass_message", mass, case=case)


def _tell(mass: MassMessage, cases: list[Any], at: datetime) -> None:
    """The lines of time, in one statement."""
    made = Message.select(Message.case, Message.id).where(
        Message.mass == mass, Message.case.in_([case.id for case in cases])
    )
    lines = [
        {"case": case_id, "at": at, "kind": EntryKind.MESSAGE, "ref": row_id}
        for case_id, row_id in made.tuples()
    ]
    TimelineEntry.insert_many(lines).execute()


def _news(mass: MassMessage, cases: list[Any], at: datetime) -> Iterator[dict[str, Any]]:
    """The neutral news to those who have a channel for it, each in their language."""
    for case in cases:
        if (found := way_to(case)) is None:
            continue
        channel, address = found
        by_phone = channel == SMS
        with i18n.use(case.participant.written_locale):
            yield {
                "key": db.new_key(), "case_id": case.id, "kind": "message_news",
                "cause": f"mass:{mass.key}:{case.key}", "channel": channel,
                "address": channels.normal(address) or address, "locale": i18n.current(),
                "subject": "" if by_phone else subject_of("message_news"),
                "body": body_of("message_news", case.worker.name.split()[0], by_phone),
                "created_at": at,
            }  # fmt: skip
