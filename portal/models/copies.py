"""Copies of case notes that participants ask for: the request, its review, the frozen copy."""

from typing import Any, Self

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.notes import Note
from portal.models.people import Participant
from portal.policy.notes_copies import WHOLE
from portal.prepared import Place, Prepared


class NoteCopy(Table):
    """One request for a copy of a case's notes, and the copy once it is released (NOTE-9).

    The notes of the contacts from `from_on` to `until_on`, both included; null is without a limit.
    What is released lies sealed in storage: `text` the words as JSON, `pdf` the same as a file.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    asked_on = DateField()
    asked_at = UtcField()  # when it was entered
    asked_by = ForeignKeyField(Account, null=True, index=False)  # who entered it; null: the portal
    from_on = DateField(null=True)
    until_on = DateField(null=True)
    wants_paper = BooleanField(default=False)
    wants_portal = BooleanField(default=True)
    wants_large_print = BooleanField(default=False)
    due_on = DateField()
    version = IntegerField(default=1)
    reviewed_by = ForeignKeyField(Account, null=True, index=False)
    reviewed_at = UtcField(null=True)
    released_by = ForeignKeyField(Account, null=True, index=False)
    released_at = UtcField(null=True)
    paper_given_at = UtcField(null=True)
    locale = CharField(max_length=10, default="")  # of the headings in the PDF
    notes_given = IntegerField(default=0)
    notes_withheld = IntegerField(default=0)
    passages_withheld = IntegerField(default=0)
    text = CharField(max_length=120, default="")  # storage name
    text_sha256 = CharField(max_length=64, default="")
    pdf = CharField(max_length=120, default="")  # storage name
    pdf_sha256 = CharField(max_length=64, default="")
    made_with = LongText()  # JSON, versions of renderer and fonts

    class Meta:
        indexes = ((("released_at", "due_on"), False),)

    @property
    def is_released(self) -> bool:
        """Whether it is frozen and may be read."""
        return self.released_at is not None

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The copy of an address, with its case and participant. Raises NoteCopy.DoesNotExist; for
        a participant also where the copy was asked for on paper alone."""
        found: Self = (
            cls.select(cls, Case, Participant)
            .join(Case)
            .join(Participant)
            .where(Case.scope(actor), cls.key == key)
            .get()
        )
        if actor.is_participant and not found.wants_portal:
            raise cls.DoesNotExist
        return found

    @classmethod
    def of_case(cls, case: Case) -> list[Self]:
        """A case's requests with who released them, the latest first."""
        found: list[Self] = _OF_CASE.rows(case=case.id)
        return found

    @classmethod
    def waiting(cls) -> Any:
        """The condition on requests that nothing was released for yet."""
        return cls.released_at.is_null()


_OF_CASE = Prepared(
    lambda: (
        NoteCopy.select(NoteCopy, Account.name)
        .join(Account, "LEFT JOIN", on=(NoteCopy.released_by == Account.id), attr="releaser")
        .where(NoteCopy.case == Place("case"))
        .order_by(NoteCopy.id.desc())
    )
)


class CopyDecision(Table):
    """What a reviewer decided about a note, or one paragraph of it, for one copy; on record for
    good once the copy is released (NOTE-9). `reason` is empty for what is given."""

    copy = ForeignKeyField(NoteCopy, index=False)
    note = ForeignKeyField(Note, index=False)
    part = CharField(max_length=40, default="")
    paragraph = IntegerField(default=WHOLE)
    reason = CharField(max_length=30, default="")
    decided_by = ForeignKeyField(Account, index=False)
    decided_at = UtcField()

    class Meta:
        indexes = ((("copy", "note", "part", "paragraph"), True),)
