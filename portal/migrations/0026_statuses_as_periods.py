"""Where a case stood, as periods that never overlap; each case begins with the one it is in."""

from datetime import UTC, datetime

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, Model, TextField

COLUMNS = {
    "status_reason": CharField(max_length=30, default=""),
    "status_until": DateField(null=True),
    "status_review_on": DateField(null=True),
    "not_owed": TextField(default=""),
}
OVERLAPS = (
    "EXISTS (SELECT 1 FROM status_period AS other WHERE other.case_id = NEW.case_id"
    " AND other.id <> NEW.id AND other.replaced_at IS NULL"
    " AND (NEW.ends_on IS NULL OR other.starts_on <= NEW.ends_on)"
    " AND (other.ends_on IS NULL OR NEW.starts_on <= other.ends_on))"
)
CONDITION = (
    f"NEW.replaced_at IS NULL AND ((NEW.ends_on IS NOT NULL AND NEW.ends_on < NEW.starts_on)"
    f" OR {OVERLAPS})"
)
MESSAGE = "periods of a status do not overlap"
EVENTS = ("INSERT", "UPDATE")


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class Document(Model):
        class Meta:
            database = db
            table_name = "document"

    class StatusPeriod(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        status = CharField(max_length=20)
        reason = CharField(max_length=30, default="")
        starts_on = DateField()
        ends_on = DateField(null=True)
        review_on = DateField(null=True)
        document = ForeignKeyField(Document, null=True, index=False)
        sealed_text = TextField(default="")
        source = CharField(max_length=20, default="")
        changed = TextField(default="")
        set_by = ForeignKeyField(Account, null=True, index=False)
        set_at = DateTimeField()
        replaced_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "status_period"

    sqlite = "Sqlite" in type(db).__name__
    migrator.migrate(
        *(migrator.add_column("case_file", name, field) for name, field in COLUMNS.items())
    )
    db.create_tables([StatusPeriod])
    db.execute_sql(
        'CREATE UNIQUE INDEX "status_starts_once" ON "status_period" ("case_id", "starts_on")'
        ' WHERE ("replaced_at" IS NULL)'
    )
    db.execute_sql(
        'CREATE UNIQUE INDEX "status_open_once" ON "status_period" ("case_id")'
        ' WHERE (("replaced_at" IS NULL) AND ("ends_on" IS NULL))'
    )
    db.execute_sql(
        'CREATE INDEX "case_file_status_until" ON "case_file" ("status_until")'
        ' WHERE ("status_until" IS NOT NULL)'
    )
    _begin(db, sqlite)
    for event in EVENTS:
        _lock(db, event, sqlite)


def down(migrator, db):
    sqlite = "Sqlite" in type(db).__name__
    for event in EVENTS:
        name = f"status_no_overlap_{event.lower()}"
        db.execute_sql(f"DROP TRIGGER {name}" + ("" if sqlite else " ON status_period"))
        if not sqlite:
            db.execute_sql(f"DROP FUNCTION {name}()")
    db.execute_sql("DELETE FROM timeline_entry WHERE kind = 'status'")
    db.execute_sql('DROP INDEX "case_file_status_until"')
    db.execute_sql('DROP TABLE "status_period"')
    migrator.migrate(*(migrator.drop_column("case_file", name) for name in COLUMNS))


def _begin(db, sqlite):
    """One period for each case: the status it has, from the day it came to stand there."""
    key = "lower(hex(randomblob(8)))" if sqlite else "left(md5(gen_random_uuid()::text), 16)"
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    db.execute_sql(
        "INSERT INTO status_period (key, case_id, status, reason, starts_on, sealed_text, source,"  # noqa: S608
        f" changed, set_at) SELECT {key}, id, status, '', COALESCE(status_since_on, enrolled_on),"
        f" '', 'before', '', {'?' if sqlite else '%s'} FROM case_file",
        (now.isoformat(sep=" ") if sqlite else now,),
    )
    # What the line of time told of a status named the case until now.
    db.execute_sql(
        "UPDATE timeline_entry SET ref = (SELECT status_period.id FROM status_period"
        " WHERE status_period.case_id = timeline_entry.case_id) WHERE kind = 'status'"
    )


def _lock(db, event, sqlite):
    name = f"status_no_overlap_{event.lower()}"
    if sqlite:
        db.execute_sql(
            f"CREATE TRIGGER {name} AFTER {event} ON status_period WHEN {CONDITION} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    # Two at once wait for one another at the case, so that the second one sees the first.
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"PERFORM 1 FROM case_file WHERE id = NEW.case_id FOR UPDATE; "
        f"IF {CONDITION} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; "
        f"RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON status_period"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
