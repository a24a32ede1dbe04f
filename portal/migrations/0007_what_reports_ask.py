"""Reports say what they ask of the worker beyond an answer, and whether a wish for another plan
came in time; the contacts with employers of a job search are rows of their own."""

from peewee import *
from playhouse.migrate import migrate

COLUMNS = (
    ("report", "follow_up", CharField(max_length=20, null=True)),
    ("report", "follow_up_on", DateField(null=True)),
    ("report", "follow_up_done_at", DateTimeField(null=True)),
    ("report", "change_until", DateField(null=True)),
    ("report", "reassign_until", DateField(null=True)),
    ("case_file", "cause_asked_on", DateField(null=True)),
)


def up(migrator, db):
    class Case(Model):
        class Meta:
            database = db
            table_name = "case_file"

    class Report(Model):
        class Meta:
            database = db
            table_name = "report"

    class EmployerContact(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, index=False)
        report = ForeignKeyField(Report)
        employer = CharField()
        contacted_on = DateField()
        way = CharField(max_length=20)
        result = CharField(max_length=20)
        corrected_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "employer_contact"
            indexes = ((("case", "contacted_on"), False),)

    db.create_tables([EmployerContact])
    for table, name, field in COLUMNS:
        migrate(migrator.add_column(table, name, field))


def down(migrator, db):
    for table, name, _field in reversed(COLUMNS):
        migrate(migrator.drop_column(table, name))
    db.execute_sql('DROP TABLE "employer_contact"')
