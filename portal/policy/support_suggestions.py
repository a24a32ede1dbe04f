"""Which programs, referrals and services the facts on a case speak for, each saying why (CASE-11).

Nothing is offered by itself: a worker reads why and decides. What is open already, or was declined
a short while ago, is not suggested.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.calendar import add_months
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from portal.policy.supports import ReferralKind

CHILD_CARE_YEARS = 13  # subsidized child care ends with this birthday; Child Care Handbook 47-3.1
HOME_VISITS_YEARS = 2  # until this birthday; CalWORKs home visiting
DECLINED_DAYS = 90  # not suggested again so soon after it was declined or denied (ours)
PROGRAM, REFERRAL, SERVICE = "program", "referral", "service"
_BASIC = frozenset({"adult_basic_education", "ged_class"})
_SCHOOL = frozenset({"vocational_training", "college", "ged_class", "apprenticeship"})
_WORKPLACE = frozenset(
    {"job", "subsidized_job", "on_the_job_training", "apprenticeship", "work_experience"}
)
_HOUSING_GOALS = frozenset({"stable_home", "find_safe_home", "call_housing_office", "housing_help"})
_TRANSPORT = frozenset({"bus_pass", "gas_money", "car_repair"})
_AT_HOME = frozenset({"self_employment", "counseling"})
# Who is paid for it has found it: the referral is not needed any more.
_INSTEAD: dict[tuple[str, str], tuple[str, str]] = {
    (SERVICE, "child_care"): (REFERRAL, ReferralKind.CHILD_CARE),
    (SERVICE, "housing_help"): (REFERRAL, ReferralKind.HOUSING),
}
_OUT = frozenset({CaseStatus.CLOSED, CaseStatus.DISCONTINUED, CaseStatus.FOLLOW_UP})


class Why(StrEnum):
    """The fact on the case that speaks for a suggestion."""

    CHILD_UNDER_13 = "child_under_13"
    CHILD_UNDER_2 = "child_under_2"
    PREGNANCY = "pregnancy"
    PERMANENT_DISABILITY = "permanent_disability"
    CARING = "caring"
    IN_DANGER = "in_danger"
    EXEMPT_FOR_SAFETY = "exempt_for_safety"
    BASIC_CLASS = "basic_class"
    HOUSING_GOAL = "housing_goal"
    HOUSING_NEED = "housing_need"
    NO_CHILD_CARE = "no_child_care"
    NO_RIDE = "no_ride"
    NO_HOME = "no_home"
    FAMILY_CRISIS = "family_crisis"
    STANDING_AT_RISK = "standing_at_risk"
    PROMISED = "promised"
    FOLLOW_UP_NEED = "follow_up_need"
    AWAY_FROM_HOME = "away_from_home"
    SCHOOL = "school"
    WORKPLACE = "workplace"
    AID_OVER = "aid_over"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the case tells: its status, the youngest child's birth date, codes of the activities
    and other phrases of the plan in force, services that it promises, reasons of exemptions and
    good cause that hold today, needs told at the last follow-ups, and what is open or was declined
    lately, as (sort, code)."""

    status: CaseStatus
    youngest_child_born_on: date | None = None
    is_in_danger: bool = False
    activities: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    promised: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    taken: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A program, referral or service that facts speak for: its sort, its code, and which facts."""

    sort: str
    code: str
    whys: tuple[Why, ...]


def suggestions(facts: CaseFacts, today: date) -> list[Suggestion]:
    """What the facts speak for on the local date `today`, referrals first, each once with all that
    speaks for it. A closed case has none.

    Source: CASE-11; ECM brief, Systems for Tracking (a system suggests programs and services);
    which facts speak for what: WTW 42-7.38, II.H and III.A.18, else ours.
    """
    if facts.status is CaseStatus.CLOSED:
        return []
    found: dict[tuple[str, str], list[Why]] = {}
    taken = facts.taken | {_INSTEAD[one] for one in facts.taken if one in _INSTEAD}
    for sort, code, why in (*_referrals(facts, today), *_services(facts)):
        if (sort, code) not in taken:
            found.setdefault((sort, code), []).append(why)
    return [Suggestion(sort, code, tuple(whys)) for (sort, code), whys in found.items()]


def _referrals(facts: CaseFacts, today: date) -> Iterator[tuple[str, str, Why]]:
    if facts.status is CaseStatus.DISCONTINUED:
        yield PROGRAM, "calfresh_et", Why.AID_OVER
    if _is_under(facts.youngest_child_born_on, CHILD_CARE_YEARS, today) and _is_away(facts):
        yield REFERRAL, ReferralKind.CHILD_CARE, Why.CHILD_UNDER_13
    if _is_under(facts.youngest_child_born_on, HOME_VISITS_YEARS, today):
        yield REFERRAL, ReferralKind.SOSP, Why.CHILD_UNDER_2
    for reason, kind, why in (
        (StatusReason.PREGNANCY, ReferralKind.SOSP, Why.PREGNANCY),
        (StatusReason.PERMANENT_DISABILITY, ReferralKind.SSI_ADVOCACY, Why.PERMANENT_DISABILITY),
        (StatusReason.CARING, ReferralKind.IHSS, Why.CARING),
        (StatusReason.FAMILY_SAFETY, ReferralKind.DOMESTIC_VIOLENCE, Why.EXEMPT_FOR_SAFETY),
        (StatusReason.NO_CHILD_CARE, ReferralKind.CHILD_CARE, Why.NO_CHILD_CARE),
        (StatusReason.NO_HOME, ReferralKind.HOUSING, Why.NO_HOME),
        (StatusReason.FAMILY_CRISIS, ReferralKind.FAMILY_STABILIZATION, Why.FAMILY_CRISIS),
    ):
        if reason in facts.reasons:
            yield REFERRAL, kind, why
    if facts.is_in_danger:
        yield REFERRAL, ReferralKind.DOMESTIC_VIOLENCE, Why.IN_DANGER
    if facts.activities & _BASIC:
        yield REFERRAL, ReferralKind.LEARNING_SCREENING, Why.BASIC_CLASS
    if facts.phrases & _HOUSING_GOALS:
        yield REFERRAL, ReferralKind.HOUSING, Why.HOUSING_GOAL
    if "housing_help" in facts.needs:
        yield REFERRAL, ReferralKind.HOUSING, Why.HOUSING_NEED
    if facts.status in (CaseStatus.GOOD_CAUSE, CaseStatus.NONCOMPLIANCE):
        yield REFERRAL, ReferralKind.FAMILY_STABILIZATION, Why.STANDING_AT_RISK


def _services(facts: CaseFacts) -> Iterator[tuple[str, str, Why]]:
    for code in sorted(facts.needs):
        yield SERVICE, code, Why.FOLLOW_UP_NEED
    if facts.status in _OUT:
        return
    for code in sorted(facts.promised):
        yield SERVICE, code, Why.PROMISED
    if StatusReason.NO_RIDE in facts.reasons:
        yield SERVICE, "bus_pass", Why.NO_RIDE
    has_way = any((SERVICE, code) in facts.taken for code in _TRANSPORT)
    if _is_away(facts) and not has_way and not facts.promised & _TRANSPORT:
        yield SERVICE, "bus_pass", Why.AWAY_FROM_HOME
    if facts.activities & _SCHOOL:
        yield SERVICE, "books_and_fees", Why.SCHOOL
    if facts.activities & _WORKPLACE:
        yield SERVICE, "work_clothes", Why.WORKPLACE


def _is_away(facts: CaseFacts) -> bool:
    return bool(facts.activities - _AT_HOME)


def _is_under(born_on: date | None, years: int, today: date) -> bool:
    return born_on is not None and today < add_months(born_on, years * 12)
