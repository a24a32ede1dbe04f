"""A staffing as staff write it, alone and by two, and as they read it."""

from datetime import timedelta
from typing import Any

import flask
import lxml.html
import pytest

from portal import clock
from portal.models import Account, Case, Staffing, StaffingInvitation, StaffingIssue
from portal.models.accounts import Role
from portal.operations.staffings.inviting import name_guest
from portal.policy.guests import Guest
from portal.policy.staffings import StaffingKind
from tests.browser import Browser, Page
from tests.factories import account, as_actor, case, participant
from tests.staffings import Draft, completed

TODAY = clock.today("America/Los_Angeles")


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case, in which she has a second worker."""
    second = account("Lou Park", Role.SPECIALIST)
    return case(participant(), ana, secondary=second, enrolled_on=TODAY - timedelta(days=90))


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


@pytest.fixture
def draft(ana: Account, made: Case) -> Draft:
    """Her staffing before a sanction, with everything in it."""
    return Draft(ana, made, at=clock.now(), on=TODAY).fill()


def of(row: Any, tab: str = "") -> str:
    """The address of a staffing, or of one of its tabs."""
    return f"/staff/cases/{row.case.key}/staffings/{row.key}" + (f"/{tab}" if tab else "")


def sent(page: Page, **changes: Any) -> dict[str, Any]:
    """A tab's form as it stands, ticks included, with changes."""
    values: dict[str, Any] = page.form("#staffing-form")
    for box in page.all("#staffing-form input[type=checkbox]"):
        name = box.get("name")
        ticked = page.all(f"#staffing-form input[name='{name}'][checked]")
        values[name] = [one.get("value") for one in ticked]
    return values | changes


def test_a_staffing_is_begun_and_each_tab_is_saved_as_it_is_left(
    browser: Browser, made: Case
) -> None:
    index = f"/staff/cases/{made.key}/staffings"
    page = browser.get(index)
    assert "No staffing yet." in page.text
    first = browser.submit(page, index, {"kind": "before_sanction"}, f"form[action='{index}']")
    tab = browser.follow(first)
    here = of(Staffing.get(), "case")
    moved = browser.post(
        here, sent(tab, household="Maria, Leo (6)", circumstances=["child_care"], go="attendees")
    )
    attendees = browser.follow(moved)
    assert "Ana Ruiz" in attendees.text
    assert "Working Connections Child Care staff" in attendees.text
    more = browser.post(
        of(Staffing.get(), "attendees"),
        sent(attendees, add_roles=["child_welfare"], **{"lines-1-name": "Joy Bell"}, go="issues"),
    )
    browser.follow(more)
    lines = browser.get(of(Staffing.get(), "attendees"))
    assert "Joy Bell" in lines.text
    assert len(lines.all("#attendees fieldset.card")) == 4  # the last one is blank
    again = browser.get(here)
    assert "Maria, Leo (6)" in again.text
    twice = browser.submit(page, index, {"kind": "before_sanction"}, f"form[action='{index}']")
    assert "staffings" in twice.headers["Location"]
    refused = browser.submit(
        browser.get(index), index, {"kind": "before_sanction"}, f"form[action='{index}']", 422
    )
    assert "in preparation already" in refused.text


def test_a_fragment_is_the_same_part_of_the_page_and_the_statements_are_few(
    browser: Browser, draft: Draft
) -> None:
    for tab in ("case", "attendees", "issues", "result"):
        page = browser.get(of(draft.row, tab))
        part = browser.get(of(draft.row, tab), script=True)
        whole = lxml.html.tostring(page.one("#staffing"))
        alone = lxml.html.tostring(part.one("#staffing"))
        keys = [one.one("[name=operation_key]").get("value").encode() for one in (page, part)]
        assert whole.strip().replace(keys[0], b"") == alone.strip().replace(keys[1], b"")
        assert len(page.statements) <= 8, tab
    shown = browser.get(of(draft.row))
    assert len(shown.statements) <= 8
    assert len(browser.get(of(draft.row).rpartition("/")[0]).statements) <= 8


def test_two_people_at_one_tab_see_both_texts_and_keep_both(
    app: flask.Flask, browser: Browser, draft: Draft
) -> None:
    here = of(draft.row, "issues")
    mine = browser.get(here)
    lou = Browser(app, Account.get(Account.name == "Lou Park"))
    theirs = lou.get(here)
    lou.post(here, sent(theirs, roles="Lou asks the school."))
    browser.post(here, sent(mine, go="result"))  # nothing typed: nothing stands against anything
    told = browser.post(here, sent(mine, roles="Ana calls the nurse."), 409)
    assert "Somebody saved this before you." in told.text
    assert "Lou asks the school." in told.text
    assert told.one("#roles").text.strip() == "Ana calls the nurse."
    browser.post(here, sent(told, go="issues"))
    assert draft.contents.issues.roles == "Ana calls the nurse.\n\nLou asks the school."
    assert len(draft.contents.issues.actions) == 2


