"""What happened to a letter after it was sent, in words for staff."""

from typing import Any

from portal import i18n
from portal.i18n import lazy as _l
from portal.models.letters import Letter, LetterEventKind, LetterWay

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


# What is kept of a letter, by portal.reports.letters.frozen.Kept.
KEPT: dict[str, Any] = {
    "page": _l("the page"),
    "pdf": _l("the PDF"),
    "large": _l("the PDF in large print"),
}


def ways_named(letter: Letter) -> list[str]:
    """The ways that a letter goes or went, in words."""
    return [str(words) for way, words in WAYS.items() if letter.goes_by(way)]


# What staff note by hand.
OUTCOMES: dict[LetterEventKind, Any] = {
    LetterEventKind.RETURNED: _l("It came back by mail"),
    LetterEventKind.DELIVERED: _l("It was handed over"),
    LetterEventKind.EXPLAINED: _l("It was explained to the participant"),
}

# What happened on a case that asks for a letter, by reports/letters/suggestions.py:Event.
_SUGGESTIONS: dict[str, Any] = {
    "code_issued": _l("A code to sign in was made."),
    "plan_offered": _l("A plan is ready to be signed."),
    "plan_signed": _l("The plan was signed by both."),
    "plan_amended": _l("An amendment of the plan was signed."),
    "contact_due": _l("A live contact falls due in a few days."),
    "no_contact": _l("There was no live contact for 30 days."),
    "document_asked": _l("A document was asked for."),
    "document_received": _l("A document came in."),
    "month_short": _l("A month's hours are fewer than required."),
    "notes_copied": _l("A copy of the case notes was released."),
    "support_decided": _l("A supportive service was granted or denied."),
    "support_ended": _l("A supportive service was ended."),
    "noncompliance": _l("A noncompliance was opened: what happened is asked."),
    "sanctioned": _l("A sanction was entered."),
    "sanction_month": _l("A month of the sanction: how it ends, and when we talk."),
    "sanction_ended": _l("The sanction ended."),
    "exempted": _l("An exemption was saved."),
    "exempt_status": _l("The case became exempt."),
    "exemption_ends": _l("The exemption is looked at again, or ends, within 30 days."),
    "exemption_over": _l("The exemption has ended."),
}


def suggestion(event: str) -> str:
    """What happened on the case, as a sentence beside the letter that it asks for."""
    return str(_SUGGESTIONS[event])
