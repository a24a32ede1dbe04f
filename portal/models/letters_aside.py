"""Letters that an event of a case asked for and that a worker put aside."""

from typing import Self

from peewee import CharField, ForeignKeyField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case


class LetterAside(Table):
    """One letter that is not written, why and by whom; until it is taken back, its event asks for
    it no more. What was taken back stays."""

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    kind = CharField(max_length=40)
    cause = CharField(max_length=100)  # the event, as reports/letters/suggestions.py names it
    reason = CharField(max_length=20)  # policy/letters_aside.AsideReason
    sealed_text = LongText()
    by = ForeignKeyField(Account, index=False)
    at = UtcField()
    taken_back_by = ForeignKeyField(Account, null=True, index=False)
    taken_back_at = UtcField(null=True)

    class Meta:
        table_name = "letter_aside"
        indexes = ((("case", "taken_back_at"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The row of an address, with its case. Raises LetterAside.DoesNotExist."""
        query = cls.select(cls, Case).join(Case).where(Case.scope(actor), cls.key == key)
        found: Self = query.get()
        return found
