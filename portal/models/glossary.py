"""The glossary: how a language says the words that letters and screens use again and again."""

from enum import StrEnum

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, ModelSelect

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account


class TermState(StrEnum):
    """A draft is shown to translators; only what a second person confirmed is checked."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"


class Term(Table):
    """One term in one language. `also` and `forbidden` hold one form a line."""

    key = KeyField()
    locale = CharField(max_length=10)
    english = CharField(max_length=80)
    text = CharField(max_length=120)
    also = LongText()
    forbidden = LongText()
    note = CharField(max_length=300, default="")
    state = CharField(max_length=10, default=TermState.DRAFT)
    is_machine_made = BooleanField(default=False)
    written_by = ForeignKeyField(Account, null=True, index=False)
    confirmed_by = ForeignKeyField(Account, null=True, index=False)
    changed_at = UtcField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "glossary_term"
        indexes = ((("locale", "english"), True),)

    @classmethod
    def of(cls, locale: str) -> ModelSelect:
        """The terms of a language in the order of their English."""
        return cls.select().where(cls.locale == locale).order_by(cls.english)

    @property
    def other_forms(self) -> list[str]:
        """Other right words for it."""
        return lines_of(str(self.also))

    @property
    def forbidden_forms(self) -> list[str]:
        """Words that must not stand for it."""
        return lines_of(str(self.forbidden))


def lines_of(text: str) -> list[str]:
    """The forms of a field that holds one a line, without empty lines and each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
