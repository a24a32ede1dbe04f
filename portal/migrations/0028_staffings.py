"""Case staffings with all that belongs to them. What was completed stays as it is, whoever speaks
to the database: nothing of it is changed, taken away or added."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)

MESSAGE = "a completed staffing is final"
COMPLETED = "EXISTS (SELECT 1 FROM staffing WHERE staffing.id = {row}.staffing_id" + (
    " AND staffing.state = 'completed')"
)
# What is put back from a backup comes before the seal of its staffing.
SEALED = "EXISTS (SELECT 1 FROM staffing_seal WHERE staffing_seal.staffing_id = NEW.staffing_id)"
CHILDREN = (
    "staffing_attendee",
    "staffing_circumstance",
    "staffing_issue",
    "staffing_action",
    "staffing_goal",
)


def _locks():
    """Table, name, event and condition of each lock."""
    yield "staffing", "staffing_no_update", "UPDATE", "OLD.state = 'completed'"
    yield "staffing", "staffing_no_delete", "DELETE", "OLD.state = 'completed'"
    for table in CHILDREN:
        old, new = COMPLETED.format(row="OLD"), COMPLETED.format(row="NEW")
        yield table, f"{table}_no_update", "UPDATE", f"{old} OR {new}"
        yield table, f"{table}_no_delete", "DELETE", old
        yield table, f"{table}_no_insert", "INSERT", SEALED
    yield "staffing_seal", "staffing_seal_no_update", "UPDATE", "1 = 1"
    yield "staffing_seal", "staffing_seal_no_delete", "DELETE", "1 = 1"


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class Staffing(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        number = IntegerField()
        kind = CharField(max_length=24)
        state = CharField(max_length=10, default="draft")
        held_at = DateTimeField(null=True)
        held_on = DateField(null=True)
        event_types = CharField(max_length=60, default="")
        child_welfare = CharField(max_length=3, default="")
        ea_screened = CharField(max_length=3, default="")
        ea_plan = CharField(max_length=10, default="")
        sealed_case = TextField(default="")
        case_version = IntegerField(default=1)
        participant_invited_on = DateField(null=True)
        participant_attended = CharField(max_length=3, default="")
        attendees_version = IntegerField(default=1)
        review_on = DateField(null=True)
        decision = CharField(max_length=16, default="")
        sealed_issues = TextField(default="")
        issues_version = IntegerField(default=1)
        decisions = CharField(max_length=300, default="")
        sealed_result = TextField(default="")
        result_version = IntegerField(default=1)
        completed_on = DateField(null=True)
        completed_at = DateTimeField(null=True)
        completed_by = ForeignKeyField(Account, null=True, index=False)
        begun_by = ForeignKeyField(Account, null=True, index=False)
        begun_at = DateTimeField()

        class Meta:
            database = db
            table_name = "staffing"
            indexes = ((("case", "number"), True), (("state", "kind"), False))

    class StaffingAttendee(Model):
        key = CharField(max_length=16, unique=True)
        staffing = ForeignKeyField(Staffing)
        position = SmallIntegerField()
        role = CharField(max_length=32)
        account = ForeignKeyField(Account, null=True, index=False)
        is_brought = BooleanField(default=False)
        invited_on = DateField(null=True)
        attended = CharField(max_length=3, default="")
        gathered = CharField(max_length=12, default="")
        gathered_on = DateField(null=True)
        sealed = TextField(default="")

        class Meta:
            database = db
            table_name = "staffing_attendee"

    class StaffingCircumstance(Model):
        staffing = ForeignKeyField(Staffing, index=False)
        code = CharField(max_length=24)

        class Meta:
            database = db
            table_name = "staffing_circumstance"
            indexes = ((("staffing", "code"), True),)

    class StaffingIssue(Model):
        key = CharField(max_length=16, unique=True)
        staffing = ForeignKeyField(Staffing, index=False)
        code = CharField(max_length=24)
        position = SmallIntegerField()
        duration = CharField(max_length=16, default="")
        private_reason = CharField(max_length=20, default="")
        sealed = TextField(default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "staffing_issue"
            indexes = ((("staffing", "code"), True),)

    class StaffingAction(Model):
        key = CharField(max_length=16, unique=True)
        staffing = ForeignKeyField(Staffing)
        position = SmallIntegerField()
        owner = CharField(max_length=12)
        phrase = CharField(max_length=60, default="")
        due_on = DateField(null=True)
        sealed = TextField(default="")

        class Meta:
            database = db
            table_name = "staffing_action"

    class StaffingGoal(Model):
        key = CharField(max_length=16, unique=True)
        staffing = ForeignKeyField(Staffing)
        position = SmallIntegerField()
        span = CharField(max_length=5)
        sealed = TextField(default="")

        class Meta:
            database = db
            table_name = "staffing_goal"

    class StaffingSeal(Model):
        staffing = ForeignKeyField(Staffing, unique=True)
        sha256 = CharField(max_length=64)
        sealed_at = DateTimeField()

        class Meta:
            database = db
            table_name = "staffing_seal"

    db.create_tables(
        [
            Staffing,
            StaffingAttendee,
            StaffingCircumstance,
            StaffingIssue,
            StaffingAction,
            StaffingGoal,
            StaffingSeal,
        ]
    )
    sqlite = "Sqlite" in type(db).__name__
    for lock in _locks():
        _lock(db, *lock, sqlite)
    if not sqlite:
        _lock_truncate(db)


def _lock(db, table, name, event, condition, sqlite):
    if sqlite:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _lock_truncate(db):
    """PostgreSQL empties a table without deleting its rows."""
    db.execute_sql(
        "CREATE FUNCTION staffing_no_truncate() RETURNS trigger AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM staffing_seal) THEN "
        f"RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN NULL; END $$ LANGUAGE plpgsql"
    )
    for table in ("staffing", *CHILDREN, "staffing_seal"):
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION staffing_no_truncate()"
        )


def down(migrator, db):
    for table in ("staffing_seal", *reversed(CHILDREN), "staffing"):
        db.execute_sql(f"DROP TABLE {table}")
    if "Sqlite" not in type(db).__name__:
        for _table, name, _event, _condition in _locks():
            db.execute_sql(f"DROP FUNCTION {name}()")
        db.execute_sql("DROP FUNCTION staffing_no_truncate()")
