"""What is final stays final, whoever speaks to the database: the audit trail, finished notes,
sent letters. The rule is held here as well as in the operations."""

# All of a sent letter but the moment it was first read, which is known only afterwards; the
# attempt at contact that its sending was is noted once.
SENT = (
    "id", "key", "letter_no", "case_id", "kind", "locale", "state", "fields", "personal_text",
    "is_large_print", "release_id", "release_english_id", "html", "html_english", "html_sha256",
    "pdf", "pdf_sha256", "pdf_large", "pdf_large_sha256", "made_with", "supersedes_id",
    "created_by_id", "created_at", "sent_at", "sent_by_id",
)

LOCKS = (
    # table, name, event, condition, message
    ("audit_entry", "audit_entry_no_update", "UPDATE", "1 = 1", "the audit trail is final"),
    ("audit_entry", "audit_entry_no_delete", "DELETE", "1 = 1", "the audit trail is final"),
    ("note", "note_finished_no_update", "UPDATE", "OLD.state = 'finished'",
     "a finished note is final"),
    ("note", "note_finished_no_delete", "DELETE", "OLD.state = 'finished'",
     "a finished note is final"),
    ("addendum", "addendum_no_update", "UPDATE", "1 = 1", "an addendum is final"),
    ("addendum", "addendum_no_delete", "DELETE", "1 = 1", "an addendum is final"),
    ("letter", "letter_sent_no_update", "UPDATE",
     "OLD.state = 'sent' AND ("
     + " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in SENT)
     + " OR (OLD.contact_id IS NOT NULL AND NEW.contact_id {differs} OLD.contact_id))",
     "a sent letter is final"),
    ("letter", "letter_sent_no_delete", "DELETE", "OLD.state = 'sent'", "a sent letter is final"),
)

# PostgreSQL empties a table without deleting its rows.
TRUNCATE_POSTGRES = (
    "CREATE FUNCTION audit_entry_no_truncate() RETURNS trigger AS $$ BEGIN "
    "RAISE EXCEPTION 'the audit trail is final'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_no_truncate()",
)

# INSERT OR REPLACE would slip past a delete trigger: the number of a row is its place in line.
INSERT_SQLITE = """
CREATE TRIGGER audit_entry_in_line BEFORE INSERT ON audit_entry
WHEN NEW.id <= (SELECT COALESCE(MAX(id), 0) FROM audit_entry) AND NEW.id > 0
BEGIN SELECT RAISE(ABORT, 'the audit trail is final'); END
"""


def up(migrator, db):
    sqlite = "Sqlite" in type(db).__name__
    differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
    for table, name, event, condition, message in LOCKS:
        condition = condition.replace("{differs}", differs)
        if sqlite:
            db.execute_sql(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        else:
            db.execute_sql(
                f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; "
                f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
            )
            db.execute_sql(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
    if sqlite:
        db.execute_sql(INSERT_SQLITE)
        return
    for statement in TRUNCATE_POSTGRES:
        db.execute_sql(statement)


def down(migrator, db):
    sqlite = "Sqlite" in type(db).__name__
    for table, name, _event, _condition, _message in LOCKS:
        db.execute_sql(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
        if not sqlite:
            db.execute_sql(f"DROP FUNCTION {name}()")
    if sqlite:
        db.execute_sql("DROP TRIGGER audit_entry_in_line")
    else:
        db.execute_sql("DROP TRIGGER audit_entry_no_truncate ON audit_entry")
        db.execute_sql("DROP FUNCTION audit_entry_no_truncate()")
