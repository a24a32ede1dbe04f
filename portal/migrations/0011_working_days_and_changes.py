"""The days on which nobody works, and the requests of a plan's grace periods."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, Model


def up(migrator, db):
    def known(name):
        class Meta:
            database = db
            table_name = name

        return type(name, (Model,), {"Meta": Meta})

    accounts, offices, cases, plans, reports, tasks = map(
        known, ("account", "office", "case_file", "plan", "report", "task")
    )

    class Holiday(Model):
        key = CharField(max_length=16, unique=True)
        office = ForeignKeyField(offices, null=True, index=False)
        falls_on = DateField()
        name = CharField(max_length=120)
        entered_by = ForeignKeyField(accounts, null=True, index=False)
        entered_at = DateTimeField()

        class Meta:
            database = db
            table_name = "holiday"
            indexes = ((("falls_on", "office"), True),)

    class PlanChange(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(cases, index=False)
        plan = ForeignKeyField(plans)
        report = ForeignKeyField(reports, unique=True)
        period = CharField(max_length=12)
        asked_on = DateField()
        asked_at = DateTimeField()
        last_on = DateField()
        state = CharField(max_length=12, default="open")
        decided_by = ForeignKeyField(accounts, null=True, index=False)
        decided_at = DateTimeField(null=True)
        reason = CharField(max_length=30, default="")
        task = ForeignKeyField(tasks, null=True, index=False)
        amendment = ForeignKeyField(plans, null=True, index=False)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "plan_change"
            indexes = ((("case", "asked_at"), False),)

    db.create_tables([Holiday, PlanChange])
    db.execute_sql(
        'CREATE UNIQUE INDEX "holiday_everywhere" ON "holiday" ("falls_on")'
        ' WHERE ("office_id" IS NULL)'
    )
    db.execute_sql(
        'CREATE INDEX "plan_change_open" ON "plan_change" ("case_id") WHERE ("state" = \'open\')'
    )


def down(migrator, db):
    db.execute_sql("DROP TABLE plan_change")
    db.execute_sql("DROP TABLE holiday")
