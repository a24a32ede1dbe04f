"""What messages say: those to phones and mailboxes that there is news, never what it is about;
those the portal answers with for a worker who is away; and how far news came, for staff."""

from datetime import date
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.messages import Delivery
from portal.policy.messages import AbsenceRefusal, LeftOut, MessageRefusal

REFUSALS: dict[MessageRefusal, Any] = {
    MessageRefusal.EMPTY: _l("Please write something first."),
    MessageRefusal.NOBODY: _l("Nobody in this list can get the message."),
    MessageRefusal.TOO_MANY: _l("These are too many people for one message. Filter the list."),
    MessageRefusal.LIST_CHANGED: _l(
        "The list changed since you opened this page. Look at the names again, then send."
    ),
}
ABSENCE_REFUSALS: dict[AbsenceRefusal, Any] = {
    AbsenceRefusal.ENDS_BEFORE_START: _l("The last day is before the first one."),
    AbsenceRefusal.IN_THE_PAST: _l("The last day is over already."),
    AbsenceRefusal.TOO_LONG: _l("This is more than half a year: transfer the cases instead."),
    AbsenceRefusal.AWAY_ALREADY: _l("An absence is entered for some of these days already."),
    AbsenceRefusal.SAME_PERSON: _l("Choose somebody else: nobody stands in for themselves."),
    AbsenceRefusal.NOT_OF_UNIT: _l("Choose a caseworker of the same unit."),
    AbsenceRefusal.STAND_IN_AWAY: _l("This colleague is away on some of these days."),
}
LEFT_OUT: dict[LeftOut, Any] = {
    LeftOut.PRIVATE: _l("private case: write to this person alone"),
    LeftOut.CLOSED: _l("the case is closed"),
    LeftOut.NOT_YOURS: _l("not your case"),
}
_BY_TEXT: dict[Delivery, Any] = {
    Delivery.QUEUED: _l("Text message on its way"),
    Delivery.SENDING: _l("Text message on its way"),
    Delivery.SENT: _l("Text message sent, arrival not known"),
    Delivery.DELIVERED: _l("Text message delivered"),
    Delivery.FAILED: _l("Text message failed. Call, and check the number."),
    Delivery.UNKNOWN: _l("Text message: nobody can tell whether it arrived. Call if it matters."),
    Delivery.WITHHELD: _l("Text message held back: this case is private"),
}
_BY_EMAIL: dict[Delivery, Any] = {
    Delivery.QUEUED: _l("E-mail on its way"),
    Delivery.SENDING: _l("E-mail on its way"),
    Delivery.SENT: _l("E-mail sent, arrival not known"),
    Delivery.DELIVERED: _l("E-mail delivered"),
    Delivery.FAILED: _l("E-mail failed. Call, and check the address."),
    Delivery.UNKNOWN: _l("E-mail: nobody can tell whether it arrived. Call if it matters."),
    Delivery.WITHHELD: _l("E-mail held back: this case is private"),
}
_TONES = {Delivery.DELIVERED: "good", Delivery.FAILED: "bad", Delivery.UNKNOWN: "warn"}


def delivery(state: str | None, channel: str | None, is_private: bool = False) -> tuple[str, str]:
    """How far the news of a message came, for staff: the words, and a tone (plain, good, warn,
    bad). In: None for both where no news went out."""
    if not state:
        if is_private:
            return _("No text message or e-mail: this case is private"), "plain"
        return _("No text message or e-mail: there is no channel for news"), "plain"
    words = _BY_TEXT if channel == "sms" else _BY_EMAIL
    found = Delivery(state)
    return str(words[found]), _TONES.get(found, "plain")


def automatic_answer(away: str, stand_in: str, back_on: date, office_phone: str) -> str:
    """What the portal answers for a worker who is away: until when, and who answers instead; where
    nobody does, the office's telephone."""
    day = dates.day(back_on)
    back = _("%(worker)s is away and is back on %(day)s.", worker=away, day=day)
    if stand_in:
        instead = _("%(name)s reads your message and answers you.", name=stand_in)
    elif office_phone:
        instead = _("If it cannot wait, please call the office: %(phone)s.", phone=office_phone)
    else:
        instead = _("If it cannot wait, please call the office.")
    return f"{back} {instead}"


def subject_of(_kind: str) -> str:
    """The subject of an e-mail; the same for every kind, as others may see it."""
    return _("News for you")


def body_of(_kind: str, worker: str, by_phone: bool) -> str:
    """The message, at most 160 characters in a text: who writes, and that there is news."""
    news = (
        _("%(worker)s has news for you. Please sign in to the portal.", worker=worker)
        if worker
        else _("There is news for you. Please sign in to the portal.")
    )
    return _with_a_way_out(news) if by_phone else news


def reminder_body(worker: str, due_on: date, by_phone: bool) -> str:
    """The reminder before a live contact falls due: by when, and how; no word of the program."""
    day = dates.short_day(due_on)
    asks = (
        _(
            "%(worker)s asks you to get in touch by %(day)s. Sign in or call.",
            worker=worker,
            day=day,
        )
        if worker
        else _("Please get in touch by %(day)s. Sign in or call.", day=day)
    )
    return _with_a_way_out(asks) if by_phone else asks


def todo_reminder_body(worker: str, due_on: date, by_phone: bool) -> str:
    """The reminder before something that a participant is to do or send falls due: by when, and
    where it stands; no word of what it is."""
    day = dates.short_day(due_on)
    asks = (
        _("%(worker)s has something for you to do by %(day)s. Please sign in.",
          worker=worker, day=day)
        if worker
        else _("There is something for you to do by %(day)s. Please sign in.", day=day)
    )  # fmt: skip
    return _with_a_way_out(asks) if by_phone else asks


def _with_a_way_out(text: str) -> str:
    way_out = _("Reply STOP to end these texts.")
    return f"{text} {way_out}"
