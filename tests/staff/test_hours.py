"""The month of hours as staff read it, and what they decide on it."""

from datetime import date
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import (
    Account,
    Case,
    Document,
    HoursEntry,
    HoursWeek,
    MonthVerdict,
    Task,
    TextRequest,
)
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.policy.documents import DocumentState
from tests import factories
from tests.factories import NOON
from tests.hours import months

MONDAY, WEDNESDAY = date(2026, 11, 9), date(2026, 11, 11)


class Scene:
    """Ana's case: an English class, Mondays and Wednesdays, three hours each, and one week of it
    that was sent, half of it proven."""

    def __init__(self) -> None:
        self.ana: Account = factories.account()
        self.case: Case = factories.case(factories.participant(), self.ana)
        self.english = months.activity(months.signed_plan(self.case), provider="Adult School")
        self.paper: Document = Document.create(
            case=self.case, kind="attendance_sheet", reference="D-1", opened_at=NOON,
            received_at=NOON, state=DocumentState.RECEIVED,
        )  # fmt: skip
        self.week: HoursWeek = HoursWeek.create(
            case=self.case, starts_on=date(2026, 11, 8), ends_on=date(2026, 11, 14), sent_at=NOON
        )
        self.monday = months.hours(self.case, self.english, MONDAY, 180, document=self.paper)
        self.wednesday = months.hours(
            self.case, self.english, WEDNESDAY, 60, missed_minutes=120, kind=HoursKind.ABSENT,
            reason="ill", text="Tuve fiebre.", locale="es",
        )  # fmt: skip

    @property
    def base(self) -> str:
        return f"/staff/cases/{self.case.key}"

    @property
    def month(self) -> str:
        return f"{self.base}/hours/2026-11"

    def day(self, on: date) -> str:
        return f"{self.base}/hours/{on}/{self.english.series}"


