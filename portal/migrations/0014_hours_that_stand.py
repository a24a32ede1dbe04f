"""Hours say where they come from, what was missed and why, what became of them; a correction
stands beside what it replaces. Weeks are sent and answered. What was told cannot be changed."""

import secrets

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
    "series": CharField(max_length=16, default=""),
    "missed_minutes": IntegerField(default=0),
    "source": CharField(max_length=12, default="worker"),
    "reason": CharField(max_length=20, default=""),
    "text": TextField(default=""),
    "locale": CharField(max_length=10, default=""),
    "state": CharField(max_length=12, default="accepted"),
    "decided_at": DateTimeField(null=True),
    "return_reason": CharField(max_length=30, default=""),
    "replaced_at": DateTimeField(null=True),
    "objection": CharField(max_length=20, default=""),
    "objection_text": TextField(default=""),
    "objection_locale": CharField(max_length=10, default=""),
    "objected_at": DateTimeField(null=True),
    "objection_answer": CharField(max_length=12, default=""),
    "objection_answered_at": DateTimeField(null=True),
    "key": CharField(max_length=16, default=""),
}
LINKS = (
    ("entered_by_id", "account"), ("decided_by_id", "account"),
    ("objection_answered_by_id", "account"), ("replaces_id", "hours_entry"),
)  # fmt: skip
INDEXES = (
    'CREATE UNIQUE INDEX "hours_entry_key" ON "hours_entry" ("key")',
    'CREATE UNIQUE INDEX "hours_entry_stands" ON "hours_entry" ("case_id", "series", "done_on")'
    ' WHERE ("replaced_at" IS NULL)',
    'CREATE INDEX "hours_entry_objected" ON "hours_entry" ("case_id")'
    " WHERE ((\"objection\" != '') AND (\"objection_answer\" = ''))",
)

# Until now a row told minutes of its kind, several rows could tell of one day, and staff alone
# entered them. From now on `minutes` are those attended, and one row stands for a day.
SAME_DAY = (
    "FROM hours_entry same WHERE same.case_id = hours_entry.case_id"
    " AND same.series = hours_entry.series AND same.done_on = hours_entry.done_on"
)
FILL = (
    "UPDATE hours_entry SET series = COALESCE((SELECT series FROM activity"
    " WHERE activity.id = hours_entry.activity_id), '')",
    "UPDATE hours_entry SET missed_minutes = minutes, minutes = 0"
    " WHERE kind IN ('excused', 'unexcused')",
    "UPDATE hours_entry SET"  # noqa: S608
    f" minutes = (SELECT SUM(same.minutes) {SAME_DAY}),"
    f" missed_minutes = (SELECT SUM(same.missed_minutes) {SAME_DAY}),"
    f" kind = (SELECT MAX(same.kind) {SAME_DAY}),"
    f" document_id = (SELECT MAX(same.document_id) {SAME_DAY})"
    f" WHERE id = (SELECT MIN(same.id) {SAME_DAY}) AND (SELECT COUNT(*) {SAME_DAY}) > 1",
    f"DELETE FROM hours_entry WHERE id > (SELECT MIN(same.id) {SAME_DAY})",  # noqa: S608
)
EMPTY = (
    "UPDATE hours_entry SET minutes = 0 WHERE replaced_at IS NOT NULL",
    "UPDATE hours_entry SET minutes = missed_minutes"
    " WHERE kind IN ('excused', 'unexcused') AND minutes = 0 AND replaced_at IS NULL",
    "UPDATE hours_entry SET kind = 'done' WHERE kind = 'absent'",
)

TOLD = (
    "id", "key", "case_id", "series", "done_on", "minutes", "missed_minutes", "source", "reason",
    "text", "locale", "entered_by_id", "entered_at", "replaces_id",
)  # fmt: skip
# What was replaced stays as it was when it stood, whatever becomes of its document.
STOOD = (
    "replaced_at", "activity_id", "kind", "state", "decided_by_id", "decided_at", "return_reason",
    "objection", "objection_text", "objection_locale", "objected_at", "objection_answer",
    "objection_answered_by_id", "objection_answered_at",
)  # fmt: skip
MESSAGE = "hours that were told are final"


def _other(names):
    return " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in names)


LOCKS = (
    ("hours_entry_no_update", "UPDATE",
     f"{_other(TOLD)} OR (OLD.replaced_at IS NOT NULL AND ({_other(STOOD)}))"),
    ("hours_entry_no_delete", "DELETE", "1 = 1"),
)  # fmt: skip


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class HoursWeek(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        starts_on = DateField()
        ends_on = DateField()
        state = CharField(max_length=12, default="reported")
        sent_at = DateTimeField()
        decided_by = ForeignKeyField(Account, null=True, index=False)
        decided_at = DateTimeField(null=True)
        return_reason = CharField(max_length=30, default="")
        return_text = TextField(default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "hours_week"
            indexes = ((("case", "starts_on"), True), (("state", "sent_at"), False))

    migrator.migrate(
        *(migrator.add_column("hours_entry", name, field) for name, field in COLUMNS.items())
    )
    for name, other in LINKS:
        db.execute_sql(
            f'ALTER TABLE "hours_entry" ADD COLUMN "{name}" INTEGER REFERENCES "{other}" ("id")'
        )
    for statement in FILL:
        db.execute_sql(statement)
    sqlite = "Sqlite" in type(db).__name__
    place = "?" if sqlite else "%s"
    for (row,) in db.execute_sql("SELECT id FROM hours_entry").fetchall():
        db.execute_sql(
            f"UPDATE hours_entry SET key = {place} WHERE id = {place}",  # noqa: S608
            (secrets.token_urlsafe(12), row),
        )
    db.create_tables([HoursWeek])
    for statement in INDEXES:
        db.execute_sql(statement)
    for lock in LOCKS:
        _lock(db, *lock, sqlite)


def _lock(db, name, event, condition, sqlite):
    condition = condition.replace("{differs}", "IS NOT" if sqlite else "IS DISTINCT FROM")
    if sqlite:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON hours_entry WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON hours_entry"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def down(migrator, db):
    sqlite = "Sqlite" in type(db).__name__
    for name, _event, _condition in LOCKS:
        db.execute_sql(f"DROP TRIGGER {name}" + ("" if sqlite else " ON hours_entry"))
        if not sqlite:
            db.execute_sql(f"DROP FUNCTION {name}()")
    db.execute_sql("DROP TABLE hours_week")
    for name in ("hours_entry_key", "hours_entry_stands", "hours_entry_objected"):
        db.execute_sql(f"DROP INDEX {name}")
    for statement in EMPTY:
        db.execute_sql(statement)
    migrator.migrate(
        *(migrator.drop_column("hours_entry", name) for name, _other in LINKS),
        *(migrator.drop_column("hours_entry", name) for name in COLUMNS),
    )
