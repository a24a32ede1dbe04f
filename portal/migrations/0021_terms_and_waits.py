"""The glossary of each language; a second look at a translation of personal words; letters that
leave by themselves when the translation of their note is there."""

from peewee import (
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


def up(migrator, db):
    def known(name):
        meta = type("Meta", (), {"database": db, "table_name": name})
        return type(name.title(), (Model,), {"Meta": meta})

    accounts, letters = known("account"), known("letter")

    class Term(Model):
        key = CharField(max_length=16, unique=True)
        locale = CharField(max_length=10)
        english = CharField(max_length=80)
        text = CharField(max_length=120)
        also = TextField(default="")
        forbidden = TextField(default="")
        note = CharField(max_length=300, default="")
        state = CharField(max_length=10, default="draft")
        is_machine_made = BooleanField(default=False)
        written_by = ForeignKeyField(accounts, null=True, index=False)
        confirmed_by = ForeignKeyField(accounts, null=True, index=False)
        changed_at = DateTimeField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "glossary_term"
            indexes = ((("locale", "english"), True),)

    class LetterWait(Model):
        letter = ForeignKeyField(letters, unique=True, on_delete="CASCADE")
        account = ForeignKeyField(accounts, index=False)
        asked_at = DateTimeField()

        class Meta:
            database = db
            table_name = "letter_wait"

    db.create_tables([Term, LetterWait])
    migrator.migrate(migrator.add_column("text_request", "proposed", TextField(default="")))
    for name in ("proposed_by_id", "looked_by_id"):
        db.execute_sql(
            f'ALTER TABLE "text_request" ADD COLUMN "{name}" INTEGER REFERENCES "account" ("id")'
        )


def down(migrator, db):
    for name in ("proposed", "proposed_by_id", "looked_by_id"):
        migrator.migrate(migrator.drop_column("text_request", name))
    db.execute_sql("DROP TABLE letter_wait")
    db.execute_sql("DROP TABLE glossary_term")
