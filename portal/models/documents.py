"""Documents: what was sent, page by page, and what was asked for."""

from enum import StrEnum
from typing import Any, Self

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
    SmallIntegerField,
)

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.people import Participant
from portal.policy.documents import DocumentState, PageReview
from portal.prepared import Place, Prepared


class PageState(StrEnum):
    """A page arrives, is made clean by the worker process, or cannot be read."""

    RECEIVED = "received"
    CLEAN = "clean"
    REFUSED = "refused"


class RequestState(StrEnum):
    """What became of a request for a document."""

    ASKED = "asked"
    SENT = "sent"
    SETTLED = "settled"
    CANNOT = "cannot"


def _readable(is_private: Any, actor: Actor) -> Any:
    if actor.role in (Role.PARTICIPANT, Role.MONITOR, Role.SYSTEM):
        return Case.id == Case.id
    return (is_private == False) | Case.caseload_of(actor)  # noqa: E712


class DocumentRequest(Table):
    """Staff ask for a document: kind, why, by when (DOC-4)."""

    key = KeyField()
    case = ForeignKeyField(Case)
    kind = CharField(max_length=20)
    why = CharField(max_length=60)  # a code of the phrase bank
    due_on = DateField()
    state = CharField(max_length=12, default=RequestState.ASKED)
    cannot_choice = CharField(max_length=20, default="")  # the four ways of "I can't get it"
    cannot_text = LongText()
    cannot_locale = CharField(max_length=10, default="")  # the language of the text (LANG-4)
    cannot_at = UtcField(null=True)
    remind_on: Any = DateField(null=True)  # the local date on which they want to hear of it again
    asked_by = ForeignKeyField(Account, null=True)
    asked_at = UtcField()
    is_private = BooleanField(default=False)  # what it asks for belongs to the private file

    @classmethod
    def readable_by(cls, actor: Actor) -> Any:
        """The condition on requests joined to their case: as for the document asked for."""
        return _readable(cls.is_private, actor)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The request of an address. Raises DocumentRequest.DoesNotExist."""
        found: Self = (
            cls.select(cls, Case)
            .join(Case)
            .where(Case.scope(actor), cls.readable_by(actor), cls.key == key)
            .get()
        )
        return found


DocumentRequest.add_index(
    DocumentRequest.index(
        DocumentRequest.due_on,
        name="document_asked_due",
        where=DocumentRequest.state == RequestState.ASKED,
    )
)
DocumentRequest.add_index(
    DocumentRequest.index(
        DocumentRequest.remind_on,
        name="document_remind",
        where=DocumentRequest.remind_on.is_null(False),
    )
)


class Document(Table):
    """Several pages sent as one, of one kind. Until `received_at` is set pages may be added."""

    key = KeyField()
    reference = CharField(max_length=16, unique=True)
    case = ForeignKeyField(Case)
    kind = CharField(max_length=20)
    note = LongText()
    locale = CharField(max_length=10, default="")  # the language of the note (LANG-4)
    request = ForeignKeyField(DocumentRequest, null=True)
    state = CharField(max_length=16, default=DocumentState.RECEIVED)
    opened_at = UtcField()
    received_at = UtcField(null=True)
    return_reason = CharField(max_length=30, default="")
    return_text = LongText()
    reviewed_by = ForeignKeyField(Account, null=True)
    reviewed_at = UtcField(null=True)
    is_private = BooleanField(default=False)  # NOTE-7: it lies in the private file
    merged_into: Any = ForeignKeyField("self", null=True, index=False)  # where its pages went
    split_from: Any = ForeignKeyField("self", null=True, index=False)  # whose pages it has
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("state", "received_at"), False),)

    @classmethod
    def readable_by(cls, actor: Actor) -> Any:
        """The condition on documents joined to their case, beside `Case.scope`: what lies in the
        private file is there for the two workers of the case, who sent it, and monitors; nobody
        else sees that it exists (NOTE-7; DW CM, Privacy)."""
        return _readable(cls.is_private, actor)

    @classmethod
    def of_receipt(cls, actor: Actor, reference: str) -> Self | None:
        """The document sent under a receipt's number, where there is one of this person."""
        query = cls.select(cls, Case).join(Case)
        query = query.where(Case.scope(actor), cls.readable_by(actor))
        found: Self | None = query.where(
            cls.reference == reference, cls.received_at.is_null(False)
        ).first()
        return found

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The document of an address, with its case, the participant and who answered it.

        Raises Document.DoesNotExist. One statement.
        """
        found: Self = _BY_KEY.one(actor.role, actor=actor.id, unit=actor.unit_id, key=key)
        return found


def _by_key(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    answered = Account.id, Account.name
    return (
        Document.select(Document, Case, Participant, *answered)
        .join(Case)
        .join(Participant)
        .switch(Document)
        .join(Account, "LEFT JOIN", on=(Document.reviewed_by == Account.id))
        .where(Case.scope(anybody), Document.readable_by(anybody), Document.key == Place("key"))
    )


_BY_KEY = Prepared(_by_key)


class Page(Table):
    """One file of a document. The original goes once the clean copy is verified; its digest stays.

    A page is answered by itself (`review`, DOC-3). Sent again, or taken apart, it stays as it was
    with `replaced_at`, and the pages that stand in its place name it in `replaces`.
    `sheets` counts the pictures it is looked at by: one for a photo, one a page for a PDF.
    """

    key = KeyField()
    document = ForeignKeyField(Document)
    position = SmallIntegerField()
    file_name = CharField(max_length=200)
    media_type = CharField(max_length=40)
    size = IntegerField()  # bytes, of the original
    sha256 = CharField(max_length=64, index=True)  # of the original
    state = CharField(max_length=12, default=PageState.RECEIVED)
    refusal = CharField(max_length=20, default="")
    original = CharField(max_length=120, default="")  # storage name, empty once deleted
    clean = CharField(max_length=120, default="")
    clean_type = CharField(max_length=40, default="")
    clean_sha256 = CharField(max_length=64, default="")
    thumbnail = CharField(max_length=120, default="")
    sheets = SmallIntegerField(default=0)
    sheet_names = LongText()  # storage names of a PDF's page pictures, blanks between
    scan = CharField(max_length=20, default="not_scanned")
    tries = SmallIntegerField(default=0)
    received_at = UtcField()
    queued_at = UtcField(null=True)  # when its cleaning was last asked for
    review = CharField(max_length=12, default=PageReview.OPEN)
    review_reason = CharField(max_length=30, default="")  # a ReturnReason of PAGE_REASONS
    reviewed_by = ForeignKeyField(Account, null=True, index=False)
    reviewed_at = UtcField(null=True)
    replaces: Any = ForeignKeyField("self", null=True, index=False)  # the page it was sent instead
    replaced_at = UtcField(null=True)  # from then on another page stands in its place
    part = SmallIntegerField(default=0)  # which sheet of the PDF it `replaces`; 0: none
    turn = SmallIntegerField(default=0)  # degrees clockwise it is shown by: 0, 90, 180, 270
    thumb_names = LongText()  # the same of small pictures, from a PDF's second sheet on

    class Meta:
        indexes = ((("document", "position"), False), (("state", "received_at"), False))

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The page of an address, with document and case. Raises Page.DoesNotExist."""
        found: Self = (
            cls.select(cls, Document, Case)
            .join(Document)
            .join(Case)
            .where(Case.scope(actor), Document.readable_by(actor), cls.key == key)
            .get()
        )
        return found

    @classmethod
    def of_document(cls, document_id: int) -> list[Self]:
        """A document's pages in their order, without those that others stand in the place of."""
        found: list[Self] = list(
            cls.select()
            .where(cls.document == document_id, cls.replaced_at.is_null())
            .order_by(cls.position, cls.id)
        )
        return found

    @classmethod
    def with_replaced(cls, document_id: int) -> list[Self]:
        """A document's pages in their order, with those that others stand in the place of."""
        found: list[Self] = list(
            cls.select().where(cls.document == document_id).order_by(cls.position, cls.id)
        )
        return found

    @property
    def is_asked_again(self) -> bool:
        """True for a page that the participant should send once more: it could not be opened, or
        staff asked for it; `replaced_at` takes it off their list."""
        return self.state == PageState.REFUSED or self.review == PageReview.RETURNED

    @property
    def stored_names(self) -> list[str]:
        """The storage names of everything that is kept of this page."""
        row: Any = self
        names = [row.original, row.clean, row.thumbnail, *str(row.sheet_names).split()]
        names += str(row.thumb_names).split()
        return [name for name in names if name]

    def picture(self, number: int) -> str | None:
        """The storage name of the picture of sheet `number` (from 1), if there is one."""
        row: Any = self
        names = str(row.sheet_names).split() or ([row.clean] if row.clean else [])
        return names[number - 1] if 1 <= number <= len(names) else None

    def small_picture(self, number: int) -> str | None:
        """The storage name of the small picture of sheet `number` (from 1): of a PDF that came
        before there were some, the sheet's own picture; None where there is no such sheet."""
        row: Any = self
        names = [str(row.thumbnail), *str(row.thumb_names).split()]
        known = names[number - 1] if 1 <= number <= len(names) else ""
        return known or self.picture(number)


class DocumentTie(Table):
    """What a document belongs to: a contact, or an activity by the series it keeps through the
    versions of the plan (DOC-3)."""

    key = KeyField()
    document = ForeignKeyField(Document, index=False)
    contact = ForeignKeyField(Contact, null=True)
    series = CharField(max_length=16, default="")
    tied_by = ForeignKeyField(Account, index=False)
    tied_at = UtcField()

    class Meta:
        indexes = ((("document", "series"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The tie of an address, with document and case. Raises DocumentTie.DoesNotExist."""
        found: Self = (
            cls.select(cls, Document, Case)
            .join(Document)
            .join(Case)
            .where(Case.scope(actor), Document.readable_by(actor), cls.key == key)
            .get()
        )
        return found
