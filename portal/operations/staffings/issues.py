"""What a staffing came to: its issues, chosen first and then a note each; roles, the joint action
plan, goals, review and, before a sanction, the decision with its reason (STAFF-7, 8, 9)."""

from datetime import datetime
from typing import Any

from portal import db
from portal.models.accounts import Actor
from portal.models.staffings import Staffing, StaffingAction, StaffingGoal, StaffingIssue
from portal.operations import operation, record
from portal.operations.safety import begin_concern
from portal.operations.staffings import Stale, checked, hold_draft, keep_tab, seal
from portal.policy.notes import PrivateReason, makes_case_private
from portal.policy.refusals import refuse_if
from portal.policy.staffings import (
    ActionOwner,
    Decision,
    Duration,
    GoalSpan,
    IssueCode,
    StaffingRefusal,
    Tab,
)
from portal.reports.staffings import read_staffing
from portal.reports.staffings.contents import ActionLine, GoalLine, IssueNote, IssuesTab


@operation(result=Staffing)
def save_issues(
    actor: Actor, *, staffing: Staffing, version: int, given: IssuesTab, at: datetime,
    operation_key: str | None = None,
) -> Staffing:  # fmt: skip
    """Saves the tab of issues: the issues chosen, roles, joint action plan, goals, review date and
    decision. An issue that this person may not read stays whatever they choose (NOTE-5).

    Raises Refused for a completed staffing and for an issue given up that has a note already,
    Stale where somebody else saved the tab since that version (STAFF-7, 8, 9).
    """
    held = hold_draft(staffing)
    now = checked(actor, held, Tab.ISSUES, version, given)
    if now is None:
        return staffing
    _choose(held, now.notes, given.chosen)
    _keep_actions(actor, held, now.issues.actions, given.actions, at)
    _keep_goals(actor, held, now.issues.goals, given.goals, at)
    texts = {
        "roles": given.roles, "reviewed_with": given.reviewed_with,
        "decision_why": given.decision_why,
    }  # fmt: skip
    fields = {
        "review_on": given.review_on,
        "decision": Decision(given.decision) if given.decision else "",
        "sealed_issues": seal(actor, held.case, f"staffing/{held.key}/issues", texts, at),
    }
    return keep_tab(actor, held, Tab.ISSUES, fields)


def _choose(held: Any, notes: tuple[IssueNote, ...], chosen: tuple[str, ...]) -> None:
    wanted = {IssueCode(code) for code in chosen}
    given_up = [one for one in notes if one.code not in wanted]
    if any(one.has_words for one in given_up):
        refuse_if({"chosen": StaffingRefusal.HAS_NOTE})
    keys = [one.key for one in given_up]
    StaffingIssue.delete().where(StaffingIssue.key.in_([*keys, ""])).execute()
    there = {
        row.code for row in StaffingIssue.select().where(StaffingIssue.staffing == held.id)
    }  # one that is private to others too
    for code in sorted(wanted - there):
        StaffingIssue.create(staffing=held.id, code=code, position=list(IssueCode).index(code))


def _keep_actions(
    actor: Actor, held: Any, before: tuple[ActionLine, ...], given: tuple[ActionLine, ...],
    at: datetime,
) -> None:  # fmt: skip
    there = {one.key for one in before}
    gone = there - {one.key for one in given}
    StaffingAction.delete().where(StaffingAction.key.in_([*gone, ""])).execute()
    for place, line in enumerate(given, 1):
        key = line.key if line.key in there else db.new_key()
        texts = {"what": line.what, "who": line.who, "outcome": line.outcome}
        values: dict[str, Any] = {
            "position": place, "owner": ActionOwner(line.owner), "phrase": line.phrase,
            "due_on": line.due_on,
            "sealed": seal(actor, held.case, f"staffing_action/{key}/sealed", texts, at),
        }  # fmt: skip
        if line.key in there:
            StaffingAction.update(values).where(StaffingAction.key == key).execute()
        else:
            StaffingAction.create(key=key, staffing=held.id, **values)


