"""What staff alone read at a document: short reasons for a page, the scanner's word, what the
document belongs to."""

from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.documents import Page, PageState
from portal.policy.calendar import office_date
from portal.policy.documents import PAGE_REASONS, ReturnReason
from portal.reports.documents.ties import Belonging
from portal.words.contacts import WAYS
from portal.words.documents import KINDS
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


def belonging_words(one: Belonging, zone: str) -> str:
    """One thing that a document has to do with, in a line; `zone` is the office's time zone."""
    match one.what:
        case "hours":
            return _(
                "%(hours)s hours of %(activity)s, %(first)s to %(last)s",
                hours=dates.hours(one.minutes), activity=activity_name(one.name),
                first=dates.short_day(one.on), last=dates.short_day(one.until),
            )  # fmt: skip
        case "contact":
            return _("%(way)s, %(day)s", way=WAYS[one.name], day=dates.short_day(one.on))  # type: ignore[index]
        case "activity":
            return activity_name(one.name)
        case "request":
            day = dates.short_day(one.on)
            return _("%(paper)s, asked for by %(day)s", paper=KINDS[one.name], day=day)
    came_on = dates.short_day(office_date(one.at, zone))
    return _("%(receipt)s, came on %(day)s", receipt=one.name, day=came_on)
