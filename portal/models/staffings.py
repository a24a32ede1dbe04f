"""Case staffings: who met about a case, what stood in the way, and what was agreed (STAFF-1 to 14).

A staffing is a special record: agency staff alone read it (STAFF-11). Whatever people typed into
it lies sealed under the case's key: read it by reports/staffings and no other way. A completed one
never changes, nor what belongs to it (STAFF-10): the database refuses as well.
"""

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
from portal.models.cases import Case, Opening, OpeningKind
from portal.models.people import Participant

_READERS = frozenset(
    {Role.COUNSELOR, Role.SPECIALIST, Role.SUPERVISOR, Role.MONITOR, Role.SYSTEM}
)  # STAFF-11


class StaffingState(StrEnum):
    """A staffing is a draft until it is completed; then it never changes (STAFF-10)."""

    DRAFT = "draft"
    COMPLETED = "completed"


class Staffing(Table):
    """One staffing of a case. Each of its four tabs is saved by itself and has a version: of two
    people at one tab the second is told (STAFF-7).

    Answers are "yes", "no" or "" (not said). `event_types` and `decisions` are codes between
    commas; `decision` is policy.staffings.Decision. `held_at` is the moment of the planned meeting,
    `held_on` the local date on which it was held.
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    number = IntegerField()
    kind = CharField(max_length=24)
    state = CharField(max_length=10, default=StaffingState.DRAFT)
    held_at = UtcField(null=True)
    held_on = DateField(null=True)
    event_types = CharField(max_length=60, default="")
    child_welfare = CharField(max_length=3, default="")
    ea_screened = CharField(max_length=3, default="")
    ea_plan = CharField(max_length=10, default="")
    sealed_case = LongText()  # household, circumstances, EA, referral
    case_version = IntegerField(default=1)
    participant_invited_on = DateField(null=True)
    participant_attended = CharField(max_length=3, default="")
    attendees_version = IntegerField(default=1)
    review_on = DateField(null=True)
    decision = CharField(max_length=16, default="")
    sealed_issues = LongText()  # roles, with whom all was reviewed, why the decision
    issues_version = IntegerField(default=1)
    decisions = CharField(max_length=300, default="")  # of the result letter's phrase bank
    sealed_result = LongText()  # the personal text of the result letter
    result_version = IntegerField(default=1)
    completed_on = DateField(null=True)  # the local date that was entered
    completed_at = UtcField(null=True)
    completed_by = ForeignKeyField(Account, null=True, index=False)
    begun_by = ForeignKeyField(Account, null=True, index=False)
    begun_at = UtcField()

    class Meta:
        indexes = ((("case", "number"), True), (("state", "kind"), False))

    @property
    def is_completed(self) -> bool:
        """Whether it is final (STAFF-10)."""
        return self.state == StaffingState.COMPLETED

    @classmethod
    def is_read_by(cls, actor: Actor) -> bool:
        """Whether this person reads staffings of the cases that are theirs to see (STAFF-11)."""
        return not actor.is_participant and actor.role in _READERS

    @classmethod
    def scope(cls, actor: Actor) -> Any:
        """The condition on staffings joined to their case: agency staff of the case alone; not the
        participant, and never a partner, invited or not (STAFF-11)."""
        return Case.scope(actor) if cls.is_read_by(actor) else cls.id == 0

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The staffings that this person may read, with their cases and participants."""
        query = cls.select(cls, Case, Participant).join(Case).join(Participant)
        return query.where(cls.scope(actor))

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The staffing of an address, with its case. Raises Staffing.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found


class StaffingAttendee(Table):
    """Somebody invited or present: a professional, or a person whom the participant brings
    (STAFF-2, 4, 5, 12). Name, agency and what they sent before are in `sealed`."""

    key = KeyField()
    staffing = ForeignKeyField(Staffing)
    position = SmallIntegerField()
    role = CharField(max_length=32)  # policy.staffings.Role
    account = ForeignKeyField(Account, null=True, index=False)  # a worker of the agency
    is_brought = BooleanField(default=False)  # by the participant
    invited_on = DateField(null=True)
    attended = CharField(max_length=3, default="")
    gathered = CharField(max_length=12, default="")  # how their information came (STAFF-12)
    gathered_on = DateField(null=True)
    sealed = LongText()


