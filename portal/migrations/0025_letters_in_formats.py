"""Letters in Braille and as speech beside their print; who wants them is remembered."""

from peewee import (
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    Model,
    SmallIntegerField,
    TextField,
)

WISHES = ("wants_braille", "wants_audio")

# What was made of a sent letter is as final as the letter.
LOCKS = (
    ("letter_file_ready_no_update", "UPDATE"),
    ("letter_file_ready_no_delete", "DELETE"),
)
READY, MESSAGE = "OLD.state = 'ready'", "a file of a sent letter is final"


def _lock(db, name, event):
    if "Sqlite" in type(db).__name__:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON letter_file WHEN {READY} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {READY} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON letter_file "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Letter(Model):
        class Meta:
            database = db
            table_name = "letter"

    class LetterFile(Model):
        key = CharField(max_length=16, unique=True)
        letter = ForeignKeyField(Letter, index=False)
        format = CharField(max_length=12)
        locale = CharField(max_length=10)
        state = CharField(max_length=8, default="waiting")
        refusal = CharField(max_length=16, default="")
        stored = CharField(max_length=120, default="")
        sha256 = CharField(max_length=64, default="")
        media_type = CharField(max_length=40, default="")
        made_with = TextField(default="")
        tries = SmallIntegerField(default=0)
        asked_at = DateTimeField()
        made_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "letter_file"
            indexes = ((("letter", "format"), True), (("state", "asked_at"), False))

    class VoiceApproval(Model):
        kind = CharField(max_length=40)
        locale = CharField(max_length=10)
        made_with = TextField(default="")
        approved_by = ForeignKeyField(Account, index=False)
        approved_at = DateTimeField()

        class Meta:
            database = db
            table_name = "voice_approval"
            indexes = ((("kind", "locale"), True),)

    db.create_tables([LetterFile, VoiceApproval])
    for name, event in LOCKS:
        _lock(db, name, event)
    for name in WISHES:
        migrator.migrate(migrator.add_column("participant", name, BooleanField(default=False)))


def down(migrator, db):
    for name in WISHES:
        migrator.migrate(migrator.drop_column("participant", name))
    for table in ("voice_approval", "letter_file"):
        db.execute_sql(f"DROP TABLE {table}")
    if "Sqlite" not in type(db).__name__:
        for name, _event in LOCKS:
            db.execute_sql(f"DROP FUNCTION {name}()")
