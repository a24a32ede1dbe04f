"""Letters that an event asked for and that a worker put aside, with a reason."""

from peewee import CharField, DateTimeField, ForeignKeyField, Model, TextField


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class LetterAside(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        kind = CharField(max_length=40)
        cause = CharField(max_length=100)
        reason = CharField(max_length=20)
        sealed_text = TextField(default="")
        by = ForeignKeyField(Account, index=False)
        at = DateTimeField()
        taken_back_by = ForeignKeyField(Account, null=True, index=False)
        taken_back_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "letter_aside"
            indexes = ((("case", "taken_back_at"), False),)

    db.create_tables([LetterAside])


def down(migrator, db):
    db.execute_sql("DROP TABLE letter_aside")
