"""How each kind of report is answered, for tests that hold for all of them."""

from typing import Any

from portal.models.contacts import ReportKind
from tests.browser import Page
from tests.participant.walking import Walker

NEW = "/my/contacts/new"
TODAY_TYPED = ["11", "20", "2026"]
EMPLOYER = {
    "employer": "Oak Bakery", "contacted_on": ["11", "18", "2026"], "way": "visit",
    "result": "applied",
}  # fmt: skip

# Kind -> the fields of each page, in the order in which they are asked.
ANSWERS: dict[ReportKind, list[dict[str, Any]]] = {
    ReportKind.IN_TOUCH: [{"answer": "good"}, {"answer": "All is well."}, {"answer": "no"}],
    ReportKind.JOB: [
        {"answer": "new_job"}, {"answer": "Oak Bakery"}, {"answer": "20"},
        {"answer": TODAY_TYPED}, {"answer": ""},
    ],
    ReportKind.ADDRESS: [
        {"answer": ["phone"]}, {"answer": "510 555 0199"}, {"answer": TODAY_TYPED},
    ],
    ReportKind.PROBLEM: [
        {"answer": "no_ride"}, {"answer": TODAY_TYPED}, {"answer": "sometimes"}, {"answer": ""},
    ],
    ReportKind.PLAN_CHANGE: [{"answer": ["hours"]}, {"answer": "Mornings, please."}],
    ReportKind.SAFETY: [
        {"answer": "not_now"}, {"answer": "some"}, {"answer": ["office"]},
        {"answer": ["morning"]}, {"answer": "yes"}, {"answer": "Wordofdanger"},
    ],
    ReportKind.JOB_SEARCH: [EMPLOYER],
}  # fmt: skip
KINDS = list(ANSWERS)


def begin(browser: Walker, kind: ReportKind) -> Page:
    """Opens a report where it waits; who is not safe goes on from the page with the numbers."""
    page = browser.get(f"{NEW}/{kind}", status=200 if _has_first_page(browser, kind) else 302)
    if page.status == 200:
        return browser.get(page.one("main .actions a.button:first-child").get("href"))
    return browser.follow(page)


def _has_first_page(browser: Walker, kind: ReportKind) -> bool:
    answer = browser.client.get(f"{NEW}/{kind}")
    return answer.status_code == 200


def fill(browser: Walker, page: Page, fields: dict[str, Any]) -> Page:
    """Answers one page; gives the next one."""
    return browser.follow(browser.submit(page, browser.path, fields))


def answer_all(browser: Walker, kind: ReportKind) -> Page:
    """Answers all pages of a report; gives the check page."""
    page = begin(browser, kind)
    for fields in ANSWERS[kind]:
        page = fill(browser, page, fields)
    assert browser.path == f"{NEW}/{kind}/check", browser.path
    return page


def send(browser: Walker, kind: ReportKind) -> Page:
    """Answers and sends a report; gives its receipt."""
    page = answer_all(browser, kind)
    return browser.follow(browser.submit(page, browser.path))
