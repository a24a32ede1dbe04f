"""Pages of a document are answered one by one, turned, ordered, moved into another document and
taken apart; a document says what it belongs to."""

from peewee import (
    CharField,
    DateTimeField,
    ForeignKeyField,
    Model,
    SmallIntegerField,
    TextField,
)

PAGE_COLUMNS = (
    "thumb_names", "part", "turn", "replaced_at", "replaces_id", "reviewed_at", "reviewed_by_id",
    "review_reason", "review",
)
DOCUMENT_COLUMNS = ("split_from_id", "merged_into_id")


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Contact(Model):
        class Meta:
            database = db
            table_name = "contact"

    class Document(Model):
        class Meta:
            database = db
            table_name = "document"

    class DocumentTie(Model):
        key = CharField(max_length=16, unique=True)
        document = ForeignKeyField(Document, index=False)
        contact = ForeignKeyField(Contact, null=True)
        series = CharField(max_length=16, default="")
        tied_by = ForeignKeyField(Account, index=False)
        tied_at = DateTimeField()

        class Meta:
            database = db
            table_name = "document_tie"
            indexes = ((("document", "series"), False),)

    migrator.migrate(
        migrator.add_column("page", "review", CharField(max_length=12, default="")),
        migrator.add_column("page", "review_reason", CharField(max_length=30, default="")),
        migrator.add_column("page", "reviewed_at", DateTimeField(null=True)),
        migrator.add_column("page", "replaced_at", DateTimeField(null=True)),
        migrator.add_column("page", "turn", SmallIntegerField(default=0)),
        migrator.add_column("page", "part", SmallIntegerField(default=0)),
        migrator.add_column("page", "thumb_names", TextField(default="")),
    )
    for table, name, other in (
        ("page", "reviewed_by_id", "account"),
        ("page", "replaces_id", "page"),
        ("document", "merged_into_id", "document"),
        ("document", "split_from_id", "document"),
    ):
        db.execute_sql(
            f'ALTER TABLE "{table}" ADD COLUMN "{name}" INTEGER REFERENCES "{other}" ("id")'
        )
    db.create_tables([DocumentTie])


def down(migrator, db):
    db.execute_sql('DROP TABLE "document_tie"')
    migrator.migrate(
        *(migrator.drop_column("page", name) for name in PAGE_COLUMNS),
        *(migrator.drop_column("document", name) for name in DOCUMENT_COLUMNS),
    )
