"""Letters in a language as the state issued them: a PDF that stands as a release (LET-7)."""

from enum import StrEnum
from typing import Self

from peewee import CharField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account
from portal.models.catalogs import Release


class OfficialState(StrEnum):
    """A state's translation waits for a second person, stands as a release, or does not."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"


class OfficialText(Table):
    """A PDF by the state for one kind of letter in one language. `form_no` is the state's own name
    for it; `release` is the one that it stands as, once a second person approved it."""

    key = KeyField()
    kind = CharField(max_length=40)
    locale = CharField(max_length=10)
    form_no = CharField(max_length=80)
    file = CharField(max_length=120)  # storage name
    sha256 = CharField(max_length=64)
    size = IntegerField()  # bytes
    pages = IntegerField()
    state = CharField(max_length=12, default=OfficialState.WAITING)
    comment = LongText()
    release = ForeignKeyField(Release, null=True)
    brought_by = ForeignKeyField(Account, null=True, index=False)
    brought_at = UtcField()
    decided_by = ForeignKeyField(Account, null=True, index=False)
    decided_at = UtcField(null=True)

    class Meta:
        indexes = ((("kind", "locale"), False),)

    @classmethod
    def at_address(cls, kind: str, locale: str, key: str) -> Self:
        """The one of an address. Raises OfficialText.DoesNotExist."""
        found: Self = cls.get(cls.kind == kind, cls.locale == locale, cls.key == key)
        return found
