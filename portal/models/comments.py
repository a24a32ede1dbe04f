"""What translators say about a block: on its English, to the letter's owner; or on a language."""

from enum import StrEnum
from typing import Any, Self

from peewee import CharField, ForeignKeyField, ModelSelect

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role, TranslatorLocale


class CommentScope(StrEnum):
    """Whom a comment concerns (screens.md, section 2, Comments)."""

    ENGLISH = "english"  # the English itself: the letter's owner
    TRANSLATION = "translation"  # one language: its translators


class BlockComment(Table):
    """One comment on one block. `locale` is the language of who wrote it, `english` the text that
    it speaks of; once it has an answer it is closed."""

    key = KeyField()
    kind = CharField(max_length=40)
    block = CharField(max_length=60)
    scope = CharField(max_length=12)
    locale = CharField(max_length=10)
    english = LongText()
    text = LongText()
    account = ForeignKeyField(Account, index=False)
    at = UtcField()
    answer = LongText()
    closed_by = ForeignKeyField(Account, null=True, index=False)
    closed_at = UtcField(null=True)

    class Meta:
        indexes = ((("kind", "block"), False), (("scope", "closed_at"), False))

    @classmethod
    def answerable_by(cls, actor: Actor) -> ModelSelect:
        """What this person may answer: the owner what concerns the English, a translator what
        concerns a language of theirs, and their own."""
        mine = TranslatorLocale.select(TranslatorLocale.locale).where(
            TranslatorLocale.account == actor.id
        )
        concerns: Any = (cls.scope == CommentScope.TRANSLATION) & cls.locale.in_(mine)
        if actor.role == Role.SUPERVISOR:
            concerns = cls.scope == CommentScope.ENGLISH
        return cls.select().where(concerns)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The comment of an address. Raises BlockComment.DoesNotExist."""
        found: Self = cls.answerable_by(actor).where(cls.key == key).get()
        return found