class StaffingCircumstance(Table):
    """A circumstance that was ticked: whom to invite follows from it (STAFF-6)."""

    staffing = ForeignKeyField(Staffing, index=False)
    code = CharField(max_length=24)

    class Meta:
        indexes = ((("staffing", "code"), True),)


class StaffingIssue(Table):
    """An issue with a note of its own, chosen before it is written (STAFF-7, STAFF-8). A private
    one is read as a private note is (NOTE-5). `sealed` holds the note, strengths, concerns, past
    steps; `duration` is how long the issue is expected to last."""

    key = KeyField()
    staffing = ForeignKeyField(Staffing, index=False)
    code = CharField(max_length=24)
    position = SmallIntegerField()
    duration = CharField(max_length=16, default="")
    private_reason = CharField(max_length=20, default="")
    sealed = LongText()
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("staffing", "code"), True),)

    @classmethod
    def readable_by(cls, actor: Actor) -> Any:
        """The condition on issues joined to staffing and case, beside `Staffing.scope`: a private
        one is there for who is on the case, for monitors, and for the unit's supervisor who gave a
        reason today (NOTE-5; DW CM, Privacy)."""
        if actor.role in (Role.MONITOR, Role.SYSTEM):
            return cls.id == cls.id
        named = Staffing.case.in_(Opening.of(actor, OpeningKind.NAMED))
        on_the_case = Case.caseload_of(actor) | named
        if actor.role is Role.SUPERVISOR:
            on_the_case |= Staffing.case.in_(Opening.of(actor, OpeningKind.PRIVATE_NOTES))
        return (cls.private_reason == "") | on_the_case

    @classmethod
    def is_hidden_from(cls, actor: Actor, case: Any) -> bool:
        """Whether a case has private issues that this supervisor may read once they gave a reason
        (NOTE-5); never for anybody else. One statement."""
        return actor.role is Role.SUPERVISOR and bool(cls.hidden_from(actor, case).exists())

    @classmethod
    def hidden_from(cls, actor: Actor, case: Any) -> ModelSelect:
        """The private issues of a case that this supervisor may read once they gave a reason."""
        private = (
            cls.select(cls.id)
            .join(Staffing)
            .join(Case)
            .where(Staffing.case == case.id, cls.private_reason != "", Case.scope(actor))
        )
        # A case without a second worker makes "not readable" unknown: what is read is left out.
        return private.where(cls.id.not_in(private.where(cls.readable_by(actor))))


class StaffingAction(Table):
    """A line of the joint action plan: what, who, by which local date, with what outcome. `phrase`
    is a code of the phrase bank's steps; words of its own and the outcome are in `sealed`."""

    key = KeyField()
    staffing = ForeignKeyField(Staffing)
    position = SmallIntegerField()
    owner = CharField(max_length=12)  # policy.staffings.ActionOwner
    phrase = CharField(max_length=60, default="")
    due_on = DateField(null=True)
    sealed = LongText()  # what, who, expected outcome


class StaffingGoal(Table):
    """A short-term or long-term goal (`span`), with how to meet it; both sealed (STAFF-8)."""

    key = KeyField()
    staffing = ForeignKeyField(Staffing)
    position = SmallIntegerField()
    span = CharField(max_length=5)
    sealed = LongText()  # goal, how it is met


class StaffingSeal(Table):
    """Made as a staffing is completed: from then on nothing is added to it. `sha256` is of every
    column of the staffing and of what belongs to it, as the database holds them."""

    staffing = ForeignKeyField(Staffing, unique=True)
    sha256 = CharField(max_length=64)
    sealed_at = UtcField()
