"""Few cases have a second worker. An index in which nearly every case stands under "nobody" makes
SQLite read all cases instead of one worker's; this one holds those alone that have one."""


def up(migrator, db):
    db.execute_sql('DROP INDEX "case_secondary_id"')
    db.execute_sql(
        'CREATE INDEX "case_secondary_id" ON "case_file" ("secondary_id")'
        ' WHERE ("secondary_id" IS NOT NULL)'
    )


def down(migrator, db):
    db.execute_sql('DROP INDEX "case_secondary_id"')
    db.execute_sql('CREATE INDEX "case_secondary_id" ON "case_file" ("secondary_id")')
