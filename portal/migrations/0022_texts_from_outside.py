"""Texts of the screens that translators sent back, and letters as the state issued them."""

from peewee import CharField, DateTimeField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Release(Model):
        class Meta:
            database = db
            table_name = "release"

    class ScreenText(Model):
        key = CharField(max_length=16, unique=True)
        locale = CharField(max_length=10)
        english_hash = CharField(max_length=64)
        english = TextField(default="")
        plural = TextField(default="")
        forms = TextField(default="")
        shown = TextField(default="")
        shown_no = IntegerField(default=0, index=True)
        state = CharField(max_length=12, default="waiting")
        translator = ForeignKeyField(Account, null=True, index=False)
        reviewer = ForeignKeyField(Account, null=True, index=False)
        comment = TextField(default="")
        changed_at = DateTimeField()
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "screen_text"
            indexes = ((("locale", "english_hash"), True), (("locale", "state"), False))

    class OfficialText(Model):
        key = CharField(max_length=16, unique=True)
        kind = CharField(max_length=40)
        locale = CharField(max_length=10)
        form_no = CharField(max_length=80)
        file = CharField(max_length=120)
        sha256 = CharField(max_length=64)
        size = IntegerField()
        pages = IntegerField()
        state = CharField(max_length=12, default="waiting")
        comment = TextField(default="")
        release = ForeignKeyField(Release, null=True)
        brought_by = ForeignKeyField(Account, null=True, index=False)
        brought_at = DateTimeField()
        decided_by = ForeignKeyField(Account, null=True, index=False)
        decided_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "official_text"
            indexes = ((("kind", "locale"), False),)

    db.create_tables([ScreenText, OfficialText])


def down(migrator, db):
    for table in ("official_text", "screen_text"):
        db.execute_sql(f"DROP TABLE {table}")
