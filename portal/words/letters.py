"""Letters in words: their fields and states for staff, the codes in them for their readers."""

from datetime import date
from typing import Any

from portal import dates, i18n
from portal.i18n import lazy as _l
from portal.policy.documents import DocumentKind
from portal.policy.sending import Finding, Stop, Told
from portal.words import documents, letter_checks, letter_fields, letter_phrases
from portal.words.contacts import WAYS
from portal.words.phrases import ACTIVITIES, APPOINTMENTS, GOALS, SERVICES, STEPS, WHY_ASKED

# "Something else" says nothing in a letter.
PAPERS: dict[str, Any] = documents.KINDS | {
    DocumentKind.OTHER: _l("Another paper that we talked about")
}

# What a letter is about, as its reader sees it in the list.
KINDS: dict[str, Any] = {
    "appointment": _l("Your meeting with us"),
    "no_contact_30_days": _l("Please get in touch with us"),
    "documents_needed": _l("We need papers from you"),
    "note_translated": _l("Your counselor's note, in your language"),
    "access_code": _l("Your code to use our website"),
    "plan_to_sign": _l("Your plan and your signature"),
    "plan_amended": _l("Your plan has changed"),
    "contact_due_soon": _l("We would like to hear from you"),
    "good_cause": _l("Please tell us what happened"),
    "staffing_invitation": _l("Please come and talk with us"),
    "staffing_result": _l("What we decided at our meeting"),
    "sanction": _l("Your cash aid will change"),
    "sanction_check_in": _l("You can get your full cash aid back"),
    "sanction_ended": _l("Your cash aid goes back up"),
    "support_ended": _l("Some help that you get will end"),
    "support_decided": _l("The help that you asked for"),
    "case_closing": _l("Your case in our program will close"),
    "documents_received": _l("We have your papers"),
    "exemption_decided": _l("If you are excused from hours"),
    "hours_short": _l("Let us look at your hours together"),
    "notes_copy_ready": _l("The copy of your notes is ready"),
}

# What staff may choose for a field, by the field's bank (LANG-2).
BANKS: dict[str, dict[Any, Any]] = {
    "appointment": APPOINTMENTS,
    "reason": WHY_ASKED,
    "paper": PAPERS,
    "way": WAYS,
    "goal": GOALS,
    "activity": ACTIVITIES,
    "service": SERVICES,
    "step": STEPS,
    **letter_phrases.BANKS,
}
# One code is in several banks: the first of them is the one that says it where no bank is known.
_CODES: dict[str, Any] = {
    str(code): words for bank in reversed(BANKS.values()) for code, words in bank.items()
}

FIELDS: dict[str, Any] = {
    "meeting_kind": _l("Kind of meeting"),
    "meeting_on": _l("Day of the meeting"),
    "meeting_at": _l("Time of the meeting"),
    "place": _l("Place: address and room, or a telephone number"),
    "bring_list": _l("Papers to bring"),
    "last_live_on": _l("Last live contact"),
    "enrolled_on": _l("Enrolled, where there was no live contact yet"),
    "attempts": _l("Attempts since then"),
    "reply_by": _l("Last day to get in touch"),
    "items": _l("Papers"),
    "due_on": _l("Needed by"),
    "reason": _l("Why we ask"),
    **letter_fields.FIELDS,
    "exception_reason": _l("Why the notice may be shorter"),
    "rule": _l("The rule it rests on"),
    "worker_name": _l("Worker"),
    "worker_phone": _l("The worker's telephone"),
    "mailing_address": _l("Mailing address"),
    "client_name": _l("Name"),
    "office_address": _l("Address of the office"),
    "office_phone": _l("Telephone of the office"),
    "personal_text": _l("Your own note"),
    "first_no": _l("Number of the letter it belongs to"),
    "first_on": _l("Day that letter was sent"),
}

