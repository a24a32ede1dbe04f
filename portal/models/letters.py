"""Letters to participants: drafts, and what was sent, frozen for ever (LET-3)."""

from enum import StrEnum
from typing import Self

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.catalogs import Release
from portal.models.contacts import Contact


class LetterState(StrEnum):
    """A draft may change; what was sent never does."""

    DRAFT = "draft"
    SENT = "sent"


class Letter(Table):
    """One letter. Its HTML and PDF are made once, when it is sent, and never again.

    `html` is the letter in its language, `html_english` the English copy behind a translation;
    `html_sha256` is that of both, one after the other. `pdf_large` is the same letter in 18 points.
    """

    key = KeyField()
    letter_no = CharField(max_length=20, unique=True)
    case = ForeignKeyField(Case)
    kind = CharField(max_length=40)
    locale = CharField(max_length=10)
    state = CharField(max_length=12, default=LetterState.DRAFT)
    fields = TextField(default="{}")  # JSON, field name to typed value
    personal_text = LongText()
    is_large_print = BooleanField(default=False)
    release = ForeignKeyField(Release, null=True)
    release_english = ForeignKeyField(Release, null=True)
    html = LongText()
    html_english = LongText()
    html_sha256 = CharField(max_length=64, default="")
    pdf = CharField(max_length=120, default="")  # storage name
    pdf_sha256 = CharField(max_length=64, default="")
    pdf_large = CharField(max_length=120, default="")
    pdf_large_sha256 = CharField(max_length=64, default="")
    made_with = TextField(default="")  # JSON, versions of renderer and fonts
    supersedes = ForeignKeyField("self", null=True)
    created_by = ForeignKeyField(Account, null=True)
    created_at = UtcField()
    sent_at = UtcField(null=True)
    sent_by = ForeignKeyField(Account, null=True)
    read_at = UtcField(null=True)
    contact = ForeignKeyField(Contact, null=True)  # the attempt that sending it was (CON-5)

    class Meta:
        indexes = ((("case", "state", "sent_at"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The letter of an address; a participant sees what was sent alone."""
        query = cls.select(cls, Case).join(Case).where(Case.scope(actor), cls.key == key)
        if actor.is_participant:
            query = query.where(cls.state == LetterState.SENT)
        found: Self = query.get()
        return found
