"""Copies of case notes that participants ask for, and what a reviewer decided about each part.
What was released, and what was withheld from it, stays as it is, whoever speaks to the database."""
from peewee import *

# All of a released copy but the moment at which it was handed over on paper.
RELEASED = (
    "id", "key", "case_id", "asked_on", "asked_at", "asked_by_id", "from_on", "until_on",
    "wants_paper", "wants_portal", "wants_large_print", "due_on", "version", "reviewed_by_id",
    "reviewed_at", "released_by_id", "released_at", "locale", "notes_given", "notes_withheld",
    "passages_withheld", "text", "text_sha256", "pdf", "pdf_sha256", "made_with",
)
IS_RELEASED = (
    "EXISTS (SELECT 1 FROM note_copy WHERE note_copy.id = {row}.copy_id"
    " AND note_copy.released_at IS NOT NULL)"
)
LOCKS = (
    # table, name, event, condition, message
    ("note_copy", "note_copy_released_no_update", "UPDATE",
     "OLD.released_at IS NOT NULL AND ("
     + " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in RELEASED) + ")",
     "a released copy is final"),
    ("note_copy", "note_copy_released_no_delete", "DELETE", "OLD.released_at IS NOT NULL",
     "a released copy is final"),
    ("copy_decision", "copy_decision_no_update", "UPDATE", IS_RELEASED.format(row="OLD"),
     "a released copy is final"),
    ("copy_decision", "copy_decision_no_delete", "DELETE", IS_RELEASED.format(row="OLD"),
     "a released copy is final"),
    ("copy_decision", "copy_decision_no_insert", "INSERT",
     IS_RELEASED.format(row="NEW")[:-1] + " AND note_copy.released_at < NEW.decided_at)",
     "a released copy is final"),
)


def up(migrator, db):
    def known(name):
        meta = type("Meta", (), {"database": db, "table_name": name})
        return type(name.title().replace("_", ""), (Model,), {"Meta": meta})

    Account, Case, Note = known("account"), known("case_file"), known("note")

    class NoteCopy(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        asked_on = DateField()
        asked_at = DateTimeField()
        asked_by = ForeignKeyField(Account, null=True, index=False)
        from_on = DateField(null=True)
        until_on = DateField(null=True)
        wants_paper = BooleanField(default=False)
        wants_portal = BooleanField(default=True)
        wants_large_print = BooleanField(default=False)
        due_on = DateField()
        version = IntegerField(default=1)
        reviewed_by = ForeignKeyField(Account, null=True, index=False)
        reviewed_at = DateTimeField(null=True)
        released_by = ForeignKeyField(Account, null=True, index=False)
        released_at = DateTimeField(null=True)
        paper_given_at = DateTimeField(null=True)
        locale = CharField(max_length=10, default='')
        notes_given = IntegerField(default=0)
        notes_withheld = IntegerField(default=0)
        passages_withheld = IntegerField(default=0)
        text = CharField(max_length=120, default='')
        text_sha256 = CharField(max_length=64, default='')
        pdf = CharField(max_length=120, default='')
        pdf_sha256 = CharField(max_length=64, default='')
        made_with = TextField(default='')
        class Meta:
            database = db
            table_name = 'note_copy'
            indexes = ((('released_at', 'due_on'), False),)

    class CopyDecision(Model):
        copy = ForeignKeyField(NoteCopy, index=False)
        note = ForeignKeyField(Note, index=False)
        part = CharField(max_length=40, default='')
        paragraph = IntegerField(default=-1)
        reason = CharField(max_length=30, default='')
        decided_by = ForeignKeyField(Account, index=False)
        decided_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'copy_decision'
            indexes = ((('copy', 'note', 'part', 'paragraph'), True),)

    db.create_tables([NoteCopy, CopyDecision])
    sqlite = "Sqlite" in type(db).__name__
    for lock in LOCKS:
        _lock(db, *lock, sqlite)


def _lock(db, table, name, event, condition, message, sqlite):
    condition = condition.replace("{differs}", "IS NOT" if sqlite else "IS DISTINCT FROM")
    if sqlite:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def down(migrator, db):
    for table in ("copy_decision", "note_copy"):
        db.execute_sql(f'DROP TABLE "{table}"')
    if "Sqlite" not in type(db).__name__:
        for _table, name, *_rest in LOCKS:
            db.execute_sql(f"DROP FUNCTION {name}()")
