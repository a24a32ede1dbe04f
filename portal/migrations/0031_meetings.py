"""Meetings of every kind, the support team's notices, summaries and agenda, and one-on-one
orientations with the supervisor's answer."""

from peewee import (
    CharField,
    Check,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)

TABLES = ("agenda_item", "team_summary", "team_notice", "one_on_one", "meeting")


def up(migrator, db):
    def known(name):
        meta = type("Meta", (), {"database": db, "table_name": name})
        return type(name.title().replace("_", ""), (Model,), {"Meta": meta})

    accounts, cases = known("account"), known("case_file")

    class Meeting(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(cases)
        kind = CharField(max_length=24)
        state = CharField(max_length=10, default="planned")
        starts_at = DateTimeField()
        starts_on = DateField()
        minutes = SmallIntegerField()
        way = CharField(max_length=10)
        place = CharField(max_length=300, default="")
        about = CharField(max_length=16, default="")
        cadence = CharField(max_length=8, default="")
        order_why = CharField(max_length=300, default="")
        provider = ForeignKeyField(accounts, null=True)
        follows = ForeignKeyField("self", null=True, index=False)
        planned_by = ForeignKeyField(accounts, null=True, index=False)
        planned_at = DateTimeField()
        agenda_by = ForeignKeyField(accounts, null=True, index=False)
        agenda_at = DateTimeField(null=True)
        sealed_purpose = TextField(default="")
        settled_by = ForeignKeyField(accounts, null=True, index=False)
        settled_at = DateTimeField(null=True)
        sealed_outcome = TextField(default="")
        asked_at = DateTimeField(null=True)
        ask_why = CharField(max_length=12, default="")
        ask_times = CharField(max_length=80, default="")
        ask_settled_at = DateTimeField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "meeting"
            indexes = ((("case", "starts_at"), False), (("about",), False))
            # Whoever misses the support team's meeting: no state can say so.
            constraints = (
                Check("kind <> 'support_team' OR state <> 'missed'"),
                Check("about = '' OR kind = 'staffing'"),
            )

    db.create_tables([Meeting, *_around(db, accounts, cases, Meeting)])
    db.execute_sql(
        'CREATE INDEX "meeting_planned" ON "meeting" ("starts_on", "case_id")'
        " WHERE (\"state\" = 'planned')"
    )


def _around(db, accounts, cases, meetings):
    class OneOnOne(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(cases)
        worker = ForeignKeyField(accounts)
        reason = CharField(max_length=24)
        tried = CharField(max_length=80)
        sealed_text = TextField(default="")
        state = CharField(max_length=10, default="waiting")
        asked_at = DateTimeField()
        decided_by = ForeignKeyField(accounts, null=True, index=False)
        decided_at = DateTimeField(null=True)
        sealed_answer = TextField(default="")
        meeting = ForeignKeyField(meetings, null=True, index=False)

        class Meta:
            database = db
            table_name = "one_on_one"
            indexes = ((("worker", "state"), False),)

    class TeamNotice(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(cases)
        provider = ForeignKeyField(accounts)
        told_at = DateTimeField()
        told_on = DateField()
        schedule_by = DateField()
        task_id = IntegerField(null=True)
        meeting = ForeignKeyField(meetings, null=True, index=False)
        scheduled_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "team_notice"

    class TeamSummary(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(cases)
        provider = ForeignKeyField(accounts)
        state = CharField(max_length=10, default="filed")
        filed_at = DateTimeField()
        sealed_filed = TextField(default="")
        sealed_final = TextField(default="")
        task_id = IntegerField(null=True)
        signed_by = ForeignKeyField(accounts, null=True, index=False)
        signed_at = DateTimeField(null=True)
        initialed_by = ForeignKeyField(accounts, null=True, index=False)
        initialed_at = DateTimeField(null=True)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "team_summary"
            indexes = ((("state", "case"), False),)

    class AgendaItem(Model):
        key = CharField(max_length=16, unique=True)
        meeting = ForeignKeyField(meetings)
        topic = CharField(max_length=24, default="")
        sealed_text = TextField(default="")
        state = CharField(max_length=10, default="proposed")
        proposed_by = ForeignKeyField(accounts, index=False)
        proposed_at = DateTimeField()
        decided_by = ForeignKeyField(accounts, null=True, index=False)
        decided_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "agenda_item"

    return [OneOnOne, TeamNotice, TeamSummary, AgendaItem]


def down(migrator, db):
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")
