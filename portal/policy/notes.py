"""Case notes: what a note must hold to be finished, who may hide it, and what stays unchanged."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.contacts import Way


class NoteElement(StrEnum):
    """The seven elements that guide a note (NOTE-1)."""

    BACKGROUND = "background"
    REASON = "reason"
    OBSERVATIONS = "observations"
    CONTENT = "content"
    RESULTS = "results"
    IMPRESSIONS = "impressions"
    PLAN = "plan"


class NoteState(StrEnum):
    """A note is a draft until it is finished; then it never changes."""

    DRAFT = "draft"
    FINISHED = "finished"


class PrivateReason(StrEnum):
    """The three reasons for a private note (NOTE-5)."""

    HEALTH_BARRIER = "health_barrier"
    HIPAA = "hipaa"
    DANGER = "danger"


class Manner(StrEnum):
    """In which manner people met (NOTE-3; DW CM, Case Notes)."""

    FACE_TO_FACE = "face_to_face"
    INDIVIDUAL = "individual"
    SMALL_GROUP = "small_group"
    TELEPHONE = "telephone"
    VIDEO = "video"
    IN_WRITING = "in_writing"
    HOME_VISIT = "home_visit"


class NoteTemplate(StrEnum):
    """The occasions for which a note begins with prompts of its own (NOTE-1)."""

    INTAKE = "intake"
    MONTHLY_CONTACT = "monthly_contact"
    PLAN_REVIEW = "plan_review"
    STAFFING_REVIEW = "staffing_review"
    GOOD_CAUSE = "good_cause"
    JOB_SEARCH = "job_search"
    WORKSHOP = "workshop"


class NoteRefusal(StrEnum):
    """Why a note cannot be finished, changed or hidden."""

    MISSING = "missing"
    ALREADY_FINISHED = "already_finished"
    NOT_FINISHED = "not_finished"
    REASON_MISSING = "reason_missing"
    REASON_WITHOUT_MARK = "reason_without_mark"
    NOT_YOURS_TO_HIDE = "not_yours_to_hide"
    STEP_WITHOUT_WORDS = "step_without_words"
    STEP_WITHOUT_DAY = "step_without_day"


@dataclass(frozen=True, slots=True)
class ContactNote:
    """The six mandatory parts of a contact note.

    `forms_completed` and `documents_received` are None while unanswered; an empty sequence is
    the answer "none".
    """

    occurred_on: date | None = None
    way: Way | None = None
    purpose: str = ""
    results: str = ""
    forms_completed: Sequence[str] | None = None
    documents_received: Sequence[str] | None = None


def refusals_to_finish(note: ContactNote) -> dict[str, NoteRefusal]:
    """Which mandatory parts are still empty, by field; empty when the note can be finished.

    White space alone is empty. Source: NOTE-2; WTW 42-7.38, II.E.
    """
    missing = {
        "occurred_on": note.occurred_on is None,
        "way": note.way is None,
        "purpose": not has_words(note.purpose),
        "results": not has_words(note.results),
        "forms_completed": note.forms_completed is None,
        "documents_received": note.documents_received is None,
    }
    return {field: NoteRefusal.MISSING for field, is_missing in missing.items() if is_missing}


def refusal_of_step(words: str, due_on: date | None) -> NoteRefusal | None:
    """Why a next step of a finished note cannot become a task: it says what and by when.

    Source: NOTE-4; ECM brief, Systems for Tracking."""
    if not has_words(words):
        return NoteRefusal.STEP_WITHOUT_WORDS
    return None if due_on else NoteRefusal.STEP_WITHOUT_DAY


def has_words(text: str) -> bool:
    """Whether a text says anything: a letter, digit, mark or sign of any script (NOTE-2)."""
    return any(unicodedata.category(character)[0] in "LMNPS" for character in text)


def refusals_to_change(state: NoteState) -> dict[str, NoteRefusal]:
    """Why the text of a note cannot change; empty for a draft (NOTE-8; DW CM, Participant
    Access)."""
    return {} if state is NoteState.DRAFT else {"": NoteRefusal.ALREADY_FINISHED}


def refusals_to_add(state: NoteState, text: str) -> dict[str, NoteRefusal]:
    """Why an addendum cannot be added; empty when it can: the note is finished and the addendum
    says something. Source: NOTE-8; DW CM, Participant Access."""
    if state is not NoteState.FINISHED:
        return {"": NoteRefusal.NOT_FINISHED}
    return {} if has_words(text) else {"text": NoteRefusal.MISSING}


def refusals_to_hide(is_private: bool, reason: PrivateReason | None) -> dict[str, NoteRefusal]:
    """Why a private mark does not stand; empty when it does: private has one of three reasons,
    public has none. Source: NOTE-5; DW CM, Privacy."""
    if is_private and reason is None:
        return {"private_reason": NoteRefusal.REASON_MISSING}
    if not is_private and reason is not None:
        return {"private_reason": NoteRefusal.REASON_WITHOUT_MARK}
    return {}


def makes_case_private(reason: PrivateReason | None) -> bool:
    """Whether the reason makes the entire case private (NOTE-6; DW CM, Privacy, 3)."""
    return reason is PrivateReason.DANGER
