"""Sittings: a filtered list is worked through in one sitting, each case with a record of its own;
and the packet that the people at the table read."""

from collections.abc import Callable
from typing import Any

import flask
import pypdfium2
import pytest

from portal.models import (
    Activity,
    Case,
    PlanItem,
    Sitting,
    SittingCase,
    Staffing,
    StaffingAttendee,
    StaffingStep,
    Task,
)
from portal.models.accounts import Role
from portal.models.plans import Plan, PlanState
from portal.operations.staffings.acting import make_steps
from portal.operations.staffings.sittings import (
    Asked,
    begin_sitting,
    end_sitting,
    pass_case,
    take_case,
)
from portal.policy.refusals import Refused
from portal.policy.staffings import StaffingKind
from portal.reports.staffings.sittings import Likeness, chosen, lines_of
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, case, participant
from tests.house.makers import row
from tests.staffings import Draft, completed

PRESENT = "Grace Okafor, social service specialist\nJoy Bell, county health"


def asked(**alike: str) -> Asked:
    return Asked("End of the month", TODAY, PRESENT, Likeness(**alike))


@pytest.fixture
def ana(both_databases: flask.Flask) -> Any:
    """A worker with three cases, and one that is another's."""
    who = account()
    for number, (name, program) in enumerate(
        (("Zoe Abe", "workfirst"), ("Yan Bo", "workfirst"), ("Xu Chen", "wtw")), 1
    ):
        case(participant(name, "vi"), who, number=f"C-{number}", program=program)
    case(participant("Wu Dan", "vi"), account("Bo Lind"), number="C-4", program="workfirst")
    return who


def test_a_sitting_goes_through_ones_own_cases_and_each_gets_a_record_of_its_own(ana: Any) -> None:
    sitting = begin_sitting(ana.actor, asked=asked(program="workfirst"), at=NOON)
    assert sitting.kind == StaffingKind.COMMON_CHARACTERISTICS
    lines = lines_of(ana.actor, sitting)
    assert [one["name"] for one in lines] == ["Abe, Zoe", "Bo, Yan"]
    first, second = [
        one.case for one in SittingCase.select().order_by(SittingCase.position)
    ]  # fmt: skip
    made = take_case(ana.actor, sitting=sitting, case=first, at=NOON)
    assert take_case(ana.actor, sitting=sitting, case=first, at=NOON).id == made.id
    there = StaffingAttendee.select().where(StaffingAttendee.staffing == made.id)
    assert [one.attended for one in there.order_by(StaffingAttendee.position)] == ["", "yes", "yes"]
    pass_case(ana.actor, sitting=sitting, case=second, at=NOON)
    assert [one["state"] for one in lines_of(ana.actor, sitting)] == ["staffed", "passed"]
    later = take_case(ana.actor, sitting=sitting, case=second, at=NOON)
    assert {one.case_id for one in Staffing.select()} == {first.id, second.id}
    assert later.id != made.id
    end_sitting(ana.actor, sitting=sitting, at=NOON)
    with pytest.raises(Refused, match="ended"):
        pass_case(ana.actor, sitting=Sitting.get_by_id(sitting.id), case=second, at=NOON)


def test_all_cases_are_those_that_are_open_and_ones_own(ana: Any) -> None:
    sitting = begin_sitting(ana.actor, asked=asked(), at=NOON)
    assert sitting.kind == StaffingKind.ALL_CASES
    assert SittingCase.select().count() == 3


def test_cases_may_be_chosen_by_an_activity_that_runs(ana: Any) -> None:
    found = Case.get(Case.key == chosen(ana.actor, Likeness(), TODAY)[0].key)
    plan = row(Plan, case=found, number=1, state=PlanState.SIGNED)
    row(Activity, plan=plan, kind="english_class", minutes_week=600)
    alike = Likeness(activity="english_class")
    assert [line.key for line in chosen(ana.actor, alike, TODAY)] == [found.key]
    assert chosen(ana.actor, Likeness(activity="job_search"), TODAY) == []


def test_a_sitting_needs_a_name_somebody_beside_the_worker_and_cases(ana: Any) -> None:
    for changed, code in (
        (Asked(" ", TODAY, PRESENT, Likeness()), "no_title"),
        (Asked("A", TODAY, "", Likeness()), "nobody_present"),
        (asked(status="sanctioned"), "no_cases"),
    ):
        with pytest.raises(Refused, match=code):
            begin_sitting(ana.actor, asked=changed, at=NOON)
    sitting = begin_sitting(ana.actor, asked=asked(), at=NOON)
    other = account("Bo Lind 2", email="bo2@demo.example")
    with pytest.raises(Refused, match="not_yours"):
        end_sitting(other.actor, sitting=sitting, at=NOON)


