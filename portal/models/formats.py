"""Letters in Braille and as speech: files beside the letter, frozen like it (LET-8)."""

from peewee import CharField, ForeignKeyField, SmallIntegerField, TextField

from portal.db import KeyField, Table, UtcField
from portal.models.accounts import Account
from portal.models.letters import Letter
from portal.policy.formats import FileState


class LetterFile(Table):
    """A sent letter in one format, in the letter's own language: made once from its frozen text.

    `stored` is its storage name, sealed with the case's key; `refusal` says why there is none.
    """

    key = KeyField()
    letter = ForeignKeyField(Letter, index=False)
    format = CharField(max_length=12)  # policy/formats.py:LetterFormat
    locale = CharField(max_length=10)
    state = CharField(max_length=8, default=FileState.WAITING)
    refusal = CharField(max_length=16, default="")
    stored = CharField(max_length=120, default="")
    sha256 = CharField(max_length=64, default="")
    media_type = CharField(max_length=40, default="")
    made_with = TextField(default="")  # JSON, versions of the programs
    tries = SmallIntegerField(default=0)
    asked_at = UtcField()
    made_at = UtcField(null=True)

    class Meta:
        indexes = ((("letter", "format"), True), (("state", "asked_at"), False))


class VoiceApproval(Table):
    """A person listened to one kind of letter in one language's voice and found it good: from then
    on participants may hear it."""

    kind = CharField(max_length=40)
    locale = CharField(max_length=10)
    made_with = TextField(default="")  # JSON, versions of the programs that were heard
    approved_by = ForeignKeyField(Account, index=False)
    approved_at = UtcField()

    class Meta:
        indexes = ((("kind", "locale"), True),)
