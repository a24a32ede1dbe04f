"""Parts of a worker's checklists marked by hand, and taken back (CASE-1, CASE-2)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.checklists import ChecklistMark
from portal.operations import operation, record
from portal.policy.calendar import office_date
from portal.policy.checklists import LISTS, Checklist, CheckRefusal, Item, month_key
from portal.policy.refusals import refuse_if
from portal.reports.checklists import standings_of


@operation(result=Case)
def mark_parts(
    actor: Actor, *, case: Case, checklist: Checklist, done: Collection[str], at: datetime,
    operation_key: str | None = None,
) -> Case:  # fmt: skip
    """Keeps which parts of a list are done, by hand: all that are named, and none of the others.

    What facts decide is left as it is. Raises Refused: no_such_part, decided_by_facts. Source:
    CASE-1, CASE-2; WTW 42-7.38, I, II.A.2; form 42-126.
    """
    # Two who mark at the same moment mark one after the other.
    Case.update(version=Case.version + 1).where(Case.id == case.id).execute()
    row: Any = Case.get_by_id(case.id)
    items = {str(item.part): item for item in LISTS[checklist]}
    stand = {str(one.item.part): one for one in standings_of(row, checklist, at)}
    refuse_if({"done": CheckRefusal.NO_SUCH_PART} if set(done) - set(items) else {})
    by_facts = [part for part in done if stand[part].is_fact]
    refuse_if({"done": CheckRefusal.DECIDED_BY_FACTS} if by_facts else {})
    for part, one in stand.items():
        if one.is_fact or one.is_done == (part in done):
            continue
        if part in done:
            _mark(actor, row, checklist, items[part], at)
        else:
            _undo(row, checklist, items[part], at)
    record(actor, "mark_checklist", row, case=row, reason=checklist, fields=["parts"])
    marked: Case = Case.get_by_id(case.id)
    return marked


def _mark(actor: Actor, case: Any, checklist: Checklist, item: Item, at: datetime) -> None:
    # A mark from before the case was given to this worker makes room for theirs.
    _undo(case, checklist, item, at)
    today = office_date(at, resources.timezone())
    ChecklistMark.create(
        case=case.id, checklist=checklist, part=item.part, month=month_key(item, today),
        done_on=today, by=actor.id, at=at,
    )  # fmt: skip


def _undo(case: Any, checklist: Checklist, item: Item, at: datetime) -> None:
    today = office_date(at, resources.timezone())
    ChecklistMark.update(undone_at=at).where(
        ChecklistMark.case == case.id, ChecklistMark.checklist == checklist,
        ChecklistMark.part == item.part, ChecklistMark.month == month_key(item, today),
        ChecklistMark.undone_at.is_null(),
    ).execute()  # fmt: skip
