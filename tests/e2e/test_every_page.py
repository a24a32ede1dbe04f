"""Every page of the running demo, for everybody who may open it: nothing keeps anybody from using it.

Each role walks its area by the links; of each route one page is opened in a real browser (two, where
a draft and what it became are one route). English for all, Arabic for participants and visitors.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.barriers import Ear, barriers, dead_controls
from tests.e2e.conftest import DESK, sign_in_participant, sign_in_staff
from tests.e2e.crawling import READ, Found, crawl, endpoint

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

# A plan and a request; a report; a document; a copy of notes; pages asked for again, hours that
# wait for proof; a plan to sign; a meeting about a decision.
PARTICIPANTS = ("WTW-1002", "WF-3002", "DW-2001", "WTW-1001", "WTW-1003", "WTW-1008", "WF-3001")
STAFF = {
    "counselor": "/staff", "supervisor": "/staff", "monitor": "/staff", "clerical": "/staff",
    "provider": "/staff", "admin": "/staff", "translator": "/translate", "reviewer": "/translate",
}  # fmt: skip
SEARCH = {"counselor": ("/staff/search",)}  # a page to type on; what it finds is no address
VISITED = (
    "/",
    "/help",
    "/help/card",
    "/my/start",
    "/my/start/DEMO1002",
    "/my/sign-in",
    "/staff/sign-in",
    "/demo/outbox",
    "/calendar",  # where one comes to in a hurry
)
# What none of the walks comes to, and where it is tested instead.
ELSEWHERE = {
    "auth.healthz", "auth.readyz",  # for machines
    "auth.who",  # asked of people who share a phone; tests/auth
    "auth.second_factor_ask",  # no second factor in a demo; tests/auth
    "participant.contacts_start",  # goes on to the first question
    "staff.contacts_index",  # goes on to the line of time
    "participant.receipts_show",  # goes on to what the receipt is for
    "participant.documents_picture", "participant.documents_download",  # files
    "participant.documents_thumbnail", "staff.documents_picture", "staff.documents_download",
    "staff.documents_thumbnail", "staff.documents_pdf", "staff.inbox_next",
    "participant.letters_download_braille", "participant.letters_download_sound",
    "participant.letters_calendar", "staff.formats_download", "translate.voices_listen",
    "participant.letters_download", "participant.letters_download_large", "participant.plan_pdf",
    "participant.appointments_calendar", "participant.tasks_calendar", "auth.calendar_subscribed",
    "participant.notes_copy_download", "staff.calendar_download", "staff.copies_download",
    "staff.languages_csv", "staff.management_csv", "staff.plans_pdf", "staff.printing_download",
    "staff.staffings_packet", "translate.glossary_export", "translate.glossary_export_tbx",
    "translate.official_download", "translate.screens_export",
    # asked where a case is private, is another's, or was told to another worker; tests/staff
    "staff.safety_ask", "staff.openings_new", "staff.supports_update",
    "staff.letters_download", "staff.letters_download_large", "translate.previews_download",
    "translate.exchange_export", "staff.notes_download", "staff.notes_file",
}  # fmt: skip
_reached: set[str] = set()
_walked: set[str] = set()
WALKS = len(STAFF) + 5  # the tests of this file, whatever order they come in


@pytest.fixture(autouse=True)
def counted(request: pytest.FixtureRequest) -> Iterator[None]:
    """Counts this walk as done."""
    yield
    _walked.add(request.node.name)


@pytest.fixture(autouse=True, scope="module")
def every_page_was_looked_at_by_somebody() -> Iterator[None]:
    """After the last walk: a page that no walk finds is not one that holds."""
    yield
    if len(_walked) == WALKS:
        assert sorted({one.endpoint for one in READ} - _reached - ELSEWHERE) == []


@pytest.fixture
def person(open_browser: OpenBrowser) -> Page:
    """A browser on a desk that hears what goes wrong on its pages."""
    return open_browser(DESK)


def _choose_language(page: Page, tag: str, start: str) -> None:
    page.goto(start)
    page.click(".languages > summary")
    assert page.locator(f".languages button[value={tag}]").count(), f"{tag} cannot be chosen"
    page.click(f".languages button[value={tag}]")
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == tag


def _problems(page: Page, found: Found, seen: set[tuple[str, ...]] | None = None) -> list[str]:
    """Opens each found page and looks; with `seen`, neither what is in it nor visitors' pages."""
    ear, wrong = Ear(page), [f"cannot be opened: {one}" for one in found.refused]
    for kind, address in found.pages.items():
        _reached.add(kind[0])
        if seen is not None and (kind in seen or kind[0].startswith("auth.")):
            continue
        response = page.goto(address)
        assert response
        assert response.ok, f"{address}: {response.status}"
        wrong += [f"{address}: {one}" for one in (*barriers(page), *ear.told())]
        if seen is not None:
            seen.add(kind)
    return wrong


