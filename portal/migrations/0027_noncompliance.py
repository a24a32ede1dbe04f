"""Noncompliance, compliance plans and the story of both; their days on the case, for the lists."""

from peewee import (
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

CASE_DATES = ("good_cause_until", "noncompliance_due_on")
IS_OPEN = '("ended_at" IS NULL)'
INDEXES = (
    f'CREATE UNIQUE INDEX "noncompliance_once" ON "noncompliance" ("case_id") WHERE {IS_OPEN}',
    f'CREATE INDEX "noncompliance_due" ON "noncompliance" ("due_on") WHERE {IS_OPEN}',
    'CREATE UNIQUE INDEX "compliance_plan_once" ON "compliance_plan" ("noncompliance_id")'
    " WHERE (\"outcome\" = '')",
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

    class Letter(Model):
        class Meta:
            database = db
            table_name = "letter"

    class Noncompliance(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        state = CharField(max_length=16, default="noticed")
        act = CharField(max_length=20)
        activity = CharField(max_length=40, default="")
        missed_on = DateField()
        sealed_what = TextField(default="")
        noticed_on = DateField()
        opened_by = ForeignKeyField(Account, null=True, index=False)
        opened_at = DateTimeField()
        letter = ForeignKeyField(Letter, null=True, index=False)
        delivered_on = DateField(null=True)
        delivered_way = CharField(max_length=12, default="")
        delivered_locale = CharField(max_length=10, default="")
        good_cause_until = DateField(null=True)
        asked_on = DateField(null=True)
        asked_way = CharField(max_length=12, default="")
        asked_locale = CharField(max_length=10, default="")
        interpreter = CharField(max_length=100, default="")
        finding = CharField(max_length=8, default="")
        cause = CharField(max_length=20, default="")
        found_on = DateField(null=True)
        found_by = ForeignKeyField(Account, null=True, index=False)
        sealed_why = TextField(default="")
        broken_on = DateField(null=True)
        supports_checked_on = DateField(null=True)
        supports = CharField(max_length=300, default="")
        sealed_supports = TextField(default="")
        staffing_ref = IntegerField(null=True)
        effective_on = DateField(null=True)
        sanctioned_at = DateTimeField(null=True)
        sanctioned_by = ForeignKeyField(Account, null=True, index=False)
        cure_steps = CharField(max_length=300, default="")
        due_on = DateField(null=True)
        ended_on = DateField(null=True)
        ended_at = DateTimeField(null=True)
        ended_by = ForeignKeyField(Account, null=True, index=False)
        end_reason = CharField(max_length=30, default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "noncompliance"
            indexes = ((("case", "noticed_on"), False),)

    class CompliancePlan(Model):
        noncompliance = ForeignKeyField(Noncompliance)
        steps = CharField(max_length=300)
        sealed_text = TextField(default="")
        agreed_on = DateField()
        starts_on = DateField()
        ends_on = DateField()
        agreed_by = ForeignKeyField(Account, null=True, index=False)
        agreed_at = DateTimeField()
        signed_at = DateTimeField(null=True)
        signed_on_paper = CharField(max_length=5, default="")
        outcome = CharField(max_length=8, default="")
        ended_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "compliance_plan"

    class NoncomplianceAct(Model):
        noncompliance = ForeignKeyField(Noncompliance, index=False)
        act = CharField(max_length=20)
        code = CharField(max_length=40, default="")
        done_on = DateField()
        at = DateTimeField()
        account = ForeignKeyField(Account, null=True, index=False)

        class Meta:
            database = db
            table_name = "noncompliance_act"
            indexes = ((("noncompliance", "at"), False),)

    migrator.migrate(
        *(migrator.add_column("case_file", name, DateField(null=True)) for name in CASE_DATES)
    )
    db.create_tables([Noncompliance, CompliancePlan, NoncomplianceAct])
    for sql in INDEXES:
        db.execute_sql(sql)


def down(migrator, db):
    for table in ("noncompliance_act", "compliance_plan", "noncompliance"):
        db.execute_sql(f'DROP TABLE "{table}"')
    migrator.migrate(*(migrator.drop_column("case_file", name) for name in CASE_DATES))
