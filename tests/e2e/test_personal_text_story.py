"""A letter waits for the counselor's own words in the reader's language, and goes out when a
translator has written them: three people, three browsers, and nobody sends it by hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from portal import clock, jobs, resources, worker
from portal.models import Letter
from portal.models.letters import LetterState
from portal.operations.letters.leaving import UNDO, let_letters_leave
from tests.e2e.conftest import DESK, PHONE
from tests.operations.lettering import cast, draft
from tests.translate.people import translator

pytestmark = pytest.mark.xdist_group("live")

NOTE = "You said that mornings are better for you."
SAID = "Quý vị nói rằng buổi sáng thuận tiện hơn."
Opened = Callable[..., Page]


def add_note(desk: Page, here: str) -> None:
    """The counselor adds a note: the letter cannot go now, and is to go when it can."""
    desk.goto(here)
    desk.fill("#personal_text", NOTE)
    desk.get_by_role("button", name="Save and look").click()
    desk.goto(here)
    expect(desk.locator("#note-wait")).to_contain_text("Your note waits for its translation")
    expect(desk.locator("#send-letter")).to_have_count(0)
    desk.get_by_role("button", name="Send it when the translation is there").click()
    expect(desk.locator("#note-wait")).to_contain_text("sent by itself")


def translate(lan: Page) -> None:
    """The translator sees these words alone, and writes them; a slip of the pen is asked about."""
    lan.goto("/translate/requests")
    lan.get_by_role("link", name="A note in a letter").click()
    expect(lan.locator("main")).to_contain_text(NOTE)
    assert "Hoa Tran" not in lan.content()
    lan.fill("#translation", "Quý vị")
    lan.get_by_role("button", name="Save the translation").click()
    expect(lan.locator(".checks")).to_contain_text("times as long as the English")
    lan.fill("#translation", SAID)
    lan.get_by_role("button", name="Save the translation").click()
    expect(lan.locator("main")).to_contain_text("Nothing waits.")


def test_a_letter_waits_for_its_personal_text_and_goes_out_when_it_is_there(
    opened: Opened,
) -> None:
    ana, of = cast("vi", screen_locale="vi")
    reply_by = clock.today(resources.timezone()) + timedelta(days=20)
    letter = draft(ana, of, reply_by=reply_by.isoformat())
    here = f"/staff/cases/{of.key}/letters/{letter.key}"

    desk = opened(ana, DESK)
    add_note(desk, here)
    translate(opened(translator(), DESK))

    # It goes by itself: first it may still be taken back, then it has left.
    worker.bind()
    jobs.run_waiting()
    desk.goto(here)
    expect(desk.locator("main")).to_contain_text(SAID)
    let_letters_leave(at=clock.now() + UNDO)
    assert Letter.get_by_id(letter.id).state == LetterState.SENT

    # And is read on the phone, the counselor's words in the reader's language.
    phone = opened(of.participant, PHONE)
    phone.goto(f"/my/letters/{letter.key}")
    expect(phone.locator("main")).to_contain_text(SAID)
