"""A document as staff look at it: its pages one after the other, each with its own answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal import dates, resources
from portal.access import actor
from portal.i18n import gettext as _
from portal.models.documents import Document, Page, PageState
from portal.policy.calendar import office_date
from portal.reports.documents import ties
from portal.words import document_reviews
from portal.words.contacts import WAYS
from portal.words.documents import KINDS


@dataclass(frozen=True)
class Sheet:
    """One page as it is printed: of a file, the sheet `part` of it (from 1), `number` in the whole
    document; `name` is its field in a form and `chosen` what was marked there."""

    page: Page
    part: int
    number: int
    name: str
    chosen: str

    @property
    def is_first(self) -> bool:
        """True for the first sheet of its file."""
        return self.part == 1


def sheets_of(pages: list[Page], chosen: Mapping[str, str]) -> list[Sheet]:
    """The sheets of these pages; one for a page that is not clean, so that it is seen to be there.

    `chosen`: reasons by field, as they were sent and not saved."""
    found: list[Sheet] = []
    for page in pages:
        is_asked = page.state == PageState.CLEAN and page.is_asked_again
        for part in range(1, max(int(page.sheets), 1) + 1):
            name = f"page-{page.key}-{part}"
            stands = str(page.review_reason) if is_asked else ""
            found.append(Sheet(page, part, len(found) + 1, name, chosen.get(name, stands)))
    return found


def shown(document: Document, chosen: Mapping[str, str]) -> dict[str, Any]:
    """What the viewer needs beside the answer: the sheets, and the files that others replaced."""
    pages = Page.with_replaced(document.id)
    return {
        "sheets": sheets_of([page for page in pages if page.replaced_at is None], chosen),
        "earlier": {page.id: page for page in pages if page.replaced_at is not None},
        "scan_words": document_reviews.scan_words,
        "page_choices": document_reviews.PAGE_CHOICES,
        "short": document_reviews.SHORT,
    }


def belongings(document: Document) -> list[dict[str, Any]]:
    """What a document has to do with, as lines: what, words, the address
    of what there is, and by what it can be taken back."""
    zone = resources.timezone()
    base = f"/staff/cases/{document.case.key}"
    addresses = {"same": f"{base}/documents/", "contact": f"{base}/contacts/"}
    return [
        {
            "what": one.what,
            "key": one.key,
            "ref": one.ref,
            "words": _belonging_words(one, zone),
            "href": addresses[one.what] + one.ref if one.what in addresses else "",
        }
        for one in ties.belongings(actor(), document)
    ]


def _belonging_words(one: ties.Belonging, zone: str) -> str:
    """One thing that a document has to do with, in a line; `zone` is the office's time zone."""
    match one.what:
        case "hours":
            return _(
                "%(hours)s hours of %(activity)s, %(days)s", hours=dates.hours(one.minutes),
                activity=document_reviews.activity_name(one.name),
                days=days_words(one.on, one.until),
            )  # fmt: skip
        case "contact":
            return _("%(way)s, %(day)s", way=WAYS[one.name], day=dates.short_day(one.on))  # type: ignore[index]
        case "activity":
            return document_reviews.activity_name(one.name)
        case "request":
            day = dates.short_day(one.on)
            return _("%(paper)s, asked for by %(day)s", paper=KINDS[one.name], day=day)
    came_on = dates.short_day(office_date(one.at, zone))
    return _("%(receipt)s, came on %(day)s", receipt=one.name, day=came_on)


def days_words(first: date, last: date) -> str:
    """From one local day to another, or the one day that both are."""
    if first == last:
        return dates.short_day(first)
    return _("%(first)s to %(last)s", first=dates.short_day(first), last=dates.short_day(last))
