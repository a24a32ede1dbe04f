"""What was signed of a plan, word for word, and who signed it; an activity keeps its series through
the versions. What was offered or signed stays as it is, whoever speaks to the database."""

import secrets

from peewee import (
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

PLAN = (
    "id",
    "key",
    "case_id",
    "number",
    "vision",
    "starts_on",
    "amends_reason",
    "causes",
    "follows_id",
    "created_at",
)
# Known once, at a signature: from then on they stay.
ONCE = (
    "offered_at",
    "signed_by_worker_at",
    "signed_by_participant_at",
    "amended_on",
    "change_until",
    "reassign_until",
)
ITEM = ("id", "plan_id", "kind", "position", "parent_id", "phrase", "text", "due_on")
TEXT = ("id", "plan_id", "locale", "text", "sha256", "frozen_at")
FILE = ("pdf", "pdf_sha256")


def _other(names):
    return " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in names)


def _set_twice(names, empty="IS NOT NULL"):
    return " OR ".join(
        f"(OLD.{name} {empty} AND NEW.{name} {{differs}} OLD.{name})" for name in names
    )


FROZEN = "EXISTS (SELECT 1 FROM plan WHERE plan.id = {row}.plan_id AND plan.state <> 'draft')"
FROZEN_SLOT = (
    "EXISTS (SELECT 1 FROM plan JOIN activity ON activity.plan_id = plan.id"
    " WHERE activity.id = {row}.activity_id AND plan.state <> 'draft')"
)
# What is put back from a backup comes before its texts and signatures.
SIGNED = "EXISTS (SELECT 1 FROM plan_text WHERE plan_text.plan_id = NEW.plan_id)"
SIGNED_SLOT = (
    "EXISTS (SELECT 1 FROM plan_text JOIN activity ON activity.plan_id = plan_text.plan_id"
    " WHERE activity.id = NEW.activity_id)"
)
MESSAGE = "an offered plan is final"
LOCKS = (
    # table, name, event, condition
    (
        "plan",
        "plan_offered_no_update",
        "UPDATE",
        f"OLD.state <> 'draft' AND (NEW.state = 'draft' OR {_other(PLAN)})",
    ),
    (
        "plan",
        "plan_signed_no_update",
        "UPDATE",
        "OLD.state IN ('signed', 'superseded', 'withdrawn') AND (NEW.state = 'offered'"
        f" OR {_set_twice(ONCE)})",
    ),
    ("plan", "plan_offered_no_delete", "DELETE", "OLD.state <> 'draft'"),
    (
        "plan_item",
        "plan_item_no_update",
        "UPDATE",
        f"{FROZEN.format(row='OLD')} AND ({_other(ITEM)})",
    ),
    ("plan_item", "plan_item_no_delete", "DELETE", FROZEN.format(row="OLD")),
    ("plan_item", "plan_item_no_insert", "INSERT", SIGNED),
    ("activity", "activity_no_update", "UPDATE", FROZEN.format(row="OLD")),
    ("activity", "activity_no_delete", "DELETE", FROZEN.format(row="OLD")),
    ("activity", "activity_no_insert", "INSERT", SIGNED),
    ("activity_slot", "activity_slot_no_update", "UPDATE", FROZEN_SLOT.format(row="OLD")),
    ("activity_slot", "activity_slot_no_delete", "DELETE", FROZEN_SLOT.format(row="OLD")),
    ("activity_slot", "activity_slot_no_insert", "INSERT", SIGNED_SLOT),
    (
        "plan_text",
        "plan_text_no_update",
        "UPDATE",
        _other(TEXT) + " OR " + _set_twice(FILE, "<> ''"),
    ),
    ("plan_text", "plan_text_no_delete", "DELETE", "1 = 1"),
    ("plan_signature", "plan_signature_no_update", "UPDATE", "1 = 1"),
    ("plan_signature", "plan_signature_no_delete", "DELETE", "1 = 1"),
)


def up(migrator, db):
    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Plan(Model):
        class Meta:
            database = db
            table_name = "plan"

    class PlanText(Model):
        plan = ForeignKeyField(Plan, index=False, on_delete="CASCADE")
        locale = CharField(max_length=10)
        text = TextField(default="")
        sha256 = CharField(max_length=64)
        frozen_at = DateTimeField()
        pdf = CharField(max_length=120, default="")
        pdf_sha256 = CharField(max_length=64, default="")
        made_with = TextField(default="")

        class Meta:
            database = db
            table_name = "plan_text"
            indexes = ((("plan", "locale"), True),)

    class PlanSignature(Model):
        plan = ForeignKeyField(Plan, index=False, on_delete="CASCADE")
        signer = CharField(max_length=12)
        name = CharField(max_length=200)
        locale = CharField(max_length=10)
        was_heard = BooleanField(default=False)
        witness = ForeignKeyField(Account, null=True, index=False)
        account = ForeignKeyField(Account, null=True, index=False)
        signed_at = DateTimeField()
        shown_sha256 = CharField(max_length=64)
        sha256 = CharField(max_length=64)

        class Meta:
            database = db
            table_name = "plan_signature"
            indexes = ((("plan", "signer"), True),)

    migrator.migrate(
        migrator.add_column("plan", "causes", CharField(max_length=120, default="")),
        migrator.add_column("plan", "offered_at", DateTimeField(null=True)),
        migrator.add_column("plan", "version", IntegerField(default=1)),
        migrator.add_column("activity", "series", CharField(max_length=16, default="")),
    )
    db.execute_sql('ALTER TABLE "plan" ADD COLUMN "follows_id" INTEGER REFERENCES "plan" ("id")')
    db.execute_sql("UPDATE plan SET offered_at = created_at WHERE state <> 'draft'")
    db.execute_sql("UPDATE plan SET causes = amends_reason")
    sqlite = "Sqlite" in type(db).__name__
    _name_series(db, "?" if sqlite else "%s")
    db.execute_sql(
        'CREATE UNIQUE INDEX "activity_plan_id_series" ON "activity" ("plan_id", "series")'
    )
    db.execute_sql('CREATE INDEX "activity_series" ON "activity" ("series")')
    db.create_tables([PlanText, PlanSignature])
    for lock in LOCKS:
        _lock(db, *lock, sqlite)


def _name_series(db, place):
    """The same kind of activity, in its order, is the same activity in every version of a case's
    plan: nothing told them apart until now."""
    rows = db.execute_sql(
        "SELECT activity.id, plan.case_id, activity.plan_id, activity.kind FROM activity"
        " JOIN plan ON plan.id = activity.plan_id ORDER BY activity.id"
    ).fetchall()
    series, seen = {}, {}
    for activity, case, plan, kind in rows:
        nth = seen[plan, kind] = seen.get((plan, kind), 0) + 1
        name = series.setdefault((case, kind, nth), secrets.token_urlsafe(12))
        db.execute_sql(
            f"UPDATE activity SET series = {place} WHERE id = {place}",  # noqa: S608
            (name, activity),
        )


def _lock(db, table, name, event, condition, sqlite):
    condition = condition.replace("{differs}", "IS NOT" if sqlite else "IS DISTINCT FROM")
    if sqlite:
        db.execute_sql(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    db.execute_sql(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def down(migrator, db):
    sqlite = "Sqlite" in type(db).__name__
    for table, name, *_rest in LOCKS:
        db.execute_sql(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
        if not sqlite:
            db.execute_sql(f"DROP FUNCTION {name}()")
    for table in ("plan_signature", "plan_text"):
        db.execute_sql(f'DROP TABLE "{table}"')
    db.execute_sql("DROP INDEX activity_series")
    db.execute_sql("DROP INDEX activity_plan_id_series")
    migrator.migrate(
        migrator.drop_column("activity", "series"),
        migrator.drop_column("plan", "version"),
        migrator.drop_column("plan", "follows_id"),
        migrator.drop_column("plan", "offered_at"),
        migrator.drop_column("plan", "causes"),
    )
