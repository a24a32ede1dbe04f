"""What messages to phones and mailboxes say: that there is news, never what it is about."""

from datetime import date

from portal import dates
from portal.i18n import gettext as _


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


def _with_a_way_out(text: str) -> str:
    way_out = _("Reply STOP to end these texts.")
    return f"{text} {way_out}"
