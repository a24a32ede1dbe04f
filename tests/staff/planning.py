"""Writing at a draft as its worker does, for tests."""

from datetime import timedelta
from typing import Any

from portal import clock
from portal.models import Activity, Case
from tests.browser import Browser

START = clock.today("America/Los_Angeles") + timedelta(days=10)


def edit(made: Case, more: str = "") -> str:
    return f"/staff/cases/{made.key}/plan/edit{more}"


WEEK = {
    "kind": "english_class", "provider": "Oakland Adult School", "starts_on": str(START),
    "row_0_days": ["0", "2"], "row_0_start": "09:00", "row_0_end": "13:00",
    "row_1_days": ["4"], "row_1_start": "22:00", "row_1_end": "02:30",
}  # fmt: skip


def written(browser: Browser, made: Case, **changes: Any) -> Activity:
    """An activity added on its page."""
    page = browser.get(edit(made, "/activities/new"))
    fields = page.form("#activity") | WEEK | changes
    browser.follow(browser.post(edit(made, "/activities"), fields))
    return Activity.select().order_by(Activity.id.desc()).get()
