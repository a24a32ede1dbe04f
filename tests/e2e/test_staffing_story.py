"""A staffing from nothing to the delivered letter, by a worker and a specialist at the same time:
two desks, the participant's phone, and a copy of the letter with the case's documents."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from portal import clock, resources
from portal.models import Case, FiledLetter, Letter, Staffing, Task, TextRequest
from portal.models.accounts import Role
from portal.models.letters import LetterState
from portal.operations.catalogs.translations import answer_request
from portal.operations.letters.leaving import UNDO, let_letters_leave
from tests.e2e.conftest import DESK, PHONE
from tests.factories import account
from tests.operations.lettering import cast, release_in
from tests.translate.people import translator

pytestmark = pytest.mark.xdist_group("live")

NOTE, SAID = "Mornings are better for you.", "Buổi sáng thuận tiện hơn cho quý vị."
Opened = Callable[..., Page]


def tab(page: Page, name: str, field: str) -> None:
    """Goes to another tab, which saves the one that is left."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(field).first).to_be_attached()


def pick(page: Page, name: str, value: str) -> None:
    """Ticks an answer, whose label lies over it."""
    page.locator(f"input[name={name}][value={value}]").check(force=True)


def today() -> str:
    return clock.today(resources.timezone()).isoformat()


def begin(desk: Page, of: Case) -> str:
    """The worker begins it and says what is known of the case."""
    desk.goto(f"/staff/cases/{of.key}/staffings")
    desk.select_option("#kind", "before_sanction")
    desk.get_by_role("button", name="Begin", exact=True).click()
    desk.fill("#held_on", today())
    pick(desk, "child_welfare", "no")
    desk.fill("#household", "Hoa and her son, 6")
    pick(desk, "circumstances", "child_care")
    desk.fill("#circumstances_text", "The sitter moved away.")
    pick(desk, "ea_screened", "yes")
    desk.select_option("#ea_plan", "none")
    tab(desk, "Attendees", "#participant_attended")
    return desk.url.rpartition("/")[0]


def invite(desk: Page, here: str) -> None:
    """The participant is invited with a letter in their language."""
    soon = clock.now().astimezone(ZoneInfo(resources.timezone())) + timedelta(minutes=30)
    desk.goto(f"{here}/invite")
    desk.fill("#starts_on", soon.date().isoformat())
    desk.fill("#starts_time", f"{soon:%H:%M}")
    desk.fill("#reply_by", soon.date().isoformat())
    desk.get_by_role("button", name="Plan it and look at the letter").click()
    desk.locator("#send-letter").click()
    expect(desk.locator("main")).to_contain_text("take it back")
    let_letters_leave(at=clock.now() + UNDO)


def bring(phone: Page) -> None:
    """The participant finds the meeting and names whom they bring."""
    phone.goto("/my/appointments")
    phone.locator("a[href^='/my/staffings/']").click()
    phone.fill("#name", "Rosa Lima")
    phone.locator("form[action$='/guests'] button").click()
    expect(phone.locator("main")).to_contain_text("Rosa Lima")


def choose_issues(desk: Page, here: str) -> None:
    """The specialist chooses an issue, writes its note, and what was agreed."""
    desk.goto(f"{here}/issues")
    pick(desk, "chosen", "child_care")
    desk.get_by_role("button", name="Save the choice").click()
    desk.get_by_role("button", name="Child care", exact=True).click()
    for name in ("note", "strength", "concern", "past_steps"):
        desk.fill(f"#{name}", f"What there is: {name}.")
    desk.select_option("#duration", "month")
    desk.get_by_role("button", name="Save, back to the list").click()
    due = (datetime.fromisoformat(today()) + timedelta(days=14)).date().isoformat()
    desk.fill("#roles", "Ana calls the center; Hoa visits it.")
    desk.select_option("#actions-0-owner", "participant")
    desk.select_option("#actions-0-phrase", "visit_child_care")
    desk.fill("#actions-0-due_on", due)
    desk.fill("#actions-0-outcome", "A place")
    desk.fill("#goals-0-goal", "A sitter")
    desk.select_option("#goals-1-span", "long")
    desk.fill("#goals-1-goal", "Work")
    desk.fill("#review_on", due)
    desk.fill("#reviewed_with", "Joy Bell, nurse")
    pick(desk, "decision", "do_not_pursue")
    desk.fill("#decision_why", "She had a good reason.")


