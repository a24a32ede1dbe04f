"""Letters' English is edited on screen: drafts, their legal check, and comments on blocks."""

from peewee import CharField, DateTimeField, ForeignKeyField, Model, TextField

# Added with their values: a version or a block that was published is never written again.
COLUMNS = (
    ("letter_version", "revision", "INTEGER DEFAULT 1 NOT NULL"),
    ("letter_version", "is_typo", "{bool} DEFAULT FALSE NOT NULL"),
    ("letter_version", "bans_old", "{bool} DEFAULT FALSE NOT NULL"),
    ("letter_version", "asked_at", "{moment}"),
    ("letter_version", "checked_at", "{moment}"),
    ("letter_block", "revision", "INTEGER DEFAULT 1 NOT NULL"),
    ("letter_block", "reason", "TEXT DEFAULT '' NOT NULL"),
)
SQLITE = {"bool": "INTEGER", "moment": "DATETIME"}
POSTGRES = {"bool": "BOOLEAN", "moment": "TIMESTAMP"}


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class LetterVersion(Model):
        class Meta:
            database = db
            table_name = "letter_version"

    class EnglishChange(Model):
        version = ForeignKeyField(LetterVersion, on_delete="CASCADE")
        at = DateTimeField()
        account = ForeignKeyField(Account, null=True, index=False)
        action = CharField(max_length=20)
        block = CharField(max_length=60, default="")
        text = TextField(default="")
        comment = TextField(default="")

        class Meta:
            database = db
            table_name = "english_change"

    class BlockComment(Model):
        key = CharField(max_length=16, unique=True)
        kind = CharField(max_length=40)
        block = CharField(max_length=60)
        scope = CharField(max_length=12)
        locale = CharField(max_length=10)
        english = TextField(default="")
        text = TextField(default="")
        account = ForeignKeyField(Account, index=False)
        at = DateTimeField()
        answer = TextField(default="")
        closed_by = ForeignKeyField(Account, null=True, index=False)
        closed_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "block_comment"
            indexes = ((("kind", "block"), False), (("scope", "closed_at"), False))

    types = SQLITE if "Sqlite" in type(db).__name__ else POSTGRES
    for table, name, wanted in COLUMNS:
        column = wanted.format(**types)
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {column}')
    db.create_tables([EnglishChange, BlockComment])


def down(migrator, db):
    for table in ("block_comment", "english_change"):
        db.execute_sql(f'DROP TABLE "{table}"')
    # A draft was never a version to anybody else.
    db.execute_sql("DELETE FROM letter_version WHERE number = 0")
    for table, name, _wanted in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{name}"')
