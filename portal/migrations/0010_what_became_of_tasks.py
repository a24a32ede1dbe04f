"""Tasks keep what became of them; a case keeps since when something of it waits, for the alerts."""

from peewee import (
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

CASE_DATES = ("unnoted_on", "task_due_on", "change_until", "reassign_until")
CASE_MOMENTS = (
    "documents_since_at", "reports_since_at", "address_since_at", "told_since_at", "offered_at",
)

# What stands there already waits since these moments; contacts since the day they happened.
FILL = (
    "UPDATE case_file SET task_due_on = (SELECT MIN(due_on) FROM task WHERE case_id = case_file.id"
    " AND owner = 'worker' AND done_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM note WHERE note.id = task.note_id AND private_reason <> ''))",
    "UPDATE case_file SET documents_since_at = (SELECT MIN(received_at) FROM document"
    " WHERE case_id = case_file.id AND state IN ('received', 'being_checked'))"
    " WHERE documents_waiting > 0",
    "UPDATE case_file SET reports_since_at = (SELECT MIN(sent_at) FROM report"
    " WHERE case_id = case_file.id AND state = 'sent') WHERE reports_waiting > 0",
    "UPDATE case_file SET address_since_at = (SELECT MIN(sent_at) FROM report"
    " WHERE case_id = case_file.id AND kind = 'address' AND state NOT IN ('confirmed', 'declined'))",
    "UPDATE case_file SET offered_at = (SELECT MAX(created_at) FROM plan"
    " WHERE case_id = case_file.id AND state = 'offered') WHERE plan_status = 'offered'",
    *(
        f"UPDATE case_file SET {name} = (SELECT {name} FROM plan WHERE case_id = case_file.id"
        " AND state <> 'draft' ORDER BY number DESC LIMIT 1)"
        for name in ("change_until", "reassign_until")
    ),
    "UPDATE case_file SET unnoted_on = (SELECT MIN(occurred_on) FROM contact"
    " WHERE case_id = case_file.id AND account_id IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM note WHERE contact_id = contact.id AND state = 'finished')"
    " AND NOT EXISTS (SELECT 1 FROM letter WHERE contact_id = contact.id))",
)


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Task(Model):
        class Meta:
            database = db
            table_name = "task"

    class TaskChange(Model):
        task = ForeignKeyField(Task)
        at = DateTimeField()
        account = ForeignKeyField(Account, null=True, index=False)
        act = CharField(max_length=10)
        due_from = DateField(null=True)
        due_to = DateField(null=True)
        reason = CharField(max_length=20, default="")
        words = TextField(default="")

        class Meta:
            database = db
            table_name = "task_change"

    class CalendarAddress(Model):
        account = ForeignKeyField(Account, unique=True)
        digest = CharField(max_length=64, unique=True)
        made_at = DateTimeField()

        class Meta:
            database = db
            table_name = "calendar_address"

    class Reminded(Model):
        cause = CharField(max_length=60, unique=True)
        told_on = DateField()

        class Meta:
            database = db
            table_name = "reminded"

    migrator.migrate(
        migrator.add_column("task", "sealed_text", TextField(default="")),
        migrator.add_column("task", "version", IntegerField(default=1)),
        migrator.add_column("task", "told_at", DateTimeField(null=True)),
        *(migrator.add_column("case_file", name, DateField(null=True)) for name in CASE_DATES),
        *(
            migrator.add_column("case_file", name, DateTimeField(null=True))
            for name in CASE_MOMENTS
        ),
    )
    db.execute_sql('ALTER TABLE "task" ADD COLUMN "done_by_id" INTEGER REFERENCES "account" ("id")')
    db.create_tables([TaskChange, CalendarAddress, Reminded])
    db.execute_sql(
        'CREATE INDEX "document_asked_due" ON "document_request" ("due_on")'
        " WHERE (\"state\" = 'asked')"
    )
    db.execute_sql(
        'CREATE INDEX "task_open" ON "task" ("case_id", "owner", "due_on")'
        ' WHERE ("done_at" IS NULL)'
    )
    db.execute_sql(
        'CREATE INDEX "task_open_due" ON "task" ("due_on", "owner") WHERE ("done_at" IS NULL)'
    )
    db.execute_sql(
        'CREATE INDEX "outbox_failed" ON "outbox_message" ("case_id", "state")'
        " WHERE (\"state\" = 'failed')"
    )
    for statement in FILL:
        db.execute_sql(statement)


def down(migrator, db):
    db.execute_sql("DROP TABLE task_change")
    db.execute_sql("DROP TABLE calendar_address")
    db.execute_sql("DROP TABLE reminded")
    db.execute_sql("DROP INDEX outbox_failed")
    db.execute_sql("DROP INDEX document_asked_due")
    db.execute_sql("DROP INDEX task_open")
    db.execute_sql("DROP INDEX task_open_due")
    migrator.migrate(
        *(
            migrator.drop_column("task", name)
            for name in ("done_by_id", "told_at", "version", "sealed_text")
        ),
        *(migrator.drop_column("case_file", name) for name in CASE_MOMENTS + CASE_DATES),
    )