def attend(desk: Page, here: str) -> None:
    """The worker notes who was there; a nurse beside the worker."""
    desk.goto(f"{here}/attendees")
    desk.select_option("#participant_attended", "yes")
    desk.select_option("#lines-0-attended", "yes")
    desk.select_option("#lines-1-role", "health_nurse")
    desk.fill("#lines-1-name", "Joy Bell")
    desk.fill("#lines-1-invited_on", today())
    desk.select_option("#lines-1-attended", "yes")


def finish(desk: Page) -> None:
    """What is told, and completing: the letter first, which waits for the worker's own words."""
    pick(desk, "decisions", "reason_was_good")
    desk.fill("#personal_text", NOTE)
    pick(desk, "event_types", "sanction")
    desk.fill("#completed_on", today())
    desk.get_by_role("button", name="Save, and draft the letter").click()
    expect(desk.locator("#note-wait")).to_contain_text("waits for its translation")
    expect(desk.locator("#send-letter")).to_have_count(0)


def both(desk: Page, second: Page, here: str) -> None:
    """Two people at one staffing at the same time: at tabs of their own nobody is stopped; of two
    at one tab the second is told, and both texts are there."""
    choose_issues(second, here)
    attend(desk, here)
    tab(second, "Case data", "#household")
    tab(desk, "Result letter", "#personal_text")
    desk.goto(f"{here}/case")
    second.fill("#household", "Hoa, her son and her mother")
    tab(second, "Attendees", "#participant_attended")
    desk.fill("#household", "Hoa and her son, 6, at her sister's")
    desk.get_by_role("button", name="Result letter", exact=True).click()
    expect(desk.locator("main")).to_contain_text("Somebody saved this before you")
    expect(desk.locator("main")).to_contain_text("Hoa, her son and her mother")
    tab(desk, "Result letter", "#personal_text")


def deliver(desk: Page, phone: Page, of: Case, result: str) -> None:
    """The letter goes in the participant's language; its copy lies with the documents."""
    desk.goto(result)
    desk.locator("#send-letter").click()
    expect(desk.locator("main")).to_contain_text("take it back")
    let_letters_leave(at=clock.now() + UNDO)
    letter = Letter.get(Letter.kind == "staffing_result")
    assert (letter.state, letter.locale) == (LetterState.SENT, "vi")
    assert FiledLetter.get().letter_id == letter.id
    phone.goto(f"/my/letters/{letter.key}")
    expect(phone.locator("main")).to_contain_text(SAID)
    desk.goto(f"/staff/cases/{of.key}/documents")
    expect(desk.locator("main")).to_contain_text(letter.letter_no)


def test_a_staffing_goes_from_nothing_to_the_delivered_letter_by_two_people_at_once(
    opened: Opened,
) -> None:
    ana, of = cast("vi", "staffing_result")
    release_in("vi", "staffing_invitation")
    grace = account("Grace Okafor", Role.SPECIALIST)
    Case.update(secondary=grace).where(Case.id == of.id).execute()
    desk, second = opened(ana, DESK), opened(grace, DESK)

    # The worker begins and invites; the phone shows the meeting, and anyone may come along.
    here = begin(desk, of)
    invite(desk, here)
    phone = opened(of.participant, PHONE)
    bring(phone)
    desk.goto(f"{here}/invite")
    expect(desk.locator("main")).to_contain_text("Rosa Lima")
    both(desk, second, here)

    # The letter waits for the worker's own words; a translator writes them.
    finish(desk)
    result = desk.url
    answer_request(translator().actor, request=TextRequest.get(), translation=SAID, at=clock.now())
    desk.goto(f"{here}/result")
    desk.get_by_role("button", name="Complete the staffing").click()
    expect(desk.locator("main")).to_contain_text("It can never be changed")
    assert Staffing.get().is_completed
    assert Task.select().where(Task.phrase == "visit_child_care").count() == 1
    deliver(desk, phone, of, result)
