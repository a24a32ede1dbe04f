"""The copy of the notes in words: what its parts are called and why one is left out, for the
participant; what can be decided, and why something is refused, for staff."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.tasks import TaskOwner
from portal.policy.notes_copies import CopyRefusal, WithholdReason

# Parts of a note as their reader, the participant, sees them.
PARTS: dict[str, Any] = {
    "purpose": _l("Why we were in contact"),
    "background": _l("Background"),
    "observations": _l("What your worker saw and heard"),
    "content": _l("What we talked about"),
    "activities": _l("What we did together"),
    "information_given": _l("What we told you"),
    "information_received": _l("What you told us"),
    "results": _l("What came of it"),
    "actions": _l("What was done"),
    "decisions": _l("What was decided"),
    "impressions": _l("What your worker thought"),
    "program_contacts": _l("Other staff we talked with"),
    "next_steps": _l("What comes next"),
    "forms_completed": _l("Forms that were filled in"),
    "documents_received": _l("Papers that we got"),
    "steps": _l("Next steps"),
}

# Why something is left out, as the participant reads it in its place.
LEFT_OUT: dict[str, Any] = {
    WithholdReason.ANOTHERS_SAFETY: _l("Left out: it could put another person in danger."),
    WithholdReason.ANOTHER_PERSON: _l("Left out: it is about another person."),
    WithholdReason.HEALTH_BY_PROFESSIONAL: _l(
        "Left out: it is about health. A health professional must give it to you. Ask your worker"
        " who that is."
    ),
    WithholdReason.SOURCE_IN_CONFIDENCE: _l("Left out: another person told us this in confidence."),
}

# The same reasons as staff choose them.
WITHHOLD: dict[str, Any] = {
    WithholdReason.ANOTHERS_SAFETY: _l("Withhold: another person's safety"),
    WithholdReason.ANOTHER_PERSON: _l("Withhold: another person's information"),
    WithholdReason.HEALTH_BY_PROFESSIONAL: _l("Withhold: health, a professional gives it (HIPAA)"),
    WithholdReason.SOURCE_IN_CONFIDENCE: _l("Withhold: a source in confidence"),
}

REFUSALS: dict[str, Any] = {
    CopyRefusal.NO_FORM: _l("Please choose how you want to get it."),
    CopyRefusal.IN_THE_FUTURE: _l("This day has not come yet."),
    CopyRefusal.PERIOD_REVERSED: _l("The last day is before the first one."),
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


def part_name(name: str, by: str = "", day: str = "") -> str:
    """A part of a note as the participant reads it; an addendum by its author and day."""
    if name in PARTS:
        return str(PARTS[name])
    if name.startswith("paper-"):
        return _("A paper that we got")
    return _("Added by %(name)s on %(day)s", name=by, day=day)


def step_text(owner: str, words: str, day: str) -> str:
    """A next step of a note as one line of the copy: whose it is, what, by when."""
    if owner == TaskOwner.WORKER:
        return _("Worker: %(text)s (by %(day)s)", text=words, day=day)
    return _("Participant: %(text)s (by %(day)s)", text=words, day=day)


def read_aloud_task() -> str:
    """The worker's task when somebody asks to have their notes read to them."""
    return "Read the copy of the notes to the participant, with an interpreter if they need one"
