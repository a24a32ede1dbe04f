"""A participant who will send a paper later says when they want to be reminded of it."""

from peewee import DateField


def up(migrator, db):
    migrator.migrate(migrator.add_column("document_request", "remind_on", DateField(null=True)))
    db.execute_sql(
        'CREATE INDEX "document_remind" ON "document_request" ("remind_on")'
        ' WHERE ("remind_on" IS NOT NULL)'
    )


def down(migrator, db):
    db.execute_sql("DROP INDEX document_remind")
    migrator.migrate(migrator.drop_column("document_request", "remind_on"))
