"""The thread of a case, and what was sent to many. A page costs the same with ten messages and
with ten thousand: it is read by its key."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.models.absences import Absence
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.messages import Author, MassMessage, Message, OutboxMessage
from portal.prepared import Many, Place, Prepared
from portal.reports.personal_texts import PersonalWords, texts_for

PAGE = 20  # messages


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of a thread, the newest first; `older` is the key the next page begins after, and
    `newest` the key of the newest message of this page."""

    rows: list[dict[str, Any]]
    older: str
    newest: str


def thread(case: Case, before: str = "", size: int = PAGE) -> Thread:
    """Messages of a case that was loaded for its reader: key, author, text (of a message to many
    as well), locale, sent_at and read_at (UTC), by (who of the staff), mass_id, answers_id,
    delivery and channel of the news, ends_on and away (who is away) of an automatic answer.

    In: the key of a message, whose older ones are wanted. One statement.
    """
    rows = _PAGE.rows(bool(before), size + 1, case=case.id, before=before)
    shown = rows[:size]
    older = shown[-1]["key"] if len(rows) > size else ""
    return Thread(shown, older, shown[0]["key"] if shown else "")


def _page(has_edge: bool, limit: int) -> ModelSelect:
    away = Account.alias()
    query = (
        Message.select(
            Message.id, Message.key, Message.author, Message.locale, Message.sent_at,
            Message.read_at, Message.mass.alias("mass_id"), Message.answers.alias("answers_id"),
            MassMessage.key.alias("mass_key"), MassMessage.account.alias("mass_by"),
            fn.COALESCE(MassMessage.text, Message.text).alias("text"), Account.name.alias("by"),
            OutboxMessage.state.alias("delivery"), OutboxMessage.channel.alias("channel"),
            Absence.ends_on.alias("ends_on"), away.name.alias("away"),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Message.account == Account.id))
        .switch(Message)
        .join(MassMessage, JOIN.LEFT_OUTER, on=(Message.mass == MassMessage.id))
        .switch(Message)
        .join(OutboxMessage, JOIN.LEFT_OUTER, on=(Message.news == OutboxMessage.id))
        .switch(Message)
        .join(Absence, JOIN.LEFT_OUTER, on=(Message.absence == Absence.id))
        .join(away, JOIN.LEFT_OUTER, on=(Absence.account == away.id))
        .where(Message.case == Place("case"))
    )  # fmt: skip
    if has_edge:
        edge = Message.alias()
        first = edge.select(edge.id).where(edge.case == Place("case"), edge.key == Place("before"))
        query = query.where(Message.id < first)
    return query.order_by(Message.id.desc()).limit(limit).dicts()


_PAGE = Prepared(_page)


def translated(rows: Iterable[dict[str, Any]], locale: str) -> dict[int, PersonalWords]:
    """What of these messages is, or will be, in a language; by the message's id. At most two
    statements, however many messages."""
    listed = list(rows)
    own = [row["id"] for row in listed if not row["mass_id"]]
    mass = {row["mass_id"] for row in listed if row["mass_id"]}
    found = texts_for(PersonalText.MESSAGE, own, locale)
    to_many = texts_for(PersonalText.MASS_MESSAGE, mass, locale)
    return found | {
        row["id"]: to_many[row["mass_id"]] for row in listed if row["mass_id"] in to_many
    }


def is_between(case: Case, seen: str, sent: Message) -> bool:
    """Whether anybody wrote after the message of a key (empty: at all) and before this one."""
    earlier = Message.select(Message.id).where(Message.case == case.id, Message.id < sent.id)
    if seen:
        last = Message.select(Message.id).where(Message.case == case.id, Message.key == seen)
        earlier = earlier.where(Message.id > last)
    return bool(earlier.exists())


def unread_by_participant(case_id: Any) -> Any:
    """How many messages of staff a participant has not read: a query of one number."""
    return Message.select(fn.COUNT(Message.id)).where(
        Message.case == case_id, Message.is_unread_from(Author.STAFF)
    )


def recipients(actor: Actor, mass: MassMessage) -> list[dict[str, Any]]:
    """Who got a message to many, of the cases this person may open: case_key, name, number,
    locale, read_at, delivery, channel, and `answered_at`, the moment of the direct answer."""
    answer = Message.alias()
    answered = answer.select(fn.MIN(answer.sent_at)).where(
        answer.case == Message.case, answer.answers == mass.id
    )
    query = (
        Message.select(
            Case.key.alias("case_key"), Case.display_name.alias("name"), Case.number, Case.locale,
            Message.read_at, OutboxMessage.state.alias("delivery"),
            OutboxMessage.channel.alias("channel"), answered.alias("answered_at"),
        )
        .join(Case)
        .switch(Message)
        .join(OutboxMessage, JOIN.LEFT_OUTER, on=(Message.news == OutboxMessage.id))
        .where(Case.scope(actor), Message.mass == mass.id)
        .order_by(Case.display_name, Case.id)
    )  # fmt: skip
    return list(query.dicts())


def _by_key(role: Role, count: int) -> ModelSelect:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Case.select(
            Case.id, Case.key, Case.display_name.alias("name"), Case.number, Case.locale,
            Case.status, Case.is_restricted, Case.caseload_of(actor).alias("is_own"),
        )
        .where(Case.scope(actor), Case.key.in_(Many(count).places))
        .order_by(Case.display_name, Case.id)
        .dicts()
    )  # fmt: skip


_BY_KEY = Prepared(_by_key)


def by_key(actor: Actor, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Of a list's cases what decides whether they get a message to many: id, key, is_own, status,
    is_restricted, name, number, locale; in the order of their names. One statement."""
    wanted = list(keys)
    if not wanted:
        return []
    many = Many.filled(wanted)
    return _BY_KEY.rows(actor.role, len(many), actor=actor.id, unit=actor.unit_id, **many)