def _keep_goals(
    actor: Actor, held: Any, before: tuple[GoalLine, ...], given: tuple[GoalLine, ...],
    at: datetime,
) -> None:  # fmt: skip
    there = {one.key for one in before}
    gone = there - {one.key for one in given}
    StaffingGoal.delete().where(StaffingGoal.key.in_([*gone, ""])).execute()
    for place, line in enumerate(given, 1):
        key = line.key if line.key in there else db.new_key()
        texts = {"goal": line.goal, "how": line.how}
        values: dict[str, Any] = {
            "position": place, "span": GoalSpan(line.span),
            "sealed": seal(actor, held.case, f"staffing_goal/{key}/sealed", texts, at),
        }  # fmt: skip
        if line.key in there:
            StaffingGoal.update(values).where(StaffingGoal.key == key).execute()
        else:
            StaffingGoal.create(key=key, staffing=held.id, **values)


@operation(result=Staffing)
def write_issue(
    actor: Actor, *, staffing: Staffing, given: IssueNote, at: datetime,
    operation_key: str | None = None,
) -> Staffing:  # fmt: skip
    """Writes the note of one issue: what it is, strengths, concerns, how long, past steps, and
    whether it is private (STAFF-8; NOTE-5). The reason of danger makes the whole case private at
    once (NOTE-6).

    In: the issue with the version that the writer saw. Raises Refused for a completed staffing and
    where the private mark is not theirs to set, Stale where somebody else wrote it since,
    StaffingIssue.DoesNotExist for one that is gone or not for them to read.
    """
    held = hold_draft(staffing)
    now = read_staffing(actor, held)
    before = next((one for one in now.notes if one.key == given.key), None)
    if before is None:
        raise StaffingIssue.DoesNotExist("no such issue")
    if _says(before) == _says(given):
        record(actor, "write_staffing_issue", held, case=held.case, outcome="repeated")
        return staffing
    if before.version != given.version:
        raise Stale(now)
    is_worker = actor.id in (held.case.worker_id, held.case.secondary_id)
    if given.private_reason != before.private_reason and not is_worker:
        refuse_if({"private_reason": StaffingRefusal.NOT_YOURS_TO_HIDE})
    reason = PrivateReason(given.private_reason) if given.private_reason else None
    texts = {
        "note": given.note, "strength": given.strength, "concern": given.concern,
        "past_steps": given.past_steps,
    }  # fmt: skip
    StaffingIssue.update(
        duration=Duration(given.duration) if given.duration else "",
        private_reason=reason or "", version=before.version + 1,
        sealed=seal(actor, held.case, f"staffing_issue/{given.key}/sealed", texts, at),
    ).where(StaffingIssue.key == given.key).execute()  # fmt: skip
    if makes_case_private(reason) and not held.case.is_restricted:
        begin_concern(actor, case=held.case, at=at)
    record(actor, "write_staffing_issue", held, case=held.case, reason=given.private_reason)
    return staffing


def _says(note: IssueNote) -> tuple[str, ...]:
    return (
        note.note, note.strength, note.concern, note.past_steps, note.duration,
        note.private_reason,
    )  # fmt: skip


@operation(result=Staffing)
def remove_issue(
    actor: Actor, *, staffing: Staffing, key: str, at: datetime, operation_key: str | None = None
) -> Staffing:
    """Takes an issue off a draft, with its note. One that this person may not read, or that is
    gone, stays as it is. Raises Refused for a completed staffing (STAFF-7, STAFF-10)."""
    held = hold_draft(staffing)
    found = [one.key for one in read_staffing(actor, held).notes if one.key == key]
    StaffingIssue.delete().where(StaffingIssue.key.in_([*found, ""])).execute()
    Staffing.update(issues_version=Staffing.issues_version + 1).where(
        Staffing.id == held.id
    ).execute()
    record(actor, "remove_staffing_issue", held, case=held.case)
    return staffing
