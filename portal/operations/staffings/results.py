"""The result letter L07: drafted from the staffing with codes of the phrase bank and the worker's
own words, looked at and sent like every letter (STAFF-13; WA 3.4.6, step 5)."""

import json
from datetime import datetime
from typing import Any

from portal.models.accounts import Actor
from portal.models.letters import Letter, LetterState
from portal.models.staffings import Staffing
from portal.operations import operation, record
from portal.operations.letters import begun_letter, save_letter_fields
from portal.policy.staffing_letters import invited_codes, our_steps, own_steps
from portal.reports.staffings import read_whole
from portal.reports.staffings.contents import Contents
from portal.reports.staffings.letters import RESULT, cause_of_result, result_letter_of
from portal.words.letters import BANKS

_YES = "yes"


@operation(result=Letter)
def draft_result_letter(
    actor: Actor, *, staffing: Staffing, at: datetime, operation_key: str | None = None
) -> Letter:
    """Begins the result letter, or fills its draft anew from what the staffing says now: the day,
    who was there, the decisions, the steps of both, the day of review and the personal text, which
    goes to a translator as it is saved (LET-5). Steps that the worker added to the draft stay in
    it; a letter that was sent stays as it is.

    In: a staffing as it was saved. Source: STAFF-13; WA 3.4.6.
    """
    found: Any = Staffing.get_by_id(staffing.id)
    letter = result_letter_of(found)
    if letter is not None and letter.state != LetterState.DRAFT:
        record(actor, "draft_result_letter", letter, case=found.case_id, reason="sent_before")
        sent: Letter = Letter.get_by_id(letter.id)
        return sent
    if letter is None:
        letter = begun_letter(actor, found.case, RESULT, at, cause=cause_of_result(found))
    contents = read_whole(found)
    drafted = save_letter_fields(
        actor, letter=letter, fields=_filled(json.loads(letter.fields), contents),
        personal_text=contents.result.personal_text, at=at,
    )  # fmt: skip
    record(actor, "draft_result_letter", drafted, case=found.case_id, fields=["fields"])
    return drafted


def _filled(kept: dict[str, str], found: Contents) -> dict[str, str]:
    """The letter's raw values with what the staffing says; a fact that it does not know yet stays
    empty, and stops the letter until it is there."""
    actions = [(one.owner, one.phrase, one.due_on) for one in found.issues.actions]
    steps = own_steps(actions, set(map(str, BANKS["step"])))
    said = [code for code in found.result.decisions if code in BANKS["decision"]]
    return kept | {
        "staffing_on": _day(found.case.held_on),
        "attendees": "\n".join(_present(found)),
        "decisions": "\n".join(said),
        "your_steps": _with(steps, kept.get("your_steps", "")),
        "our_steps": _with(our_steps(said), kept.get("our_steps", "")),
        "review_on": _day(found.issues.review_on),
    }


def _present(found: Contents) -> list[str]:
    there = [one for one in found.attendees.lines if one.attended == _YES]
    professionals = invited_codes(one.role for one in there if not one.is_brought)
    brought = any(one.is_brought for one in there)
    codes = [*professionals, *(["person_you_brought"] if brought else [])]
    return list(dict.fromkeys(codes))


def _with(lines: list[str], kept: str) -> str:
    """The staffing's lines, and after them those of the draft that say something else."""
    known = {line.partition("@")[0] for line in lines}
    more = [line for line in kept.split("\n") if line and line.partition("@")[0] not in known]
    return "\n".join([*lines, *more])


def _day(on: Any) -> str:
    return on.isoformat() if on else ""
