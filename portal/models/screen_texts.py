"""Texts of the screens that came back from translators, over the catalogs that ship (LET-7)."""

from enum import StrEnum

from peewee import CharField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account


class ScreenTextState(StrEnum):
    """Where a screen's text stands that a file brought."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"


class ScreenText(Table):
    """One text of the screens in one language: what was brought last, and what is shown.

    `forms` and `shown` are JSON lists, one text a plural form; `shown` is "" until a second person
    approved. `shown_no` grows with every change of what is shown, over all languages: the highest
    one tells a process whether its catalogs are those of now.
    """

    key = KeyField()
    locale = CharField(max_length=10)
    english_hash = CharField(max_length=64)  # of the English text and its plural
    english = LongText()
    plural = LongText()
    forms = LongText()
    shown = LongText()
    shown_no = IntegerField(default=0, index=True)
    state = CharField(max_length=12, default=ScreenTextState.WAITING)
    translator = ForeignKeyField(Account, null=True, index=False)
    reviewer = ForeignKeyField(Account, null=True, index=False)
    comment = LongText()
    changed_at = UtcField()
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("locale", "english_hash"), True), (("locale", "state"), False))
