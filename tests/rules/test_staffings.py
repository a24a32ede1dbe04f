"""The rules of the staffing record, at their edges, on both databases: STAFF-1, 2, 5 to 10, 12, 14."""

import dataclasses
from datetime import timedelta
from typing import Any

import flask
import pytest

from portal.models import (
    Case,
    Staffing,
    StaffingAttendee,
    StaffingCircumstance,
    StaffingSeal,
    StaffingStep,
    Task,
)
from portal.operations.staffings import Stale, begin_staffing, discard_staffing
from portal.operations.staffings.attendees import save_attendees
from portal.operations.staffings.completing import digest_of
from portal.operations.staffings.editing import save_case, save_result
from portal.operations.staffings.issues import save_issues, write_issue
from portal.policy.refusals import Refused
from portal.policy.staffing_attendees import AttendeeRole as Role
from portal.policy.staffings import StaffingKind, Tab
from portal.reports.staffings.contents import AttendeeLine
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, case
from tests.staffings import (
    Draft,
    attendees_tab,
    case_tab,
    issues_tab,
    result_tab,
)

DAY = timedelta(days=1)


@pytest.fixture
def draft(both_databases: flask.Flask) -> Draft:
    """A staffing before sanction with everything in it."""
    ana = account()
    return Draft(ana, case(worker=ana)).fill()


def test_staff_1_five_kinds_each_once_in_preparation(both_databases: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana)
    for kind in StaffingKind:
        begin_staffing(ana.actor, case=made, kind=kind, at=NOON)
        with pytest.raises(Refused, match="begun_already"):
            begin_staffing(ana.actor, case=made, kind=kind, at=NOON)
    assert [row.kind for row in Staffing.select().order_by(Staffing.number)] == [*StaffingKind]
    first = StaffingAttendee.select().first()
    assert (first.role, first.account_id) == (Role.ASSIGNED_WORKER, ana.id)
    assert "Ana" not in first.sealed
    for days, code in ((366, ""), (367, "too_far")):
        with pytest.raises(Refused, match=code or "begun_already"):
            begin_staffing(
                ana.actor, case=made, kind=StaffingKind.DIFFICULT, at=NOON,
                held_on=TODAY + days * DAY,
            )  # fmt: skip


def test_staff_2_two_professionals_of_whom_the_worker_is_one(
    both_databases: flask.Flask, draft: Draft
) -> None:
    worker, nurse = attendees_tab().lines
    absent = dataclasses.replace(nurse, attended="no")
    brought = AttendeeLine("", Role.BROUGHT, "Rosa", attended="yes", is_brought=True)
    interpreter = AttendeeLine("", Role.INTERPRETER, "Duc", attended="yes")
    for lines, code in (
        ((worker,), "too_few_professionals"),
        ((worker, absent), "too_few_professionals"),
        ((worker, brought, interpreter), "too_few_professionals"),
        ((nurse, dataclasses.replace(nurse, role=Role.ATTORNEY)), "no_worker"),
    ):
        draft.save(save_attendees, attendees_tab(lines=lines))
        assert draft.refused() == {"attendees": code}
    draft.save(save_attendees, attendees_tab(lines=(worker, nurse, brought)))
    assert draft.complete().is_completed


def test_staff_5_child_welfare_must_be_invited_before_a_sanction(
    both_databases: flask.Flask, draft: Draft
) -> None:
    draft.save(save_case, case_tab(child_welfare=""))
    assert draft.refused() == {"child_welfare": "child_welfare_unsaid"}
    draft.save(save_case, case_tab(child_welfare="yes"))
    assert draft.refused() == {"child_welfare": "child_welfare_not_invited"}
    listed = AttendeeLine("", Role.CHILD_WELFARE, "Lee Moss", attended="no")
    draft.save(save_attendees, attendees_tab(TODAY, listed))
    assert draft.refused() == {"child_welfare": "child_welfare_not_invited"}
    lines = draft.contents.attendees.lines
    invited = dataclasses.replace(lines[-1], invited_on=TODAY)
    draft.save(save_attendees, attendees_tab(lines=(*lines[:-1], invited)))
    assert draft.complete().is_completed
    ana = account("Lou Park", unit="Unit 2")
    other = Draft(ana, case(worker=ana, number="WTW-2"), StaffingKind.DIFFICULT)
    assert other.fill(case={"child_welfare": "yes"}).complete().is_completed


