"""What supervisors look after: annotations, reviews, conferences; providers' progress notes."""

from peewee import (
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

TABLES = ("progress_note", "review_point", "case_review", "annotation", "conference")
SENT = "OLD.state = 'sent'"
POINT = "EXISTS (SELECT 1 FROM case_review r WHERE r.id = OLD.review_id AND r.state = 'sent')"
_SAME = " AND ".join(
    f"NEW.{name} = OLD.{name}"
    for name in ("case_id", "worker_id", "reviewer_id", "month", "state", "verdict", "sealed_text")
)

# A sent review is final but for the worker's one answer.
LOCKS = (
    ("case_review_sent", "case_review", "UPDATE",
     f"{SENT} AND (OLD.answered_at IS NOT NULL OR NOT ({_SAME}))"),
    ("case_review_kept", "case_review", "DELETE", SENT),
    ("review_point_sent", "review_point", "UPDATE", POINT),
    ("review_point_kept", "review_point", "DELETE", POINT),
    ("annotation_stays", "annotation", "UPDATE", "TRUE"),
    ("annotation_kept", "annotation", "DELETE", "TRUE"),
    ("progress_note_stays", "progress_note", "UPDATE", "TRUE"),
    ("progress_note_kept", "progress_note", "DELETE", "TRUE"),
)  # fmt: skip
MESSAGE = "what was sent or written down is final"


def _lock(db, name, table, event, when):
    if "Sqlite" in type(db).__name__:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class Referral(Model):
        class Meta:
            database = db
            table_name = "referral"

    class Conference(Model):
        key = CharField(max_length=16, unique=True)
        supervisor = ForeignKeyField(Account, index=False)
        worker = ForeignKeyField(Account, index=False)
        held_on = DateField()
        cases = IntegerField()
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "conference"
            indexes = ((("worker", "held_on"), False),)

    class Annotation(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        category = CharField(max_length=20)
        month = CharField(max_length=7)
        action = CharField(max_length=30)
        sealed_text = TextField(default="")
        by = ForeignKeyField(Account, index=False)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "annotation"
            indexes = ((("case", "category", "month"), False),)

    class CaseReview(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        worker = ForeignKeyField(Account, index=False)
        reviewer = ForeignKeyField(Account, index=False)
        month = CharField(max_length=7)
        way = CharField(max_length=8)
        stratum = CharField(max_length=16)
        made_at = DateTimeField()
        state = CharField(max_length=8, default="open")
        verdict = CharField(max_length=16, default="")
        sealed_text = TextField(default="")
        correct_by_on = DateField(null=True)
        version = IntegerField(default=1)
        sent_at = DateTimeField(null=True)
        sealed_answer = TextField(default="")
        answered_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "case_review"
            indexes = ((("case", "month"), True), (("worker", "month"), False))

    class ReviewPoint(Model):
        review = ForeignKeyField(CaseReview, index=False)
        point = CharField(max_length=20)
        finding = CharField(max_length=10)
        sealed_note = TextField(default="")

        class Meta:
            database = db
            table_name = "review_point"
            indexes = ((("review", "point"), True),)

    class ProgressNote(Model):
        key = CharField(max_length=16, unique=True)
        referral = ForeignKeyField(Referral, index=False)
        written_on = DateField()
        progress = CharField(max_length=16)
        sealed_text = TextField(default="")
        author = ForeignKeyField(Account, index=False)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "progress_note"
            indexes = ((("referral", "at"), False),)

    db.create_tables([Conference, Annotation, CaseReview, ReviewPoint, ProgressNote])
    for lock in LOCKS:
        _lock(db, *lock)


def down(migrator, db):
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")
    if "Sqlite" not in type(db).__name__:
        for name, _table, _event, _when in LOCKS:
            db.execute_sql(f"DROP FUNCTION {name}()")
