"""Months for tests: a signed plan with a class and a search for a job, and hours told of it."""

from datetime import date
from typing import Any

from portal.models import Activity, ActivitySlot, Case, Contact, HoursEntry, Plan
from portal.models.accounts import Account
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.models.plans import PlanState
from tests import factories

NOVEMBER_2 = date(2026, 11, 2)  # a Monday


def signed_plan(
    made: Case, number: int = 1, starts_on: date = NOVEMBER_2, state: PlanState = PlanState.SIGNED
) -> Plan:
    """A version that both have signed, with nothing in it."""
    version: Plan = Plan.create(
        case=made, number=number, state=PlanState.DRAFT, starts_on=starts_on,
        created_at=factories.NOON,
    )  # fmt: skip
    Plan.update(
        state=state, signed_by_worker_at=factories.NOON, signed_by_participant_at=factories.NOON
    ).where(Plan.id == version.id).execute()
    return version


def activity(
    version: Plan, kind: str = "english_class", days: str = "MW", start: int = 540,
    end: int = 720, **values: Any,
) -> Activity:  # fmt: skip
    """An activity with the same hours on some days of the week, letters of "MTWRFSU"."""
    values.setdefault("starts_on", NOVEMBER_2)
    minutes = ((end - start) % 1440) * len(days)
    made: Activity = Activity.create(plan=version, kind=kind, minutes_week=minutes, **values)
    for letter in days:
        ActivitySlot.create(
            activity=made, weekday="MTWRFSU".index(letter), start_minute=start, end_minute=end
        )
    return made


def hours(case: Case, of: Activity, on: date, minutes: int, **values: Any) -> HoursEntry:
    """What was told of a day; by the participant where nothing else is said."""
    values.setdefault("source", HoursSource.PARTICIPANT)
    values.setdefault("kind", HoursKind.DONE)
    values.setdefault("state", HoursState.REPORTED)
    made: HoursEntry = HoursEntry.create(
        case=case, activity=of, series=of.series, done_on=on, minutes=minutes,
        entered_at=factories.NOON, **values,
    )  # fmt: skip
    return made


def contact(case: Case) -> Contact:
    """A contact that a report counts as."""
    made: Contact = Contact.create(
        case=case, way="portal", direction="from_participant", reason="report", is_live=True,
        is_attempt=False, occurred_on=factories.TODAY, entered_at=factories.NOON,
    )  # fmt: skip
    return made


def provider(name: str = "Pat Provider") -> Account:
    """Somebody who enters hours of a class."""
    return factories.account(name, role=factories.Role.PROVIDER)
