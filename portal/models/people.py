"""Participants: who they are, how to reach them, in which languages."""

from collections.abc import Iterable
from typing import Self

from peewee import BooleanField, CharField, DateField

from portal.db import KeyField, Table, UtcField


class Participant(Table):
    """A person. Phone and e-mail are channels, never the identity: several people share them."""

    key = KeyField()
    given_name = CharField()
    family_name = CharField()
    birth_on = DateField()
    written_locale = CharField(max_length=10, default="en")
    spoken_locale = CharField(max_length=10, default="en")
    # The language the person last chose for screens; letters keep to written_locale.
    screen_locale = CharField(max_length=10, default="")
    phone = CharField(max_length=40, default="")
    email = CharField(default="")
    phone_digest = CharField(max_length=64, default="", index=True)
    email_digest = CharField(max_length=64, default="", index=True)
    address = CharField(max_length=500, default="")
    wants_text_messages = BooleanField(default=True)
    wants_large_print = BooleanField(default=False)
    wants_braille = BooleanField(default=False)
    wants_audio = BooleanField(default=False)
    needs_interpreter = BooleanField(default=False)
    created_at = UtcField()

    @property
    def name(self) -> str:
        """The name as it is written in letters and lists."""
        return f"{self.given_name} {self.family_name}".strip()

    @classmethod
    def with_keys(cls, keys: Iterable[str]) -> list[Self]:
        """The people of these keys, in an order that stays."""
        return list(cls.select().where(cls.key.in_(list(keys))).order_by(cls.id))
