"""Referrals to services, supportive services month by month, and status updates to other workers
(CASE-8, CASE-9, CASE-10). Money in cents, months as yyyy-mm, days as local dates."""

from typing import Any, Self

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
)

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, Opening, OpeningKind
from portal.models.letters import Letter
from portal.policy.supports import OPEN_REFERRALS, OPEN_SERVICES


class ServiceReferral(Table):
    """One referral to a service outside, from asked or offered to what came of it (CASE-8).

    A private one (of health or safety) is there for who reads private notes alone, and leaves no
    line on the line of time. `is_hidden` keeps one off the participant's own pages, where somebody
    else may look.
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    kind = CharField(max_length=30)
    is_private = BooleanField(default=False)
    is_hidden = BooleanField(default=False)
    by_participant = BooleanField(default=False)  # asked for by them
    state = CharField(max_length=10)
    place = LongText()  # sealed: where to, or which local service
    why = LongText()  # sealed: what for, in the words of who asked or offered
    asked_on = DateField(null=True)
    offered_on = DateField(null=True)
    answered_on = DateField(null=True)
    sent_on = DateField(null=True)
    ended_on = DateField(null=True)
    outcome = CharField(max_length=16, default="")
    made_by = ForeignKeyField(Account, null=True, index=False)  # none: the participant
    made_at = UtcField()
    changed_by = ForeignKeyField(Account, null=True, index=False)
    changed_at = UtcField()
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("case", "made_at"), False),)

    @classmethod
    def readable_by(cls, actor: Actor) -> Any:
        """The condition on referrals joined to their case, beside `Case.scope`: a private one is
        there for its two workers, who was named on the case, monitors, and the unit's supervisor
        who gave a reason today (NOTE-5); for a participant, unless it would not be safe to show."""
        if actor.is_participant:
            return cls.shown_to_participant()
        if actor.role in (Role.MONITOR, Role.SYSTEM):
            return cls.id == cls.id
        on_the_case = Case.caseload_of(actor) | cls.case.in_(Opening.of(actor, OpeningKind.NAMED))
        if actor.role is Role.SUPERVISOR:
            on_the_case |= cls.case.in_(Opening.of(actor, OpeningKind.PRIVATE_NOTES))
        return cls.is_private.in_([False]) | on_the_case

    @classmethod
    def shown_to_participant(cls) -> Any:
        """The condition on referrals joined to their case that their participant's own pages may
        show: not where somebody else may look (NOTE-6)."""
        is_safe = Case.is_restricted.in_([False]) | cls.is_private.in_([False])
        return cls.is_hidden.in_([False]) & is_safe

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The referrals that this person may see, with their case."""
        return cls.select(cls, Case).join(Case).where(Case.scope(actor), cls.readable_by(actor))

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The referral of an address. Raises ServiceReferral.DoesNotExist, as well for a private
        one of somebody who may not see it."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found


class SupportiveService(Table):
    """One supportive service of a case (a code of the phrase bank's services), from the request to
    its end; `letter` is the notice of the decision that stands (CASE-9)."""

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    service = CharField(max_length=40)
    state = CharField(max_length=12)
    by_participant = BooleanField(default=False)  # requested by them
    why = LongText()  # sealed: what for
    requested_on = DateField()
    made_by = ForeignKeyField(Account, null=True, index=False)  # none: the participant
    made_at = UtcField()
    decided_by = ForeignKeyField(Account, null=True, index=False)
    decided_at = UtcField(null=True)
    reasons = CharField(max_length=200, default="")  # codes of the denial or end, between commas
    ends_on = DateField(null=True)
    letter = ForeignKeyField(Letter, null=True, index=False, on_delete="SET NULL")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("case", "made_at"), False),)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The services of the cases that this person may see, with their case."""
        return cls.select(cls, Case).join(Case).where(Case.scope(actor))

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The service of an address. Raises SupportiveService.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found


class SupportMonth(Table):
    """One month of a supportive service: what was authorized and issued, in cents."""

    service = ForeignKeyField(SupportiveService, index=False, on_delete="CASCADE")
    month = CharField(max_length=7)  # yyyy-mm
    state = CharField(max_length=12)
    authorized_cents = IntegerField(default=0)
    issued_cents = IntegerField(null=True)
    issued_on = DateField(null=True)
    changed_by = ForeignKeyField(Account, null=True, index=False)
    changed_at = UtcField()

    class Meta:
        indexes = ((("service", "month"), True),)


class StatusUpdate(Table):
    """What was told to the eligibility or child care worker of the family, and what they answered
    (CASE-10)."""

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    recipient = CharField(max_length=12)  # whose worker: policy UpdateTo
    worker_name = CharField(max_length=120, default="")
    about = CharField(max_length=20)
    text = LongText()  # sealed
    answer = LongText()  # sealed; empty until it came
    sent_by = ForeignKeyField(Account, index=False)
    sent_at = UtcField()
    answered_on = DateField(null=True)
    answered_by = ForeignKeyField(Account, null=True, index=False)  # who entered the answer
    answered_at = UtcField(null=True)

    class Meta:
        indexes = ((("case", "sent_at"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The update of an address, with its case. Raises StatusUpdate.DoesNotExist."""
        found: Self = (
            cls.select(cls, Case).join(Case).where(Case.scope(actor), cls.key == key).get()
        )
        return found


# One of a kind at a time: two who offer the same make one. A local one has a name of its own.
_OPEN_REFERRAL = ServiceReferral.state.in_(OPEN_REFERRALS) & (ServiceReferral.kind != "local")
ServiceReferral.add_index(
    ServiceReferral.index(
        ServiceReferral.case, ServiceReferral.kind, unique=True, name="service_referral_open",
        where=_OPEN_REFERRAL,
    )
)  # fmt: skip
SupportiveService.add_index(
    SupportiveService.index(
        SupportiveService.case, SupportiveService.service, unique=True,
        name="supportive_service_open", where=SupportiveService.state.in_(OPEN_SERVICES),
    )
)  # fmt: skip
