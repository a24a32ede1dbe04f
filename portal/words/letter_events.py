"""What happened to a letter after it was sent, in words for staff."""

from typing import Any

from portal import i18n
from portal.i18n import lazy as _l
from portal.models.letters import LetterEventKind, LetterWay

# In the list on the letter's own page.
EVENTS: dict[LetterEventKind, Any] = {
    LetterEventKind.SENT: _l("It left"),
    LetterEventKind.UNDONE: _l("Taken back before it left"),
    LetterEventKind.PRINTED: _l("Printed"),
    LetterEventKind.MAILED: _l("Mailed"),
    LetterEventKind.DELIVERED: _l("Handed over"),
    LetterEventKind.READ: _l("Read by the participant"),
    LetterEventKind.RETURNED: _l("Came back by mail"),
    LetterEventKind.TOLD: _l("A message said that there is news"),
    LetterEventKind.EXPLAINED: _l("Explained to the participant"),
}

# On the case's line of time.
_SENTENCES: dict[str, Any] = {
    LetterEventKind.SENT: _l("Letter %(number)s left."),
    LetterEventKind.UNDONE: _l("Letter %(number)s was taken back before it left."),
    LetterEventKind.PRINTED: _l("Letter %(number)s was printed."),
    LetterEventKind.MAILED: _l("Letter %(number)s was mailed."),
    LetterEventKind.DELIVERED: _l("Letter %(number)s was handed over."),
    LetterEventKind.READ: _l("Letter %(number)s was read by the participant."),
    LetterEventKind.RETURNED: _l("Letter %(number)s came back by mail."),
    LetterEventKind.TOLD: _l("A message said that there is letter %(number)s."),
    LetterEventKind.EXPLAINED: _l("Letter %(number)s was explained to the participant."),
}

WAYS: dict[LetterWay, Any] = {
    LetterWay.PORTAL: _l("On the portal, with a message that there is news"),
    LetterWay.PRINT: _l("On paper, printed and mailed"),
}


def event_name(kind: str) -> str:
    """What happened, for the list on the letter's page."""
    return str(EVENTS[LetterEventKind(kind)])


def event_sentence(kind: str, number: str) -> str:
    """What happened to the letter with a number, as a sentence for the line of time."""
    return i18n.fill(str(_SENTENCES[kind]), {"number": number})
