"""Clocks of months, assessments, labor market facts, Equal Access screenings, follow-up."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

CASE_DATES = ("clock_ends_on", "follow_up_due_on", "reassess_on")
CASE_CODES = {"clock_kind": 30, "accommodations": 300}


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class Contact(Model):
        class Meta:
            database = db
            table_name = "contact"

    class Document(Model):
        class Meta:
            database = db
            table_name = "document"

    class ClockStop(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        reason = CharField(max_length=30)
        starts_on = DateField()
        ends_on = DateField(null=True)
        sealed_evidence = TextField(default="")
        document = ForeignKeyField(Document, null=True, index=False)
        entered_by = ForeignKeyField(Account, null=True, index=False)
        entered_at = DateTimeField()
        replaces = ForeignKeyField("self", null=True, index=False)
        replaced_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "clock_stop"
            indexes = ((("case", "starts_on"), False),)

    class ClockEntry(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        clock = CharField(max_length=30)
        act = CharField(max_length=8)
        month = CharField(max_length=7)
        months_before = IntegerField(default=0)
        is_counted = BooleanField(default=True)
        reason = CharField(max_length=30, default="")
        evidence = TextField(default="")
        document = ForeignKeyField(Document, null=True, index=False)
        entered_by = ForeignKeyField(Account, null=True, index=False)
        entered_at = DateTimeField()
        replaced_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "clock_entry"
            indexes = ((("case", "clock"), False),)

    class Assessment(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        kind = CharField(max_length=30)
        tool = CharField(max_length=200)
        taken_on = DateField()
        sealed_result = TextField(default="")
        again_on = DateField(null=True)
        document = ForeignKeyField(Document, null=True, index=False)
        entered_by = ForeignKeyField(Account, null=True, index=False)
        entered_at = DateTimeField()
        followed_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "assessment"

    class LaborFact(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        goal_phrase = CharField(max_length=60, default="")
        goal_text = TextField(default="")
        occupation = CharField(max_length=200)
        demand = CharField(max_length=20)
        wage_from_cents = IntegerField(null=True)
        wage_to_cents = IntegerField(null=True)
        place = CharField(max_length=200, default="")
        source = CharField(max_length=300)
        found_on = DateField()
        entered_by = ForeignKeyField(Account, null=True, index=False)
        entered_at = DateTimeField()
        removed_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "labor_fact"

    class Screening(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        screened_on = DateField()
        outcome = CharField(max_length=20)
        accommodations = CharField(max_length=300, default="")
        sealed_plan = TextField(default="")
        sealed_why = TextField(default="")
        is_agreed = BooleanField(default=False)
        review_on = DateField(null=True)
        entered_by = ForeignKeyField(Account, null=True, index=False)
        entered_at = DateTimeField()

        class Meta:
            database = db
            table_name = "screening"
            indexes = ((("case", "screened_on"), False),)

    class FollowUp(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        contact = ForeignKeyField(Contact, unique=True)
        work = CharField(max_length=20)
        employer = CharField(max_length=200, default="")
        minutes_week = IntegerField(null=True)
        wage_cents = IntegerField(null=True)
        needs = CharField(max_length=300, default="")
        entered_by = ForeignKeyField(Account, null=True, index=False)
        entered_at = DateTimeField()

        class Meta:
            database = db
            table_name = "follow_up"

    migrator.migrate(
        *(migrator.add_column("case_file", name, DateField(null=True)) for name in CASE_DATES),
        *(
            migrator.add_column("case_file", name, CharField(max_length=length, default=""))
            for name, length in CASE_CODES.items()
        ),
    )
    db.create_tables([ClockStop, ClockEntry, Assessment, LaborFact, Screening, FollowUp])
    holds = '"replaced_at" IS NULL'
    db.execute_sql(
        'CREATE UNIQUE INDEX "clock_month_once" ON "clock_entry" ("case_id", "clock", "month")'
        f" WHERE (({holds}) AND (\"act\" = 'month'))"
    )
    db.execute_sql(
        'CREATE UNIQUE INDEX "clock_begins_once" ON "clock_entry" ("case_id", "clock")'
        f" WHERE (({holds}) AND (\"act\" = 'begins'))"
    )


def down(migrator, db):
    for table in (
        "follow_up", "screening", "labor_fact", "assessment", "clock_entry", "clock_stop",
    ):
        db.execute_sql(f'DROP TABLE "{table}"')
    migrator.migrate(
        *(migrator.drop_column("case_file", name) for name in (*CASE_CODES, *CASE_DATES))
    )
