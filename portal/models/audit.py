"""The audit trail, the keys that make an operation happen once, and the nights that ran."""

from peewee import CharField, DateField, IntegerField, TextField

from portal.db import Table, UtcField


class AuditEntry(Table):
    """Who did or saw what, when. No content of a case is in it; each row seals the one before."""

    at = UtcField()
    role = CharField(max_length=20)
    actor_id = IntegerField()
    session = CharField(max_length=64, default="")
    action = CharField(max_length=60)
    object_kind = CharField(max_length=40)
    object_id = IntegerField(default=0)
    case_id = IntegerField(default=0)
    reason = CharField(max_length=60, default="")
    outcome = CharField(max_length=20, default="done")
    fields = TextField(default="")
    previous = CharField(max_length=64)
    seal = CharField(max_length=64)

    class Meta:
        indexes = ((("case_id", "id"), False), (("role", "actor_id", "id"), False))


class OperationKey(Table):
    """A form's key and what it led to: the second send of one form gets the first one's result."""

    key = CharField(max_length=80, primary_key=True)
    operation = CharField(max_length=60)
    result_id = IntegerField(default=0)
    at = UtcField(index=True)


class NightlyRun(Table):
    """One nightly job on one business date, claimed before it runs."""

    job = CharField(max_length=60)
    run_on = DateField()
    started_at = UtcField()
    finished_at = UtcField(null=True)
    rows = IntegerField(default=0)

    class Meta:
        indexes = ((("job", "run_on"), True),)
