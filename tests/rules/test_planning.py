"""The rules of what stands in a plan, at their edges, on both databases: PLAN-1 to PLAN-4."""

from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Activity, Case, Plan, PlanItem, TextRequest
from portal.models.plans import ItemKind, PlanState
from portal.operations.cases import refresh
from portal.operations.plans import activities, drafts, versions
from portal.operations.plans.activities import ActivityText
from portal.policy.amendments import OfferRefusal
from portal.policy.hours import Slot
from portal.policy.plan_items import PlanRefusal
from portal.policy.refusals import Refused
from portal.reports.plans import drafts as reports
from tests.browser import Browser
from tests.factories import account, case

TODAY = clock.today("America/Los_Angeles")
START = TODAY + timedelta(days=7)
MONDAY, FRIDAY, SUNDAY = 0, 4, 6


def begun(**values: Any) -> tuple[Any, Case, Plan]:
    """A counselor, a case of hers, and its draft that begins in a week."""
    ana = account()
    made = case(worker=ana, enrolled_on=TODAY - timedelta(days=40), **values)
    return ana, made, drafts.begin_plan(ana.actor, case=made, starts_on=START, at=clock.now())


def added(
    ana: Any, plan: Plan, kind: ItemKind, *phrases: str, text: str = "", due_on: date | None = None,
    above: PlanItem | None = None,
) -> PlanItem:  # fmt: skip
    """Items of a draft; the last of them."""
    drafts.add_items(
        ana.actor, plan=plan, kind=kind, phrases=phrases, text=text, due_on=due_on, above=above,
        at=clock.now(),
    )  # fmt: skip
    return PlanItem.select().order_by(PlanItem.id.desc()).get()


def active(
    ana: Any, plan: Plan, kind: str, *slots: Slot, minutes: int = 0, starts_on: date = START,
    ends_on: date | None = None, activity: Activity | None = None,
) -> Activity:  # fmt: skip
    """An activity of a draft."""
    text = ActivityText(kind, "", "", starts_on, ends_on, slots, minutes)
    version = int(str(activity.version)) if activity else 0
    return activities.write_activity(
        ana.actor, plan=plan, text=text, at=clock.now(), activity=activity, version=version
    )


