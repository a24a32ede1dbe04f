"""Which service provider comes to a case's support team (TEAM-2, TEAM-3)."""

from dataclasses import dataclass
from typing import Any

from peewee import ModelSelect, fn

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.meetings import TeamNotice
from portal.models.referrals import Course, Referral
from portal.prepared import Place, Prepared


@dataclass(frozen=True, slots=True)
class Comer:
    """A provider to whom a case is referred, and the number of their latest notice: 0 for none."""

    id: int
    key: str
    name: str
    notice: int


def comers_of(case: Case) -> list[Comer]:
    """The providers to whom a case is referred at this moment, by name; none while it is private
    as a whole: its referrals are paused (NOTE-6). One statement."""
    if case.is_restricted:
        return []
    return [Comer(*row) for row in _COMERS.tuples(case=case.id)]


def likely(comers: list[Comer]) -> Comer | None:
    """Who comes where nobody was chosen: who gave notice last, else the only one there is. None
    where it is not known which of several. Source: TEAM-2; the order is ours."""
    told = max(comers, key=lambda one: one.notice, default=None)
    return told if told and (told.notice or len(comers) == 1) else None


def columns(provider: Any) -> tuple[Any, ...]:
    """What a Comer is made of, for queries of an account and of a case named "case"."""
    notice = TeamNotice.select(fn.COALESCE(fn.MAX(TeamNotice.id), 0)).where(
        TeamNotice.case == Place("case"), TeamNotice.provider == provider.id
    )
    return provider.id, provider.key, provider.name, notice


def referred_ids() -> ModelSelect:
    """The ids of the providers to whom the case named "case" is referred."""
    return (
        Referral.select(Course.provider)
        .join(Course)
        .where(Referral.case == Place("case"), Referral.ended_at.is_null())
    )


_COMERS = Prepared(
    lambda: (
        Account.select(*columns(Account))
        .where(Account.id.in_(referred_ids()))
        .order_by(Account.name, Account.id)
        .tuples()
    )
)
