"""The staff's pages of meetings: planned, moved, told of, approved, signed, initialed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import AgendaItem, Case, Course, Meeting, OneOnOne, Referral, TeamSummary
from portal.models.accounts import Account, Role
from portal.operations import meetings as operations
from portal.operations.meetings import one_on_ones, teams
from portal.operations.meetings.teams import SummaryTexts
from portal.policy.meetings import (
    MeetingKind,
    MeetingState,
    MeetingWay,
    OneOnOneReason,
    OptionTried,
)
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, case, participant

Browsers = Callable[..., Browser]
TEXTS = SummaryTexts("No ride on Fridays", "A job in care work", "Bus pass")


@pytest.fixture
def maria(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Maria's case with Ana at noon of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return case(participant(locale="en"), account())


@pytest.fixture
def provider(maria: Case) -> Account:
    """Priya, to whom Maria is referred."""
    priya = account("Priya Rao", Role.PROVIDER)
    course = Course.create(
        office=maria.office, provider=priya, kind="job_club", name="Job club", made_at=NOON
    )
    Referral.create(
        course=course, case=maria, series="a", starts_on=TODAY, referred_by=maria.worker,
        referred_at=NOON,
    )  # fmt: skip
    return priya


def plan(of: Case, days: int = 4, **values: Any) -> Meeting:
    asked: dict[str, Any] = {
        "kind": MeetingKind.SUPPORT_TEAM, "starts_at": NOON + timedelta(days=days), "minutes": 45,
        "way": MeetingWay.IN_PERSON, "place": "Room 4", **values,
    }  # fmt: skip
    return operations.plan_meeting(of.worker.actor, case=of, at=NOON, **asked)


def times(**values: Any) -> dict[str, Any]:
    return {
        "kind": "introduction", "starts_on": "2026-11-24", "starts_at": "10:30", "minutes": "30",
        "way": "telephone", "place": "(510) 555-0142", **values,
    }  # fmt: skip


def test_a_worker_plans_a_meeting_and_finds_it_on_the_case(
    maria: Case, browser_for: Browsers
) -> None:
    ana, path = browser_for(maria.worker), f"/staff/cases/{maria.key}/meetings"
    page = ana.get(path)
    assert "No introduction meeting yet" in page.text
    assert len(page.statements) <= 8, page.statements
    done = ana.submit(page, path, times(), selector=f"form[action='{path}']")
    page = ana.follow(done)
    assert "Tue, Nov 24, 10:30" in page.text
    assert "Introduction" in page.text
    assert "No introduction meeting yet" not in page.text


def test_what_is_wrong_is_told_at_its_field_with_all_that_was_typed(
    maria: Case, browser_for: Browsers
) -> None:
    path = f"/staff/cases/{maria.key}/meetings"
    typed = times(kind="orientation", place="", minutes="45")
    page = browser_for(maria.worker).post(path, typed, status=422)
    assert "Say where" in page.text
    assert "comes before orientation" in page.text
    assert page.one("#minutes").get("value") == "45"


def test_the_case_page_of_meetings_asks_no_more_for_more_of_them(
    maria: Case, browser_for: Browsers
) -> None:
    ana, path = browser_for(maria.worker), f"/staff/cases/{maria.key}/meetings"
    plan(maria)
    before = len(ana.get(path).statements)
    for days in range(5, 10):
        plan(maria, days)
    assert len(ana.get(path).statements) == before


def test_a_meeting_is_moved_and_the_second_who_moves_it_is_told(
    maria: Case, browser_for: Browsers
) -> None:
    ana, meeting = browser_for(maria.worker), plan(maria)
    path = f"/staff/cases/{maria.key}/meetings/{meeting.key}"
    page = ana.get(path)
    typed = {"starts_on": "2026-11-25", "starts_at": "09:00"}
    moved = ana.follow(ana.submit(page, f"{path}/move", typed, selector="#move"))
    assert "Wed, Nov 25, 9:00" in moved.text
    again = ana.submit(
        page, f"{path}/move", typed | {"operation_key": "another"}, selector="#move", status=422
    )
    assert "Somebody changed this meanwhile" in again.text


def test_what_happened_is_told_after_it_began_and_nobody_missed_a_support_team(
    maria: Case, browser_for: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = plan(maria)
    path = f"/staff/cases/{maria.key}/meetings/{meeting.key}"
    ana = browser_for(maria.worker)
    assert not ana.get(path).all("#what-happened")
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=4, minutes=50))
    ana = browser_for(maria.worker)
    alerted = "/staff/alerts?kind=meeting"
    assert not ana.get(alerted).all("tbody tr"), "its own day is not over"
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=5))
    ana = browser_for(maria.worker)
    assert ana.get(alerted).one("tbody th a").get("href") == f"/staff/cases/{maria.key}/meetings"
    page = ana.get(path)
    told = [one.get("value") for one in page.all("#what-happened input[name=outcome]")]
    assert told == ["held", "not_held"]
    forged = page.form("#what-happened") | {"outcome": "missed"}
    ana.post(f"{path}/outcome", forged, status=422)
    ana.submit(page, f"{path}/outcome", {"outcome": "not_held"}, selector="#what-happened")
    assert Meeting.get_by_id(meeting.id).state == "not_held"
    assert not ana.get(alerted).all("tbody tr")


def test_the_worker_decides_on_the_agenda_and_settles_it(
    maria: Case, browser_for: Browsers
) -> None:
    meeting, ana = plan(maria), browser_for(maria.worker)
    path = f"/staff/cases/{maria.key}/meetings/{meeting.key}"
    page = ana.get(path)
    assert len(page.all(".agenda > li")) == 7
    ana.submit(page, f"{path}/agenda", {"text": "Bus pass"}, selector="#propose")
    page = ana.get(path)
    typed = page.form("#settle") | {"purpose": "Begin well", "settle": "1"}
    assert "Decide on every proposal" in ana.post(f"{path}/agenda", typed, status=422).text
    ana.post(f"{path}/agenda/{AgendaItem.get().key}/take")
    assert "Purpose: Begin well" in ana.follow(ana.post(f"{path}/agenda", typed)).text


def test_a_supervisor_approves_a_one_on_one_orientation(maria: Case, browser_for: Browsers) -> None:
    one_on_ones.ask_one_on_one(
        maria.worker.actor, case=maria, reason=OneOnOneReason.WORK_SCHEDULE,
        tried=[OptionTried.OTHER_DATE], text="Works nights", at=NOON,
    )  # fmt: skip
    boss = browser_for(account("Grace Kim", Role.SUPERVISOR))
    page = boss.get("/staff/meetings")
    assert len(page.statements) <= 8, page.statements
    (link,) = page.all("a[href*='one-on-ones/']")
    page = boss.get(link.get("href") or "")
    assert "Works nights" in page.text
    boss.post(link.get("href") or "", {"refuse": "1"}, status=422)
    boss.submit(page, link.get("href") or "", {"approve": "1"})
    assert OneOnOne.get().state == "approved"


def test_a_provider_gives_notice_and_files_a_summary_that_worker_and_supervisor_finish(
    maria: Case, provider: Account, browser_for: Browsers
) -> None:
    priya = browser_for(provider)
    page = priya.get("/staff/team")
    assert "Lopez, Maria" in page.text
    assert len(page.statements) <= 8
    path = f"/staff/team/{Referral.get().key}"
    priya.post(f"{path}/notice")
    listed = browser_for(maria.worker).get("/staff/meetings").text
    assert "Priya Rao gave notice; by Nov 27, 2026" in listed
    typed = {"barriers": TEXTS.barriers, "goals": TEXTS.goals, "recommendations": ""}
    page = priya.submit(priya.get(path), path, typed, selector="#summary", status=422)
    assert TEXTS.goals in page.text
    assert "Please fill this in" in page.text
    priya.submit(page, path, {"recommendations": TEXTS.recommendations}, selector="#summary")
    ana, signing = browser_for(maria.worker), f"/staff/team-summaries/{TeamSummary.get().key}"
    page = ana.get(signing)
    ana.submit(page, signing, {"goals": "A job in home care", "sign": "1"})
    boss = browser_for(account("Grace Kim", Role.SUPERVISOR))
    assert "A job in home care" in boss.get(signing).text
    boss.post(f"{signing}/initials")
    assert TeamSummary.get().state == "initialed"
    assert "A job in home care" not in priya.get(path).text, "what the worker added stays inside"


def test_a_provider_sees_the_agenda_of_their_meeting_and_proposes(
    maria: Case, provider: Account, browser_for: Browsers
) -> None:
    priya, meeting = browser_for(provider), plan(maria)
    path = f"/staff/team/meetings/{meeting.key}"
    priya.submit(priya.get(path), path, {"topic": "jobs", "text": "Care agency hires"})
    assert "Care agency hires" in priya.get(path).text
    for other in (MeetingKind.PLAN, MeetingKind.STAFFING):
        hidden = plan(maria, 6 if other is MeetingKind.PLAN else 7, kind=other)
        priya.get(f"/staff/team/meetings/{hidden.key}", status=404)


def test_another_provider_and_a_private_case_see_nothing(
    maria: Case, provider: Account, browser_for: Browsers
) -> None:
    meeting = plan(maria)
    stranger = browser_for(account("Omar Aziz", Role.PROVIDER))
    assert "Lopez" not in stranger.get("/staff/team").text
    stranger.get(f"/staff/team/{Referral.get().key}", status=404)
    stranger.get(f"/staff/team/meetings/{meeting.key}", status=404)
    Case.update(is_restricted=True).where(Case.id == maria.id).execute()
    priya = browser_for(provider)
    assert "Lopez" not in priya.get("/staff/team").text
    priya.get(f"/staff/team/meetings/{meeting.key}", status=404)


def test_somebody_who_signed_meanwhile_is_told_and_both_texts_stay(
    maria: Case, provider: Account, browser_for: Browsers
) -> None:
    made = teams.file_summary(provider.actor, case=maria, texts=TEXTS, at=NOON)
    ana, path = browser_for(maria.worker), f"/staff/team-summaries/{made.key}"
    page = ana.get(path)
    ana.submit(page, path, {"goals": "First words"})
    typed = {"goals": "Second words", "operation_key": "another"}
    page = ana.submit(page, path, typed, status=422)
    assert "First words" in page.text
    assert "Second words" in page.text


def test_a_long_list_of_meetings_has_pages_and_asks_no_more_of_the_tables(
    maria: Case, browser_for: Browsers
) -> None:
    ana = browser_for(maria.worker)
    before = len(ana.get("/staff/meetings").statements)
    for days in range(1, 53):
        Meeting.create(
            case=maria, kind="plan", way="in_person", minutes=30, planned_at=NOON,
            starts_at=NOON + timedelta(days=days), starts_on=TODAY + timedelta(days=days),
        )  # fmt: skip
    page = ana.get("/staff/meetings")
    assert len(page.statements) == before
    assert len(page.all("tbody tr")) == 50
    page = ana.get(page.one("a[rel=next]").get("href") or "")
    assert len(page.all("tbody tr")) == 2
    assert len(ana.get("/staff/meetings?after=x-y").all("tbody tr")) == 50


def test_a_supervisor_counts_one_on_one_orientations(maria: Case, browser_for: Browsers) -> None:
    asked = one_on_ones.ask_one_on_one(
        maria.worker.actor, case=maria, reason=OneOnOneReason.WORK_SCHEDULE,
        tried=[OptionTried.OTHER_DATE], at=NOON,
    )  # fmt: skip
    grace = account("Grace Kim", Role.SUPERVISOR)
    one_on_ones.decide_one_on_one(grace.actor, asked=asked, is_approved=True, at=NOON)
    held = plan(
        maria, 0, kind=MeetingKind.ORIENTATION_ONE_ON_ONE, starts_at=NOON + timedelta(minutes=5),
        asked=operations.Asked(order_why="Review"),
    )  # fmt: skip
    operations.record_outcome(
        maria.worker.actor, meeting=held, outcome=MeetingState.HELD, version=1,
        at=NOON + timedelta(hours=1),
    )  # fmt: skip
    page = browser_for(grace).get("/staff/one-on-ones")
    assert page.words("tbody tr") == "Ana Ruiz11Nov 20, 2026"


def test_a_worker_s_calendar_holds_their_meetings_and_no_names(
    maria: Case, browser_for: Browsers
) -> None:
    plan(maria)
    answer = browser_for(maria.worker).client.get("/staff/calendar.ics")
    text = answer.get_data(as_text=True)
    assert "DTSTART:20261124T200000Z" in text
    assert "Case WTW-1001: Support team" in text
    assert "Lopez" not in text
