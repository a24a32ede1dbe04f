"""Hours of attendance, in minutes, with what proves them (PLAN-9)."""

from enum import StrEnum

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from portal.db import Table, UtcField
from portal.models.cases import Case
from portal.models.documents import Document
from portal.models.plans import Activity


class HoursKind(StrEnum):
    """Hours done, or missed with or without a good reason."""

    DONE = "done"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


class HoursEntry(Table):
    """Minutes of one activity on one day; without a document they are unproven."""

    case = ForeignKeyField(Case)
    activity = ForeignKeyField(Activity, null=True)
    done_on = DateField()
    minutes = IntegerField()
    kind = CharField(max_length=12, default=HoursKind.DONE)
    document = ForeignKeyField(Document, null=True)
    entered_at = UtcField()

    class Meta:
        indexes = ((("case", "done_on"), False),)
