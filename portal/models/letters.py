"""Letters to participants: drafts, what waits to leave, and what was sent, frozen for ever (LET-3),
with what happened to it afterwards."""

from enum import StrEnum
from typing import Any, Self

from peewee import SQL, BooleanField, CharField, ForeignKeyField, ModelSelect, TextField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Office, Role
from portal.models.cases import Case
from portal.models.catalogs import Release
from portal.models.contacts import Contact
from portal.models.people import Participant
from portal.prepared import Place, Prepared


class LetterState(StrEnum):
    """A draft may change; what waits to leave is frozen and may be taken back, what was sent never
    changes (screens.md, 2.2)."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT = "sent"


class LetterWay(StrEnum):
    """How a letter goes out (LET-2)."""

    PORTAL = "portal"
    PRINT = "print"


class Letter(Table):
    """One letter. Its HTML and PDF are made once, when it is sent, and never again.

    `html` is the letter in its language, `html_english` the English copy behind a translation;
    `html_sha256` is that of both, one after the other. `pdf_large` is the same letter in 18 points.
    """

    key = KeyField()
    letter_no = CharField(max_length=20, unique=True)
    case = ForeignKeyField(Case)
    kind = CharField(max_length=40)
    locale = CharField(max_length=10)
    state = CharField(max_length=12, default=LetterState.DRAFT)
    fields = TextField(default="{}")  # JSON, field name to typed value
    personal_text = LongText()
    is_large_print = BooleanField(default=False)
    release = ForeignKeyField(Release, null=True)
    release_english = ForeignKeyField(Release, null=True)
    html = LongText()
    html_english = LongText()
    html_sha256 = CharField(max_length=64, default="")
    pdf = CharField(max_length=120, default="")  # storage name
    pdf_sha256 = CharField(max_length=64, default="")
    pdf_large = CharField(max_length=120, default="")
    pdf_large_sha256 = CharField(max_length=64, default="")
    made_with = TextField(default="")  # JSON, versions of renderer and fonts
    supersedes = ForeignKeyField("self", null=True)
    created_by = ForeignKeyField(Account, null=True)
    created_at = UtcField()
    sent_at = UtcField(null=True)
    sent_by = ForeignKeyField(Account, null=True)
    read_at = UtcField(null=True)
    contact = ForeignKeyField(Contact, null=True)  # the attempt that sending it was (CON-5)
    ways = CharField(
        max_length=40, default="portal,print", constraints=[SQL("DEFAULT 'portal,print'")]
    )
    exception = CharField(max_length=40, default="", constraints=[SQL("DEFAULT ''")])
    exception_reason = CharField(max_length=300, default="", constraints=[SQL("DEFAULT ''")])
    personal_follows = BooleanField(default=False, constraints=[SQL("DEFAULT FALSE")])
    leaves_at = UtcField(null=True)  # until then it can be taken back
    cause = CharField(max_length=100, null=True, unique=True)  # the event that it was drafted by

    class Meta:
        indexes = ((("case", "state", "sent_at"), False), (("state", "leaves_at"), False))

    def goes_by(self, way: LetterWay) -> bool:
        """Whether this is one of the ways that were chosen for it (LET-2)."""
        return way in str(self.ways).split(",")

    @classmethod
    def is_on_portal(cls) -> Any:
        """The condition on letters that their person may read on the portal: what went out on
        paper alone is not there (LET-2)."""
        return (cls.state == LetterState.SENT) & (cls.ways != LetterWay.PRINT)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The letter of an address; a participant sees what was sent to the portal.

        With its case, and for staff with everybody and everything that their page of it names: the
        participant, office and worker, who sent it, its releases' numbers and the letter that it
        corrects. Raises Letter.DoesNotExist. One statement.
        """
        found: Self = _BY_KEY.one(actor.role, actor=actor.id, unit=actor.unit_id, key=key)
        return found


def _by_key(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    is_it = Case.scope(anybody) & (Letter.key == Place("key"))
    if anybody.is_participant:
        return Letter.select(Letter, Case).join(Case).where(is_it, Letter.is_on_portal())
    return _with_what_it_names().where(is_it)


def _with_what_it_names() -> ModelSelect:
    worker, sender, earlier = Account.alias(), Account.alias(), Letter.alias()
    release, english = Release.alias(), Release.alias()
    named = (
        worker.id, worker.name, worker.phone, sender.id, sender.name, release.id, release.number,
        english.id, english.number, earlier.id, earlier.key, earlier.letter_no,
    )  # fmt: skip
    query = Letter.select(Letter, Case, Participant, Office, *named).join(Case)
    query = query.join(Participant).switch(Case).join(Office, on=(Case.office == Office.id))
    query = query.join_from(Case, worker, "LEFT JOIN", on=(Case.worker == worker.id), attr="worker")
    for name, table in (
        ("sent_by", sender), ("release", release), ("release_english", english),
        ("supersedes", earlier),
    ):  # fmt: skip
        is_named = getattr(Letter, name) == table.id
        query = query.join_from(Letter, table, "LEFT JOIN", on=is_named, attr=name)
    return query


_BY_KEY = Prepared(_by_key)


class LetterEventKind(StrEnum):
    """What happens to a letter once it is written (screens.md, 2.2)."""

    SENT = "sent"
    UNDONE = "undone"
    PRINTED = "printed"
    MAILED = "mailed"
    DELIVERED = "delivered"
    READ = "read"
    RETURNED = "returned"
    TOLD = "told"  # a message said that there is a letter
    EXPLAINED = "explained"


class LetterEvent(Table):
    """One thing that happened to a letter, and who noted it; nobody: the portal or its reader."""

    letter = ForeignKeyField(Letter, index=False, on_delete="CASCADE")
    kind = CharField(max_length=12)
    at = UtcField()
    account = ForeignKeyField(Account, null=True, index=False)
    detail = CharField(max_length=200, default="")

    class Meta:
        table_name = "letter_event"
        indexes = ((("letter", "at"), False),)
