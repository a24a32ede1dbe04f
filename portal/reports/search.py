"""Search: a case by name, number, telephone or the number of a letter; only what one may find.

Names and numbers are looked for among their pieces (policy/names.py), a range of the rows of one's
own office; then, where that left room, in the others. A telephone is looked up by the digest of the
whole number and a letter by its number: neither is ever compared in part.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from peewee import JOIN, OP, Expression, ModelSelect, Value, fn
from peewee import Case as When

from portal import db, resources
from portal.models.accounts import Actor, Office, Role
from portal.models.cases import Case, NamePiece
from portal.models.letters import Letter, LetterState
from portal.models.people import Participant
from portal.policy.names import SHORT, folded, piece_range
from portal.prepared import Place, Prepared
from portal.reports.caseload import COLUMNS, Row, read

LIMIT = 80  # cases shown
_WORDS = 6  # words of a search that are looked for; who types more types a sentence
_PHONE = re.compile(r"[+(]?[\d\s().+/-]{7,}")
_LETTER = re.compile(r"(\d{3,})-?(\d)")


class Asking(NamedTuple):
    """A case of one's unit that opens with a reason: its name and number are all that is shown."""

    key: str
    name: str
    number: str


class Found(NamedTuple):
    """What a search found: cases that open, cases that ask for a reason, and whether more fit."""

    rows: list[Row]
    asking: list[Asking]
    is_cut: bool


def find(actor: Actor, typed: str) -> Found:
    """The cases, closed ones too, that fit what was typed; own office first, then by name.

    At most LIMIT. By name and number every word must be in it, in any order, a part of it is
    enough; fewer than three letters must begin a word. Takes at most four statements.
    """
    raw = [*_by_names(actor, folded(typed).split()[:_WORDS])]
    if _PHONE.fullmatch(typed.strip()) and (digest := resources.channel_digest(typed)):
        raw += _by_phone(actor, digest)
    if number := _LETTER.fullmatch(typed.strip()):
        raw += _by_letter(actor, "-".join(number.groups()))
    distinct = list(dict.fromkeys(raw))
    shown = distinct[:LIMIT]
    return Found(
        read([line[1:] for line in shown if line[0]]),
        [Asking(*line[1:4]) for line in shown if not line[0]],
        len(distinct) > LIMIT,
    )


def _by_names(actor: Actor, words: list[str]) -> Iterable[tuple[Any, ...]]:
    if not words:
        return []
    first, last = piece_range(max(words, key=len))
    values = _values(actor) | {"first": first, "last": last}
    # What is too short to be found anywhere must begin a name.
    values |= {f"word{n}": f" {word}" if len(word) < SHORT else word
               for n, word in enumerate(words)}  # fmt: skip
    near = _NEAR.tuples(actor.role, len(words), **values)
    if len(near) > LIMIT:
        return near
    beyond = _BEYOND.tuples(actor.role, len(words), **values)
    return [*near, *sorted(set(beyond), key=lambda line: (line[2], line[3]))]


def _by_phone(actor: Actor, digest: str) -> list[tuple[Any, ...]]:
    return _OF_PHONE.tuples(actor.role, **_values(actor), digest=digest)


def _by_letter(actor: Actor, number: str) -> list[tuple[Any, ...]]:
    return _OF_LETTER.tuples(actor.role, **_values(actor), number=number)


def _values(actor: Actor) -> dict[str, Any]:
    return {
        "actor": actor.id, "unit": actor.unit_id, "office": actor.office_id, "limit": LIMIT + 1,
    }  # fmt: skip


def _findable(role: Role, by_piece: bool = False) -> ModelSelect:
    """Whether it opens, then what the list shows, of all that this role may find. `by_piece`: from
    pieces to their cases, in this order: SQLite keeps to that of a cross join."""
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    shown = (When(None, [(Case.scope(anybody), 1)], 0), *COLUMNS)
    query = Case.select(*shown)
    if by_piece:
        query = NamePiece.select(*shown).join(Case, JOIN.CROSS).where(NamePiece.case == Case.id)
    return query.where(Case.findable_by(anybody)).limit(Place("limit"))


def _holding(query: ModelSelect, words: int) -> ModelSelect:
    """Those that hold every word; one with a blank before it, at the beginning of a name."""
    text = Expression(Value(" "), OP.CONCAT, Case.search_words)
    place_of = fn.INSTR if db.is_sqlite() else fn.STRPOS
    for number in range(words):
        query = query.where(place_of(text, Place(f"word{number}")) > 0)
    return query


def _beginning_with() -> Any:
    return (NamePiece.piece >= Place("first")) & (NamePiece.piece < Place("last"))


def _near(role: Role, words: int) -> ModelSelect:
    ids = NamePiece.select(NamePiece.case).where(
        NamePiece.office == Place("office"), _beginning_with()
    )
    query = _holding(_findable(role).where(Case.id.in_(ids)), words)
    return query.order_by(Case.display_name, Case.id)


def _beyond(role: Role, words: int) -> ModelSelect:
    # Not put in order by the database: it would have to find all before it could give some.
    if role is not Role.MONITOR:  # one's own few cases and unit, by their indexes
        return _holding(_findable(role).where(Case.office != Place("office")), words)
    # Whoever may find everything: so that it ends with the last row wanted. A case with two such
    # pieces comes twice.
    others = Office.select(Office.id).where(Office.id != Place("office"))
    query = _findable(role, by_piece=True).where(NamePiece.office.in_(others), _beginning_with())
    return _holding(query, words)


def _of_phone(role: Role) -> ModelSelect:
    people = Participant.select(Participant.id).where(Participant.phone_digest == Place("digest"))
    return _findable(role).where(Case.participant.in_(people)).order_by(Case.display_name, Case.id)


def _of_letter(role: Role) -> ModelSelect:
    sent = Letter.select(Letter.case).where(
        Letter.letter_no == Place("number"), Letter.state == LetterState.SENT
    )
    return _findable(role).where(Case.id.in_(sent))


_NEAR = Prepared(_near)
_BEYOND = Prepared(_beyond)
_OF_PHONE = Prepared(_of_phone)
_OF_LETTER = Prepared(_of_letter)
