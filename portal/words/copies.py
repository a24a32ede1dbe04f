"""The copy of the notes in words, for the participant: what its parts are called, why one is left
out, and what cannot be asked for."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
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

REFUSALS: dict[str, Any] = {
    CopyRefusal.NO_FORM: _l("Please choose how you want to get it."),
    CopyRefusal.IN_THE_FUTURE: _l("This day has not come yet."),
    CopyRefusal.PERIOD_REVERSED: _l("The last day is before the first one."),
}


def part_name(name: str, by: str = "", day: str = "") -> str:
    """A part of a note as the participant reads it; an addendum by its author and day."""
    if name in PARTS:
        return str(PARTS[name])
    if name.startswith("paper-"):
        return _("A paper that we got")
    return _("Added by %(name)s on %(day)s", name=by, day=day)
