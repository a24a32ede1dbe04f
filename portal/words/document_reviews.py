"""What staff alone read at a document: short reasons for a page, the scanner's word."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.documents import Page, PageState
from portal.policy.documents import PAGE_REASONS, ReturnReason
from portal.words.phrases import activity_words

# The same reasons as participants read them, in two words, for a list beside each page.
SHORT: dict[str, Any] = {
    ReturnReason.TOO_DARK: _l("Too dark"),
    ReturnReason.BLURRED: _l("Not sharp"),
    ReturnReason.CUT_OFF: _l("Cut off"),
    ReturnReason.NOT_READABLE: _l("Cannot be read"),
    ReturnReason.WRONG_DOCUMENT: _l("Another paper"),
    ReturnReason.OUT_OF_DATE: _l("From an earlier time"),
    ReturnReason.OTHER: _l("Something else, in your words"),
}
PAGE_CHOICES = [(reason, SHORT[reason]) for reason in PAGE_REASONS]


def scan_words(page: Page) -> str:
    """What became of a page's scan for viruses."""
    if page.state == PageState.RECEIVED:
        return _("Waits for the virus scanner")
    if page.scan == "clean":
        return _("Scanned, no virus")
    return _("Virus found") if page.scan == "infected" else _("Not scanned")


def activity_name(code: str) -> str:
    """An activity's kind in words; hours may belong to none."""
    return activity_words(code) if code else _("hours of no activity of the plan")
