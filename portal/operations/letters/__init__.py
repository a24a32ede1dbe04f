"""Letters before they go out: drafts, their fields, corrections (LET-2, LET-3, LET-5)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal import db, letter_kinds, resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText, TextRequest
from portal.models.catalogs import RequestState as TextState
from portal.models.letters import Letter, LetterState, LetterWay
from portal.operations import operation, record
from portal.operations.catalogs.translations import ask_translation
from portal.policy.calendar import office_date
from portal.policy.lettering import LetterKind
from portal.policy.letters import NoticeException
from portal.policy.refusals import Refused
from portal.policy.sending import Stop, letter_number
from portal.prepared import Place, Prepared
from portal.reports.catalogs import letter_kind
from portal.reports.letters.checking import takes_away
from portal.reports.letters.starting import starting_values

# What somebody needs before they can sign in helps nobody on the portal.
ON_PAPER_ALONE = frozenset({"access_code"})


@dataclass(frozen=True)
class Going:
    """How a draft is to go: its ways, whether its note may follow later, and the listed exception
    to the full notice with the reason typed for it (LET-2, LET-5, R6)."""

    ways: tuple[LetterWay, ...] = tuple(LetterWay)
    personal_follows: bool = False
    exception: str = ""
    exception_reason: str = ""


@operation(result=Letter)
def draft_letter(
    actor: Actor, *, case: Case, kind: str, at: datetime, operation_key: str | None = None
) -> Letter:
    """Begins a letter of a kind; what the case knows is filled in (LET-2).

    Raises LetterVersion.DoesNotExist for a kind that is not in use, Refused for one that the
    case's program does not have (LET-9).
    """
    found = letter_kind(kind)
    if case.program not in found.citations:
        raise Refused({"kind": Stop.NOT_IN_PROGRAM})
    today = office_date(at, resources.timezone())
    fields = starting_values(found, case, today)
    made = _new_letter(actor, case, at, kind=kind, fields=json.dumps(fields))
    record(actor, "draft_letter", made, case=case, fields=["kind", "fields"])
    return made


@operation(result=Letter)
def save_letter_fields(
    actor: Actor,
    *,
    letter: Letter,
    fields: Mapping[str, str],
    personal_text: str,
    at: datetime,
    going: Going | None = None,
    operation_key: str | None = None,
) -> Letter:
    """Keeps a draft's own fields, the sender's note (English, may be empty), and how it is to go.

    In: raw values as strings (letter_values.py) by name; what the kind does not declare or the
    case gives is left out. A note for somebody who reads another language goes to the translators
    as it is saved (LET-5, LANG-3). Raises Refused for a letter that was sent.
    """
    draft = locked_draft(letter)
    case = draft.case
    own = letter_kinds.own_fields(draft.kind)
    kept = {name: value for name, value in fields.items() if name in own}
    if draft.personal_text != personal_text:
        _ask_for_note(actor, case, draft, personal_text, at)
    columns = _columns(going, kept) if going else {}
    Letter.update(
        fields=json.dumps(kept, ensure_ascii=False), personal_text=personal_text, **columns
    ).where(Letter.id == draft.id).execute()
    record(actor, "save_letter_fields", draft, case=case, fields=["fields", "personal_text"])
    saved: Letter = Letter.get_by_id(draft.id)
    return saved


@operation(result=Letter)
def correct_letter(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> Letter:
    """Begins a new letter that replaces a sent one and names it; the old one stays (LET-3).

    Raises Refused for a letter that was not sent; LetterVersion.DoesNotExist for a kind that is
    not in use any more.
    """
    if letter.state != LetterState.SENT:
        raise Refused({"": Stop.NOT_SENT})
    letter_kind(letter.kind)
    case = letter.case
    own = letter_kinds.own_fields(letter.kind)
    raw: dict[str, str] = json.loads(letter.fields)
    fields = {name: value for name, value in raw.items() if name in own}
    made = _new_letter(
        actor, case, at, kind=letter.kind, fields=json.dumps(fields),
        personal_text=letter.personal_text, supersedes=letter.id, ways=letter.ways,
    )  # fmt: skip
    _ask_for_note(actor, case, made, letter.personal_text, at)
    record(actor, "correct_letter", made, case=case, fields=["supersedes"])
    return made


@operation()
def discard_letter(actor: Actor, *, letter: Letter, at: datetime) -> None:
    """Throws a draft away. Raises Refused for a letter that was sent."""
    draft = locked_draft(letter)
    _drop_waiting_note(draft)
    record(actor, "discard_letter", draft, case=draft.case_id)
    draft.delete_instance()


def begun_letter(
    actor: Actor,
    case: Case,
    kind: str,
    at: datetime,
    cause: str | None = None,
    found: LetterKind | None = None,
) -> Letter:
    """A new draft filled with what the case knows, in the running operation; `cause` names the
    event that it is drafted by, `found` is the kind with its English of now where the caller has
    it. Raises as draft_letter does."""
    found = found or letter_kind(kind)
    fields = starting_values(found, case, office_date(at, resources.timezone()))
    ways = LetterWay.PRINT if kind in ON_PAPER_ALONE else ",".join(LetterWay)
    return _new_letter(
        actor, case, at, kind=kind, fields=json.dumps(fields), ways=ways, cause=cause
    )


def locked_draft(letter: Letter) -> Letter:
    """A draft held against others until the running operation ends, with its case.

    Raises Refused where it was sent meanwhile, Letter.DoesNotExist where it was thrown away.
    """
    query = Letter.select().where(Letter.id == letter.id)
    found: Letter = (query if db.is_sqlite() else query.for_update()).get()
    if found.state != LetterState.DRAFT:
        raise Refused({"": Stop.ALREADY_SENT})
    return found


def _columns(going: Going, raw: Mapping[str, str]) -> dict[str, Any]:
    # What takes something away is always on paper too, whatever somebody prefers.
    ways = {*going.ways} | ({LetterWay.PRINT} if takes_away(raw) else set())
    return {
        "ways": ",".join(way for way in LetterWay if way in ways),
        "personal_follows": going.personal_follows,
        "exception": going.exception if going.exception in set(NoticeException) else "",
        "exception_reason": going.exception_reason.strip()[:300] if going.exception else "",
    }


def _new_letter(actor: Actor, case: Case, at: datetime, **values: Any) -> Letter:
    person = case.participant
    key = db.new_key()
    made: Letter = Letter.create(
        key=key, letter_no=key, case=case.id, locale=person.written_locale,
        is_large_print=person.wants_large_print,
        created_by=actor.id if actor.is_staff else None, created_at=at, **values,
    )  # fmt: skip
    made.letter_no = letter_number(made.id)
    _NUMBERED.changed(letter=made.id, number=made.letter_no)
    return made


_NUMBERED = Prepared(
    lambda: Letter.update(letter_no=Place("number")).where(Letter.id == Place("letter"))
)


def _ask_for_note(actor: Actor, case: Case, letter: Letter, text: str, at: datetime) -> None:
    if not text.strip():
        _drop_waiting_note(letter)
        return
    ask_translation(
        actor, case=case, object_kind=PersonalText.LETTER, object_id=letter.id, texts=[text], at=at
    )


def _drop_waiting_note(letter: Letter) -> None:
    TextRequest.delete().where(
        TextRequest.object_kind == PersonalText.LETTER,
        TextRequest.object_id == letter.id,
        TextRequest.state == TextState.WAITING,
    ).execute()
