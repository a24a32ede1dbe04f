"""What is promised a family before anything is taken from it, told in the browser: one is rescued
in time, and one is sanctioned as the law says, with every thing done before that must be."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal import clock, i18n, resources
from portal.config import Config
from portal.models import Case, Noncompliance, SupportiveService
from portal.operations.letters.leaving import UNDO, let_letters_leave
from tests import samples
from tests.e2e.conftest import DESK, PHONE, sign_in_participant, sign_in_staff
from tests.noncompliance.weeks_ago import asked_weeks_ago, drafted_staffing

Opened = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

SHOWN = re.compile("/noncompliance/[A-Za-z0-9_-]{16}$")


def shoot(page: Page, shots: Path, name: str) -> None:
    """A picture to be looked at; nothing scrolls sideways."""
    page.screenshot(path=str(shots / f"sanction-{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"  # type: ignore[index]


def press(page: Page, name: str) -> None:
    """Presses a button by its whole name."""
    page.get_by_role("button", name=name, exact=True).click()


def told(page: Page, *lines: str) -> None:
    """Each of the lines stands on the page."""
    for line in lines:
        expect(page.locator("main")).to_contain_text(line)


def gate_of(desk: Page, of: Case) -> None:
    """The gate of the noncompliance that is open."""
    desk.goto(f"/staff/cases/{of.key}/noncompliance")
    desk.locator("main li.card a").click()
    desk.get_by_role("link", name="What must be done before a sanction").click()
    expect(desk.locator("main h2").first).to_have_text("What must be done before a sanction")


def lead_to_the_finding(desk: Page, of: Case, shots: Path) -> None:
    """The gate names what is missing; the notice, the question, what came in and the finding are
    done on the pages that it links to."""
    gate_of(desk, of)
    told(desk, "6 things are missing", "The notice was not delivered.")
    expect(desk.get_by_role("link", name="Enter the sanction")).to_have_count(0)
    shoot(desk, shots, "gate-shut")
    desk.get_by_role("link", name="Note the delivery").click()
    press(desk, "Save")  # the day on which it was read stands there already
    told(desk, "Saved.", "Read on the portal")

    gate_of(desk, of)
    desk.get_by_role("link", name="Note that they were asked").click()
    desk.get_by_text("By telephone", exact=True).click()
    press(desk, "Save")
    gate_of(desk, of)
    desk.get_by_role("link", name="Decide on the cause").click()
    desk.get_by_text("No, there was none", exact=True).click()
    desk.fill("#why", "She said that the course did not suit her.")
    press(desk, "Save")
    expect(desk.locator(".error-summary")).to_contain_text("was not looked at")
    told(desk, "in time")
    kept = desk.url
    desk.locator("main li", has_text="not looked at").get_by_role("link").click()
    press(desk, "Mark as read")
    desk.goto(kept)
    desk.get_by_text("No, there was none", exact=True).click()
    desk.fill("#why", "She said that the course did not suit her.")
    press(desk, "Save")
    told(desk, "Ana Ruiz found no good cause.")


def lead_through_the_gate(desk: Page, of: Case, shots: Path) -> None:
    """What the family needs, and the staffing: until both are done nothing is entered."""
    here = f"/staff/cases/{of.key}/noncompliance/{Noncompliance.get().key}"
    desk.goto(f"{here}/sanction")
    told(desk, "2 things are missing")
    press(desk, "Enter the sanction")
    expect(desk.locator(".error-summary")).to_contain_text("is missing: see the list")
    shoot(desk, shots, "entering-refused")
    assert Noncompliance.get().sanctioned_at is None
    desk.get_by_role("link", name="Check the supports").click()
    desk.get_by_text("Bus pass", exact=True).click()
    desk.fill("#why", "The bus pass is paid; another course was offered.")
    press(desk, "Save")
    gate_of(desk, of)
    told(desk, "1 thing is missing", "No staffing before sanction was completed")
    desk.get_by_role("link", name="Prepare the staffing").click()
    desk.locator("main tbody").get_by_role("link", name="Staffing 1").click()
    press(desk, "Result letter")
    press(desk, "Complete the staffing")
    told(desk, "It can never be changed")
    gate_of(desk, of)
    told(desk, "Everything is done and on record.")


def enter(desk: Page, shots: Path) -> None:
    """The sanction counts after the days of notice, not before, and says what ends it."""
    desk.get_by_role("link", name="Enter the sanction").click()
    lawful = desk.input_value("#effective_on")
    desk.fill("#effective_on", clock.today(resources.timezone()).isoformat())
    desk.get_by_text("Sign your plan", exact=False).first.click()
    press(desk, "Enter the sanction")
    expect(desk.locator(".error-summary")).to_contain_text("ten days of notice")
    desk.fill("#effective_on", lawful)
    press(desk, "Enter the sanction")
    desk.wait_for_url(SHOWN)
    told(desk, "The seven steps of a sanction", "Ana Ruiz entered a sanction.")
    shoot(desk, shots, "entered")
    assert SupportiveService.get().ends_on is not None


def announce(desk: Page) -> None:
    """The letter that lowers the aid is begun from what happened, the notice that the bus pass
    ends lies there as a draft; both leave."""
    desk.get_by_role("link", name="The letters of the sanction").click()
    told(desk, "A sanction was entered.")
    letters = desk.url
    press(desk, "Begin this letter: Lower cash aid (sanction)")
    desk.fill("#field_amount_from", "925")
    desk.fill("#field_amount_to", "643")
    send(desk)
    desk.goto(letters)
    desk.get_by_role("link", name="Help ends").click()
    send(desk)
    assert let_letters_leave(clock.now() + UNDO) == 2


def send(desk: Page) -> None:
    """Sends the letter of the page, with the number of legal help in it."""
    desk.fill("#field_legal_aid_phone", "(510) 555-0150")
    press(desk, "Save and look")
    desk.locator("#send-letter").click()
    told(desk, "take it back")


def spoken(phone: Page, *lines: str) -> None:
    """Each of the lines stands on the page, as the phone's language says it."""
    with i18n.use("es"):
        said = [i18n.gettext(line) for line in lines]
    assert not set(said) & set(lines), "not translated"
    told(phone, *said)


