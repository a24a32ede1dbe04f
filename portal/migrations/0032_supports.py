"""Referrals to services, supportive services month by month, and status updates."""

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

INDEXES = (
    'CREATE UNIQUE INDEX "service_referral_open" ON "service_referral" ("case_id", "kind")'
    " WHERE ((\"state\" IN ('asked', 'offered', 'accepted', 'sent')) AND (\"kind\" != 'local'))",
    'CREATE UNIQUE INDEX "supportive_service_open" ON "supportive_service"'
    ' ("case_id", "service") WHERE ("state" IN (\'requested\', \'authorized\'))',
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

    class ServiceReferral(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        kind = CharField(max_length=30)
        is_private = BooleanField(default=False)
        is_hidden = BooleanField(default=False)
        by_participant = BooleanField(default=False)
        state = CharField(max_length=10)
        place = TextField(default="")
        why = TextField(default="")
        asked_on = DateField(null=True)
        offered_on = DateField(null=True)
        answered_on = DateField(null=True)
        sent_on = DateField(null=True)
        ended_on = DateField(null=True)
        outcome = CharField(max_length=16, default="")
        made_by = ForeignKeyField(Account, null=True, index=False)
        made_at = DateTimeField()
        changed_by = ForeignKeyField(Account, null=True, index=False)
        changed_at = DateTimeField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "service_referral"
            indexes = ((("case", "made_at"), False),)

    class SupportiveService(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        service = CharField(max_length=40)
        state = CharField(max_length=12)
        by_participant = BooleanField(default=False)
        why = TextField(default="")
        requested_on = DateField()
        made_by = ForeignKeyField(Account, null=True, index=False)
        made_at = DateTimeField()
        decided_by = ForeignKeyField(Account, null=True, index=False)
        decided_at = DateTimeField(null=True)
        reasons = CharField(max_length=200, default="")
        ends_on = DateField(null=True)
        letter = ForeignKeyField(Letter, null=True, index=False, on_delete="SET NULL")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "supportive_service"
            indexes = ((("case", "made_at"), False),)

    class SupportMonth(Model):
        service = ForeignKeyField(SupportiveService, index=False, on_delete="CASCADE")
        month = CharField(max_length=7)
        state = CharField(max_length=12)
        authorized_cents = IntegerField(default=0)
        issued_cents = IntegerField(null=True)
        issued_on = DateField(null=True)
        changed_by = ForeignKeyField(Account, null=True, index=False)
        changed_at = DateTimeField()

        class Meta:
            database = db
            table_name = "support_month"
            indexes = ((("service", "month"), True),)

    class StatusUpdate(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        recipient = CharField(max_length=12)
        worker_name = CharField(max_length=120, default="")
        about = CharField(max_length=20)
        text = TextField(default="")
        answer = TextField(default="")
        sent_by = ForeignKeyField(Account, index=False)
        sent_at = DateTimeField()
        answered_on = DateField(null=True)
        answered_by = ForeignKeyField(Account, null=True, index=False)
        answered_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "status_update"
            indexes = ((("case", "sent_at"), False),)

    db.create_tables([ServiceReferral, SupportiveService, SupportMonth, StatusUpdate])
    for sql in INDEXES:
        db.execute_sql(sql)


def down(migrator, db):
    for table in ("status_update", "support_month", "supportive_service", "service_referral"):
        db.execute_sql(f'DROP TABLE "{table}"')