def refused(call: Any) -> dict[str, Any]:
    """Why an operation refuses, by field."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.codes


def hour(day: int, start: float, end: float) -> Slot:
    """A slot of a day, in hours."""
    return Slot(day, int(start * 60), int(end * 60))


def refuses_what_does_not_belong(ana: Any, plan: Plan, goal: PlanItem, service: PlanItem) -> None:
    # A milestone has a date, within the plan; an objective serves a goal, a service an objective.
    for kind, above, due_on, field, code in (
        (ItemKind.MILESTONE, None, None, "due_on", PlanRefusal.NO_DATE),
        (ItemKind.MILESTONE, None, START - timedelta(1), "due_on", PlanRefusal.IN_THE_PAST),
        (ItemKind.OBJECTIVE, None, None, "above", PlanRefusal.NOTHING_ABOVE),
        (ItemKind.SERVICE, goal, None, "above", PlanRefusal.NOT_BELOW_THAT),
        (ItemKind.STEP, service, None, "above", PlanRefusal.NOT_BELOW_THAT),
    ):
        codes = refused(
            lambda k=kind, a=above, d=due_on: added(ana, plan, k, text="x y", above=a, due_on=d)
        )
        assert codes == {field: code}, kind
    assert refused(lambda: added(ana, plan, ItemKind.STEP)) == {"phrases": PlanRefusal.NOTHING_SAID}
    assert refused(lambda: added(ana, plan, ItemKind.GOAL_SHORT, "use_my_skills")) == {
        "phrases": PlanRefusal.NOT_IN_LIBRARY
    }, "another program's"


def test_plan_1_a_plan_has_a_vision_goals_and_what_serves_them_and_milestones_are_dated(
    both_databases: flask.Flask,
) -> None:
    ana, made, plan = begun()
    page = Browser(both_databases, ana)
    drafts.write_vision(
        ana.actor, plan=plan, text="Work without fear", starts_on=START, version=1, at=clock.now()
    )
    goal = added(ana, plan, ItemKind.GOAL_SHORT, "speak_english_at_work")
    added(ana, plan, ItemKind.GOAL_LONG, "kitchen_work")
    objective = added(ana, plan, ItemKind.OBJECTIVE, "learn_english", above=goal)
    service = added(ana, plan, ItemKind.SERVICE, "bus_pass", above=objective)
    added(ana, plan, ItemKind.STEP, text="Ask Mrs. Bell about the deli course")
    added(ana, plan, ItemKind.MILESTONE, "resume_ready", due_on=START, above=goal)
    view = reports.read_draft(made, reports.open_draft(made))
    (short,) = view.lines[ItemKind.GOAL_SHORT]
    assert [one.row.kind for one in short.below] == ["objective", "milestone"]
    assert [one.words for one in short.below[0].below] == ["Bus pass"]
    # Whole in their language where it is from the library; what is typed waits for a translator.
    assert short.theirs == "Hablar inglés en el trabajo"
    assert {one.text for one in TextRequest.select()} == {
        "Work without fear", "Ask Mrs. Bell about the deli course",
    }  # fmt: skip
    shown = page.get(f"/staff/cases/{made.key}/plan/edit")
    assert "Work without fear" in shown.form("main form[action$='/vision']")["vision"]
    refuses_what_does_not_belong(ana, plan, goal, service)
    # Taken out with all that stands below it, and what waited for a translator waits no more.
    drafts.remove_item(ana.actor, item=goal, at=clock.now())
    assert sorted(one.kind for one in PlanItem.select()) == ["goal_long", "step"]
    # Offered, it is the worker's draft no more.
    versions.offer_plan(ana.actor, plan=plan, at=clock.now())
    assert refused(lambda: added(ana, plan, ItemKind.STEP, "call_worker")) == {
        "": PlanRefusal.NOT_A_DRAFT
    }


def test_plan_2_an_activity_has_its_week_and_the_plan_shows_hours_planned_against_required(
    both_databases: flask.Flask,
) -> None:
    ana, made, plan = begun(youngest_child_born_on=START.replace(year=START.year - 3))
    page = Browser(both_databases, ana)
    ends_on = START + timedelta(days=27)
    first = active(ana, plan, "english_class", hour(MONDAY, 9, 13), ends_on=ends_on)
    active(ana, plan, "job", hour(FRIDAY, 22, 6), hour(SUNDAY, 8, 12.5))
    assert first.minutes_week == 240
    weeks = reports.read_draft(made, reports.open_draft(made)).weeks
    told = [(one.week.starts_on, one.week.ends_on, one.week.planned, one.week.required)
            for one in weeks.stretches]  # fmt: skip
    # Eight hours over midnight, and four and a half; the class only until its last day.
    assert told == [
        (START, ends_on, 16 * 60 + 30, 20 * 60),
        (ends_on + timedelta(days=1), None, 12 * 60 + 30, 20 * 60),
    ]
    shown = page.get(f"/staff/cases/{made.key}/plan/edit")
    assert "16.5 of 20 hours a week" in shown.text
    assert "3.5 hours a week are missing" in shown.text
    assert len(shown.all("svg.week-grid")[0].cssselect("rect")) == 4, "the night is on two days"
    # Hours without fixed times count as they are typed; a week has 168 hours, and some.
    loose = active(ana, plan, "job_search", minutes=210)
    assert loose.minutes_week == 210
    assert refused(lambda: active(ana, plan, "job_search")) == {
        "minutes_week": PlanRefusal.NO_HOURS
    }
    assert refused(lambda: active(ana, plan, "job_search", minutes=168 * 60 + 1)) == {
        "minutes_week": PlanRefusal.TOO_MANY_HOURS
    }
    assert refused(
        lambda: active(ana, plan, "job", minutes=60, ends_on=START - timedelta(days=1))
    ) == {"ends_on": PlanRefusal.ENDS_BEFORE_IT_STARTS}
    # Written anew it stays the same activity.
    again = active(ana, plan, "english_class", hour(MONDAY, 9, 12), activity=first)
    assert (again.series, again.minutes_week, again.version) == (first.series, 180, 2)


def test_plan_3_hours_required_follow_the_family_and_the_sixth_birthday_on_its_day(
    both_databases: flask.Flask,
) -> None:
    ana, made, plan = begun(youngest_child_born_on=date(2020, 12, 16))
    page = Browser(both_databases, ana)
    Plan.update(starts_on=date(2026, 11, 30)).where(Plan.id == plan.id).execute()
    active(ana, plan, "job", minutes=25 * 60, starts_on=date(2026, 11, 30))

    def required() -> list[tuple[date, int | None]]:
        found = reports.read_draft(Case.get_by_id(made.id), reports.open_draft(made)).weeks
        return [(one.week.starts_on, one.week.required) for one in found.stretches]

    # One parent, a child under 6: 20 hours up to the day before the birthday, 30 from it on.
    assert required() == [(date(2026, 11, 30), 20 * 60), (date(2026, 12, 16), 30 * 60)]
    shown = page.get(f"/staff/cases/{made.key}/plan/edit").text
    assert "25 of 20 hours a week" in shown
    assert "25 of 30 hours a week" in shown
    for family, born_on, hours in (
        ("one_parent", None, 30), ("two_parents", date(2025, 1, 1), 35), ("two_parents", None, 35),
    ):  # fmt: skip
        Case.update(family_type=family, youngest_child_born_on=born_on).execute()
        assert required() == [(date(2026, 11, 30), hours * 60)], family
        assert refresh(made.id, TODAY).weekly_minutes_required == hours * 60
    Case.update(status="exempt").execute()
    assert required() == [(date(2026, 11, 30), None)], "who is exempt owes none"
    Case.update(status="active", program="dw").execute()
    assert required() == [(date(2026, 11, 30), None)], "the plan's own hours count"


def test_plan_4_activities_at_the_same_time_are_shown_and_must_be_resolved_before_signing(
    both_databases: flask.Flask,
) -> None:
    ana, made, plan = begun()
    page = Browser(both_databases, ana)
    address = f"/staff/cases/{made.key}/plan/edit"
    active(ana, plan, "english_class", hour(MONDAY, 9, 12))
    job = active(ana, plan, "job", hour(MONDAY, 11, 15), hour(FRIDAY, 12, 14))
    shown = page.get(address)
    assert "run at the same time" in shown.words(".plan-week .notice-error")
    assert len(shown.all("rect.is-clash")) == 2
    assert "Activities run at the same time." in shown.words(".checks")
    assert refused(lambda: versions.offer_plan(ana.actor, plan=plan, at=clock.now())) == {
        "activities": OfferRefusal.OVERLAP
    }
    assert Plan.get_by_id(plan.id).state == PlanState.DRAFT
    # Over midnight into Monday morning, and Monday's class meets it.
    job = active(ana, plan, "job", hour(SUNDAY, 22, 9.5), activity=job)
    assert len(page.get(address).all("rect.is-clash")) == 3
    # Ends that touch do not overlap, nor do activities of other weeks.
    job = active(ana, plan, "job", hour(SUNDAY, 22, 9), activity=job)
    later = START + timedelta(days=60)
    active(ana, plan, "college", hour(MONDAY, 8, 17), starts_on=later)
    clash = page.get(address)
    assert clash.all("rect.is-clash"), "the class runs on into the college's weeks"
    english = Activity.get(Activity.kind == "english_class")
    for one in (english, job):
        slots = (hour(MONDAY, 9, 12),) if one.kind == "english_class" else (hour(SUNDAY, 22, 9),)
        active(ana, plan, str(one.kind), *slots, ends_on=later - timedelta(days=1), activity=one)
    shown = page.get(address)
    assert not shown.all("rect.is-clash")
    assert "It can be offered for signing." in shown.words(".checks")
    offered = versions.offer_plan(ana.actor, plan=plan, at=clock.now())
    assert offered.state == PlanState.OFFERED
