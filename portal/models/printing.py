"""Letters on paper: what waits at an office to be printed, what was counted out and in; letters to
many; and letters that had to go in English (LET-2, LET-4)."""

from enum import StrEnum
from typing import Self

from peewee import CharField, ForeignKeyField, IntegerField, SmallIntegerField, TextField

from portal.db import KeyField, Table, UtcField
from portal.models.accounts import Account, Actor, Office, Role
from portal.models.cases import Case
from portal.models.letters import Letter


class PrintState(StrEnum):
    """Where a letter stands on its way to the post."""

    WAITING = "waiting"
    OUT = "out"  # in a print run that nobody has counted in yet
    MAILED = "mailed"
    MISSING = "missing"  # it was in a run and not among its envelopes: it waits once more
    HANDED = "handed"  # given by hand: its person is in danger, and nothing goes by post (NOTE-6)


class PrintRun(Table):
    """Letters printed in one go at an office: counted out by who printed them, counted in by who
    put them into envelopes. `sheets` are sheets of paper, printed on both sides."""

    key = KeyField()
    office = ForeignKeyField(Office, index=False)  # indexed below
    made_by = ForeignKeyField(Account, index=False)
    made_at = UtcField()
    letters = IntegerField()
    sheets = IntegerField()
    counted_by = ForeignKeyField(Account, null=True, index=False)
    counted_at = UtcField(null=True)
    mailed = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "made_at"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The run of an address, for who prints at its office. Raises PrintRun.DoesNotExist."""
        is_there = (cls.key == key) & (cls.office == actor.office_id)
        if actor.role is not Role.CLERICAL:
            raise cls.DoesNotExist(key)
        found: Self = cls.select().where(is_there).get()
        return found


class PrintItem(Table):
    """One letter on its way to the post, once: a reprint is a row of its own, with its reason.

    A letter has one row at most that is not done.
    """

    key = KeyField()
    letter = ForeignKeyField(Letter)
    office = ForeignKeyField(Office, index=False)  # indexed below
    state = CharField(max_length=10, default=PrintState.WAITING)
    queued_at = UtcField()
    reason = CharField(max_length=20, default="")  # why it is printed again
    asked_by = ForeignKeyField(Account, null=True, index=False)
    run = ForeignKeyField(PrintRun, null=True)
    pages = SmallIntegerField(default=0)  # as counted when it was printed
    done_by = ForeignKeyField(Account, null=True, index=False)
    done_at = UtcField(null=True)

    class Meta:
        indexes = ((("office", "state", "id"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The row of an address, for who prints at its office. Raises PrintItem.DoesNotExist."""
        is_there = (cls.key == key) & (cls.office == actor.office_id)
        if actor.role is not Role.CLERICAL:
            raise cls.DoesNotExist(key)
        found: Self = cls.select().where(is_there).get()
        return found

    @classmethod
    def to_hand_over(cls, actor: Actor, key: str) -> Self:
        """A row whose letter is held, with the letter and its case, for who works on that case.
        Raises PrintItem.DoesNotExist."""
        query = cls.select(cls, Letter, Case).join(Letter).join(Case)
        found: Self = query.where(cls.key == key, Case.scope(actor)).get()
        return found


# Whoever queues a letter twice finds it in the queue.
PrintItem.add_index(
    PrintItem.index(
        PrintItem.letter, unique=True, name="print_item_open", where=PrintItem.done_at.is_null()
    )
)


class BatchState(StrEnum):
    """Whether letters to many are being made."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


class LetterBatch(Table):
    """One kind of letter to many cases, made by the worker one after the other."""

    key = KeyField()
    kind = CharField(max_length=40)
    fields = TextField(default="{}")  # JSON: what the sender chose, the same for all
    chosen = CharField(default="")  # the filters in words, as they stood on the page
    state = CharField(max_length=10, default=BatchState.RUNNING)
    made_by = ForeignKeyField(Account)
    made_at = UtcField()
    total = IntegerField()
    ended_at = UtcField(null=True)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The letters of an address, for who sends them. Raises LetterBatch.DoesNotExist."""
        found: Self = cls.select().where(cls.key == key, cls.made_by == actor.id).get()
        return found


class BatchLetterState(StrEnum):
    """What became of one case of a batch."""

    WAITING = "waiting"
    MADE = "made"
    SKIPPED = "skipped"


class BatchLetter(Table):
    """One case of a batch and its letter, in the order of the list; skipped ones say why."""

    batch = ForeignKeyField(LetterBatch, index=False)  # indexed below
    number = IntegerField()  # from 0
    case = ForeignKeyField(Case)
    state = CharField(max_length=10, default=BatchLetterState.WAITING)
    letter = ForeignKeyField(Letter, null=True, on_delete="SET NULL")
    reason = CharField(max_length=30, default="")
    field = CharField(max_length=40, default="")  # of the letter, that the reason is about

    class Meta:
        indexes = (
            (("batch", "number"), True),
            (("batch", "case"), True),
            (("batch", "state", "number"), False),
        )


class MissedRelease(Table):
    """A letter that went in English because its reader's language had no release (LET-4)."""

    letter = ForeignKeyField(Letter, unique=True)
    kind = CharField(max_length=40)
    locale = CharField(max_length=10)  # the one that was wanted
    at = UtcField()

    class Meta:
        indexes = ((("kind", "locale", "at"), False),)
