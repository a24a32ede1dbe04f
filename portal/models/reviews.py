"""What supervisors look after: annotations of the case management report, case reviews, the
conferences on unengaged cases (SUP-1, SUP-2, SUP-3); and providers' progress notes.

What people type here tells of a case: it is sealed under the case's key.
"""

from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField, IntegerField, ModelSelect

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.referrals import Course, Referral
from portal.policy.reviews import ReviewState


class Conference(Table):
    """A supervisor and a worker went through the worker's unengaged cases, on a local date."""

    key = KeyField()
    supervisor = ForeignKeyField(Account, index=False)
    worker = ForeignKeyField(Account, index=False)
    held_on = DateField()
    cases = IntegerField()  # how many stood on the list when it was held
    at = UtcField()

    class Meta:
        indexes = ((("worker", "held_on"), False),)


class Annotation(Table):
    """What was done about a row of the report in a month: never changed, the next one follows."""

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    category = CharField(max_length=20)  # policy/management_report.Category
    month = CharField(max_length=7)  # yyyy-mm, of the office's calendar
    action = CharField(max_length=30)  # policy/management_report.Action
    sealed_text = LongText()
    by = ForeignKeyField(Account, index=False)
    at = UtcField()

    class Meta:
        indexes = ((("case", "category", "month"), False),)


class CaseReview(Table):
    """A supervisor's review of one case in a month: drawn or chosen, then filled in, then sent.

    Until it is sent nobody but supervisors and monitors knows of it. Sent, it stays; the worker
    may answer once. Three database triggers hold that.
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    worker = ForeignKeyField(Account, index=False)  # whose work it looks at
    reviewer = ForeignKeyField(Account, index=False)
    month = CharField(max_length=7)  # yyyy-mm in which it is owed
    way = CharField(max_length=8)  # policy/reviews.Way
    stratum = CharField(max_length=16)  # policy/reviews.Stratum, when it was taken
    made_at = UtcField()
    state = CharField(max_length=8, default=ReviewState.OPEN)
    verdict = CharField(max_length=16, default="")
    sealed_text = LongText()
    correct_by_on = DateField(null=True)
    version = IntegerField(default=1)
    sent_at = UtcField(null=True)
    sealed_answer = LongText()
    answered_at = UtcField(null=True)

    class Meta:
        indexes = ((("case", "month"), True), (("worker", "month"), False))

    @classmethod
    def scope(cls, actor: Actor) -> Any:
        """The condition on reviews joined to their case: those of the cases that somebody sees; for
        the worker whose work it is only what was sent, and for other workers nothing."""
        if actor.role in (Role.SUPERVISOR, Role.MONITOR):
            return Case.scope(actor)
        return Case.scope(actor) & (cls.worker == actor.id) & (cls.state == ReviewState.SENT)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The reviews this person may see, with their case and worker."""
        return (
            cls.select(cls, Case, Account)
            .join(Case)
            .switch(cls)
            .join(Account, on=(cls.worker == Account.id))
            .where(cls.scope(actor))
        )

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The review of an address. Raises CaseReview.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found


class ReviewPoint(Table):
    """What a review found on one point of its form."""

    review = ForeignKeyField(CaseReview, index=False)
    point = CharField(max_length=20)  # policy/reviews.Point
    finding = CharField(max_length=10)  # policy/reviews.Finding
    sealed_note = LongText()

    class Meta:
        indexes = ((("review", "point"), True),)


class ProgressNote(Table):
    """What a provider writes of somebody referred to them: never changed, the next one follows."""

    key = KeyField()
    referral = ForeignKeyField(Referral, index=False)
    written_on = DateField()
    progress = CharField(max_length=16)  # policy/reviews.Progress
    sealed_text = LongText()
    author = ForeignKeyField(Account, index=False)
    at = UtcField()

    class Meta:
        indexes = ((("referral", "at"), False),)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The progress notes this person may see: a provider those of their own referrals, staff
        those of the cases they see; with referral, class and case."""
        return (
            cls.select(cls, Referral, Course, Case)
            .join(Referral)
            .join(Course)
            .switch(Referral)
            .join(Case)
            .where(Referral.scope(actor))
        )