def test_staff_6_the_chart_suggests_whom_the_circumstances_ask_for(
    both_databases: flask.Flask, draft: Draft
) -> None:
    assert list(draft.contents.suggested) == [
        "child_care_referral", "child_care_subsidy", "child_welfare"
    ]  # fmt: skip
    draft.save(save_case, case_tab(circumstances=("child_care", "family_violence")))
    found = draft.contents.suggested
    assert [*map(str, found["child_welfare"])] == ["child_care", "family_violence"]
    assert {"violence_advocate", "attorney", "mental_health"} < set(found)
    there = AttendeeLine("", Role.CHILD_WELFARE, "Lee Moss")
    draft.save(save_attendees, attendees_tab(TODAY, there))
    assert "child_welfare" not in draft.contents.suggested
    draft.save(save_case, case_tab(circumstances=()))
    assert draft.contents.suggested == {}
    assert StaffingCircumstance.select().count() == 0


def test_staff_7_each_tab_is_saved_by_itself_and_of_two_the_second_is_told(
    both_databases: flask.Flask, draft: Draft
) -> None:
    tabs: list[tuple[Any, Any, Any]] = [
        (save_case, case_tab(household="One"), case_tab(household="Two")),
        (save_attendees, attendees_tab(participant_attended="no"), attendees_tab(TODAY)),
        (save_issues, issues_tab(roles="One"), issues_tab(roles="Two")),
        (save_result, result_tab(personal_text="One"), result_tab(personal_text="Two")),
    ]
    for operation, mine, theirs in tabs:
        tab = operation.__name__.removeprefix("save_")
        seen = getattr(draft.row, f"{tab}_version")
        draft.save(operation, mine)
        with pytest.raises(Stale) as told:
            draft.save(operation, theirs, version=seen)
        assert getattr(told.value.saved, tab) == getattr(draft.contents, tab)
        draft.save(operation, getattr(draft.contents, tab), version=seen)  # says the same
        assert getattr(draft.row, f"{tab}_version") == seen + 1
    assert draft.contents.case.household == "One"
    [note] = draft.contents.notes
    write_issue(
        draft.actor, staffing=draft.row, given=dataclasses.replace(note, note="Mine"), at=NOON
    )
    later = dataclasses.replace(note, note="Theirs")
    with pytest.raises(Stale):
        write_issue(draft.actor, staffing=draft.row, given=later, at=NOON)
    with pytest.raises(Refused, match="has_note"):
        draft.save(save_issues, issues_tab(chosen=("housing",)))


def test_staff_8_everything_is_documented_and_all_that_is_missing_is_told_at_once(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana)
    bare = Draft(ana, made, StaffingKind.DIFFICULT)
    assert bare.refused() == {
        "held_on": "missing", "completed_on": "missing", "event_types": "no_event_type",
        "household": "no_household", "circumstances_text": "no_circumstances",
        "ea_screened": "ea_unsaid", "ea_plan": "ea_plan_unsaid",
        "attendees": "too_few_professionals", "attended": "attendance_unsaid",
        "participant_attended": "participant_unsaid", "issues": "no_issue", "roles": "no_roles",
        "actions": "no_action", "goals_short": "no_short_goal", "goals_long": "no_long_goal",
        "review_on": "no_review_date", "letter": "no_letter",
    }  # fmt: skip
    bare.fill()
    for name in ("note", "strength", "concern", "past_steps", "duration"):
        bare.write_notes(**{name: ""})
        assert bare.refused() == {"issue_notes": "issue_unfinished"}
    bare.write_notes()
    bare.save(save_issues, issues_tab(review_on=TODAY))
    assert bare.refused() == {"review_on": "review_not_after"}
    line = issues_tab().actions[1]
    for change in ({"what": " "}, {"outcome": ""}, {"due_on": None}, {"owner": "other"}):
        unfinished = dataclasses.replace(line, **change)
        bare.save(save_issues, issues_tab(actions=(unfinished,)))
        assert bare.refused() == {"action_lines": "action_unfinished"}
    bare.save(save_issues, issues_tab(review_on=TODAY + DAY))
    assert bare.complete().is_completed
    assert StaffingStep.select().count() == Task.select().count() == 2


