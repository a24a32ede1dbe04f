"""Ways into a case that is not one's own, concerns for somebody's safety, and the private file.

What was sent on health before there was a private file is put into it, and no list counts it."""

from peewee import *
from playhouse.migrate import migrate


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class Opening(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        account = ForeignKeyField(Account, index=False)
        kind = CharField(max_length=16)
        reason = CharField(max_length=30, default="")
        text = TextField(default="")
        given_by = ForeignKeyField(Account, null=True, index=False)
        at = DateTimeField()
        until = DateTimeField(null=True)
        ended_by = ForeignKeyField(Account, null=True, index=False)

        class Meta:
            database = db
            table_name = "opening"
            indexes = ((("account", "kind", "until"), False), (("case", "at"), False))

    class SafetyConcern(Model):
        case = ForeignKeyField(Case)
        began_at = DateTimeField()
        began_by = ForeignKeyField(Account, null=True, index=False)
        ended_at = DateTimeField(null=True)
        ended_by = ForeignKeyField(Account, null=True, index=False)
        channel = CharField(max_length=8, default="")
        safe_ways = TextField(default="")
        safe_times = TextField(default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "safety_concern"

    db.create_tables([Opening, SafetyConcern])
    db.execute_sql(
        'CREATE UNIQUE INDEX "safety_concern_running" ON "safety_concern" ("case_id")'
        ' WHERE ("ended_at" IS NULL)'
    )
    for table in ("document", "document_request"):
        migrate(migrator.add_column(table, "is_private", BooleanField(default=False)))
        db.execute_sql(f"UPDATE {table} SET is_private = TRUE WHERE kind = 'medical_note'")  # noqa: S608
    db.execute_sql(
        "UPDATE case_file SET documents_waiting = (SELECT COUNT(*) FROM document"
        " WHERE document.case_id = case_file.id AND received_at IS NOT NULL"
        " AND state IN ('received', 'being_checked') AND NOT is_private)"
        " WHERE documents_waiting > 0"
    )
    # A case that was private before has its concern from now on.
    db.execute_sql(
        "INSERT INTO safety_concern (case_id, began_at, channel, safe_ways, safe_times, version)"
        " SELECT id, CURRENT_TIMESTAMP, '', '', '', 1 FROM case_file WHERE is_restricted"
    )


def down(migrator, db):
    for table in ("document", "document_request"):
        migrate(migrator.drop_column(table, "is_private"))
    for table in ("safety_concern", "opening"):
        db.execute_sql(f'DROP TABLE "{table}"')
