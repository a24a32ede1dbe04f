"""Referrals to services outside: asked or offered, accepted or declined, sent, what came (CASE-8).

A private one leaves no line on the line of time: whoever sees the case reads that.
"""

from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.catalogs import PersonalText
from portal.models.supports import ServiceReferral
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.supports.telling import tell
from portal.operations.supports.wording import ask_english
from portal.policy import supports as rules
from portal.policy.calendar import office_date
from portal.policy.refusals import Refused, refuse_if
from portal.policy.supports import (
    PRIVATE_KINDS,
    ReferralKind,
    ReferralOutcome,
    ReferralState,
    SupportRefusal,
)
from portal.reports.cases.sealed_texts import sealed

# The day of each step, by the state that it leads to.
_DAY_OF = {
    ReferralState.ACCEPTED: "answered_on", ReferralState.DECLINED: "answered_on",
    ReferralState.SENT: "sent_on", ReferralState.ENDED: "ended_on",
}  # fmt: skip


@operation(result=ServiceReferral)
def ask_referral(
    actor: Actor, *, case: Case, kind: ReferralKind, why: str, is_hidden: bool, at: datetime,
    locale: str = "en", operation_key: str | None = None,
) -> ServiceReferral:  # fmt: skip
    """A participant asks for a referral; their worker answers it (CASE-8; III.A.18 "when
    requested").

    In: what for, in their words (sealed) and language; `is_hidden` keeps it off their own pages.
    The words go to a translator (LANG-4), of a private kind never: an interpreter helps instead.
    Raises Refused while one of the same kind is open.
    """
    on = office_date(at, resources.timezone())
    made = _made(actor, case, kind, "", why, is_hidden, at, state=ReferralState.ASKED,
                 asked_on=on, by_participant=True)  # fmt: skip
    if not made.is_private:
        ask_english(actor, case, PersonalText.REFERRAL, made.id, why, locale, at)
    return made


@operation(result=ServiceReferral)
def offer_referral(
    actor: Actor, *, case: Case, kind: ReferralKind, place: str, why: str, is_hidden: bool,
    offered_on: date, at: datetime, operation_key: str | None = None,
) -> ServiceReferral:  # fmt: skip
    """A worker offers a referral on a local date; a local service is named in `place` (CASE-8).

    Raises Refused while one of the same kind is open, for a day to come, for a local service
    without a name.
    """
    codes: dict[str, SupportRefusal] = {}
    if offered_on > office_date(at, resources.timezone()):
        codes["offered_on"] = SupportRefusal.AHEAD
    if kind is ReferralKind.LOCAL and not place.strip():
        codes["place"] = SupportRefusal.NO_NAME
    refuse_if(codes)
    return _made(actor, case, kind, place, why, is_hidden, at, state=ReferralState.OFFERED,
                 offered_on=offered_on)  # fmt: skip


@operation(result=ServiceReferral)
def take_step(
    actor: Actor, *, referral: ServiceReferral, then: ReferralState, on: date, version: int,
    at: datetime, outcome: ReferralOutcome | None = None, operation_key: str | None = None,
) -> ServiceReferral:  # fmt: skip
    """The next step of a referral, with its local date: accepted, declined, sent, or ended with
    what came of it, by a worker; a participant says yes or no to an offer (CASE-8).

    Raises Refused for a step that does not follow, a day to come or before the last step, an end
    without its outcome, and for a referral that somebody else changed since `version` was seen.
    """
    today = office_date(at, resources.timezone())
    state = ReferralState(referral.state)
    codes = rules.refusals_of_step(state, then, on, last_step_on(referral), today)
    if then is ReferralState.ENDED and outcome is None:
        codes["outcome"] = SupportRefusal.NO_REASON
    refuse_if(codes)
    values: dict[str, Any] = {_DAY_OF[then]: on}
    if then is ReferralState.ENDED:
        values["outcome"] = outcome
    done = (
        ServiceReferral.update(
            state=then,
            version=version + 1,
            changed_at=at,
            **values,
            changed_by=actor.id if actor.is_staff else None,
        )
        .where(ServiceReferral.id == referral.id, ServiceReferral.version == version)
        .execute()
    )
    if not done:
        raise Refused({"": SupportRefusal.CHANGED})
    found: ServiceReferral = ServiceReferral.get_by_id(referral.id)
    if not found.is_private and then is not ReferralState.ACCEPTED:
        tell(found.case, EntryKind.REFERRAL, at, found.id)
    record(actor, "step_referral", found, case=found.case_id, fields=["state", _DAY_OF[then]])
    return found


def last_step_on(referral: ServiceReferral) -> date:
    """The local date of the last step that a referral took."""
    row: Any = referral
    days = (row.asked_on, row.offered_on, row.answered_on, row.sent_on, row.ended_on)
    return max(one for one in days if one is not None)


def _made(
    actor: Actor, case: Case, kind: ReferralKind, place: str, why: str, is_hidden: bool,
    at: datetime, **values: Any,
) -> ServiceReferral:  # fmt: skip
    key, sealing_key = db.new_key(), case_key(case, at=at, actor=actor)
    who = actor.id if actor.is_staff else None
    texts = {
        name: sealed(sealing_key, case, f"service_referral/{key}/{name}", text.strip())
        for name, text in (("place", place), ("why", why))
    }
    try:
        with db.database.atomic():
            made: ServiceReferral = ServiceReferral.create(
                key=key, case=case.id, kind=kind, is_private=kind in PRIVATE_KINDS,
                is_hidden=is_hidden, made_by=who, made_at=at, changed_by=who, changed_at=at,
                **texts, **values,
            )  # fmt: skip
    except IntegrityError:
        raise Refused({"kind": SupportRefusal.ALREADY_OPEN}) from None
    if not made.is_private:
        tell(case, EntryKind.REFERRAL, at, made.id)
    record(actor, "make_referral", made, case=case, fields=["kind", "state"])
    return made
