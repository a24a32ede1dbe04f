"""Case staffings as they are read: whole, with their sealed texts opened, in one statement."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from peewee import SQL, ModelSelect

from portal.models.accounts import SYSTEM, Account, Actor, Role
from portal.models.cases import Case
from portal.models.staffings import (
    Staffing,
    StaffingAction,
    StaffingAttendee,
    StaffingCircumstance,
    StaffingGoal,
    StaffingIssue,
    StaffingState,
)
from portal.policy.staffings import IssueCode
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened, sealed
from portal.reports.staffings.contents import (
    ActionLine,
    AttendeeLine,
    AttendeesTab,
    CaseTab,
    Contents,
    GoalLine,
    IssueNote,
    IssuesTab,
    ResultTab,
)

_NOTHING = SQL("''")
_NO_DAY = SQL("NULL")


def sealed_texts(case_key: bytes, case: Case, place: str, texts: Mapping[str, str]) -> str:
    """Texts by name as one sealed column keeps them; empty where nothing is said.

    In: the case's key, the case, the place as "table/row key/column".
    """
    said = {name: text for name, text in texts.items() if text}
    written = json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""
    return sealed(case_key, case, place, written)


def opened_texts(case: Case, place: str, column: str) -> dict[str, str]:
    """The texts again. Raises SealBrokenError when they were changed or moved."""
    text = opened(case, place, column)
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def staffings_of(actor: Actor, case: Case) -> list[Any]:
    """The staffings of a case that this person may read, the latest first, with who began them;
    one statement (STAFF-11)."""
    return _OF_CASE.rows(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id)


def _of_case(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Staffing.select(
            Staffing.key, Staffing.number, Staffing.kind, Staffing.held_on, Staffing.state,
            Staffing.completed_on, Staffing.decision, Staffing.review_on, Account.name.alias("by"),
        )
        .join(Case)
        .switch(Staffing)
        .join(Account, "LEFT JOIN", on=(Staffing.begun_by == Account.id))
        .where(Staffing.scope(anybody), Staffing.case == Place("case"))
        .order_by(Staffing.number.desc())
        .namedtuples()
    )  # fmt: skip


_OF_CASE = Prepared(_of_case)


def completed_before_sanction(case: Case, since: date, decision: str = "pursue") -> Any:
    """The latest staffing before sanction of a case that was completed on or after a local date
    with that decision; None where there is none (STAFF-3; WA 3.4.3)."""
    return (
        Staffing.select()
        .where(
            Staffing.case == case.id,
            Staffing.kind == "before_sanction",
            Staffing.state == StaffingState.COMPLETED,
            Staffing.decision == decision,
            Staffing.completed_on >= since,
        )
        .order_by(Staffing.completed_on.desc(), Staffing.id.desc())
        .first()
    )


def read_staffing(actor: Actor, staffing: Staffing) -> Contents:
    """A staffing with all that this person may read of it; one statement.

    Raises SealBrokenError when a text was changed or its key is gone.
    """
    found: dict[str, list[Any]] = {}
    for what, *values in _parts(actor, staffing).tuples():
        found.setdefault(what, []).append(values)
    row: Any = staffing
    case = row.case
    notes = tuple(_note(case, values) for values in sorted(found.get("issue", ()), key=_place))
    return Contents(
        row,
        _case_tab(row, (one[2] for one in found.get("circumstance", ()))),
        AttendeesTab(
            tuple(_attendee(case, one) for one in sorted(found.get("attendee", ()), key=_place)),
            row.participant_invited_on, row.participant_attended,
        ),
        _issues_tab(row, notes, found),
        _result_tab(row),
        notes,
    )  # fmt: skip


def read_whole(staffing: Staffing) -> Contents:
    """A staffing with everything in it, private issues too: for the rules, not for a screen."""
    return read_staffing(SYSTEM, staffing)


def _parts(actor: Actor, staffing: Staffing) -> Any:
    """Everything that belongs to a staffing: what, key, place, code, two codes, two days, a mark,
    the version, the sealed texts."""
    no = SQL("0")
    attendee, issue, action = StaffingAttendee, StaffingIssue, StaffingAction
    circumstance, goal = StaffingCircumstance, StaffingGoal
    own = attendee.select(
        SQL("'attendee'"), attendee.key, attendee.position, attendee.role, attendee.attended,
        attendee.gathered, attendee.invited_on, attendee.gathered_on, attendee.is_brought, no,
        attendee.sealed,
    ).where(attendee.staffing == staffing.id)  # fmt: skip
    false = SQL("(1 = 0)")
    ticked = circumstance.select(
        SQL("'circumstance'"), _NOTHING, circumstance.id, circumstance.code, _NOTHING, _NOTHING,
        _NO_DAY, _NO_DAY, false, no, _NOTHING,
    ).where(circumstance.staffing == staffing.id)  # fmt: skip
    issues = (
        issue.select(
            SQL("'issue'"), issue.key, issue.position, issue.code, issue.duration,
            issue.private_reason, _NO_DAY, _NO_DAY, false, issue.version, issue.sealed,
        )
        .join(Staffing)
        .join(Case)
        .where(issue.staffing == staffing.id, issue.readable_by(actor))
    )  # fmt: skip
    actions = action.select(
        SQL("'action'"), action.key, action.position, action.owner, action.phrase, _NOTHING,
        action.due_on, _NO_DAY, false, no, action.sealed,
    ).where(action.staffing == staffing.id)  # fmt: skip
    goals = goal.select(
        SQL("'goal'"), goal.key, goal.position, goal.span, _NOTHING, _NOTHING, _NO_DAY, _NO_DAY,
        false, no, goal.sealed,
    ).where(goal.staffing == staffing.id)  # fmt: skip
    whole: ModelSelect = own.union_all(ticked)
    return whole.union_all(issues).union_all(actions).union_all(goals)


def _place(values: list[Any]) -> Any:
    return values[1]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _case_tab(row: Any, ticked: Iterable[str]) -> CaseTab:
    texts = opened_texts(row.case, f"staffing/{row.key}/case", row.sealed_case)
    return CaseTab(
        kind=row.kind, held_on=row.held_on, child_welfare=row.child_welfare,
        ea_screened=row.ea_screened, ea_plan=row.ea_plan, circumstances=tuple(sorted(ticked)),
        **texts,
    )  # fmt: skip


def _attendee(case: Case, values: list[Any]) -> AttendeeLine:
    key, _at, role, attended, gathered, invited_on, gathered_on, is_brought, _no, text = values
    return AttendeeLine(
        key=key, role=role, attended=attended, gathered=gathered, invited_on=_day(invited_on),
        gathered_on=_day(gathered_on), is_brought=bool(is_brought),
        **opened_texts(case, f"staffing_attendee/{key}/sealed", text),
    )  # fmt: skip


def _note(case: Case, values: list[Any]) -> IssueNote:
    key, _at, code, duration, private_reason, _day1, _day2, _no, version, text = values
    return IssueNote(
        key=key, code=code, duration=duration, private_reason=private_reason, version=version,
        **opened_texts(case, f"staffing_issue/{key}/sealed", text),
    )  # fmt: skip


def _action(case: Case, values: list[Any]) -> ActionLine:
    key, _at, owner, phrase, _code, due_on, _day2, _no, _version, text = values
    return ActionLine(
        key=key, owner=owner, phrase=phrase, due_on=_day(due_on),
        **opened_texts(case, f"staffing_action/{key}/sealed", text),
    )  # fmt: skip


def _goal(case: Case, values: list[Any]) -> GoalLine:
    key, _at, span, *_rest, text = values
    texts = opened_texts(case, f"staffing_goal/{key}/sealed", text)
    return GoalLine(key=key, span=span, **texts)


def _issues_tab(row: Any, notes: tuple[IssueNote, ...], found: dict[str, list[Any]]) -> IssuesTab:
    case = row.case
    there = {one.code for one in notes}
    return IssuesTab(
        chosen=tuple(str(code) for code in IssueCode if code in there),
        actions=tuple(_action(case, one) for one in sorted(found.get("action", ()), key=_place)),
        goals=tuple(_goal(case, one) for one in sorted(found.get("goal", ()), key=_place)),
        review_on=row.review_on, decision=row.decision,
        **opened_texts(case, f"staffing/{row.key}/issues", row.sealed_issues),
    )  # fmt: skip


def _result_tab(row: Any) -> ResultTab:
    texts = opened_texts(row.case, f"staffing/{row.key}/result", row.sealed_result)
    return ResultTab(
        event_types=_codes(row.event_types), decisions=_codes(row.decisions),
        completed_on=row.completed_on, **texts,
    )  # fmt: skip


def _codes(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split(",") if one)