def test_a_sitting_is_begun_and_worked_through_on_its_pages(
    app: flask.Flask, browser_for: Callable[..., Browser]
) -> None:
    ana = account()
    for number in range(30):
        case(participant(f"Hoa {chr(65 + number % 26)}{number}", "vi"), ana, number=f"C-{number}")
    desk = browser_for(ana)
    page = desk.get("/staff/staffings/new")
    assert "30 cases" in page.text
    assert "and 5 more" in page.text
    assert len(page.statements) <= 8
    typed = {"title": "Vietnamese cases", "held_on": TODAY.isoformat(), "language": "vi"}
    refused = desk.post("/staff/staffings", typed, status=422)
    assert "at least one professional" in refused.text
    assert refused.one("#title").get("value") == "Vietnamese cases"
    desk.post("/staff/staffings", typed | {"present": PRESENT}, status=303)
    sitting = Sitting.get()
    shown = desk.get(f"/staff/staffings/{sitting.key}")
    assert "0 of 30 cases" in shown.text
    assert len(shown.statements) <= 8
    form = shown.all("form[action$='/take']")[0]
    taken = desk.post(form.get("action"), {}, status=303)
    at = taken.headers["Location"]
    assert at.endswith("/case")
    # From the record it goes back to the sitting, and on to the next case.
    assert "Back to the sitting" in desk.get(at).text
    assert "1 of 30 cases" in desk.get(f"/staff/staffings/{sitting.key}").text
    listed = desk.get("/staff/staffings")
    assert "1 of 30" in listed.text
    assert len(listed.statements) <= 8
    # Its supervisor looks on; another worker, and who does no casework, find nothing there.
    assert browser_for(account("Sam Chief", Role.SUPERVISOR)).get(
        f"/staff/staffings/{sitting.key}"
    )  # fmt: skip
    for who in (account("Bo Lind"), account("Ed Roe", Role.CLERICAL)):
        assert browser_for(who).client.get(f"/staff/staffings/{sitting.key}").status_code == 404


def test_a_case_that_came_into_danger_leaves_the_sitting_of_who_may_not_know(
    app: flask.Flask, browser_for: Callable[..., Browser]
) -> None:
    ana, chief = account(), account("Sam Chief", Role.SUPERVISOR)
    made = case(participant("Zoe Abe", "vi"), ana, number="C-66613")
    sitting = begin_sitting(ana.actor, asked=asked(), at=NOON)
    assert "C-66613" in browser_for(chief).get(f"/staff/staffings/{sitting.key}").text
    type(made).update(is_restricted=True).where(type(made).id == made.id).execute()
    page = browser_for(chief).get(f"/staff/staffings/{sitting.key}")
    assert "C-66613" not in page.text
    assert "0 of 0 cases" in page.text
    assert "C-66613" in browser_for(ana).get(f"/staff/staffings/{sitting.key}").text


def test_the_packet_holds_plan_household_hours_and_attendance_and_prisms_reminder(
    app: flask.Flask, browser_for: Callable[..., Browser]
) -> None:
    ana = account()
    made = case(participant(), ana)
    plan = row(Plan, case=made, number=1, state=PlanState.SIGNED)
    row(Activity, plan=plan, kind="english_class", minutes_week=600)
    draft = Draft(ana, made).fill(case={"household": "Maria and her son, 6"})
    at = f"/staff/cases/{made.key}/staffings/{draft.key}/packet.pdf"
    answer = browser_for(ana).client.get(at)
    assert answer.mimetype == "application/pdf"
    assert 'filename="packet.pdf"' in answer.headers["Content-Disposition"]
    pages = pypdfium2.PdfDocument(answer.get_data())
    text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in pages).split())
    for said in (
        "PRISM must not be used", "Before a sanction", "Maria and her son, 6", "English class",
        "Hours", "Attendance", "Special record",
    ):  # fmt: skip
        assert said in text
    # It is made of the case alone: nothing that an earlier staffing found stands in it.
    assert "No sitter since May" not in text
    assert "She had a good reason" not in text


def test_steps_are_made_once_of_every_line_for_its_owner_and_by_its_day(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana)
    plan = row(
        Plan, case=made, number=1, state=PlanState.SIGNED, signed_by_worker_at=NOON,
        signed_by_participant_at=NOON,
    )  # fmt: skip
    staffing = completed(ana, made)
    steps = list(StaffingStep.select().order_by(StaffingStep.id))
    tasks = list(Task.select().order_by(Task.id))
    assert [(one.owner, one.phrase, one.text) for one in tasks] == [
        ("participant", "visit_child_care", ""), ("worker", "", "Ask for child care pay"),
    ]  # fmt: skip
    item = PlanItem.get_by_id(steps[0].plan_item_id)
    assert (item.phrase, item.due_on) == ("visit_child_care", tasks[0].due_on)
    draft = Plan.get_by_id(item.plan_id)
    assert (draft.state, draft.follows_id) == (PlanState.DRAFT, plan.id)
    assert steps[1].plan_item_id is None
    make_steps(ana.actor, staffing=staffing, at=NOON)
    assert Task.select().count() == 2
