"""What is final stays final, whoever speaks to the database: the audit trail, finished notes,
sent letters. The rule is held here as well as in the operations."""

LOCKS = (
    # table, name, event, condition, message
    ("audit_entry", "audit_entry_no_update", "UPDATE", "1 = 1", "the audit trail is final"),
    ("audit_entry", "audit_entry_no_delete", "DELETE", "1 = 1", "the audit trail is final"),
    ("note", "note_finished_no_update", "UPDATE", "OLD.state = 'finished'",
     "a finished note is final"),
    ("note", "note_finished_no_delete", "DELETE", "OLD.state = 'finished'",
     "a finished note is final"),
    ("letter", "letter_sent_no_update", "UPDATE",
     "OLD.state = 'sent' AND (NEW.html <> OLD.html OR NEW.pdf_sha256 <> OLD.pdf_sha256"
     " OR NEW.html_sha256 <> OLD.html_sha256 OR NEW.fields <> OLD.fields OR NEW.pdf <> OLD.pdf"
     " OR NEW.state <> OLD.state OR NEW.locale <> OLD.locale OR NEW.kind <> OLD.kind"
     " OR NEW.personal_text <> OLD.personal_text OR NEW.html_english <> OLD.html_english"
     " OR NEW.pdf_large <> OLD.pdf_large OR NEW.pdf_large_sha256 <> OLD.pdf_large_sha256"
     " OR NEW.letter_no <> OLD.letter_no OR NEW.made_with <> OLD.made_with)",
     "a sent letter is final"),
    ("letter", "letter_sent_no_delete", "DELETE", "OLD.state = 'sent'", "a sent letter is final"),
)

# INSERT OR REPLACE would slip past a delete trigger: the number of a row is its place in line.
INSERT_SQLITE = """
CREATE TRIGGER audit_entry_in_line BEFORE INSERT ON audit_entry
WHEN NEW.id <= (SELECT COALESCE(MAX(id), 0) FROM audit_entry) AND NEW.id > 0
BEGIN SELECT RAISE(ABORT, 'the audit trail is final'); END
"""


def up(migrator, db):
    sqlite = "Sqlite" in type(db).__name__
    for table, name, event, condition, message in LOCKS:
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


def down(migrator, db):
    sqlite = "Sqlite" in type(db).__name__
    for table, name, _event, _condition, _message in LOCKS:
        db.execute_sql(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
        if not sqlite:
            db.execute_sql(f"DROP FUNCTION {name}()")
    if sqlite:
        db.execute_sql("DROP TRIGGER audit_entry_in_line")
