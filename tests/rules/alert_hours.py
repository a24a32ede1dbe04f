"""What the alerts on hours and months rest on, made for tests (tests/rules/alert_facts.py)."""

from datetime import timedelta

from portal.models import Account, Case, HoursEntry, HoursWeek, MonthVerdict
from portal.operations.hours import decisions, verdicts
from portal.policy.calendar import Month
from portal.policy.verdicts import VerdictCause
from tests.factories import NOON, TODAY
from tests.rules.alert_moments import Made, put


def objection(of: Case, ana: Account) -> Made:
    made = HoursEntry.create(
        case=of, done_on=TODAY, minutes=0, entered_at=NOON, entered_by=ana, objection="was_there",
        objected_at=NOON,
    )  # fmt: skip
    kept = lambda: decisions.keep_hours(ana.actor, entry=made, at=NOON)  # noqa: E731
    return Made(TODAY + timedelta(days=1), kept)


def hours(of: Case, _ana: Account) -> Made:
    made = HoursWeek.create(case=of, starts_on=TODAY, ends_on=TODAY, sent_at=NOON)
    done = lambda: put(HoursWeek, made, state="accepted")  # noqa: E731
    return Made(TODAY + timedelta(days=3), done)


def verdict(of: Case, ana: Account) -> Made:
    given = verdicts.give_verdict(
        ana.actor, case=of, month=Month(2026, 11), cause=VerdictCause.MONTH_END, at=NOON
    )
    return Made(TODAY, lambda: put(MonthVerdict, given, step="amend_plan"))
