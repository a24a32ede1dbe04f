"""The facts on a case that speak for programs and services (CASE-11): read in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from peewee import ModelSelect, Value

from portal.models.cases import Case
from portal.models.clocks import ClockStop
from portal.models.contacts import Contact
from portal.models.plans import Activity, Plan, PlanItem, PlanState
from portal.models.screenings import FollowUp
from portal.models.statuses import StatusPeriod
from portal.policy.plan_items import ItemKind
from portal.policy.statuses import CaseStatus
from portal.policy.support_suggestions import (
    DECLINED_DAYS,
    REFERRAL,
    SERVICE,
    CaseFacts,
    Suggestion,
    suggestions,
)
from portal.policy.supports import (
    OPEN_REFERRALS,
    OPEN_SERVICES,
    PRIVATE_KINDS,
    ReferralOutcome,
    ServiceState,
)
from portal.prepared import Place, Prepared

FOLLOW_UP_DAYS = 90  # how long a need told at a follow-up speaks for a service (ours)


def _facts() -> ModelSelect:
    case, today = Place("case"), Place("today")
    in_force = (Plan.case == case) & (Plan.state == PlanState.SIGNED)
    activities = (
        Activity.select(Value("activity").alias("sort"), Activity.kind.alias("code"))
        .join(Plan)
        .where(in_force, Activity.ends_on.is_null() | (Activity.ends_on >= today))
    )
    phrases = (
        PlanItem.select(PlanItem.kind.alias("sort"), PlanItem.phrase.alias("code"))
        .join(Plan)
        .where(in_force, PlanItem.phrase != "")
    )
    periods = StatusPeriod.select(
        Value("reason").alias("sort"), StatusPeriod.reason.alias("code")
    ).where(
        StatusPeriod.case == case, StatusPeriod.replaced_at.is_null(),
        StatusPeriod.starts_on <= today,
        StatusPeriod.ends_on.is_null() | (StatusPeriod.ends_on >= today),
    )  # fmt: skip
    stops = ClockStop.select(Value("reason").alias("sort"), ClockStop.reason.alias("code")).where(
        ClockStop.case == case, ClockStop.replaced_at.is_null(), ClockStop.starts_on <= today,
        ClockStop.ends_on.is_null() | (ClockStop.ends_on >= today),
    )  # fmt: skip
    needs = (
        FollowUp.select(Value("needs").alias("sort"), FollowUp.needs.alias("code"))
        .join(Contact)
        .where(FollowUp.case == case, FollowUp.needs != "", Contact.occurred_on >= Place("since"))
    )
    query: Any = activities | phrases | periods | stops | needs
    found: ModelSelect = query.tuples()
    return found


_FACTS = Prepared(_facts)


def suggested(
    case: Case, services: Iterable[Any], referrals: Iterable[Any], today: date, *, private: bool
) -> list[Suggestion]:
    """What the facts on a case speak for on the office's date of today. One statement.

    In: its services and referrals as reports/supports/of_case.py gives them; `private` is whether
    the reader sees private kinds of referral and why somebody is excused: nobody else is told of
    them here either (NOTE-5, NOTE-7).
    """
    row: Any = case
    found: dict[str, set[str]] = defaultdict(set)
    since = today - timedelta(days=FOLLOW_UP_DAYS)
    for sort, code in _FACTS.tuples(case=case.id, today=today, since=since):
        found[sort].update(str(code).split(","))
    facts = CaseFacts(
        CaseStatus(row.status), row.youngest_child_born_on, bool(row.is_restricted),
        activities=frozenset(found["activity"]), promised=frozenset(found[ItemKind.SERVICE]),
        phrases=frozenset().union(*(found[str(kind)] for kind in ItemKind)),
        reasons=frozenset(found["reason"] if private else ()), needs=frozenset(found["needs"]),
        taken=frozenset(_taken((one.row for one in services), referrals, today)),
    )  # fmt: skip
    return [
        one
        for one in suggestions(facts, today)
        if private or one.sort != REFERRAL or one.code not in PRIVATE_KINDS
    ]


def _taken(services: Iterable[Any], referrals: Iterable[Any], today: date) -> set[tuple[str, str]]:
    """What is open, is received, or was declined, denied or ended so lately that it is not
    suggested again."""
    since = today - timedelta(days=DECLINED_DAYS)
    found = {
        (REFERRAL, str(one.kind))
        for one in referrals
        if one.state in OPEN_REFERRALS
        or one.outcome == ReferralOutcome.IN_SERVICE
        or (one.ended_on or one.answered_on or since) > since
    }
    for one in services:
        is_late = one.state == ServiceState.DISCONTINUED and one.ends_on and one.ends_on > since
        is_denied = one.state == ServiceState.DENIED and one.decided_at.date() > since
        if one.state in OPEN_SERVICES or is_late or is_denied:
            found.add((SERVICE, str(one.service)))
    return found
