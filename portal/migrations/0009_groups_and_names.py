"""Group contacts, and the pieces of names and numbers that a search begins with."""

from peewee import (
    BlobField,
    CharField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    Model,
    TextField,
)

from portal.policy.names import pieces, search_words

CHUNK = 2_000


def up(migrator, db):
    sqlite = "Sqlite" in type(db).__name__

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

    class GroupContact(Model):
        key = CharField(max_length=16, unique=True)
        occurred_on = DateField()
        entered_at = DateTimeField()
        title = CharField(max_length=200)
        place = CharField(max_length=200, default="")
        summary = TextField(default="")
        left_out = TextField(default="[]")
        account = ForeignKeyField(Account)

        class Meta:
            database = db
            table_name = "group_contact"

    class NamePiece(Model):
        office = ForeignKeyField(Office, index=False)
        piece = BlobField()
        case = ForeignKeyField(Case, index=False)

        class Meta:
            database = db
            table_name = "name_piece"
            without_rowid = sqlite
            primary_key = CompositeKey("office", "piece", "case")

    db.create_tables([GroupContact, NamePiece])
    migrator.migrate(migrator.add_column("case_file", "search_words", CharField(default="")))
    db.execute_sql(
        'ALTER TABLE "contact" ADD COLUMN "group_id" INTEGER REFERENCES "group_contact" ("id")'
    )
    db.execute_sql(
        'CREATE INDEX "contact_group_id" ON "contact" ("group_id") WHERE ("group_id" IS NOT NULL)'
    )
    _fill(db, "?" if sqlite else "%s")


def _fill(db, place):
    """Folds the name and number of every case that is there already."""
    last, found = 0, True
    while found:
        found = db.execute_sql(
            "SELECT id, office_id, display_name, number FROM case_file"  # noqa: S608
            f" WHERE id > {place} ORDER BY id LIMIT {CHUNK}",
            (last,),
        ).fetchall()
        for last, office, name, number in found:
            words = search_words(name, number)
            db.execute_sql(
                f"UPDATE case_file SET search_words = {place} WHERE id = {place}",  # noqa: S608
                (words, last),
            )
            for piece in sorted(pieces(words)):
                db.execute_sql(
                    "INSERT INTO name_piece (office_id, piece, case_id)"  # noqa: S608
                    f" VALUES ({place}, {place}, {place})",
                    (office, piece, last),
                )


def down(migrator, db):
    db.execute_sql("DROP INDEX contact_group_id")
    migrator.migrate(
        migrator.drop_column("contact", "group_id"),
        migrator.drop_column("case_file", "search_words"),
    )
    for table in ("name_piece", "group_contact"):
        db.execute_sql(f'DROP TABLE "{table}"')