def _go_through(page: Page, kind: str) -> list[str]:
    """Answers a report's questions, the first answer each, up to what is sent; looks at each step."""
    wrong = []
    page.goto(f"/my/contacts/new/{kind}")
    while endpoint(page.url) == "participant.contacts_step":
        for control in page.locator("main form .choice input").all()[:1]:
            control.check(force=True)  # its label lies over it
        for control in page.locator("main form .input:visible").all():
            if control.get_attribute("type") == "tel":
                control.fill("(510) 555-0199")
            elif "date" not in str(control.get_attribute("id")):
                control.fill("1")
        wrong += [f"{page.url}: {one}" for one in barriers(page)]
        before = page.url
        with page.expect_navigation():
            page.click("main form button[type=submit]")
        if page.url == before:  # a question that does not take this answer: its error is a page too
            wrong += [f"{before}, refused: {one}" for one in barriers(page)]
            break
    _reached.add(endpoint(page.url))
    return wrong + [f"{page.url}: {one}" for one in barriers(page)]


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_participants_meet_no_barrier(person: Page, tag: str) -> None:
    wrong: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for number in PARTICIPANTS:
        person.context.clear_cookies()
        sign_in_participant(person, number)
        if tag != "en" or person.get_attribute("html", "lang") != tag:
            _choose_language(person, tag, "/my")
        wrong += _problems(person, crawl(person.context, "/my"), seen)
    wrong += _go_through(person, "in-touch")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_visitors_meet_no_barrier(person: Page, tag: str) -> None:
    if tag != "en":
        _choose_language(person, tag, "/")
    wrong = _problems(person, crawl(person.context, *VISITED))
    ear = Ear(person)
    for start, status in (("/my/no-such-page", 404), ("/staff/no-such-page", 404)):
        response = person.goto(start)
        assert response
        assert response.status == status
        wrong += [f"{start}: {one}" for one in (*barriers(person), *ear.told())]
    person.goto("/my/start")
    with person.expect_navigation():
        person.click("main form button[type=submit]")
    wrong += [f"/my/start with nothing in it: {one}" for one in (*barriers(person), *ear.told())]
    person.goto("/my/sign-in")
    person.fill("main form .input >> nth=0", "(510) 555-0199")
    with person.expect_navigation():
        person.click("main form button[type=submit]")
    _reached.add(endpoint(person.url))
    wrong += [f"{person.url}: {one}" for one in (*barriers(person), *ear.told())]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("mailbox", STAFF)
def test_staff_and_translators_meet_no_barrier(person: Page, mailbox: str) -> None:
    sign_in_staff(person, mailbox)
    found = crawl(person.context, STAFF[mailbox], *SEARCH.get(mailbox, ()))
    wrong = _problems(person, found, _met_by_staff)
    # A page that is not for this role.
    closed = "/staff/inbox" if mailbox not in ("counselor", "supervisor", "monitor") else "/my"
    response = person.goto(closed)
    assert response
    assert response.status in (403, 404) or endpoint(person.url).startswith("auth.")
    wrong += [f"{closed}, closed: {one}" for one in barriers(person)]
    assert not wrong, "\n".join(wrong)


# A page that sends the same things was looked at with the role before.
_met_by_staff: set[tuple[str, ...]] = set()


def test_without_a_script_every_control_of_participants_works(open_browser: OpenBrowser) -> None:
    page = open_browser(DESK, script=False)
    wrong: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for number in PARTICIPANTS:
        page.context.clear_cookies()
        sign_in_participant(page, number)
        for kind, address in crawl(page.context, "/my", *VISITED).pages.items():
            if kind in seen:
                continue
            seen.add(kind)
            response = page.goto(address)
            assert response
            assert response.ok, f"{address}: {response.status}"
            wrong += [f"{address}: {one}" for one in dead_controls(page)]
    assert not wrong, "\n".join(wrong)
