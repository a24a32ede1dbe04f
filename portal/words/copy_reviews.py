"""The copy of the notes in words, for staff: what can be decided, why something is refused, and
what is written in English whoever reads it."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.tasks import TaskOwner
from portal.policy.notes_copies import CopyRefusal, WithholdReason
from portal.words.copies import REFUSALS as ASKING

# Why something is left out, as staff choose it.
WITHHOLD: dict[str, Any] = {
    WithholdReason.ANOTHERS_SAFETY: _l("Withhold: another person's safety"),
    WithholdReason.ANOTHER_PERSON: _l("Withhold: another person's information"),
    WithholdReason.HEALTH_BY_PROFESSIONAL: _l("Withhold: health, a professional gives it (HIPAA)"),
    WithholdReason.SOURCE_IN_CONFIDENCE: _l("Withhold: a source in confidence"),
}

REFUSALS: dict[str, Any] = ASKING | {
    CopyRefusal.NOT_YOURS_TO_REVIEW: _l(
        "Only the primary or the second worker of the case reviews and releases a copy."
    ),
    CopyRefusal.CHANGED_MEANWHILE: _l(
        "Somebody else saved this review since you opened it. Your choices are kept in the form;"
        " what the other person chose stands beside them. Save to keep yours."
    ),
    CopyRefusal.NOTES_ADDED: _l(
        "A note was finished or added to since you looked. Please look at it, then release."
    ),
    CopyRefusal.UNDECIDED: _l("Not released: some private notes are not decided yet."),
    CopyRefusal.ALREADY_RELEASED: _l("This copy was released already. It stays as it is."),
}


def step_text(owner: str, words: str, day: str) -> str:
    """A next step of a note as one line of the copy: whose it is, what, by when if that is said."""
    if not day:
        return words
    if owner == TaskOwner.WORKER:
        return _("Worker: %(text)s (by %(day)s)", text=words, day=day)
    return _("Participant: %(text)s (by %(day)s)", text=words, day=day)


def read_aloud_task() -> str:
    """The worker's task when somebody asks to have their notes read to them."""
    return "Read the copy of the notes to the participant, with an interpreter if they need one"
