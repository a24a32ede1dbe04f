"""Around case staffings: the participant's invitation and whom they bring, what became of the joint
action plan, sittings over many cases, and copies of result letters filed with the documents."""

from peewee import (
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

TABLES = (
    "filed_letter", "sitting_case", "sitting", "staffing_step", "staffing_guest",
    "staffing_invitation",
)


def up(migrator, db):
    def known(name):
        meta = type("Meta", (), {"database": db, "table_name": name})
        return type(name.title(), (Model,), {"Meta": meta})

    accounts, cases, letters, units = map(known, ("account", "case_file", "letter", "unit"))
    staffings, actions = known("staffing"), known("staffing_action")
    tasks, plans, items = known("task"), known("plan"), known("plan_item")

    class StaffingInvitation(Model):
        key = CharField(max_length=16, unique=True)
        staffing = ForeignKeyField(staffings, unique=True, on_delete="CASCADE")
        letter = ForeignKeyField(letters, null=True, index=False, on_delete="SET NULL")
        meeting = CharField(max_length=16, default="")
        meets_at = DateTimeField()
        place = CharField(max_length=300, default="")
        reply_by = DateField(null=True)
        told_at = DateTimeField(null=True)
        made_by = ForeignKeyField(accounts, null=True, index=False)
        made_at = DateTimeField()

        class Meta:
            database = db
            table_name = "staffing_invitation"

    class StaffingGuest(Model):
        key = CharField(max_length=16, unique=True)
        invitation = ForeignKeyField(StaffingInvitation, on_delete="CASCADE")
        relation = CharField(max_length=16)
        sealed_name = TextField(default="")
        named_at = DateTimeField()

        class Meta:
            database = db
            table_name = "staffing_guest"

    class StaffingStep(Model):
        action = ForeignKeyField(actions, unique=True)
        task = ForeignKeyField(tasks, null=True, index=False)
        plan = ForeignKeyField(plans, null=True, index=False, on_delete="SET NULL")
        plan_item = ForeignKeyField(items, null=True, index=False, on_delete="SET NULL")
        made_at = DateTimeField()

        class Meta:
            database = db
            table_name = "staffing_step"

    class Sitting(Model):
        key = CharField(max_length=16, unique=True)
        kind = CharField(max_length=24)
        title = CharField(max_length=120)
        chosen = CharField(max_length=200, default="")
        present = TextField(default="")
        held_on = DateField()
        unit = ForeignKeyField(units, null=True, index=False)
        account = ForeignKeyField(accounts)
        begun_at = DateTimeField()
        ended_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "sitting"

    class SittingCase(Model):
        sitting = ForeignKeyField(Sitting, index=False, on_delete="CASCADE")
        case = ForeignKeyField(cases, index=False)
        position = IntegerField()
        state = CharField(max_length=8, default="waiting")
        staffing = ForeignKeyField(staffings, null=True, on_delete="SET NULL")

        class Meta:
            database = db
            table_name = "sitting_case"
            indexes = ((("sitting", "case"), True), (("sitting", "position"), False))

    class FiledLetter(Model):
        letter = ForeignKeyField(letters, unique=True)
        case = ForeignKeyField(cases)
        sha256 = CharField(max_length=64)
        filed_at = DateTimeField()

        class Meta:
            database = db
            table_name = "filed_letter"

    db.create_tables(
        [StaffingInvitation, StaffingGuest, StaffingStep, Sitting, SittingCase, FiledLetter]
    )


def down(migrator, db):
    for table in TABLES:
        db.execute_sql(f"DROP TABLE {table}")
