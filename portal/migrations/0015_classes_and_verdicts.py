"""Classes of providers with who was referred to them, and the verdicts on months."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, Model

INDEXES = (
    'CREATE UNIQUE INDEX "referral_open" ON "referral" ("course_id", "case_id")'
    ' WHERE ("ended_at" IS NULL)',
    'CREATE UNIQUE INDEX "verdict_standing" ON "month_verdict" ("case_id", "month")'
    ' WHERE ("replaced_at" IS NULL)',
    'CREATE INDEX "verdict_open" ON "month_verdict" ("case_id", "given_at")'
    ' WHERE ((("replaced_at" IS NULL) AND ("step" = \'\'))'
    " AND ((\"verdict\" IN ('excused', 'short')) AND (\"cause\" != 'activity')))",
)


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Office(Model):
        class Meta:
            database = db
            table_name = "office"

    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class Task(Model):
        class Meta:
            database = db
            table_name = "task"

    class Course(Model):
        key = CharField(max_length=16, unique=True)
        office = ForeignKeyField(Office)
        provider = ForeignKeyField(Account)
        kind = CharField(max_length=40)
        name = CharField(max_length=120)
        made_at = DateTimeField()
        closed_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "course"

    class Referral(Model):
        key = CharField(max_length=16, unique=True)
        course = ForeignKeyField(Course)
        case = ForeignKeyField(Case)
        series = CharField(max_length=16)
        starts_on = DateField()
        ends_on = DateField(null=True)
        referred_by = ForeignKeyField(Account, index=False)
        referred_at = DateTimeField()
        ended_by = ForeignKeyField(Account, null=True, index=False)
        ended_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "referral"

    class MonthVerdict(Model):
        case = ForeignKeyField(Case)
        month = CharField(max_length=7)
        verdict = CharField(max_length=14)
        cause = CharField(max_length=12)
        required = IntegerField()
        planned = IntegerField()
        counted = IntegerField()
        excused = IntegerField()
        unexcused = IntegerField()
        unproven = IntegerField()
        given_at = DateTimeField()
        replaced_at = DateTimeField(null=True)
        step = CharField(max_length=24, default="")
        step_at = DateTimeField(null=True)
        step_by = ForeignKeyField(Account, null=True, index=False)
        task = ForeignKeyField(Task, null=True, index=False)

        class Meta:
            database = db
            table_name = "month_verdict"

    db.create_tables([Course, Referral, MonthVerdict])
    for statement in INDEXES:
        db.execute_sql(statement)


def down(migrator, db):
    for table in ("month_verdict", "referral", "course"):
        db.execute_sql(f"DROP TABLE {table}")