_FINDINGS: dict[Stop | Told, Any] = {
    Stop.MISSING: _l("Please fill this in."),
    Stop.NO_ADDRESS: _l("There is no mailing address on the case."),
    Stop.UNREADABLE: _l("This cannot be read: %(detail)s"),
    Stop.IN_THE_PAST: _l("This day is past."),
    Stop.IN_THE_FUTURE: _l("This day has not come yet."),
    Stop.NOTICE_TOO_SHORT: _l("The letter must arrive at least %(detail)s days before."),
    Stop.NOT_DRAWABLE: _l("The letter's fonts cannot draw: %(detail)s"),
    Stop.PERSONAL_WAITING: _l(
        "Your own note waits for its translation into %(detail)s. The letter can go when it is"
        " there, or without the note."
    ),
    Stop.NOT_IN_USE: _l("This kind of letter is not in use any more."),
    Stop.NOT_IN_PROGRAM: _l("The program of this case does not have this letter."),
    Stop.ALREADY_SENT: _l("This letter was sent already. It stays as it is."),
    Stop.NOT_SENT: _l("This letter is not sent yet: change the draft itself."),
    **letter_checks.FINDINGS,
    Told.NO_RELEASE: _l(
        "There is no approved text in %(detail)s. The letter goes in English with the sheet on free"
        " language help, and you get a task: call with an interpreter."
    ),
    Told.WORDS_UNTRANSLATED: _l(
        "These words have no text in the participant's language: %(detail)s. The letter goes in"
        " English with the sheet on free language help, and you get a task: call with an"
        " interpreter."
    ),
    Told.LARGE_PRINT: _l("Large print was asked for: it will be printed in 18 points."),
    Told.NEEDS_INTERPRETER: _l("This person needs an interpreter: %(detail)s."),
}


def phrase(code: str, tag: str) -> str:
    """A code of the phrase bank as the language `tag` says it; any other text as it is (LANG-2)."""
    words = _CODES.get(code)
    if words is None:
        return code
    with i18n.use(tag):
        return str(words)


def kind_name(kind: str) -> str:
    """What a kind of letter is about, in the reader's words."""
    return str(KINDS.get(kind, _l("Letter")))


def field_name(name: str) -> str:
    """A field of a letter in words, for staff."""
    return str(FIELDS.get(name, name.replace("_", " ").capitalize()))


def finding(one: Finding) -> str:
    """One line of the list before sending, in words: what it is about and what is the matter."""
    with_place = i18n.fill(str(_FINDINGS[one.code]), {"detail": one.detail})
    return f"{field_name(one.field)}: {with_place}" if one.field else with_place


def refusal(code: Any) -> str:
    """Why something was not done to a letter, in words."""
    return i18n.fill(str(_FINDINGS[code]), {"detail": ""})


def dated(raw: str, bank: str) -> str:
    """A line of a list as the letter says it, "telephone@2026-11-17" of bank "way" in words."""
    code, _at, on = raw.partition("@")
    words = str(BANKS[bank].get(code, code))
    return f"{words}, {dates.day(date.fromisoformat(on))}" if on else words


def call_task(letter_no: str, language: str) -> str:
    """The worker's task where a letter had to go in English (LET-4)."""
    return f"Call with an interpreter ({language}): letter {letter_no} went out in English"


def explain_task(letter_no: str) -> str:
    """The worker's task where a participant does not understand a letter."""
    return f"Explain letter {letter_no}: the participant does not understand it"


def late_task(letter_no: str) -> str:
    """The worker's task where a letter was held up and its dates are not lawful any more (R6)."""
    return f"Letter {letter_no} could not leave in time: set its dates anew and send it"


def mailed_late_task(letter_no: str) -> str:
    """The worker's task where a letter was mailed too late for the day it names (R6)."""
    return f"Letter {letter_no} was mailed too late for its day: correct it by a new letter"


def returned_task(letter_no: str) -> str:
    """The worker's task where a letter came back by mail."""
    return f"Find the address: letter {letter_no} came back by mail"


def contact_summary(letter_no: str, name: str) -> str:
    """What the contact says that a sent letter is (CON-5)."""
    return f"Letter {letter_no}: {name}"
