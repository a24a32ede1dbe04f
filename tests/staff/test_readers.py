"""Supervisors and monitors read: no page shows them a button or link that is not theirs."""

import flask

from portal.demo import load
from portal.models import Account, Case
from portal.models.accounts import Role
from tests.browser import Browser, Page

CASES = ("WTW-1001", "WTW-1002", "DW-2002")
# What a supervisor does on a case of the unit: says what was done about a row of the report.
OWN_ACTS = {Role.SUPERVISOR: ("/annotations",), Role.MONITOR: ()}
READ_BY_POST = ("/staff/search",)  # keeps a name out of addresses and logs; it changes nothing


def links(page: Page, below: str) -> set[str]:
    """Where the page leads within a case."""
    found = {str(one.get("href")).partition("#")[0] for one in page.all("main a[href]")}
    # Kinds of a line of time are chosen together: one at a time tells as much as all their sets.
    return {href for href in found if href.startswith(below) and href.count("&") == 0}


def writing(page: Page) -> list[str]:
    """The forms of a page that would change something: to look for a word on a line of time does
    not, it goes by POST because the word may be a name."""
    forms = [one for one in page.all("main form") if (one.get("method") or "").lower() == "post"]
    actions = [str(one.get("action")) for one in forms]
    return [one for one in actions if one not in READ_BY_POST and not one.endswith("/timeline")]


def test_those_who_only_read_are_shown_nothing_that_writes(app: flask.Flask) -> None:
    load()
    for role in (Role.SUPERVISOR, Role.MONITOR):
        browser = Browser(app, Account.get(Account.role == role))
        for path in ("/staff", "/staff/inbox"):
            assert not writing(browser.get(path)), path
        for number in CASES:
            start = f"/staff/cases/{Case.get(Case.number == number).key}"
            walk(browser, start, OWN_ACTS[role])


def walk(browser: Browser, start: str, own: tuple[str, ...]) -> None:
    """Opens every page of a case that its pages lead to: each may be opened, none writes but by
    acts that are the reader's own (addresses below the case)."""
    seen, waiting = set(), {start, *(f"{start}/{one}" for one in ("documents", "letters", "plan"))}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = browser.client.get(path)
        assert answer.status_code == 200, path
        if answer.mimetype != "text/html":
            continue
        page = browser.get(path)
        assert [one for one in writing(page) if one.removeprefix(start) not in own] == [], path
        waiting |= links(page, start) - seen
