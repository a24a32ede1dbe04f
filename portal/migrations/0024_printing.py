"""Letters wait at offices to be printed and are counted out and in; letters go to many; letters
that had to go in English are counted."""

from peewee import (
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)

TABLES = ("missed_release", "batch_letter", "letter_batch", "print_item", "print_run")


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

    class Letter(Model):
        class Meta:
            database = db
            table_name = "letter"

    class PrintRun(Model):
        key = CharField(max_length=16, unique=True)
        office = ForeignKeyField(Office, index=False)
        made_by = ForeignKeyField(Account, index=False)
        made_at = DateTimeField()
        letters = IntegerField()
        sheets = IntegerField()
        counted_by = ForeignKeyField(Account, null=True, index=False)
        counted_at = DateTimeField(null=True)
        mailed = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "print_run"
            indexes = ((("office", "made_at"), False),)

    class PrintItem(Model):
        key = CharField(max_length=16, unique=True)
        letter = ForeignKeyField(Letter)
        office = ForeignKeyField(Office, index=False)
        state = CharField(max_length=10, default="waiting")
        queued_at = DateTimeField()
        reason = CharField(max_length=20, default="")
        asked_by = ForeignKeyField(Account, null=True, index=False)
        run = ForeignKeyField(PrintRun, null=True)
        pages = SmallIntegerField(default=0)
        done_by = ForeignKeyField(Account, null=True, index=False)
        done_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "print_item"
            indexes = ((("office", "state", "id"), False),)

    class LetterBatch(Model):
        key = CharField(max_length=16, unique=True)
        kind = CharField(max_length=40)
        fields = TextField(default="{}")
        chosen = CharField(default="")
        state = CharField(max_length=10, default="running")
        made_by = ForeignKeyField(Account)
        made_at = DateTimeField()
        total = IntegerField()
        ended_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "letter_batch"

    class BatchLetter(Model):
        batch = ForeignKeyField(LetterBatch, index=False)
        number = IntegerField()
        case = ForeignKeyField(Case)
        state = CharField(max_length=10, default="waiting")
        letter = ForeignKeyField(Letter, null=True, on_delete="SET NULL")
        reason = CharField(max_length=30, default="")
        field = CharField(max_length=40, default="")

        class Meta:
            database = db
            table_name = "batch_letter"
            indexes = (
                (("batch", "number"), True),
                (("batch", "case"), True),
                (("batch", "state", "number"), False),
            )

    class MissedRelease(Model):
        letter = ForeignKeyField(Letter, unique=True)
        kind = CharField(max_length=40)
        locale = CharField(max_length=10)
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "missed_release"
            indexes = ((("kind", "locale", "at"), False),)

    db.create_tables([PrintRun, PrintItem, LetterBatch, BatchLetter, MissedRelease])
    db.execute_sql(
        'CREATE UNIQUE INDEX "print_item_open" ON "print_item" ("letter_id")'
        ' WHERE ("done_at" IS NULL)'
    )


def down(migrator, db):
    for name in TABLES:
        db.execute_sql(f'DROP TABLE "{name}"')
