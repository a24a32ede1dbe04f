"""Case notes in words: the prompts of the seven elements, and why one cannot be finished."""

from enum import StrEnum
from typing import Any

from portal.i18n import lazy as _l
from portal.policy.notes import Manner, NoteElement, NoteRefusal, PrivateReason

PRIVATE_REASONS: dict[PrivateReason, Any] = {
    PrivateReason.HEALTH_BARRIER: _l(
        "Health was disclosed that may be a barrier, change the plan or close the case"
    ),
    PrivateReason.HIPAA: _l("Recording it openly would break HIPAA"),
    PrivateReason.DANGER: _l("The participant is in danger: the entire case becomes private"),
}

REFUSALS: dict[StrEnum, Any] = {
    NoteRefusal.MISSING: _l("Needed to finish the note."),
    NoteRefusal.ALREADY_FINISHED: _l("This note is finished and stays as it is. Add to it below."),
    NoteRefusal.NOT_FINISHED: _l("Finish the note first; then you can add to it."),
    NoteRefusal.REASON_MISSING: _l("A private note needs one of the three reasons."),
    NoteRefusal.REASON_WITHOUT_MARK: _l("A reason was given but the note is not private."),
    NoteRefusal.NOT_YOURS_TO_HIDE: _l(
        "Only the primary or second worker of the case can write a private note here."
    ),
    NoteRefusal.STEP_WITHOUT_WORDS: _l("Say what is to be done."),
    NoteRefusal.STEP_WITHOUT_DAY: _l("Give the day by which it is done."),
}

# field of the note -> its name, and the question that prompts for it (NOTE-1, NOTE-2, NOTE-3)
PROMPTS: dict[str, tuple[Any, Any]] = {
    "purpose": (_l("Reason"), _l("Why you were in contact.")),
    "background": (_l("Background"), _l("What a worker new to this case must know.")),
    "observations": (_l("Observations"), _l("What you saw or heard, without judging.")),
    "content": (_l("Content"), _l("What was said, given and received; what you did together.")),
    "activities": (_l("Activities during the contact"), _l("Forms filled in, searches, calls.")),
    "information_given": (_l("Information given"), _l("Rights, rules, offers, addresses.")),
    "information_received": (_l("Information received"), _l("What the participant told you.")),
    "results": (_l("Results"), _l("What came of it.")),
    "actions": (_l("Actions"), _l("What was done, and by whom.")),
    "decisions": (_l("Decisions"), _l("What was decided, on which rule.")),
    "impressions": (_l("Impressions"), _l("Your own view, marked as yours.")),
    "program_contacts": (
        _l("Contacts with other program staff"), _l("Who, when, about what, with what answer."),
    ),
    "next_steps": (_l("Plan"), _l("Who does what by when.")),
}  # fmt: skip

# The seven elements and what they are called here: a note is guided by these (NOTE-1).
ELEMENTS: dict[NoteElement, str] = {
    NoteElement.BACKGROUND: "background",
    NoteElement.REASON: "purpose",
    NoteElement.OBSERVATIONS: "observations",
    NoteElement.CONTENT: "content",
    NoteElement.RESULTS: "results",
    NoteElement.IMPRESSIONS: "impressions",
    NoteElement.PLAN: "next_steps",
}

MANNERS: dict[Manner, Any] = {
    Manner.FACE_TO_FACE: _l("Face to face"),
    Manner.INDIVIDUAL: _l("Individual"),
    Manner.SMALL_GROUP: _l("Small group"),
    Manner.TELEPHONE: _l("By telephone"),
    Manner.VIDEO: _l("By video"),
    Manner.IN_WRITING: _l("In writing"),
    Manner.HOME_VISIT: _l("Home visit"),
}
