"""Cases assigned with a notice, closed and handed over by three hands, and workers' checklists."""

from peewee import (
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

COLUMNS = {
    "assigned_since_at": DateTimeField(null=True),
    "handing": CharField(max_length=24, default=""),
    "handing_since_at": DateTimeField(null=True),
}
INDEXES = (
    'CREATE UNIQUE INDEX "handing_running" ON "handing" ("case_id") WHERE ("ended_at" IS NULL)',
    'CREATE INDEX "handing_at" ON "handing" ("state", "from_office_id")'
    ' WHERE ("ended_at" IS NULL)',
    'CREATE UNIQUE INDEX "handing_step_stands" ON "handing_step" ("handing_id", "step")'
    ' WHERE ("undone_at" IS NULL)',
    'CREATE UNIQUE INDEX "checklist_mark_stands" ON "checklist_mark"'
    ' ("case_id", "checklist", "part", "month") WHERE ("undone_at" IS NULL)',
    'CREATE INDEX "case_file_unassigned" ON "case_file" ("office_id", "enrolled_on")'
    ' WHERE ("worker_id" IS NULL)',
)


def up(migrator, db):
    def named(table):
        class Named(Model):
            class Meta:
                database = db
                table_name = table

        return Named

    account, case_file = named("account"), named("case_file")
    office, unit = named("office"), named("unit")

    class Assignment(Model):
        case = ForeignKeyField(case_file, index=False)
        worker = ForeignKeyField(account)
        from_worker = ForeignKeyField(account, null=True, index=False)
        by = ForeignKeyField(account, null=True, index=False)
        at = DateTimeField()
        accepted_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "assignment"
            indexes = ((("case", "at"), False),)

    class Handing(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(case_file, index=False)
        kind = CharField(max_length=10)
        state = CharField(max_length=14, default="at_worker")
        reason = CharField(max_length=20)
        has_calfresh = CharField(max_length=3, default="")
        from_office = ForeignKeyField(office, index=False)
        from_unit = ForeignKeyField(unit, null=True, index=False)
        from_worker = ForeignKeyField(account, null=True, index=False)
        to_office = ForeignKeyField(office, null=True, index=False)
        to_unit = ForeignKeyField(unit, null=True, index=False)
        to_worker = ForeignKeyField(account, null=True, index=False)
        bank = CharField(max_length=8, default="")
        begun_by = ForeignKeyField(account, index=False)
        begun_at = DateTimeField()
        since_at = DateTimeField()
        handed_on_by = ForeignKeyField(account, null=True, index=False)
        approved_by = ForeignKeyField(account, null=True, index=False)
        routed_by = ForeignKeyField(account, null=True, index=False)
        ended_at = DateTimeField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "handing"
            indexes = ((("case", "begun_at"), False),)

    class HandingStep(Model):
        handing = ForeignKeyField(Handing, index=False)
        step = CharField(max_length=20)
        done_on = DateField()
        by = ForeignKeyField(account, index=False)
        at = DateTimeField()
        undone_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "handing_step"
            indexes = ((("handing", "step"), False),)

    class HandingMove(Model):
        handing = ForeignKeyField(Handing)
        act = CharField(max_length=12)
        by = ForeignKeyField(account, index=False)
        at = DateTimeField()
        reason = CharField(max_length=24, default="")
        text = TextField(default="")

        class Meta:
            database = db
            table_name = "handing_move"

    class ChecklistMark(Model):
        case = ForeignKeyField(case_file, index=False)
        checklist = CharField(max_length=12)
        part = CharField(max_length=20)
        month = CharField(max_length=7, default="")
        done_on = DateField()
        by = ForeignKeyField(account, index=False)
        at = DateTimeField()
        undone_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "checklist_mark"

    migrator.migrate(
        *(migrator.add_column("case_file", name, field) for name, field in COLUMNS.items())
    )
    db.create_tables([Assignment, Handing, HandingStep, HandingMove, ChecklistMark])
    for sql in INDEXES:
        db.execute_sql(sql)


def down(migrator, db):
    db.execute_sql("DELETE FROM timeline_entry WHERE kind IN ('assignment', 'handing')")
    db.execute_sql('DROP INDEX "case_file_unassigned"')
    for table in ("checklist_mark", "handing_move", "handing_step", "handing", "assignment"):
        db.execute_sql(f'DROP TABLE "{table}"')
    migrator.migrate(*(migrator.drop_column("case_file", name) for name in COLUMNS))
