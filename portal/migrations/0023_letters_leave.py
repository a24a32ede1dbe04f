"""A letter waits a quarter of an hour before it leaves, goes by the ways that were chosen, and what
happens to it afterwards is kept. What waits is frozen already: it may leave or be taken back."""

from peewee import CharField, DateTimeField, ForeignKeyField, Model

# Added with its value: to fill it in later would touch what is final.
COLUMNS = (
    ("ways", "VARCHAR(40) DEFAULT 'portal,print' NOT NULL"),
    ("exception", "VARCHAR(40) DEFAULT '' NOT NULL"),
    ("exception_reason", "VARCHAR(300) DEFAULT '' NOT NULL"),
    ("personal_follows", "{boolean} NOT NULL"),
    ("leaves_at", "{moment}"),
    ("cause", "VARCHAR(100)"),
)
FROZEN = (
    "id", "key", "letter_no", "case_id", "kind", "locale", "fields", "personal_text",
    "is_large_print", "release_id", "release_english_id", "html", "html_english", "html_sha256",
    "pdf", "pdf_sha256", "pdf_large", "pdf_large_sha256", "made_with", "supersedes_id",
    "created_by_id", "created_at", "sent_by_id", "cause",
)  # fmt: skip
NEW = ("ways", "exception", "exception_reason", "personal_follows", "leaves_at")


def _other(names):
    return " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in names)


BEFORE = (
    "OLD.state = 'sent' AND ("
    + _other(name for name in (*FROZEN[:6], "state", "sent_at", *FROZEN[6:]) if name != "cause")
    + " OR (OLD.contact_id IS NOT NULL AND NEW.contact_id {differs} OLD.contact_id))"
)
LOCKS = (
    # name, event, condition, message
    ("letter_sent_no_update", "UPDATE",
     "OLD.state = 'sent' AND (" + _other((*FROZEN, *NEW, "state", "sent_at"))
     + " OR (OLD.contact_id IS NOT NULL AND NEW.contact_id {differs} OLD.contact_id))",
     "a sent letter is final"),
    ("letter_sent_no_delete", "DELETE", "OLD.state = 'sent'", "a sent letter is final"),
    ("letter_waiting_no_update", "UPDATE",
     "OLD.state = 'waiting' AND NEW.state <> 'draft' AND (" + _other((*FROZEN, *NEW)) + ")",
     "a letter that waits is frozen"),
    ("letter_waiting_no_delete", "DELETE", "OLD.state = 'waiting'",
     "a letter that waits is frozen"),
)  # fmt: skip


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Letter(Model):
        class Meta:
            database = db
            table_name = "letter"

    class LetterEvent(Model):
        letter = ForeignKeyField(Letter, index=False, on_delete="CASCADE")
        kind = CharField(max_length=12)
        at = DateTimeField()
        account = ForeignKeyField(Account, null=True, index=False)
        detail = CharField(max_length=200, default="")

        class Meta:
            database = db
            table_name = "letter_event"
            indexes = ((("letter", "at"), False),)

    sqlite = _is_sqlite(db)
    words = {
        "boolean": "INTEGER DEFAULT FALSE" if sqlite else "BOOLEAN DEFAULT FALSE",
        "moment": "DATETIME" if sqlite else "TIMESTAMP",
    }
    for name, kind in COLUMNS:
        db.execute_sql(f'ALTER TABLE "letter" ADD COLUMN "{name}" {kind.format(**words)}')
    db.execute_sql('CREATE UNIQUE INDEX "letter_cause" ON "letter" ("cause")')
    db.execute_sql('CREATE INDEX "letter_state_leaves_at" ON "letter" ("state", "leaves_at")')
    db.create_tables([LetterEvent])
    for name, *_rest in LOCKS[:2]:
        _unlock(db, name)
    for lock in LOCKS:
        _lock(db, *lock)


def down(migrator, db):
    for name, *_rest in LOCKS:
        _unlock(db, name)
    db.execute_sql('DROP TABLE "letter_event"')
    # What waited has not left: it is a draft again.
    db.execute_sql("UPDATE letter SET state = 'draft' WHERE state = 'waiting'")
    db.execute_sql('DROP INDEX "letter_state_leaves_at"')
    db.execute_sql('DROP INDEX "letter_cause"')
    for name, _kind in COLUMNS:
        db.execute_sql(f'ALTER TABLE "letter" DROP COLUMN "{name}"')
    _lock(db, "letter_sent_no_update", "UPDATE", BEFORE, "a sent letter is final")
    _lock(db, *LOCKS[1])


def _is_sqlite(db):
    return "Sqlite" in type(db).__name__


def _lock(db, name, event, condition, message):
    condition = condition.replace("{differs}", "IS NOT" if _is_sqlite(db) else "IS DISTINCT FROM")
    if _is_sqlite(db):
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON letter WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON letter FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _unlock(db, name):
    db.execute_sql(f"DROP TRIGGER {name}" + ("" if _is_sqlite(db) else " ON letter"))
    if not _is_sqlite(db):
        db.execute_sql(f"DROP FUNCTION {name}()")
