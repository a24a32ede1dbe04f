"""What the rules of meetings are tried with: a case with a provider, and a meeting planned."""

from datetime import datetime, timedelta
from typing import Any

from portal.models import Account, Case, Course, Meeting, Referral
from portal.models.accounts import Role
from portal.operations import meetings as operations
from portal.policy.meetings import MeetingKind, MeetingWay
from tests.factories import NOON, TODAY, account


def at_noon(days: int) -> datetime:
    """The moment so many days after NOON."""
    return NOON + timedelta(days=days)


def plan(
    of: Case, kind: MeetingKind = MeetingKind.SUPPORT_TEAM, days: int = 4, **values: Any
) -> Meeting:
    """A meeting planned at NOON for so many days later."""
    asked: dict[str, Any] = {
        "starts_at": at_noon(days), "minutes": 30, "way": MeetingWay.IN_PERSON, "place": "Room 4",
        **values,
    }  # fmt: skip
    return operations.plan_meeting(of.worker.actor, case=of, kind=kind, at=NOON, **asked)


def provider_of(of: Case) -> Account:
    """Priya, to whom a case is referred."""
    priya = account("Priya Rao", Role.PROVIDER)
    course = Course.create(
        office=of.office, provider=priya, kind="job_club", name="Job club", made_at=NOON
    )
    Referral.create(
        course=course, case=of, series="a", starts_on=TODAY, referred_by=of.worker,
        referred_at=NOON,
    )  # fmt: skip
    return priya
