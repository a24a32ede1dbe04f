"""Noncompliance at the desk: opened, led step by step, the gate, the seven steps, two at once."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal import clock, letter_kinds
from portal.models import Case, LetterEvent, Noncompliance
from portal.models.accounts import Role
from portal.operations.messages.threads import send_own_message
from portal.operations.noncompliance.deliveries import note_deliveries
from portal.reports.letters.starting import starting_values
from portal.reports.letters.suggestions import suggested
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, as_actor
from tests.noncompliance import scene

OPENED = date(2026, 10, 28)  # so that the days are over on November 18


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def row(of: Case) -> Any:
    return Noncompliance.get(Noncompliance.case == of.id)


def base(of: Case) -> str:
    return f"/staff/cases/{of.key}/noncompliance"


def take(browser: Browser, of: Case, act: str, status: int = 303, **typed: Any) -> Any:
    """A step taken on its own page, as a person would."""
    at = f"{base(of)}/{row(of).key}/{act}"
    return browser.submit(
        browser.get(at), at, typed, selector=f"form[action='{at}']", status=status
    )


def test_a_noncompliance_is_led_from_the_notice_to_the_gate(browser_for: Any) -> None:
    ana, of = scene.case_of("Denise Carter", "en")
    browser = browser_for(ana)
    new = browser.get(f"{base(of)}/new")
    bad = browser.submit(new, f"{base(of)}/new", {"missed_on": "2027-01-01", "what": "Not there."},
                         selector="form[action$='/new']", status=422)  # fmt: skip
    assert "Not there." in bad.text
    made = browser.submit(
        new, f"{base(of)}/new", {"act": "part_missed", "activity": "job_club",
                                 "missed_on": "2026-11-19"}, selector="form[action$='/new']",
    )  # fmt: skip
    page = browser.follow(made)
    assert "Asked what happened" in page.text
    assert [one.kind for one in suggested(of, NOON) if one.event == "noncompliance"] == [
        "good_cause"
    ]
    values = starting_values(letter_kinds.kinds()["good_cause"], of, TODAY)
    assert values["what_missed"] == "job_club@2026-11-19"
    letter = scene.notice(of, TODAY, read_at=NOON)
    take(browser, of, "deliver", letter=letter.key, way="read", on="2026-11-20")
    assert row(of).good_cause_until == TODAY + timedelta(days=20)
    take(browser, of, "ask", on="2026-11-20", way="telephone", locale="en")
    late = take(browser, of, "determine", status=422, finding="none", why="No word.", cause="sick")
    assert "The days to give a reason still run." in late.text
    assert "No word." in late.text
    gate = browser.get(f"{base(of)}/{row(of).key}/gate")
    for said in ("The days to give a reason still run.", "Nobody decided", "No staffing before"):
        assert said in gate.text
    assert gate.one(f"main a[href='{base(of)}/{row(of).key}/supports']") is not None
    assert len(gate.statements) <= 8
    page = browser.get(f"{base(of)}/{row(of).key}")
    assert len(page.statements) <= 8


def test_what_came_in_stands_with_its_moment_and_is_a_link_to_look_at_it(browser_for: Any) -> None:
    ana, of = scene.case_of("Mei Chen", "en")
    found = scene.opened(ana, of, OPENED)
    scene.delivered(ana, found, OPENED)
    send_own_message(as_actor(of.participant), case=of, text="I was ill.", locale="en", at=NOON)
    browser = browser_for(ana)
    few = browser.get(f"{base(of)}/{found.key}")
    assert "after the last day" in few.text
    assert "not looked at" in few.text
    for _number in range(6):
        send_own_message(as_actor(of.participant), case=of, text="More.", locale="en", at=NOON)
    assert len(browser.get(f"{base(of)}/{found.key}").statements) == len(few.statements)


def test_a_sanction_is_entered_through_the_gate_marked_and_ended(browser_for: Any) -> None:
    ana, of = scene.case_of("Sokha Chan", "en")
    found = scene.asked(ana, scene.delivered(ana, scene.opened(ana, of, OPENED), OPENED), OPENED)
    found = scene.checked(ana, scene.no_cause(ana, found, TODAY), TODAY)
    browser = browser_for(ana)
    shut = take(browser, of, "sanction", status=422, steps=["say_yes"])
    assert "No staffing before sanction was completed since then." in shut.text
    scene.staffed(of, TODAY)
    take(browser, of, "sanction", steps=["say_yes"], effective_on="2026-11-30")
    page = browser.get(f"{base(of)}/{found.key}")
    assert "The seven steps of a sanction" in page.text
    assert len(page.statements) <= 8
    assert {"sanction"} <= {one.kind for one in suggested(of, NOON)}
    mark = f"{base(of)}/{found.key}/mark"
    browser.post(mark, page.form(f"form[action='{mark}']") | {"kind": "cure", "step": "say_yes"})
    assert "done Nov 20" in browser.get(f"{base(of)}/{found.key}").text
    take(browser, of, "cure", reason="took_part", ended_on="2026-11-20")
    assert row(of).state == "sanction_ended"
    assert "sanction_ended" in {one.event for one in suggested(of, NOON)}


def test_of_two_people_at_one_step_the_second_is_told_and_keeps_their_words(
    browser_for: Any,
) -> None:
    ana, of = scene.case_of("Two Atonce", "en")
    scene.opened(ana, of, OPENED)
    browser = browser_for(ana)
    at = f"{base(of)}/{row(of).key}/supports"
    page = browser.get(at)
    take(browser, of, "ask", on="2026-11-20", way="in_person", locale="en")
    second = browser.submit(page, at, {"why": "Child care is there."}, status=422,
                            selector=f"form[action='{at}']")  # fmt: skip
    assert "Somebody else changed this meanwhile." in second.text
    assert "Child care is there." in second.text


def test_partners_and_strangers_see_nothing_of_it(browser_for: Any) -> None:
    ana, of = scene.case_of("Maria Lopez", "en")
    found = scene.opened(ana, of, OPENED)
    other = account("Ben Cho", unit="Unit 2", email="ben@demo.example")
    for who in (other, account("Pat Lane", Role.PROVIDER, email="pat@demo.example")):
        for path in (base(of), f"{base(of)}/{found.key}", f"{base(of)}/{found.key}/gate"):
            assert browser_for(who).client.get(path).status_code in (403, 404)


@pytest.mark.parametrize(
    ("kind", "days", "is_back", "day"),
    [("read", 0, False, 0), ("delivered", 0, False, 0), ("mailed", 4, False, None),
     ("mailed", 5, False, 5), ("mailed", 9, True, None)],
)  # fmt: skip
def test_the_night_notes_a_delivery_and_the_days_run_from_it(
    app: Any, kind: str, days: int, is_back: bool, day: int | None
) -> None:
    ana, of = scene.case_of("Denise Carter", "en")
    scene.opened(ana, of, OPENED)
    letter = scene.notice(of, OPENED)
    at = scene.noon(OPENED) + timedelta(hours=1)
    LetterEvent.create(letter=letter, kind=kind, at=at)
    if is_back:
        LetterEvent.create(letter=letter, kind="returned", at=at + timedelta(days=3))
    tonight = OPENED + timedelta(days=days)
    night = list(note_deliveries(tonight, at + timedelta(days=days)))
    assert night == ([] if day is None else [1])
    expected = None if day is None else OPENED + timedelta(days=day)
    assert row(of).delivered_on == expected
    assert list(note_deliveries(tonight, at + timedelta(days=days))) == [], "once"