def test_an_issue_is_written_and_the_next_one_follows(browser: Browser, draft: Draft) -> None:
    here = of(draft.row, "issues")
    browser.post(here, sent(browser.get(here), chosen=["child_care", "housing"]))
    first, second = [f"{here}/{one.key}" for one in draft.contents.notes]
    on = f"issue-{draft.contents.notes[0].key}"
    moved = browser.post(here, sent(browser.get(here), roles="Lou asks.", go=on))
    assert moved.headers["Location"] == first
    assert draft.contents.issues.roles == "Lou asks."  # the tab is saved as it is left
    page, window = browser.get(first), browser.get(first)
    assert "Save, next issue: Housing" in page.text
    assert len(page.statements) <= 8
    moved = browser.submit(page, first, {"note": "No sitter now", "go": "next"})
    assert moved.headers["Location"].endswith(second)
    other = browser.get(second)
    browser.submit(other, second, {"note": "Mold", "private_reason": "hipaa", "go": "next"})
    assert draft.contents.notes[1].private_reason == "hipaa"
    told = browser.submit(window, first, {"note": "Another window"}, status=409)
    assert "No sitter now" in told.text
    assert "Another window" in told.one("#note").text
    browser.submit(browser.get(second), f"{second}/remove")
    assert StaffingIssue.select().count() == 1


def test_what_is_missing_is_listed_with_its_tab_and_what_is_completed_is_read_only(
    browser: Browser, draft: Draft
) -> None:
    here = of(draft.row, "result")
    page = browser.get(here)
    assert "Everything is there" in page.text
    url = f"{of(draft.row)}/complete"
    told = browser.post(url, sent(page, completed_on="", event_types=[]), 422)
    assert [one.text_content() for one in told.all("div.error-summary li")] == [
        "Result letter: Please give a date.", "Result letter: Choose one or more event types.",
    ]  # fmt: skip
    browser.post(url, sent(told, completed_on=TODAY.isoformat(), event_types=["sanction"]))
    record = browser.get(of(draft.row))
    assert "It can never be changed." in record.text
    assert "She had a good reason." in record.text
    assert not record.all("main form")
    assert browser.get(here, 303).headers["Location"] == of(draft.row)
    late = sent(page, personal_text="Later", operation_key="another-window-16")
    assert "it can never be changed" in browser.post(here, late, 422).text
    browser.post(f"{of(draft.row)}/discard")
    assert draft.contents.result.personal_text == ""
    assert "completed the case staffing" in browser.get(f"/staff/cases/{draft.row.case.key}").text


def test_child_welfare_is_insisted_on(browser: Browser, draft: Draft) -> None:
    here = of(draft.row, "case")
    browser.post(here, sent(browser.get(here), child_welfare="yes"))
    assert "A Child Welfare specialist must be invited." in browser.get(here).text


def test_who_reads_a_staffing_and_its_private_issue(
    app: flask.Flask, draft: Draft, made: Case
) -> None:
    draft.write_notes(private_reason="health_barrier", note="Heron in the left ear")
    here = of(draft.row)
    monitor = account("Mo Hale", Role.MONITOR)
    boss = account("Sam Boss", Role.SUPERVISOR)
    lou = Account.get(Account.name == "Lou Park")
    for who, reads_all in ((monitor, True), (lou, True), (boss, False)):
        page = Browser(app, who).get(here)
        assert ("Heron" in page.text) is reads_all
        assert "A sitter" in page.text
    supervisor = Browser(app, boss)
    assert "give a reason to read them" in supervisor.get(here).text
    reason = f"/staff/cases/{made.key}/open"
    asked = {"reason": "staffing", "next": here}
    assert supervisor.post(reason, asked).headers["Location"] == here
    assert "Heron" in supervisor.get(here).text
    for role in (Role.PROVIDER, Role.CLERICAL, Role.TRANSLATOR):
        Browser(app, account(f"{role} One", role)).get(here, 404)
    assert Staffing.visible_to(as_actor(made.participant)).count() == 0
    Browser(app, boss).get(f"{here}/case", 404)


def test_who_the_participant_named_is_put_on_the_list(
    browser: Browser, ana: Account, draft: Draft
) -> None:
    made = draft.row
    invitation = StaffingInvitation.create(
        staffing=made.id, meets_at=draft.at, made_by=ana, made_at=draft.at
    )
    invitation.staffing = made
    name_guest(
        as_actor(made.case.participant), invitation=invitation, name="Rosa Lopez",
        relation=Guest.FRIEND, at=draft.at,
    )  # fmt: skip
    here = of(made, "attendees")
    page = browser.get(here)
    assert "Rosa Lopez" in page.text
    assert len(page.statements) <= 8
    browser.post(here, sent(page, add_guests=["Rosa Lopez"]))
    kept = draft.contents.attendees.lines[-1]
    assert (kept.name, kept.role, kept.is_brought) == ("Rosa Lopez", "brought", True)
    assert "add_guests" not in browser.get(here).body


def test_a_draft_is_thrown_away_and_a_completed_one_is_not(
    browser: Browser, ana: Account, made: Case
) -> None:
    done: Any = completed(ana, made, StaffingKind.DIFFICULT)
    begun = Draft(ana, made)
    browser.submit(browser.get(of(begun.row)), f"{of(begun.row)}/discard")
    assert [one.id for one in Staffing.select()] == [done.id]
