"""The catalogs of letters: versions and blocks in English, translations, releases, requests."""

from enum import StrEnum
from typing import Self

from peewee import (
    SQL,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
    SmallIntegerField,
    TextField,
    fn,
)

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, TranslatorLocale
from portal.models.cases import Case
from portal.models.documents import Document


class VersionState(StrEnum):
    """A version of a letter's English (screens.md, 2.2)."""

    DRAFT = "draft"
    LEGAL_OK = "legal_ok"
    PUBLISHED = "published"
    RETIRED = "retired"


DRAFT_NUMBER = 0  # of what is not published yet: the index lets each kind have one


class LetterVersion(Table):
    """One version of one kind of letter, in English.

    What is not published is a draft: its number is 0, it holds the blocks that it changes alone,
    and nothing but the pages of its owner and its legal check reads it. `revision` grows with each
    change of it; `asked_at` is when a second person was asked to check it.
    """

    kind = CharField(max_length=40)
    number = IntegerField()
    state = CharField(max_length=12, default=VersionState.PUBLISHED)
    published_at = UtcField(null=True)
    revision = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])
    # The meaning is the same (R3); no older text may be used (R2).
    is_typo = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    bans_old = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    asked_at = UtcField(null=True)
    checked_at = UtcField(null=True)

    class Meta:
        indexes = ((("kind", "number"), True),)


class LetterBlock(Table):
    """One block of a version: the unit of translation, under a stable key. `reason` says why it
    may be harder to read than letters are."""

    version = ForeignKeyField(LetterVersion, on_delete="CASCADE")
    block = CharField(max_length=60)
    position = SmallIntegerField()
    english = TextField()
    source_hash = CharField(max_length=64)
    note = LongText()
    revision = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])
    reason = LongText(constraints=[SQL("DEFAULT ''")])

    class Meta:
        indexes = ((("version", "block"), True),)


class EnglishAct(StrEnum):
    """What was done to a version of a letter's English."""

    WRITTEN = "written"
    TAKEN_BACK = "taken_back"  # a block is as it was published
    ASKED = "asked"
    CHECKED = "checked"
    RETURNED = "returned"
    PUBLISHED = "published"


class EnglishChange(Table):
    """One act on a version's English: who, when, on which block, what it said then."""

    version = ForeignKeyField(LetterVersion, on_delete="CASCADE")
    at = UtcField()
    account = ForeignKeyField(Account, null=True, index=False)
    action = CharField(max_length=20)
    block = CharField(max_length=60, default="")
    text = LongText()
    comment = LongText()


class Translation(Table):
    """A block's text in one language, and the English it was made from."""

    kind = CharField(max_length=40)
    block = CharField(max_length=60)
    locale = CharField(max_length=10)
    text = LongText()
    state = CharField(max_length=16)
    based_on = LongText()  # the English this was made from
    based_on_hash = CharField(max_length=64, default="")
    is_machine_made = IntegerField(default=0)
    translator = ForeignKeyField(Account, null=True)
    reviewer = ForeignKeyField(Account, null=True)
    changed_at = UtcField()
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("kind", "locale", "block"), True), (("locale", "state"), False))


class TranslationChange(Table):
    """One change of a translation: who, when, what it said then."""

    translation = ForeignKeyField(Translation, on_delete="CASCADE")
    at = UtcField()
    account = ForeignKeyField(Account, null=True)
    action = CharField(max_length=20)
    text = LongText()
    comment = LongText()


class Release(Table):
    """A whole letter in one language, frozen: what letters in that language are made from."""

    key = KeyField()
    kind = CharField(max_length=40)
    version = ForeignKeyField(LetterVersion)
    locale = CharField(max_length=10)
    number = IntegerField()
    blocks = TextField()  # JSON, block key to text
    digest = CharField(max_length=64)
    published_by = ForeignKeyField(Account, null=True)
    published_at = UtcField()

    class Meta:
        indexes = ((("kind", "locale", "number"), True),)


class RequestState(StrEnum):
    """A personal text waits for its translation, or has it."""

    WAITING = "waiting"
    ANSWERED = "answered"


class PersonalText(StrEnum):
    """Where a personal text stands: the table of the row that holds it."""

    PLAN = "plan"  # its vision
    PLAN_ITEM = "plan_item"
    REPORT = "report"  # what the participant wrote
    REPORT_REPLY = "report_reply"
    TASK = "task"
    HOURS_WEEK = "hours_week"  # why it was sent back
    HOURS = "hours"  # what the participant wrote about a day
    DOCUMENT = "document"  # why it was returned
    LETTER = "letter"
    MESSAGE = "message"  # of either side, by the language it is needed in
    SUPPORT = "support"  # what a participant needs help with a cost for
    REFERRAL = "referral"  # what a participant asked help for; never of a private kind
    MASS_MESSAGE = "mass_message"  # one text to many, asked for once a language


# What a participant told themselves: of a case in danger no translator reads it (NOTE-6).
CLOSED_WITH_CASE = (
    PersonalText.MESSAGE, PersonalText.REPORT, PersonalText.SUPPORT, PersonalText.REFERRAL,
)  # fmt: skip


class TextRequest(Table):
    """Words of one person to one person that need a translation (LANG-3, LANG-4).

    `object_kind` and `object_id` name where the text stands; the translator sees the text alone.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    object_kind = CharField(max_length=20)
    object_id = IntegerField()
    source_locale = CharField(max_length=10)
    target_locale = CharField(max_length=10)
    text = LongText()
    translation = LongText()
    state = CharField(max_length=10, default=RequestState.WAITING)
    asked_at = UtcField()
    due_on = DateField()
    answered_by = ForeignKeyField(Account, null=True)
    answered_at = UtcField(null=True)
    # What waits for a second look: nobody but translators sees it before that.
    proposed = LongText()
    proposed_by = ForeignKeyField(Account, null=True, index=False)
    looked_by = ForeignKeyField(Account, null=True, index=False)

    class Meta:
        indexes = (
            (("object_kind", "object_id", "target_locale"), False),
            (("state", "target_locale", "due_on"), False),
        )

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The texts from or into a language that this person translates: the text, never its case
        (LANG-3; screens.md, R7). What a participant in danger and their worker write each other is
        seen by no translator from that moment on (NOTE-6), nor what belongs to the private file
        (NOTE-7)."""
        mine = TranslatorLocale.select(TranslatorLocale.locale).where(
            TranslatorLocale.account == actor.id
        )
        private = Case.select(Case.id).where(Case.id == cls.case, Case.is_restricted)
        filed = Document.select(Document.id).where(
            Document.id == cls.object_id,
            Document.is_private == True,  # noqa: E712
        )
        closed = cls.object_kind.in_(CLOSED_WITH_CASE)
        return cls.select().where(
            cls.target_locale.in_(mine) | cls.source_locale.in_(mine),
            ~(closed & fn.EXISTS(private)),
            ~((cls.object_kind == PersonalText.DOCUMENT) & fn.EXISTS(filed)),
        )

    @classmethod
    def waiting_for(cls, actor: Actor, count: int) -> ModelSelect:
        """What waits in this person's languages, the most urgent first."""
        waiting = cls.visible_to(actor).where(cls.state == RequestState.WAITING)
        return waiting.order_by(cls.due_on, cls.id).limit(count)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The request of an address. Raises TextRequest.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found
