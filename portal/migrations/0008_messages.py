"""The thread between participant and worker, messages to many people, and who stands in for whom.
An index of its own holds what one side wrote and the other has not read."""
from peewee import *


def up(migrator, db):
    def known(name):
        meta = type("Meta", (), {"database": db, "table_name": name})
        return type(name.title().replace("_", ""), (Model,), {"Meta": meta})

    Account, Case, Contact = known("account"), known("case_file"), known("contact")
    OutboxMessage = known("outbox_message")

    class Absence(Model):
        key = CharField(max_length=16, unique=True)
        account = ForeignKeyField(Account)
        stand_in = ForeignKeyField(Account)
        starts_on = DateField()
        ends_on = DateField()
        ended_on = DateField(null=True)
        entered_by = ForeignKeyField(Account, index=False)
        entered_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'absence'
            indexes = ((('account', 'ends_on'), False), (('stand_in', 'ends_on'), False))

    class MassMessage(Model):
        key = CharField(max_length=16, unique=True)
        account = ForeignKeyField(Account)
        text = TextField(default='')
        locale = CharField(max_length=10, default='en')
        sent_at = DateTimeField()
        recipients = IntegerField()
        class Meta:
            database = db
            table_name = 'mass_message'

    class Message(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        author = CharField(max_length=12)
        account = ForeignKeyField(Account, null=True)
        text = TextField(default='')
        locale = CharField(max_length=10)
        sent_at = DateTimeField()
        read_at = DateTimeField(null=True)
        contact = ForeignKeyField(Contact, null=True)
        mass = ForeignKeyField(MassMessage, null=True)
        answers = ForeignKeyField(MassMessage, null=True)
        news = ForeignKeyField(OutboxMessage, null=True)
        absence = ForeignKeyField(Absence, null=True, index=False)
        automatic_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'message'
            indexes = ((('case', 'id'), False), (('case', 'automatic_on'), True))

    db.create_tables([Absence, MassMessage, Message])
    db.execute_sql(
        'CREATE INDEX "message_unread" ON "message" ("case_id", "author") WHERE ("read_at" IS NULL)'
    )


def down(migrator, db):
    for table in ("message", "mass_message", "absence"):
        db.execute_sql(f'DROP TABLE "{table}"')
