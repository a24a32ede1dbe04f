"""Referrals to services, supportive services by month, and status updates: what may follow what."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from portal.policy.calendar import Month

MONTHS_BACK = 3  # a month may be granted so long afterwards (ours)
MONTHS_AHEAD = 12  # and so far ahead (ours)
MOST_CENTS = 1_000_000  # a month of one service: above it somebody mistyped (ours)


class ReferralKind(StrEnum):
    """To what somebody is referred. Source: CASE-8; WTW 42-7.38, III.A.18 and II.H; housing is
    HSP of IV; a local service has a name of its own."""

    DOMESTIC_VIOLENCE = "domestic_violence"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_ABUSE = "substance_abuse"
    LEARNING_SCREENING = "learning_screening"
    SSI_ADVOCACY = "ssi_advocacy"
    CHILD_CARE = "child_care"
    IHSS = "ihss"
    FAMILY_STABILIZATION = "family_stabilization"
    SOSP = "sosp"
    HOUSING = "housing"
    LOCAL = "local"


# Of health and safety: seen as private notes are (NOTE-5), by nobody else, in no list or count.
PRIVATE_KINDS = frozenset(
    {ReferralKind.DOMESTIC_VIOLENCE, ReferralKind.MENTAL_HEALTH, ReferralKind.SUBSTANCE_ABUSE}
)


# Asked for on a phone these are never shown on it again, whoever holds it (ours).
HIDDEN_WHEN_ASKED = frozenset({ReferralKind.DOMESTIC_VIOLENCE})


class ReferralState(StrEnum):
    """Where a referral stands (CASE-8)."""

    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SENT = "sent"
    ENDED = "ended"


class ReferralOutcome(StrEnum):
    """What came of a referral that was sent (CASE-8; the codes are ours)."""

    IN_SERVICE = "in_service"
    FINISHED = "finished"
    WAITING_LIST = "waiting_list"
    NOT_RIGHT = "not_right"
    DID_NOT_GO = "did_not_go"


# What may follow: what is declined or ended stays, and a new one is made.
_FOLLOWS: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.ASKED: frozenset(
        {ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.SENT}
    ),
    ReferralState.OFFERED: frozenset({ReferralState.ACCEPTED, ReferralState.DECLINED}),
    ReferralState.ACCEPTED: frozenset({ReferralState.SENT, ReferralState.DECLINED}),
    ReferralState.SENT: frozenset({ReferralState.ENDED}),
    ReferralState.DECLINED: frozenset(),
    ReferralState.ENDED: frozenset(),
}
OPEN_REFERRALS = tuple(state for state in ReferralState if _FOLLOWS[state])


class ServiceState(StrEnum):
    """Where a supportive service stands (CASE-9)."""

    REQUESTED = "requested"
    AUTHORIZED = "authorized"
    DENIED = "denied"
    DISCONTINUED = "discontinued"


OPEN_SERVICES = (ServiceState.REQUESTED, ServiceState.AUTHORIZED)


class MonthState(StrEnum):
    """Where one month of a supportive service stands (CASE-9)."""

    REQUESTED = "requested"
    AUTHORIZED = "authorized"
    ISSUED = "issued"
    DENIED = "denied"
    DISCONTINUED = "discontinued"


class DenialReason(StrEnum):
    """Why a request is denied: the phrase bank's codes, as the letter says them (L09b)."""

    NOT_FOR_PLAN = "not_for_plan"
    NOT_PAID_HERE = "not_paid_here"
    OVER_THE_MOST = "over_the_most"
    OTHERS_PAY = "others_pay"
    NO_PROOF_YET = "no_proof_yet"
    NOT_TAKING_PART = "not_taking_part"


class EndReason(StrEnum):
    """Why a service ends: the phrase bank's codes, as the letter says them (L09)."""

    NEED_IS_OVER = "need_is_over"
    ACTIVITY_IS_OVER = "activity_is_over"
    NOT_IN_PROGRAM = "not_in_program"
    CASH_AID_OVER = "cash_aid_over"
    MOST_WAS_PAID = "most_was_paid"
    PAID_BY_OTHERS = "paid_by_others"
    PROOF_NOT_HERE = "proof_not_here"


class UpdateTo(StrEnum):
    """To whose worker a status update goes (CASE-10; ES CM)."""

    ELIGIBILITY = "eligibility"
    CHILD_CARE = "child_care"


