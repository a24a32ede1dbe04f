"""The list before a letter is sent, in words for staff."""

from typing import Any

from portal import i18n
from portal.i18n import lazy as _l
from portal.policy.letters import NoticeException
from portal.policy.preflight import Topic
from portal.policy.sending import Stop, Told

FINDINGS: dict[Stop | Told, Any] = {
    Stop.NO_WAY: _l("Choose at least one way for the letter to go."),
    Stop.REASON_MISSING: _l("Write down why the exception holds here."),
    Stop.NO_RIGHTS: _l("The letter takes something away and does not say how to disagree."),
    Stop.NOT_ASKED_FOR: _l("Nothing on the case asks for this letter any more."),
    Stop.NO_PLACE_FOR_NOTE: _l(
        "The state's own form has no place for a note. Take the note out, and tell it another way."
    ),
    Told.OFFICIAL_TEXT: _l(
        "Goes in the state's own form, %(detail)s, with the English letter behind it. Its first"
        " page has no address for a window, and it has no large print, Braille or voice of its own."
    ),
    Told.FORMAT: _l("%(detail)s"),
    Stop.NO_SUCH_LETTER: _l("Your office never printed a letter with this number."),
    Told.ACCOMMODATION: _l("Agreed with this person: %(detail)s."),
    Told.SHORT_NOTICE: _l("The notice is shorter than the full one, for a listed exception."),
    Told.PERSONAL_FOLLOWS: _l(
        "Your own note is not translated into %(detail)s yet. The letter goes and says that the"
        " note follows; it is sent as a letter of its own when it is there."
    ),
    Told.WAITS_AT_OFFICE: _l(
        "This person is in danger. Nothing is mailed: the letter waits at the office, to be handed"
        " over."
    ),
    Told.NO_MESSAGE: _l(
        "No phone and no e-mail take messages. The letter is on the portal and nobody tells this"
        " person: think of the paper, too."
    ),
}

# What a topic says when nothing is the matter.
FINE: dict[Topic, Any] = {
    Topic.LANGUAGE: _l("Language: %(detail)s"),
    Topic.FIELDS: _l("Every field holds what it needs."),
    Topic.DATES: _l("The dates can stand."),
    Topic.PERSONAL: _l("Your own note is translated."),
    Topic.GLYPHS: _l("The letter's fonts can draw every sign."),
    Topic.ADDRESS: _l("There is an address to send it to."),
    Topic.RIGHTS: _l("It says the rule, and what to do if one does not agree."),
    Topic.ACCOMMODATION: _l("Nothing special was agreed on letters."),
}

# When a cut or stop need not wait for the full notice; WAC 388-458-0025(5).
EXCEPTIONS: dict[NoticeException, Any] = {
    NoticeException.ASKED_BY_PARTICIPANT: _l("The participant asked for it in writing"),
    NoticeException.LAW_CHANGE_FOR_MANY: _l("A change of law that concerns many"),
    NoticeException.TOLD_AT_APPROVAL: _l("Told when it was approved, that it ends on this day"),
    NoticeException.MOVED_TO_ANOTHER_STATE: _l("Moved to another state and gets help there"),
    NoticeException.DIED: _l("The participant died"),
    NoticeException.MAIL_RETURNED_WITHOUT_ADDRESS: _l("Mail came back and no address is known"),
}


def all_right(topic: Topic, detail: str) -> str:
    """A line of the list where nothing is the matter; `detail` names language and release."""
    return i18n.fill(str(FINE[topic]), {"detail": detail})
