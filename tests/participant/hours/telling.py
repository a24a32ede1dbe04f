"""What she does on her phone, and what is kept of it."""

from datetime import date

from portal.models import HoursEntry
from tests.browser import Browser, Page

MONTH = "/my/hours/2026-11"
MONDAY = date(2026, 11, 2)


def standing() -> list[HoursEntry]:
    return list(
        HoursEntry.select().where(HoursEntry.replaced_at.is_null()).order_by(HoursEntry.done_on)
    )


def confirm(maria: Browser, number: int) -> Page:
    """Presses the button under a week."""
    page = maria.get(MONTH)
    return maria.submit(page, MONTH, selector=f"#week-{number} form")
