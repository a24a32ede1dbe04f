"""Equal Access screenings of a case, and its follow-up after exit month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.screenings import FollowUp, Screening
from portal.policy.follow_ups import FollowUpMonth, follow_up_months, month_number
from portal.policy.programs import program
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened

SHOWN = 20  # screenings on the page, the newest


@dataclass(frozen=True, slots=True)
class ScreeningTexts:
    """A screening with its words; `why` is empty for who may not read it."""

    row: Any
    plan: str
    why: str


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The follow-up of a case: local date of exit, its months, the number of the present one, and
    the contacts of each month with what they learned, by number of the month."""

    exited_on: date
    months: list[FollowUpMonth]
    number: int
    contacts: dict[int, list[Any]]

    @property
    def is_over(self) -> bool:
        """Whether all its months are past (PLAN-13)."""
        return self.number > len(self.months)


_SCREENINGS = Prepared(
    lambda: (
        Screening.select(Screening, Account.name.alias("by"))
        .join(Account, JOIN.LEFT_OUTER, on=(Screening.entered_by == Account.id))
        .where(Screening.case == Place("case"))
        .order_by(Screening.screened_on.desc(), Screening.id.desc())
        .limit(SHOWN)
        .namedtuples()
    )
)
_CONTACTS = Prepared(
    lambda: (
        Contact.select(
            Contact.key, Contact.occurred_on, Contact.way, Contact.is_live, Contact.summary,
            Account.name.alias("by"), FollowUp.work, FollowUp.employer, FollowUp.minutes_week,
            FollowUp.wage_cents, FollowUp.needs,
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Contact.account == Account.id))
        .switch(Contact)
        .join(FollowUp, JOIN.LEFT_OUTER, on=(FollowUp.contact == Contact.id))
        .where(
            Contact.case == Place("case"), Contact.occurred_on > Place("after"), Contact.is_attempt
        )
        .order_by(Contact.occurred_on, Contact.id)
        .namedtuples()
    )
)  # fmt: skip


def screenings_of(case: Case, reads_why: bool) -> list[ScreeningTexts]:
    """The screenings of a case, the one that holds first; one statement. Why an accommodation is
    needed is opened for who may read it alone (PLAN-14; NOTE-7).

    Raises SealBrokenError when a text was changed or its key is gone.
    """
    return [
        ScreeningTexts(
            row,
            opened(case, f"screening/{row.key}/plan", row.sealed_plan),
            opened(case, f"screening/{row.key}/why", row.sealed_why) if reads_why else "",
        )
        for row in _SCREENINGS.rows(case=case.id)
    ]


def read_follow_up(case: Any, today: date) -> FollowUps | None:
    """The follow-up of a case on the office's date of today; None for one that did not leave the
    program. One statement (PLAN-13)."""
    if case.status != CaseStatus.FOLLOW_UP or not case.status_since_on:
        return None
    exited_on, months = case.status_since_on, program(case.program).follow_up.value
    rows = _CONTACTS.rows(case=case.id, after=exited_on)
    live = [row.occurred_on for row in rows if row.is_live]
    tried = [row.occurred_on for row in rows]
    by_month: dict[int, list[Any]] = {}
    for row in rows:
        by_month.setdefault(month_number(exited_on, row.occurred_on, months), []).append(row)
    return FollowUps(
        exited_on, follow_up_months(exited_on, months, live, tried, today),
        month_number(exited_on, today, months), by_month,
    )  # fmt: skip
