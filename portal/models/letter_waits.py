"""Drafts that leave by themselves when the translation of their note is there (LET-5)."""

from peewee import ForeignKeyField

from portal.db import Table, UtcField
from portal.models.accounts import Account
from portal.models.letters import Letter


class LetterWait(Table):
    """One draft that waits, and who asked for it to be sent when it can be."""

    letter = ForeignKeyField(Letter, unique=True, on_delete="CASCADE")
    account = ForeignKeyField(Account, index=False)
    asked_at = UtcField()

    class Meta:
        table_name = "letter_wait"