def test_staff_9_before_a_sanction_all_is_reviewed_and_the_decision_has_its_reason(
    both_databases: flask.Flask, draft: Draft
) -> None:
    draft.save(save_issues, issues_tab(reviewed_with="", decision="", decision_why=" . "))
    assert draft.refused() == {"reviewed_with": "not_reviewed", "decision": "no_decision"}
    draft.save(save_issues, issues_tab(reviewed_with="", decision="pursue", decision_why=""))
    assert draft.refused() == {"reviewed_with": "not_reviewed", "decision_why": "no_reason"}
    lines = draft.contents.attendees
    draft.save(
        save_attendees, dataclasses.replace(lines, participant_invited_on=None)
    )  # STAFF-4: who faces a sanction was told
    draft.save(save_issues, issues_tab())
    assert draft.refused() == {"participant_invited_on": "participant_not_invited"}
    draft.save(save_attendees, lines)
    done = draft.complete()
    assert (done.decision, done.is_completed) == ("do_not_pursue", True)
    ana = account("Lou Park", unit="Unit 2")
    plain = Draft(ana, case(worker=ana, number="WTW-2"), StaffingKind.ALL_CASES)
    changes = {"reviewed_with": "", "decision": "", "decision_why": ""}
    assert plain.fill(issues=changes).complete().is_completed


def test_staff_10_a_date_and_an_event_type_complete_it_and_nothing_changes_it_again(
    both_databases: flask.Flask, draft: Draft
) -> None:
    draft.save(save_result, result_tab(event_types=()))
    assert draft.refused() == {"event_types": "no_event_type"}
    for held, on, code in (
        (TODAY, TODAY - DAY, "before_held"), (TODAY, TODAY + DAY, "ahead"),
    ):  # fmt: skip
        draft.save(save_case, case_tab(held_on=held))
        draft.save(save_result, result_tab(on))
        assert draft.refused() == {"completed_on": code}
    draft.save(save_result, result_tab())
    draft.save(save_case, case_tab(held_on=TODAY + DAY))
    assert draft.refused() == {"held_on": "not_held_yet", "completed_on": "before_held"}
    draft.save(save_case, case_tab(held_on=TODAY))
    before = draft.contents
    done: Any = draft.complete()
    for change in (
        draft.complete,
        lambda: draft.save(save_case, case_tab(household="Other")),
        lambda: draft.save(save_attendees, attendees_tab(lines=())),
        lambda: draft.save(save_issues, issues_tab(roles="Other")),
        lambda: draft.save(save_result, result_tab(personal_text="Other")),
        lambda: discard_staffing(draft.actor, staffing=draft.row, at=NOON),
    ):
        with pytest.raises(Refused, match="completed_already"):
            change()
    assert draft.contents == dataclasses.replace(before, row=draft.contents.row)
    assert StaffingSeal.get().sha256 == digest_of(done.id)


def test_staff_12_what_was_told_before_is_kept_with_how_it_was_gathered(
    both_databases: flask.Flask, draft: Draft
) -> None:
    doctor = AttendeeLine(
        "", Role.HEALTH_PROVIDER, "Dr. Kim", "Clinic", TODAY - DAY, "no", "Can work half days"
    )
    draft.save(save_attendees, attendees_tab(TODAY, doctor))
    assert draft.refused() == {"gathered": "how_gathered"}
    silent = dataclasses.replace(doctor, sent="", gathered="telephone")
    draft.save(save_attendees, attendees_tab(TODAY, silent))
    assert draft.refused() == {"gathered": "nothing_gathered"}
    told = dataclasses.replace(doctor, gathered="telephone", gathered_on=TODAY - DAY)
    draft.save(save_attendees, attendees_tab(TODAY, told))
    draft.complete()
    kept = draft.contents.attendees.lines[-1]
    assert (kept.sent, kept.gathered, kept.gathered_on) == (
        "Can work half days", "telephone", TODAY - DAY,
    )  # fmt: skip
    assert all("half days" not in row.sealed for row in StaffingAttendee.select())
    assert Case.select().count() == 1


def test_staff_14_a_reminder_that_prism_may_not_be_used_stands_on_every_tab(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana)
    begun = Draft(ana, made)
    browser = Browser(both_databases, ana)
    for tab in Tab:
        page = browser.get(f"/staff/cases/{made.key}/staffings/{begun.key}/{tab}")
        assert "PRISM may not be used towards a sanction." in page.text