def read_on_the_phone(phone: Page, shots: Path) -> None:
    """What changes and from when, how to end it, who decides, how to disagree; and the letter."""
    phone.goto("/my/standing")
    spoken(
        phone, "Your cash aid will go down, but you can stop it", "These steps end it",
        "Your cash aid is lower from", "Who decides", "If you do not agree",
    )  # fmt: skip
    told(phone, "quedan 10 días", "Ana Ruiz")
    expect(phone.locator("main ol li")).to_have_count(2)
    shoot(phone, shots, "phone-coming")
    phone.goto("/my/letters")
    told(phone, "Una ayuda que usted recibe terminará")
    phone.get_by_role("link", name="Su ayuda en efectivo cambiará").click()
    told(phone, "$643.00", "Usted puede terminar esto.", "Si no está de acuerdo")
    shoot(phone, shots, "phone-letter")


def tell_the_reason(phone: Page, shots: Path) -> None:
    """Reads where she stands, tells what happened, and sends a paper on it."""
    phone.goto("/my")
    phone.get_by_role("link", name="Where I stand").click()
    told(phone, "We have not decided anything.", "Last day to tell us your reason", "2 days left")
    phone.get_by_role("link", name="Tell us what happened").click()
    today = clock.today(Config.from_env().timezone)
    answer(phone, "I have no way to get there")
    for part, value in (("", today.month), ("-day", today.day), ("-year", today.year)):
        phone.fill(f"#answer{part}", str(value))
    press(phone, "Next")
    answer(phone, "Yes")
    phone.fill("#answer", "The brakes were broken. They are mended now.")
    press(phone, "Next")
    press(phone, "Send")
    told(phone, "We have your message")
    phone.goto("/my/standing")
    told(phone, "You told us", "You do not need to send it again.")
    shoot(phone, shots, "phone-told")
    phone.get_by_role("link", name="Send a paper").click()
    phone.get_by_text("Something else", exact=True).click()
    phone.set_input_files(".upload-pick input[capture]", str(samples.PAY_STUB_WEBP))
    expect(phone.locator(".upload-row.is-received")).to_have_count(1, timeout=30_000)
    phone.click("[data-upload-done]")
    phone.wait_for_url(re.compile("/my/documents/[A-Za-z0-9_-]{16}$"))


def answer(phone: Page, words: str) -> None:
    """Taps an answer and goes on."""
    phone.get_by_text(words, exact=True).click()
    press(phone, "Next")


def find_good_cause(desk: Page, shots: Path) -> None:
    """The counselor finds all of it in time, looks at it, and finds good cause."""
    desk.goto("/staff?size=80")
    desk.get_by_role("link", name="Carter, Denise", exact=True).click()
    desk.get_by_role("link", name="Noncompliance: the next step").click()
    desk.locator("main li.card a").click()
    desk.wait_for_url(SHOWN)
    here, came = desk.url, desk.locator("main li", has_text="not looked at")
    expect(came.filter(has_text="in time")).to_have_count(3)  # she told of it yesterday, too
    shoot(desk, shots, "in-time")
    came.filter(has_text="Document").get_by_role("link").click()
    for _look in range(40):  # the worker process is making the page ready to read
        if desk.locator("img.viewer").count():
            break
        desk.wait_for_timeout(500)
        desk.reload()
    press(desk, "Accept")
    told(desk, "Accepted.")
    for left in (2, 1):
        desk.goto(here)
        expect(came).to_have_count(left)
        came.first.get_by_role("link").click()
        press(desk, "Mark as read")
    desk.goto(f"{here}/determine")
    expect(came).to_have_count(0)
    desk.get_by_text("Yes, there was good cause", exact=True).click()
    desk.select_option("#cause", "no_ride")
    desk.fill("#why", "The car stood with broken brakes; the bill of the garage is here.")
    press(desk, "Save")
    told(desk, "Ana Ruiz found good cause.", "No ride")
    expect(desk.locator("header.facts-bar")).to_contain_text("Active")


def test_a_family_is_rescued_in_time(open_browser: Opened, shots: Path) -> None:
    phone, desk = open_browser(PHONE), open_browser(DESK)
    sign_in_participant(phone, "WTW-1005")
    tell_the_reason(phone, shots)
    sign_in_staff(desk, "counselor")
    find_good_cause(desk, shots)
    phone.goto("/my/standing")
    told(phone, "All is well", "Nothing is being decided about your aid.")
    expect(phone.locator(".card-alert")).to_have_count(0)
    shoot(phone, shots, "phone-well")
    phone.goto("/my")
    expect(phone.locator("main")).not_to_contain_text("could not take part")


def test_a_family_is_sanctioned_lawfully(opened: Opened, shots: Path) -> None:
    ana, of = asked_weeks_ago()
    desk, phone = opened(ana, DESK), opened(of.participant, PHONE)
    lead_to_the_finding(desk, of, shots)
    phone.goto("/my/standing")
    spoken(phone, "We know of no good reason so far", "Tell us what happened")
    drafted_staffing(ana, of)
    lead_through_the_gate(desk, of, shots)
    enter(desk, shots)
    announce(desk)
    read_on_the_phone(phone, shots)
