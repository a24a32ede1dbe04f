"""A note holds what NOTE-3 asks for and any number of next steps, and says whether its texts are
sealed. The steps that notes had, one for the worker and one for the participant, stay theirs."""

import json

from peewee import BooleanField, CharField, DateField, TextField
from playhouse.migrate import migrate

TEXTS = (
    "activities", "information_given", "information_received", "actions", "decisions",
    "program_contacts", "document_keys", "steps",
)
CODES = ("manner", "template")
STEPS = (
    ("worker_step", CharField(max_length=300, default="")),
    ("worker_step_due_on", DateField(null=True)),
    ("participant_step", CharField(max_length=60, default="")),
    ("participant_step_due_on", DateField(null=True)),
)
# What is final stays final: taken off while the table is written anew, then put back.
LOCKS = (
    ("note", "note_finished_no_update", "UPDATE", "OLD.state = 'finished'",
     "a finished note is final"),
    ("note", "note_finished_no_delete", "DELETE", "OLD.state = 'finished'",
     "a finished note is final"),
    ("addendum", "addendum_no_update", "UPDATE", "1 = 1", "an addendum is final"),
    ("addendum", "addendum_no_delete", "DELETE", "1 = 1", "an addendum is final"),
)


def up(migrator, db):
    _unlock(db)
    for name in TEXTS:
        migrate(migrator.add_column("note", name, TextField(default="")))
    for name in CODES:
        migrate(migrator.add_column("note", name, CharField(max_length=20, default="")))
    for table in ("note", "addendum"):
        migrate(migrator.add_column(table, "is_sealed", BooleanField(default=False)))
    mark = _mark(db)
    for row in _rows(db, "id, worker_step, worker_step_due_on, participant_step,"
                         " participant_step_due_on",
                     "worker_step <> '' OR participant_step <> ''"):
        number, own, own_due, theirs, theirs_due = row
        steps = [["worker", "", own, str(own_due or "")]] if own else []
        steps += [["participant", theirs, "", str(theirs_due or "")]] if theirs else []
        db.execute_sql(f"UPDATE note SET steps = {mark} WHERE id = {mark}",
                       (json.dumps(steps, ensure_ascii=False), number))
    for name, _field in STEPS:
        migrate(migrator.drop_column("note", name))
    _lock(db)


def down(migrator, db):
    _unlock(db)
    for name, field in STEPS:
        migrate(migrator.add_column("note", name, field))
    mark = _mark(db)
    # Sealed steps stay sealed: this version of the table has no place for them.
    for number, text in _rows(db, "id, steps", "steps LIKE '[%%'" if mark == "%s"
                              else "steps LIKE '[%'"):
        for owner, phrase, words, due in reversed(json.loads(text)):
            column = "worker_step" if owner == "worker" else "participant_step"
            db.execute_sql(
                f"UPDATE note SET {column} = {mark}, {column}_due_on = {mark} WHERE id = {mark}",
                ((words or phrase)[:300 if owner == "worker" else 60], due or None, number))
    for name in (*TEXTS, *CODES, "is_sealed"):
        migrate(migrator.drop_column("note", name))
    migrate(migrator.drop_column("addendum", "is_sealed"))
    _lock(db)


def _mark(db):
    return "?" if "Sqlite" in type(db).__name__ else "%s"


def _rows(db, columns, condition):
    return db.execute_sql(f"SELECT {columns} FROM note WHERE {condition}").fetchall()


def _lock(db):
    for table, name, event, condition, message in LOCKS:
        if "Sqlite" in type(db).__name__:
            db.execute_sql(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        else:
            db.execute_sql(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def _unlock(db):
    for table, name, *_rest in LOCKS:
        if "Sqlite" in type(db).__name__:
            db.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
        else:
            db.execute_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
