"""A letter that an event of a case asks for is put aside with a reason, and taken up again.

It takes nothing off what must be done before something is taken away: no gate asks this table.
"""

from datetime import datetime

from portal import db
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters_aside import LetterAside
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.policy.letters_aside import refusals_to_put_aside
from portal.policy.refusals import Refused, refuse_if
from portal.policy.sending import Stop
from portal.reports.cases.sealed_texts import sealed
from portal.reports.letters.asides import place_of
from portal.reports.letters.suggestions import suggested


@operation(result=LetterAside)
def put_letter_aside(
    actor: Actor, *, case: Case, cause: str, reason: str, text: str, at: datetime,
    operation_key: str | None = None,
) -> LetterAside:  # fmt: skip
    """Puts aside the letter that an event asks for: the same event asks no more, a new one does.

    In: the event's cause (reports/letters/suggestions.py), an AsideReason's code, own words that
    are sealed under the case's key. Gives what was put aside for that event before, where it was.
    Raises Refused with the reason by field; under "" for an event that asks for nothing.
    Source: screens.md, section 7 (no event asks twice); LET-9 for the words that a notice needs.
    """
    # Two workers at once, or one who begins the letter meanwhile: the second one waits.
    Case.update(version=Case.version).where(Case.id == case.id).execute()
    stands: LetterAside | None = LetterAside.get_or_none(
        LetterAside.case == case.id, LetterAside.cause == cause, LetterAside.taken_back_at.is_null()
    )
    if stands is not None:
        record(actor, "put_letter_aside", stands, case=case, reason="aside_before")
        return stands
    wanted = next((one for one in suggested(case, at) if one.cause == cause), None)
    if wanted is None:
        raise Refused({"": Stop.NOT_ASKED_FOR})
    refuse_if(refusals_to_put_aside(wanted.kind, reason, text))
    key = db.new_key()
    sealed_text = sealed(case_key(case, at=at, actor=actor), case, place_of(key), text.strip())
    made: LetterAside = LetterAside.create(
        key=key, case=case.id, kind=wanted.kind, cause=cause, reason=reason,
        sealed_text=sealed_text, by=actor.id, at=at,
    )  # fmt: skip
    record(actor, "put_letter_aside", made, case=case, reason=reason)
    return made


@operation()
def take_letter_up(actor: Actor, *, aside: LetterAside, at: datetime) -> bool:
    """Takes back that a letter was put aside: its event asks for it again where it still stands.
    Gives whether this did it; the first time stays."""
    row = (LetterAside.id == aside.id) & LetterAside.taken_back_at.is_null()
    done = LetterAside.update(taken_back_by=actor.id, taken_back_at=at).where(row).execute()
    record(actor, "take_letter_up", aside, case=aside.case_id, fields=["taken_back_at"])
    return bool(done)
