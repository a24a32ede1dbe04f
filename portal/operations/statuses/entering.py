"""What a worker enters about where a case stands; months that were judged are judged anew."""

import json
from datetime import date, datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.documents import Document
from portal.models.statuses import StatusPeriod
from portal.models.verdicts import MonthVerdict
from portal.operations import operation, record
from portal.operations.hours.verdicts import look_again
from portal.operations.statuses import enter_status, hold_case
from portal.operations.supports.referrals import offer_referral
from portal.policy import status_periods
from portal.policy.calendar import Month, office_date
from portal.policy.refusals import Refused, refuse_if
from portal.policy.status_periods import (
    Period,
    Referral,
    StatusReason,
    StatusRefusal,
    StatusSource,
)
from portal.policy.statuses import CaseStatus
from portal.policy.supports import ReferralKind
from portal.reports.statuses import as_period, periods_of

_KINDS = {Referral.SSI: ReferralKind.SSI_ADVOCACY, Referral.HOME_CARE: ReferralKind.IHSS}


@operation(result=StatusPeriod)
def set_status(
    actor: Actor, *, case: Case, status: CaseStatus, reason: StatusReason, starts_on: date,
    ends_on: date | None, review_on: date | None, text: str, at: datetime, version: int,
    document: Document | None = None, is_help_offered: bool = False,
    operation_key: str | None = None,
) -> StatusPeriod:  # fmt: skip
    """Enters what a worker says about where a case stands, back-dated too; every month of hours
    that it touches and that was judged is judged anew. The case stays with its worker, for however
    short or long (CASE-12).

    In: as `enter_status`; `version` is what the form showed (version_of): of two workers the second
    is told; whether the help that goes with the exemption was offered. Raises Refused.
    Source: CASE-3, CASE-12; WTW 42-7.38, II.F, II.H, II.J.
    """
    today = office_date(at, resources.timezone())
    new = Period(status, reason, starts_on, ends_on)
    hold_case(case)
    rows = periods_of(case)
    if version != version_of(rows):
        raise Refused({"": StatusRefusal.CHANGED_MEANWHILE})
    _refuse(case, new, rows, review_on, bool(text.strip()) or document is not None, today)
    made = enter_status(
        actor, case=case, status=status, reason=reason, starts_on=starts_on, ends_on=ends_on,
        review_on=review_on, document=document, text=text, today=today, at=at,
        source=StatusSource.WORKER,
    )  # fmt: skip
    if is_help_offered and status is CaseStatus.EXEMPT:
        _offer_help(actor, case, reason, today, at)
    _judge_again(actor, case, new, at)
    return made


class _Foreseen(Exception):
    """What a status changed, on the way out of the transaction that is taken back."""

    def __init__(self, changed: dict[str, Any]) -> None:
        self.changed = changed
        super().__init__("taken back")


def foresee_status(actor: Actor, *, case: Case, at: datetime, **entered: Any) -> dict[str, Any]:
    """What `set_status` with the same values would change, as the period keeps it: codes and dates.
    The status is entered and all of it taken back, so nothing is written.

    Raises Refused as `set_status` does. Source: CASE-3.
    """
    changed: dict[str, Any] = {}
    try:
        # A copy of its own: the case of who asks stays as it is.
        _rehearse(actor, case=Case.get_by_id(case.id), at=at, **entered)
    except _Foreseen as foreseen:
        changed = foreseen.changed
    return changed


@operation()
def _rehearse(actor: Actor, *, case: Case, at: datetime, **entered: Any) -> None:
    made = set_status(actor, case=case, at=at, **entered)
    raise _Foreseen(json.loads(str(made.changed)))


def _offer_help(actor: Actor, case: Case, reason: str, today: date, at: datetime) -> None:
    """Offers the service that goes with the exemption, unless one of its kind is open already."""
    help_with = status_periods.referral_of(reason)
    if help_with is None:
        return
    try:
        offer_referral(
            actor, case=case, kind=_KINDS[help_with], place="", why="", is_hidden=False,
            offered_on=today, at=at,
        )  # fmt: skip
    except Refused:
        record(actor, "status_help_offered_before", case, case=case)


def version_of(rows: list[Any]) -> int:
    """What tells two states of a case's periods apart: the number of the one entered last."""
    return max((int(row.id) for row in rows), default=0)


def _refuse(
    case: Any, new: Period, rows: list[Any], review_on: date | None, has_evidence: bool, today: date
) -> None:
    touched = [as_period(row) for row in rows]
    codes = status_periods.refusals_to_enter(new, review_on, case.enrolled_on, today)
    codes |= status_periods.refusals_by_worker(new, review_on, has_evidence, touched, today)
    refuse_if(codes)
    same = [one for one in rows if as_period(one) == _of(new, one.id)]
    if any(one.review_on == review_on for one in same) and not has_evidence:
        raise Refused({"": StatusRefusal.NOTHING_NEW})


def _of(new: Period, ref: int) -> Period:
    return Period(new.status, new.reason, new.starts_on, new.ends_on, ref)


def _judge_again(actor: Actor, case: Case, new: Period, at: datetime) -> None:
    judged = MonthVerdict.select(MonthVerdict.month).where(
        MonthVerdict.case == case.id, MonthVerdict.replaced_at.is_null(),
        MonthVerdict.month >= str(Month.of(new.starts_on)),
    )  # fmt: skip
    for (month,) in list(judged.tuples()):
        year, number = map(int, month.split("-"))
        look_again(actor, case, date(year, number, 1), at)
