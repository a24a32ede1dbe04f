"""What messages to phones and mailboxes say: that there is news, never what it is about."""

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
    return f"{news} {_('Reply STOP to end these texts.')}" if by_phone else news
