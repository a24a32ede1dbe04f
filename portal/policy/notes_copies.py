"""A participant's copy of their case notes: when it is due, what may be withheld, when it may go.

DW CM, Participant Access to Case Notes: a copy is given "in paper and/or electronic form as
requested". The policy names no days: those are the portal's own, in the program files.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.calendar import add_working_days

WHOLE = -1  # the paragraph of a decision that is about a whole note

_LINES = re.compile(r"\s*\n\s*")


class WithholdReason(StrEnum):
    """Why a part of the notes is not in a copy (NOTE-9)."""

    ANOTHERS_SAFETY = "anothers_safety"
    ANOTHER_PERSON = "another_person"
    HEALTH_BY_PROFESSIONAL = "health_by_professional"
    SOURCE_IN_CONFIDENCE = "source_in_confidence"


class CopyRefusal(StrEnum):
    """Why a copy cannot be asked for, reviewed or released."""

    NO_FORM = "no_form"
    IN_THE_FUTURE = "in_the_future"
    PERIOD_REVERSED = "period_reversed"
    NOT_YOURS_TO_REVIEW = "not_yours_to_review"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOTES_ADDED = "notes_added"
    UNDECIDED = "undecided"
    ALREADY_RELEASED = "already_released"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided: about a whole note (`part` empty, `paragraph` WHOLE) or about one
    paragraph of one part. `reason` is None for what is given."""

    note: str
    part: str = ""
    paragraph: int = WHOLE
    reason: WithholdReason | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is about the note as a whole (ours)."""
        return not self.part


def copy_due_on(asked_on: date, working_days: int, holidays: Collection[date]) -> date:
    """The last local date on which a copy asked for on `asked_on` goes out, that many working days
    later. Source: NOTE-9; ours: DW CM, Participant Access to Case Notes, names no days."""
    return add_working_days(asked_on, working_days, holidays)


def passages(text: str) -> list[str]:
    """The paragraphs of a text: its lines, empty ones left out (NOTE-9; ours).

    The text of a finished note never changes, so that a paragraph keeps its number.
    """
    return [line for line in _LINES.split(text.strip()) if line]


def refusals_to_ask(
    asked_on: date,
    today: date,
    from_on: date | None,
    until_on: date | None,
    *,
    on_paper: bool,
    on_portal: bool,
) -> dict[str, CopyRefusal]:
    """Why a copy cannot be asked for so, by field; empty when it can (NOTE-9; DW CM, Participant
    Access to Case Notes: in paper and/or electronic form)."""
    codes: dict[str, CopyRefusal] = {}
    if asked_on > today:
        codes["asked_on"] = CopyRefusal.IN_THE_FUTURE
    if from_on is not None and from_on > today:
        codes["from_on"] = CopyRefusal.IN_THE_FUTURE
    if from_on is not None and until_on is not None and until_on < from_on:
        codes["until_on"] = CopyRefusal.PERIOD_REVERSED
    if not (on_paper or on_portal):
        codes["form"] = CopyRefusal.NO_FORM
    return codes


def undecided(private_notes: Collection[str], decisions: Collection[Decision]) -> set[str]:
    """The private notes about which nobody decided yet: given only after a look at each.

    In: keys of the private notes in the copy, all decisions. Source: NOTE-9; NOTE-5.
    """
    return set(private_notes) - {one.note for one in decisions if one.is_whole}


def refusals_to_release(
    *, is_released: bool, has_undecided: bool, is_as_seen: bool
) -> dict[str, CopyRefusal]:
    """Why a copy cannot be released; empty when it can: it was not before, every private note was
    decided on, and no note was finished or added to since the reviewer looked (NOTE-9)."""
    if is_released:
        return {"": CopyRefusal.ALREADY_RELEASED}
    if not is_as_seen:
        return {"": CopyRefusal.NOTES_ADDED}
    return {"": CopyRefusal.UNDECIDED} if has_undecided else {}
