"""What of a worker's checklists was answered by hand (CASE-1, CASE-2)."""

from peewee import CharField, DateField, ForeignKeyField

from portal.db import Table, UtcField
from portal.models.accounts import Account
from portal.models.cases import Case


class ChecklistMark(Table):
    """One part of one list, done on a local date; `month` (yyyy-mm) where it counts for that month
    alone. A mark that was taken back stays beside it."""

    case = ForeignKeyField(Case, index=False)
    checklist = CharField(max_length=12)  # policy/checklists.Checklist
    part = CharField(max_length=20)  # policy/checklists.Part
    month = CharField(max_length=7, default="")
    done_on = DateField()
    by = ForeignKeyField(Account, index=False)
    at = UtcField()
    undone_at = UtcField(null=True)


_STANDS = ChecklistMark.undone_at.is_null()
ChecklistMark.add_index(
    ChecklistMark.index(
        ChecklistMark.case, ChecklistMark.checklist, ChecklistMark.part, ChecklistMark.month,
        unique=True, name="checklist_mark_stands", where=_STANDS,
    )
)  # fmt: skip