class UpdateAbout(StrEnum):
    """What a status update tells (CASE-10; ES CM; WTW 42-7.38, III.A.15; the codes are ours)."""

    ACTIVITY_BEGAN = "activity_began"
    ACTIVITY_ENDED = "activity_ended"
    HOURS_CHANGED = "hours_changed"
    JOB_BEGAN = "job_began"
    JOB_ENDED = "job_ended"
    STATUS_CHANGED = "status_changed"
    ADDRESS_CHANGED = "address_changed"
    QUESTION = "question"


class SupportRefusal(StrEnum):
    """Why something cannot be done to a referral, a service or an update."""

    CHANGED = "changed"
    ALREADY_OPEN = "already_open"
    WRONG_STEP = "wrong_step"
    AHEAD = "ahead"
    TOO_OLD = "too_old"
    BEFORE_LAST_STEP = "before_last_step"
    NO_NAME = "no_name"
    MONTHS_OUT_OF_RANGE = "months_out_of_range"
    TOO_MUCH = "too_much"
    NOT_AUTHORIZED = "not_authorized"
    OVER_AUTHORIZED = "over_authorized"
    NO_REASON = "no_reason"
    NOTICE_TOO_SHORT = "notice_too_short"
    NOTHING_SAID = "nothing_said"


def may_follow(state: ReferralState, then: ReferralState) -> bool:
    """Whether a referral in one state may go to the other (CASE-8)."""
    return then in _FOLLOWS[state]


def refusals_of_step(
    state: ReferralState, then: ReferralState, on: date, last_on: date, today: date
) -> dict[str, SupportRefusal]:
    """Why a referral does not take a step on the local date `on`; empty when it does: steps go
    forward, none is ahead of today or before the step that it follows (CASE-8; bounds ours)."""
    if not may_follow(state, then):
        return {"": SupportRefusal.WRONG_STEP}
    if on > today:
        return {"on": SupportRefusal.AHEAD}
    return {"on": SupportRefusal.BEFORE_LAST_STEP} if on < last_on else {}


def months_from(first: Month, count: int) -> list[Month]:
    """`count` months in a row (CASE-9)."""
    return [first.plus(number) for number in range(count)]


def refusals_of_months(
    months: Collection[Month], cents: int, today: date
) -> dict[str, SupportRefusal]:
    """Why months cannot be authorized at so many cents each; empty when they can. The bounds
    catch slips and are ours (CASE-9)."""
    found: dict[str, SupportRefusal] = {}
    this = Month.of(today)
    first_on, last_on = this.plus(-MONTHS_BACK).first_on, this.plus(MONTHS_AHEAD).last_on
    if not months or any(not first_on <= one.first_on <= last_on for one in months):
        found["month"] = SupportRefusal.MONTHS_OUT_OF_RANGE
    if not 0 <= cents <= MOST_CENTS:
        found["amount"] = SupportRefusal.TOO_MUCH
    return found


def refusals_to_issue(
    state: MonthState | None, authorized_cents: int, cents: int, on: date, today: date
) -> dict[str, SupportRefusal]:
    """Why so many cents cannot be issued for a month on the local date `on`; empty when they can:
    nothing is issued that was not authorized, nor more than that (CASE-9; ours)."""
    if state is not MonthState.AUTHORIZED:
        return {"": SupportRefusal.NOT_AUTHORIZED}
    found: dict[str, SupportRefusal] = {}
    if not 0 <= cents <= authorized_cents:
        found["amount"] = SupportRefusal.OVER_AUTHORIZED
    if on > today:
        found["on"] = SupportRefusal.AHEAD
    return found


def refusals_to_discontinue(
    state: ServiceState, ends_on: date, reasons: Collection[str], earliest_on: date, today: date
) -> dict[str, SupportRefusal]:
    """Why a worker cannot end a service with the local date `ends_on`; empty when they can. What
    somebody gives up themselves may end today, all else not before the notice has run
    (`earliest_on`). Source: CASE-9, LET-9."""
    if state is not ServiceState.AUTHORIZED:
        return {"": SupportRefusal.WRONG_STEP}
    if not reasons:
        return {"reasons": SupportRefusal.NO_REASON}
    earliest = today if set(reasons) == {EndReason.NEED_IS_OVER} else earliest_on
    return {"ends_on": SupportRefusal.NOTICE_TOO_SHORT} if ends_on < earliest else {}


def ends_with(month: Month, ends_on: date) -> bool:
    """Whether a month that was authorized falls away with a service that ends on a local date:
    the month of the last day is still paid (CASE-9; ours)."""
    return month.first_on > ends_on
