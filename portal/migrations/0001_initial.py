"""The first schema."""
from peewee import *


def up(migrator, db):
    class AccessCode(Model):
        participant_id = IntegerField(index=True)
        digest = CharField(unique=True, max_length=64)
        expires_at = DateTimeField()
        tries_left = IntegerField(default=5)
        used_at = DateTimeField(null=True)
        is_reusable = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'access_code'
    db.create_tables([AccessCode])

    class Office(Model):
        key = CharField(max_length=16, unique=True)
        name = CharField()
        address = CharField(max_length=500)
        phone = CharField(max_length=40)
        hours = CharField()
        opens_minute = SmallIntegerField(default=510)
        closes_minute = SmallIntegerField(default=1020)
        timezone = CharField(max_length=60, default='America/Los_Angeles')
        class Meta:
            database = db
            table_name = 'office'
    db.create_tables([Office])

    class Unit(Model):
        office = ForeignKeyField(Office)
        name = CharField()
        class Meta:
            database = db
            table_name = 'unit'
    db.create_tables([Unit])

    class Account(Model):
        key = CharField(max_length=16, unique=True)
        email = CharField(unique=True)
        name = CharField()
        phone = CharField(max_length=40, default='')
        role = CharField(max_length=20)
        office = ForeignKeyField(Office)
        unit = ForeignKeyField(Unit, null=True)
        password_hash = CharField(max_length=200, default='')
        totp_secret = CharField(max_length=200, default='')
        totp_step = IntegerField(default=0)
        is_locked = BooleanField(default=False)
        created_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'account'
    db.create_tables([Account])

    class Participant(Model):
        key = CharField(max_length=16, unique=True)
        given_name = CharField()
        family_name = CharField()
        birth_on = DateField()
        written_locale = CharField(max_length=10, default='en')
        spoken_locale = CharField(max_length=10, default='en')
        screen_locale = CharField(max_length=10, default='')
        phone = CharField(max_length=40, default='')
        email = CharField(default='')
        phone_digest = CharField(index=True, max_length=64, default='')
        email_digest = CharField(index=True, max_length=64, default='')
        address = CharField(max_length=500, default='')
        wants_text_messages = BooleanField(default=True)
        wants_large_print = BooleanField(default=False)
        needs_interpreter = BooleanField(default=False)
        created_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'participant'
    db.create_tables([Participant])

    class Case(Model):
        key = CharField(max_length=16, unique=True)
        number = CharField(unique=True, max_length=20)
        participant = ForeignKeyField(Participant)
        program = CharField(max_length=20)
        office = ForeignKeyField(Office)
        unit = ForeignKeyField(Unit, null=True)
        worker = ForeignKeyField(Account, null=True)
        secondary = ForeignKeyField(Account, null=True)
        status = CharField(max_length=20, default='active')
        enrolled_on = DateField()
        family_type = CharField(max_length=20, default='one_parent')
        youngest_child_born_on = DateField(null=True)
        is_restricted = BooleanField(default=False)
        sealed_key = CharField(max_length=200, default='')
        status_since_on = DateField(null=True)
        story = CharField(max_length=300, default='')
        display_name = CharField()
        locale = CharField(max_length=10)
        last_live_on = DateField(null=True)
        last_attempt_on = DateField(null=True)
        last_touched_on = DateField(null=True)
        live_due_on = DateField(null=True)
        attempt_due_on = DateField(null=True)
        next_deadline_on = DateField(null=True)
        next_deadline_kind = CharField(max_length=30, default='')
        month = CharField(max_length=7, default='')
        month_minutes_done = IntegerField(default=0)
        month_minutes_required = IntegerField(default=0)
        weekly_minutes_required = IntegerField(default=0)
        documents_waiting = IntegerField(default=0)
        reports_waiting = IntegerField(default=0)
        plan_status = CharField(max_length=20, default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'case_file'
            indexes = ((('worker', 'status', 'next_deadline_on'), False), (('unit', 'status', 'next_deadline_on'), False), (('office', 'display_name', 'number'), False), (('status', 'live_due_on'), False))
    db.create_tables([Case])

    class Plan(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        number = IntegerField()
        state = CharField(max_length=12, default='draft')
        vision = TextField(default='')
        starts_on = DateField()
        amends_reason = CharField(max_length=40, default='')
        amended_on = DateField(null=True)
        change_until = DateField(null=True)
        reassign_until = DateField(null=True)
        created_at = DateTimeField()
        signed_by_worker_at = DateTimeField(null=True)
        signed_by_participant_at = DateTimeField(null=True)
        signed_locale = CharField(max_length=10, default='')
        worker = ForeignKeyField(Account, null=True)
        class Meta:
            database = db
            table_name = 'plan'
            indexes = ((('case', 'number'), True),)
    db.create_tables([Plan])

    class Activity(Model):
        plan = ForeignKeyField(Plan, on_delete='CASCADE')
        kind = CharField(max_length=40)
        provider = CharField(default='')
        place = CharField(default='')
        starts_on = DateField()
        ends_on = DateField(null=True)
        minutes_week = IntegerField()
        class Meta:
            database = db
            table_name = 'activity'
    db.create_tables([Activity])

    class ActivitySlot(Model):
        activity = ForeignKeyField(Activity, on_delete='CASCADE')
        weekday = SmallIntegerField()
        start_minute = SmallIntegerField()
        end_minute = SmallIntegerField()
        class Meta:
            database = db
            table_name = 'activity_slot'
    db.create_tables([ActivitySlot])

    class Contact(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        occurred_on = DateField()
        occurred_minute = SmallIntegerField(null=True)
        entered_at = DateTimeField()
        way = CharField(max_length=20)
        direction = CharField(max_length=20)
        is_answered = BooleanField(default=False)
        is_live = BooleanField()
        is_attempt = BooleanField()
        reason = CharField(max_length=40)
        summary = TextField(default='')
        account = ForeignKeyField(Account, null=True)
        class Meta:
            database = db
            table_name = 'contact'
            indexes = ((('case', 'is_live', 'occurred_on'), False),)
    db.create_tables([Contact])

    class Note(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        contact = ForeignKeyField(Contact, null=True)
        author = ForeignKeyField(Account)
        state = CharField(max_length=10, default='draft')
        occurred_on = DateField(null=True)
        way = CharField(max_length=20, default='')
        direction = CharField(max_length=20, default='')
        is_answered = BooleanField(default=False)
        makes_contact = BooleanField(default=True)
        purpose = TextField(default='')
        background = TextField(default='')
        observations = TextField(default='')
        content = TextField(default='')
        results = TextField(default='')
        impressions = TextField(default='')
        next_steps = TextField(default='')
        forms_completed = TextField(null=True)
        documents_received = TextField(null=True)
        worker_step = CharField(max_length=300, default='')
        worker_step_due_on = DateField(null=True)
        participant_step = CharField(max_length=60, default='')
        participant_step_due_on = DateField(null=True)
        private_reason = CharField(max_length=20, default='')
        created_at = DateTimeField()
        saved_at = DateTimeField()
        finished_at = DateTimeField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'note'
            indexes = ((('author', 'state'), False),)
    db.create_tables([Note])

    class Addendum(Model):
        note = ForeignKeyField(Note)
        author = ForeignKeyField(Account)
        at = DateTimeField()
        text = TextField(default='')
        class Meta:
            database = db
            table_name = 'addendum'
    db.create_tables([Addendum])

    class AuditEntry(Model):
        at = DateTimeField()
        role = CharField(max_length=20)
        actor_id = IntegerField()
        session = CharField(max_length=64, default='')
        action = CharField(max_length=60)
        object_kind = CharField(max_length=40)
        object_id = IntegerField(default=0)
        case_id = IntegerField(default=0)
        reason = CharField(max_length=60, default='')
        outcome = CharField(max_length=20, default='done')
        fields = TextField(default='')
        previous = CharField(max_length=64)
        seal = CharField(max_length=64)
        class Meta:
            database = db
            table_name = 'audit_entry'
            indexes = ((('case_id', 'id'), False), (('role', 'actor_id', 'id'), False))
    db.create_tables([AuditEntry])

    class DocumentRequest(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        kind = CharField(max_length=20)
        why = CharField(max_length=60)
        due_on = DateField()
        state = CharField(max_length=12, default='asked')
        cannot_choice = CharField(max_length=20, default='')
        cannot_text = TextField(default='')
        cannot_locale = CharField(max_length=10, default='')
        cannot_at = DateTimeField(null=True)
        asked_by = ForeignKeyField(Account, null=True)
        asked_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'document_request'
    db.create_tables([DocumentRequest])

    class Document(Model):
        key = CharField(max_length=16, unique=True)
        reference = CharField(unique=True, max_length=16)
        case = ForeignKeyField(Case)
        kind = CharField(max_length=20)
        note = TextField(default='')
        locale = CharField(max_length=10, default='')
        request = ForeignKeyField(DocumentRequest, null=True)
        state = CharField(max_length=16, default='received')
        opened_at = DateTimeField()
        received_at = DateTimeField(null=True)
        return_reason = CharField(max_length=30, default='')
        return_text = TextField(default='')
        reviewed_by = ForeignKeyField(Account, null=True)
        reviewed_at = DateTimeField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'document'
            indexes = ((('state', 'received_at'), False),)
    db.create_tables([Document])

    class HeldForm(Model):
        account_id = IntegerField(null=True)
        participant_id = IntegerField(null=True)
        path = CharField(max_length=200)
        fields = TextField()
        held_at = DateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'held_form'
            indexes = ((('account_id', 'path'), False), (('participant_id', 'path'), False))
    db.create_tables([HeldForm])

    class HoursEntry(Model):
        case = ForeignKeyField(Case)
        activity = ForeignKeyField(Activity, null=True)
        done_on = DateField()
        minutes = IntegerField()
        kind = CharField(max_length=12, default='done')
        document = ForeignKeyField(Document, null=True)
        entered_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'hours_entry'
            indexes = ((('case', 'done_on'), False),)
    db.create_tables([HoursEntry])

    class KnownBrowser(Model):
        participant_id = IntegerField()
        digest = CharField(max_length=64)
        created_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'known_browser'
            indexes = ((('participant_id', 'digest'), True),)
    db.create_tables([KnownBrowser])

    class LetterVersion(Model):
        kind = CharField(max_length=40)
        number = IntegerField()
        state = CharField(max_length=12, default='published')
        published_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'letter_version'
            indexes = ((('kind', 'number'), True),)
    db.create_tables([LetterVersion])

    class Release(Model):
        key = CharField(max_length=16, unique=True)
        kind = CharField(max_length=40)
        version = ForeignKeyField(LetterVersion)
        locale = CharField(max_length=10)
        number = IntegerField()
        blocks = TextField()
        digest = CharField(max_length=64)
        published_by = ForeignKeyField(Account, null=True)
        published_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'release'
            indexes = ((('kind', 'locale', 'number'), True),)
    db.create_tables([Release])

    class Letter(Model):
        key = CharField(max_length=16, unique=True)
        letter_no = CharField(unique=True, max_length=20)
        case = ForeignKeyField(Case)
        kind = CharField(max_length=40)
        locale = CharField(max_length=10)
        state = CharField(max_length=12, default='draft')
        fields = TextField(default='{}')
        personal_text = TextField(default='')
        is_large_print = BooleanField(default=False)
        release = ForeignKeyField(Release, null=True)
        release_english = ForeignKeyField(Release, null=True)
        html = TextField(default='')
        html_english = TextField(default='')
        html_sha256 = CharField(max_length=64, default='')
        pdf = CharField(max_length=120, default='')
        pdf_sha256 = CharField(max_length=64, default='')
        pdf_large = CharField(max_length=120, default='')
        pdf_large_sha256 = CharField(max_length=64, default='')
        made_with = TextField(default='')
        supersedes = ForeignKeyField('self', null=True)
        created_by = ForeignKeyField(Account, null=True)
        created_at = DateTimeField()
        sent_at = DateTimeField(null=True)
        sent_by = ForeignKeyField(Account, null=True)
        read_at = DateTimeField(null=True)
        contact = ForeignKeyField(Contact, null=True)
        class Meta:
            database = db
            table_name = 'letter'
            indexes = ((('case', 'state', 'sent_at'), False),)
    db.create_tables([Letter])

    class LetterBlock(Model):
        version = ForeignKeyField(LetterVersion, on_delete='CASCADE')
        block = CharField(max_length=60)
        position = SmallIntegerField()
        english = TextField()
        source_hash = CharField(max_length=64)
        note = TextField(default='')
        class Meta:
            database = db
            table_name = 'letter_block'
            indexes = ((('version', 'block'), True),)
    db.create_tables([LetterBlock])

    class NightlyRun(Model):
        job = CharField(max_length=60)
        run_on = DateField()
        started_at = DateTimeField()
        finished_at = DateTimeField(null=True)
        rows = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'nightly_run'
            indexes = ((('job', 'run_on'), True),)
    db.create_tables([NightlyRun])

    class OneTimeCode(Model):
        channel_digest = CharField(index=True, max_length=64)
        browser_digest = CharField(max_length=64)
        nonce = CharField(max_length=16)
        code_digest = CharField(max_length=64)
        expires_at = DateTimeField(index=True)
        tries_left = IntegerField(default=5)
        used_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'one_time_code'
    db.create_tables([OneTimeCode])

    class OperationKey(Model):
        key = CharField(primary_key=True, max_length=80)
        operation = CharField(max_length=60)
        result_id = IntegerField(default=0)
        at = DateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'operation_key'
    db.create_tables([OperationKey])

    class OutboxMessage(Model):
        key = CharField(max_length=16, unique=True)
        case_id = IntegerField(index=True, null=True)
        kind = CharField(max_length=30)
        cause = CharField(unique=True, max_length=120)
        channel = CharField(max_length=8)
        address = CharField()
        locale = CharField(max_length=10)
        subject = CharField(max_length=200, default='')
        body = TextField(default='')
        state = CharField(max_length=10, default='queued')
        tries = SmallIntegerField(default=0)
        created_at = DateTimeField()
        tried_at = DateTimeField(null=True)
        sent_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'outbox_message'
            indexes = ((('state', 'created_at'), False),)
    db.create_tables([OutboxMessage])

    class Page(Model):
        key = CharField(max_length=16, unique=True)
        document = ForeignKeyField(Document)
        position = SmallIntegerField()
        file_name = CharField(max_length=200)
        media_type = CharField(max_length=40)
        size = IntegerField()
        sha256 = CharField(index=True, max_length=64)
        state = CharField(max_length=12, default='received')
        refusal = CharField(max_length=20, default='')
        original = CharField(max_length=120, default='')
        clean = CharField(max_length=120, default='')
        clean_type = CharField(max_length=40, default='')
        clean_sha256 = CharField(max_length=64, default='')
        thumbnail = CharField(max_length=120, default='')
        sheets = SmallIntegerField(default=0)
        sheet_names = TextField(default='')
        scan = CharField(max_length=20, default='not_scanned')
        tries = SmallIntegerField(default=0)
        received_at = DateTimeField()
        queued_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'page'
            indexes = ((('document', 'position'), False), (('state', 'received_at'), False))
    db.create_tables([Page])

    class PlanItem(Model):
        plan = ForeignKeyField(Plan, on_delete='CASCADE')
        kind = CharField(max_length=12)
        position = SmallIntegerField()
        parent = ForeignKeyField('self', null=True)
        phrase = CharField(max_length=60, default='')
        text = TextField(default='')
        due_on = DateField(null=True)
        done_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'plan_item'
    db.create_tables([PlanItem])

    class Report(Model):
        key = CharField(max_length=16, unique=True)
        reference = CharField(unique=True, max_length=16)
        case = ForeignKeyField(Case)
        contact = ForeignKeyField(Contact)
        kind = CharField(max_length=20)
        answers = TextField()
        locale = CharField(max_length=10)
        sent_at = DateTimeField()
        state = CharField(max_length=12, default='sent')
        handled_by = ForeignKeyField(Account, null=True)
        handled_at = DateTimeField(null=True)
        reply = TextField(default='')
        replied_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'report'
            indexes = ((('state', 'sent_at'), False),)
    db.create_tables([Report])

    class ReportDraft(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case, on_delete='CASCADE')
        kind = CharField(max_length=20)
        answers = TextField(default='{}')
        step = IntegerField(default=0)
        saved_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'report_draft'
            indexes = ((('case', 'kind'), True),)
    db.create_tables([ReportDraft])

    class SignIn(Model):
        digest = CharField(unique=True, max_length=64)
        account_id = IntegerField(index=True, null=True)
        participant_id = IntegerField(index=True, null=True)
        is_shared = BooleanField(default=False)
        created_at = DateTimeField()
        idle_seconds = IntegerField()
        ends_at = DateTimeField(index=True)
        fresh_until = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'sign_in'
    db.create_tables([SignIn])

    class Task(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        owner = CharField(max_length=12)
        phrase = CharField(max_length=60, default='')
        text = TextField(default='')
        due_on = DateField(null=True)
        note = ForeignKeyField(Note, null=True)
        created_by = ForeignKeyField(Account, null=True)
        created_at = DateTimeField()
        done_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'task'
            indexes = ((('case', 'owner', 'done_at'), False),)
    db.create_tables([Task])

    class TextRequest(Model):
        key = CharField(max_length=16, unique=True)
        case = ForeignKeyField(Case)
        object_kind = CharField(max_length=20)
        object_id = IntegerField()
        source_locale = CharField(max_length=10)
        target_locale = CharField(max_length=10)
        text = TextField(default='')
        translation = TextField(default='')
        state = CharField(max_length=10, default='waiting')
        asked_at = DateTimeField()
        due_on = DateField()
        answered_by = ForeignKeyField(Account, null=True)
        answered_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'text_request'
            indexes = ((('object_kind', 'object_id', 'target_locale'), False), (('state', 'target_locale', 'due_on'), False))
    db.create_tables([TextRequest])

    class Throttle(Model):
        key = CharField(unique=True, max_length=80)
        failures = IntegerField(default=0)
        last_at = DateTimeField()
        blocked_until = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'throttle'
    db.create_tables([Throttle])

    class TimelineEntry(Model):
        case = ForeignKeyField(Case, index=False)
        at = DateTimeField()
        kind = CharField(max_length=12)
        ref = IntegerField()
        class Meta:
            database = db
            table_name = 'timeline_entry'
            without_rowid = 'Sqlite' in type(db).__name__
            primary_key = CompositeKey('case', 'at', 'kind', 'ref')
    db.create_tables([TimelineEntry])

    class Translation(Model):
        kind = CharField(max_length=40)
        block = CharField(max_length=60)
        locale = CharField(max_length=10)
        text = TextField(default='')
        state = CharField(max_length=16)
        based_on = TextField(default='')
        based_on_hash = CharField(max_length=64, default='')
        is_machine_made = IntegerField(default=0)
        translator = ForeignKeyField(Account, null=True)
        reviewer = ForeignKeyField(Account, null=True)
        changed_at = DateTimeField()
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'translation'
            indexes = ((('kind', 'locale', 'block'), True), (('locale', 'state'), False))
    db.create_tables([Translation])

    class TranslationChange(Model):
        translation = ForeignKeyField(Translation, on_delete='CASCADE')
        at = DateTimeField()
        account = ForeignKeyField(Account, null=True)
        action = CharField(max_length=20)
        text = TextField(default='')
        comment = TextField(default='')
        class Meta:
            database = db
            table_name = 'translation_change'
    db.create_tables([TranslationChange])

    class TranslatorLocale(Model):
        account = ForeignKeyField(Account, on_delete='CASCADE')
        locale = CharField(max_length=10)
        class Meta:
            database = db
            table_name = 'translator_locale'
            indexes = ((('account', 'locale'), True),)
    db.create_tables([TranslatorLocale])


TABLES = (
    'translator_locale',
    'translation_change',
    'translation',
    'timeline_entry',
    'throttle',
    'text_request',
    'task',
    'sign_in',
    'report_draft',
    'report',
    'plan_item',
    'page',
    'outbox_message',
    'operation_key',
    'one_time_code',
    'nightly_run',
    'letter_block',
    'letter',
    'release',
    'letter_version',
    'known_browser',
    'hours_entry',
    'held_form',
    'document',
    'document_request',
    'audit_entry',
    'addendum',
    'note',
    'contact',
    'activity_slot',
    'activity',
    'plan',
    'case_file',
    'participant',
    'account',
    'unit',
    'office',
    'access_code',
)


def down(migrator, db):
    for table in TABLES:
        db.execute_sql(f'DROP TABLE "{table}"')