@pytest.fixture
def scene(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return Scene()


def test_each_figure_of_the_month_opens_what_it_comes_from(scene: Scene, browser_for: Any) -> None:
    page = browser_for(scene.ana).get(scene.month)
    row = page.one(f"tr:has(a[href='{scene.day(MONDAY)}'])")
    links = {link.text_content(): link.get("href") for link in row.cssselect("td a")}
    assert links == {"3": f"{scene.base}/documents/{scene.paper.key}"}
    hrefs = [link.get("href") for link in row.cssselect("td a")]
    assert hrefs == [
        f"{scene.base}/plan/1", scene.day(MONDAY), f"{scene.base}/documents/{scene.paper.key}"
    ]  # fmt: skip
    assert "1 without proof" in page.text
    assert "Missed, not decided: ill" in page.text
    assert "1 absence is not decided." in page.text
    assert len(page.statements) <= 8


def test_the_page_costs_the_same_with_a_full_month(scene: Scene, browser_for: Any) -> None:
    ana = browser_for(scene.ana)
    ana.get(scene.month)
    few = len(ana.get(scene.month).statements)
    for number in range(2, 19):
        on = date(2026, 11, number)
        if on not in (MONDAY, WEDNESDAY):
            months.hours(scene.case, scene.english, on, 60)
    assert len(ana.get(scene.month).statements) == few


def test_a_week_is_accepted_and_counts(scene: Scene, browser_for: Any) -> None:
    ana = browser_for(scene.ana)
    act = f"{scene.month}/weeks/2026-11-08"
    done = ana.submit(
        ana.get(scene.month), f"{act}/accept", selector=f"form[action='{act}/accept']"
    )
    page = ana.follow(done)
    assert "The week is accepted." in page.text
    row = page.one(f"#week-2026-11-08 tr:has(a[href='{scene.day(MONDAY)}'])")
    assert row.cssselect("td[data-label=Counted]")[0].text_content() == "3"
    again = ana.post(f"{act}/accept", {"version": "2"}, 422)
    assert "There is nothing left to accept in this week." in again.text


def test_a_week_goes_back_and_what_was_typed_stays_where_it_cannot(
    scene: Scene, browser_for: Any
) -> None:
    ana = browser_for(scene.ana)
    act = f"{scene.month}/weeks/2026-11-08/return"
    wrong = ana.post(act, {"version": "1", "reason": "", "text": "Look at Monday"}, 422)
    assert "Choose why the week goes back." in wrong.text
    assert wrong.one("#week-2026-11-08 textarea").text == "Look at Monday"
    late = ana.post(act, {"version": "7", "reason": "proof_missing"}, 422)
    assert "Somebody changed this meanwhile" in late.text
    page = ana.follow(ana.post(act, {"version": "1", "reason": "proof_missing"}))
    assert "Sent back on" in page.text
    assert HoursEntry.get_by_id(scene.wednesday.id).state == HoursState.RETURNED


def test_a_day_tells_everything_and_is_corrected(scene: Scene, browser_for: Any) -> None:
    ana = browser_for(scene.ana)
    page = ana.get(scene.day(WEDNESDAY))
    assert "Tuve fiebre." in page.text
    assert page.one("bdi[lang=es]").text == "Tuve fiebre."
    assert len(page.statements) <= 8
    form = f"form[action='{scene.day(WEDNESDAY)}']"
    wrong = ana.submit(page, scene.day(WEDNESDAY), {"minutes": "four"}, form, 422)
    assert "Give hours of one day" in wrong.text
    undecided = ana.submit(page, scene.day(WEDNESDAY), {"minutes": "2"}, form, 422)
    assert "Say whether the missed hours are excused." in undecided.text
    given = {"minutes": "2", "absence": "excused", "document": scene.paper.key}
    after = ana.follow(ana.submit(page, scene.day(WEDNESDAY), given, form))
    assert "Replaced on" in after.text
    stands = HoursEntry.get(HoursEntry.replaces == scene.wednesday)
    assert (stands.minutes, stands.kind, stands.state) == (120, "excused", "accepted")
    stale = ana.submit(page, scene.day(WEDNESDAY), given | {"operation_key": "another"}, form, 422)
    assert "Somebody changed this meanwhile" in stale.text
    assert stale.form(form)["seen"] == stands.key, "sent once more, it is decided on what stands"


def test_a_day_nobody_told_of_is_entered(scene: Scene, browser_for: Any) -> None:
    ana, day = browser_for(scene.ana), scene.day(date(2026, 11, 16))
    page = ana.get(day)
    assert "Nobody told of this day." in page.text
    assert page.form(f"form[action='{day}']")["minutes"] == "3", "as the plan says"
    ana.submit(page, day, selector=f"form[action='{day}']")
    assert HoursEntry.get(HoursEntry.done_on == date(2026, 11, 16)).source == HoursSource.WORKER


def test_an_absence_is_excused_with_one_tap(scene: Scene, browser_for: Any) -> None:
    ana = browser_for(scene.ana)
    page = ana.follow(ana.post(f"{scene.day(WEDNESDAY)}/excused"))
    assert "The missed hours are excused." in page.text
    ana.post(f"{scene.day(date(2026, 11, 16))}/excused", status=404)
    refused = ana.post(f"{scene.day(MONDAY)}/unexcused", status=422)
    assert "Nothing was missed on this day." in refused.text


def test_an_objection_is_read_and_answered(scene: Scene, browser_for: Any) -> None:
    HoursEntry.update(
        source=HoursSource.PARTICIPANT, objection="was_longer", objection_text="Hasta las 3.",
        objection_locale="es", objected_at=NOON,
    ).where(HoursEntry.id == scene.monday.id).execute()  # fmt: skip
    ana = browser_for(scene.ana)
    assert "The participant objects" in ana.get(scene.month).text
    page = ana.get(scene.day(MONDAY))
    assert "I was there longer" in page.text
    answered = ana.follow(ana.submit(page, f"{scene.day(MONDAY)}/keep"))
    assert "The hours stay as they were entered." in answered.text


def test_what_a_participant_wrote_goes_to_a_translator_and_comes_back_beside_it(
    scene: Scene, browser_for: Any
) -> None:
    ana, day = browser_for(scene.ana), scene.day(WEDNESDAY)
    asked = ana.follow(ana.submit(ana.get(day), f"{day}/translation",
                                  selector=f"form[action='{day}/translation']"))  # fmt: skip
    assert "The translation into English was asked for." in asked.text
    request = TextRequest.get()
    assert (request.text, request.source_locale, request.target_locale) == (
        "Tuve fiebre.", "es", "en"
    )  # fmt: skip
    TextRequest.update(translation="I had a fever.", state="answered").execute()
    page = ana.get(day)
    assert "In English: I had a fever." in page.text
    assert len(page.statements) <= 8
    assert not page.all(f"form[action='{day}/translation']")
    ana.post(f"{scene.day(MONDAY)}/translation", status=404)
    Case.update(is_restricted=True).where(Case.id == scene.case.id).execute()
    assert "ask an interpreter" in ana.post(f"{day}/translation", status=422).text


def test_the_verdict_offers_steps_and_keeps_the_one_that_was_taken(
    scene: Scene, browser_for: Any
) -> None:
    ana = browser_for(scene.ana)
    page = ana.get(scene.month)
    assert "With what is planned the required hours cannot be met." in page.text
    ana.post(f"{scene.month}/step", {"step": "nonsense"}, 404)
    early = ana.post(f"{scene.month}/step", {"step": "start_noncompliance"}, 422)
    assert "not called for any more" in early.text
    to_plan = ana.post(f"{scene.month}/step", {"step": "schedule_activity"})
    assert to_plan.headers["Location"].endswith("/plan")
    assert "chose on" in ana.get(scene.month).text
    assert MonthVerdict.get().step == "schedule_activity"
    assert not Task.select().count()


def test_a_month_that_was_not_met_is_told_on_the_pages_of_others_until_a_step_is_taken(
    scene: Scene, browser_for: Any
) -> None:
    MonthVerdict.create(
        case=scene.case, month="2026-10", verdict="short", cause="month_end", required=60,
        planned=60, counted=0, excused=0, unexcused=60, unproven=0, given_at=NOON,
    )  # fmt: skip
    ana = browser_for(scene.ana)
    page = ana.get(f"{scene.base}/hours")
    told = "The hours of October 2026 were not met: nobody took a step yet."
    assert told in page.text
    assert len(page.statements) <= 8
    assert told not in ana.get(f"{scene.base}/hours/2026-10").text
    MonthVerdict.update(step="amend_plan").execute()
    assert told not in ana.get(f"{scene.base}/hours").text


def test_months_lead_to_their_neighbours_and_nonsense_to_404(
    scene: Scene, browser_for: Any
) -> None:
    ana = browser_for(scene.ana)
    assert "December 2026" in ana.get(f"{scene.base}/hours").text
    for address in ("2026-13", "20261-1", "2026-1a"):
        ana.get(f"{scene.base}/hours/{address}", 404)
    ana.get(f"{scene.base}/hours/2026-02-30/{scene.english.series}", 404)
    ana.get(f"{scene.base}/hours/{MONDAY}/no-such-series-16", 404)
    empty = ana.get(f"{scene.base}/hours/2027-03")
    assert "Hours of March 2027" in empty.text


def test_who_reads_alone_is_offered_nothing_to_decide(scene: Scene, browser_for: Any) -> None:
    from portal.models.accounts import Role

    monitor = browser_for(factories.account("Mo Nitor", Role.MONITOR))
    for address in (scene.month, scene.day(WEDNESDAY), f"{scene.base}/referrals"):
        assert not monitor.get(address).all("main form"), address
