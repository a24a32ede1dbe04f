"""What stands in a draft of a plan has an address, and of two people who change it the second is
told. Rows of versions that were offered stay untouched: they have no address, and need none."""


def up(migrator, db):
    db.execute_sql('ALTER TABLE "plan_item" ADD COLUMN "key" VARCHAR(16)')
    db.execute_sql('CREATE UNIQUE INDEX "plan_item_key" ON "plan_item" ("key")')
    # Added with its value: to fill it in later would touch what is final.
    for table in ("plan_item", "activity"):
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "version" INTEGER DEFAULT 1 NOT NULL')


def down(migrator, db):
    for table in ("activity", "plan_item"):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "version"')
    db.execute_sql('DROP INDEX "plan_item_key"')
    db.execute_sql('ALTER TABLE "plan_item" DROP COLUMN "key"')
