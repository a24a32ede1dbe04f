"""Statuses as periods: which reasons speak for which status, what cannot be entered, and how a
period, entered late or early, lies among those that stand already (CASE-3, CASE-12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.policy.calendar import ONE_DAY, Span, add_months
from portal.policy.programs import StopReason
from portal.policy.status_reasons import StatusReason as StatusReason
from portal.policy.status_reasons import StatusRefusal as StatusRefusal
from portal.policy.status_reasons import StatusSource as StatusSource
from portal.policy.statuses import CaseStatus

AHEAD_MONTHS = 3  # how far ahead a status may begin: a slip of the year is seen at once (ours)
REVIEW_MONTHS = 12  # an exemption is looked at again within a year, however lasting (ours)
REVIEW_LEAD = 30  # days before its end or review that the letter and the alert come (ours)


R = StatusReason
EXEMPTIONS: tuple[StatusReason, ...] = tuple(StatusReason(one) for one in StopReason)
CAUSES: tuple[StatusReason, ...] = (
    R.ILLNESS, R.NO_CHILD_CARE, R.NO_RIDE, R.NO_HOME, R.FAMILY_CRISIS, R.COURT, R.NO_SUPPORT,
    R.OTHER_CAUSE,
)  # fmt: skip
REASONS: dict[CaseStatus, tuple[StatusReason, ...]] = {
    CaseStatus.ENROLLED: (R.NEW_CASE, R.ENTERED_WRONG, R.FROM_FILE),
    CaseStatus.ACTIVE: (
        R.TAKES_PART, R.PERIOD_OVER, R.ENTERED_WRONG, R.AID_RETURNED, R.CAUSE_FOUND, R.CURED,
        R.WITHDRAWN, R.PLAN_AGREED, R.CLOSING_REFUSED, R.FROM_FILE,
    ),
    CaseStatus.VOLUNTEER: (*EXEMPTIONS, R.NOT_REQUIRED, R.FROM_FILE),
    CaseStatus.EXEMPT: (*EXEMPTIONS, R.FROM_FILE),
    CaseStatus.GOOD_CAUSE: (*CAUSES, R.CAUSE_FOUND, R.CAUSE_PERIOD, R.FROM_FILE),
    CaseStatus.NONCOMPLIANCE: (R.MISSED, R.NO_CAUSE, R.CAUSE_PERIOD, R.PLAN_BROKEN, R.PLAN_AGREED),
    CaseStatus.SANCTIONED: (R.NO_CAUSE, R.PLAN_BROKEN),
    CaseStatus.DISCONTINUED: (R.AID_ENDED, R.MONTHS_USED, R.NOT_IN_AID, R.FROM_FILE),
    CaseStatus.FOLLOW_UP: (R.LEFT_PROGRAM, R.FROM_FILE),
    CaseStatus.CLOSED: (R.CLOSED_BY_HANDS, R.AID_ENDED, R.MONTHS_USED, R.NOT_IN_AID, R.FROM_FILE),
}  # fmt: skip
# What a worker enters; all else comes by steps of its own.
BY_WORKER: dict[CaseStatus, tuple[StatusReason, ...]] = {
    CaseStatus.ENROLLED: (R.NEW_CASE, R.ENTERED_WRONG),
    CaseStatus.ACTIVE: (R.TAKES_PART, R.PERIOD_OVER, R.AID_RETURNED, R.ENTERED_WRONG),
    CaseStatus.VOLUNTEER: (*EXEMPTIONS, R.NOT_REQUIRED),
    CaseStatus.EXEMPT: EXEMPTIONS,
    CaseStatus.GOOD_CAUSE: CAUSES,
    CaseStatus.DISCONTINUED: (R.AID_ENDED, R.MONTHS_USED, R.NOT_IN_AID),
    CaseStatus.FOLLOW_UP: (R.LEFT_PROGRAM,),
}
BY_STEPS = frozenset({CaseStatus.NONCOMPLIANCE, CaseStatus.SANCTIONED, CaseStatus.CLOSED})
MAY_END = frozenset(
    {CaseStatus.VOLUNTEER, CaseStatus.EXEMPT, CaseStatus.GOOD_CAUSE, CaseStatus.NONCOMPLIANCE,
     CaseStatus.SANCTIONED}
)  # fmt: skip
REVIEWED = frozenset({CaseStatus.EXEMPT, CaseStatus.GOOD_CAUSE})
_RETURNS_TO = (CaseStatus.ENROLLED, CaseStatus.ACTIVE, CaseStatus.VOLUNTEER)
# In these no hours are owed: from the first day of the period to its last one.
NO_HOURS = frozenset(
    {CaseStatus.EXEMPT, CaseStatus.DISCONTINUED, CaseStatus.FOLLOW_UP, CaseStatus.CLOSED}
)


class Referral(StrEnum):
    """The help that goes with an exemption; codes of the exemption letter."""

    SSI = "ssi_help"
    HOME_CARE = "home_care_help"


def referral_of(reason: str) -> Referral | None:
    """The help to offer with an exemption: SSI advocacy for a lasting disability, in-home support
    for who cares for a disabled spouse or child. Source: CASE-3; WTW 42-7.38, II.H.2."""
    match reason:
        case StatusReason.PERMANENT_DISABILITY:
            return Referral.SSI
        case StatusReason.CARING:
            return Referral.HOME_CARE
    return None


def stop_reason(status: CaseStatus, reason: str) -> StopReason | None:
    """The reason of an exemption that a period carries, for the clocks that it stops; None for a
    status that stops none. Who takes part although exempt stays exempt.
    Source: CASE-3; WTW 42-7.38, II.F, II.H.3."""
    if status in (CaseStatus.EXEMPT, CaseStatus.VOLUNTEER) and reason in set(StopReason):
        return StopReason(reason)
    return None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days in one status, both local dates included; `ends_on` None runs on. `ref`
    names the row it comes from, 0 for one that is not kept yet."""

    status: CaseStatus
    reason: str
    starts_on: date
    ends_on: date | None = None
    ref: int = 0

    def has(self, on: date) -> bool:
        """Whether a local date lies in it (CASE-3)."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def meets(self, other: "Period") -> bool:
        """Whether two periods share a day (CASE-3)."""
        return (other.ends_on is None or self.starts_on <= other.ends_on) and (
            self.ends_on is None or other.starts_on <= self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Laid:
    """What becomes of the periods that stand when another is entered: those that it covers whole,
    those that it shortens (as they then are), and those that follow it anew."""

    covered: tuple[Period, ...]
    shortened: tuple[Period, ...]
    follow: tuple[Period, ...]


def lay(standing: Iterable[Period], new: Period, today: date) -> Laid:
    """Lays a period among those that stand, so that no two share a day: it takes its days from
    them, and what it leaves of one before and after goes on. After a period with an end the case
    returns to what it was before, and never by itself to noncompliance or a sanction.

    Source: CASE-3, CASE-4; the laying is ours.
    """
    rows = sorted(standing, key=lambda one: one.starts_on)
    covered: list[Period] = []
    shortened: list[Period] = []
    follow: list[Period] = []
    for one in rows:
        if not one.meets(new):
            continue
        if one.starts_on < new.starts_on:
            shortened.append(replace(one, ends_on=new.starts_on - ONE_DAY))
        else:
            covered.append(one)
        rest = _rest(one, new, today)
        follow += [rest] if rest is not None else []
    after = _after(rows, new)
    kept = [*follow, *(one for one in rows if not one.meets(new))]
    if after is not None and not any(one.has(after.starts_on) for one in kept):
        follow.append(_until_next(after, kept))
    return Laid(tuple(covered), tuple(shortened), tuple(follow))


def _rest(one: Period, new: Period, today: date) -> Period | None:
    """What of a period is left behind the new one; nothing of one that the new one follows up."""
    if new.ends_on is None or (one.ends_on is not None and one.ends_on <= new.ends_on):
        return None
    if one.status is new.status:
        return None
    if new.ends_on >= today and one.status not in _RETURNS_TO:
        return None
    return replace(one, starts_on=new.ends_on + ONE_DAY)


def _after(rows: Sequence[Period], new: Period) -> Period | None:
    """Where the case stands when the new period has ended."""
    if new.ends_on is None:
        return None
    before = [
        one.status for one in rows if one.starts_on < new.starts_on and one.status in _RETURNS_TO
    ]
    status = before[-1] if before else CaseStatus.ACTIVE
    return Period(status, StatusReason.PERIOD_OVER, new.ends_on + ONE_DAY)


def _until_next(after: Period, rows: Sequence[Period]) -> Period:
    later = [one.starts_on for one in rows if one.starts_on > after.starts_on]
    return replace(after, ends_on=min(later) - ONE_DAY) if later else after


def of_day(periods: Iterable[Period], on: date) -> Period | None:
    """The period of a local date; None before the first one and in a gap (CASE-3)."""
    return next((one for one in periods if one.has(on)), None)


def since(periods: Iterable[Period], current: Period) -> date:
    """Since when the case has stood in the status of a period without a break: one that was
    reviewed and goes on is one stretch (CASE-3)."""
    first_on = current.starts_on
    for one in sorted(periods, key=lambda one: one.starts_on, reverse=True):
        if one.status is current.status and one.ends_on == first_on - ONE_DAY:
            first_on = one.starts_on
    return first_on


def noncompliance_began(periods: Iterable[Period], on: date) -> date | None:
    """Since when a case has been in noncompliance without a break, asked for its reason or found
    to have none, until the local date `on` or the day before it; None where it is not: of what was
    discussed before it stood elsewhere, nothing counts. Source: STAFF-3, CASE-5; WTW 42-7.38,
    II.I; WA 3.4.3."""
    rows = [one for one in periods if _asks(one)]
    began: date | None = None
    last_on = on if of_day(rows, on) else on - ONE_DAY
    while (one := of_day(rows, last_on)) is not None:
        began, last_on = one.starts_on, one.starts_on - ONE_DAY
    return began


def _asks(one: Period) -> bool:
    is_asked = one.status is CaseStatus.GOOD_CAUSE and one.reason == StatusReason.CAUSE_PERIOD
    return is_asked or one.status is CaseStatus.NONCOMPLIANCE


def not_owed(periods: Iterable[Period]) -> list[Span]:
    """The past stretches in which no hours were owed, those with an end alone: of the one that
    runs, the case itself knows since when. Source: CASE-3, PLAN-10; WTW 42-7.38, II.H."""
    return [
        Span(one.starts_on, one.ends_on)
        for one in periods
        if one.status in NO_HOURS and one.ends_on is not None
    ]


def refusals_to_enter(
    new: Period, review_on: date | None, enrolled_on: date, today: date
) -> dict[str, StatusRefusal]:
    """Why a period cannot stand, whoever enters it; empty when it can.

    Source: CASE-3; WTW 42-7.38, II.H; the bounds are ours.
    """
    found: dict[str, StatusRefusal] = {}
    if new.reason not in REASONS[new.status]:
        found["reason"] = StatusRefusal.NO_REASON
    if new.starts_on < enrolled_on:
        found["starts_on"] = StatusRefusal.BEFORE_ENROLLMENT
    elif new.starts_on > add_months(today, AHEAD_MONTHS):
        found["starts_on"] = StatusRefusal.TOO_FAR
    if new.ends_on is not None and new.ends_on < new.starts_on:
        found["ends_on"] = StatusRefusal.ENDS_BEFORE
    elif new.ends_on is not None and new.status not in MAY_END:
        found["ends_on"] = StatusRefusal.HAS_NO_END
    elif review_on is not None and (
        review_on < new.starts_on or (new.ends_on is not None and review_on > new.ends_on)
    ):
        found["review_on"] = StatusRefusal.REVIEW_OUTSIDE
    return found


def refusals_by_worker(
    new: Period, review_on: date | None, has_evidence: bool, touched: Iterable[Period], today: date
) -> dict[str, StatusRefusal]:
    """Why a worker's own entry is not taken, beside `refusals_to_enter`: what has steps of its own
    is neither entered nor covered here; an exemption or a deferral that is not over needs a day on
    which it is looked at again, and something that shows it.

    Source: CASE-3, CASE-4, CASE-6; WTW 42-7.38, II.H; the year is ours.
    """
    found: dict[str, StatusRefusal] = {}
    if new.reason not in BY_WORKER.get(new.status, ()):
        found["reason"] = StatusRefusal.NO_REASON
    met = {one.status for one in touched if one.meets(new)}
    if new.status in BY_STEPS or met & {CaseStatus.NONCOMPLIANCE, CaseStatus.SANCTIONED}:
        found["status"] = StatusRefusal.BY_STEPS
    elif CaseStatus.CLOSED in met:
        found["status"] = StatusRefusal.IS_CLOSED
    if new.status not in REVIEWED:
        return found
    if not has_evidence:
        found["text"] = StatusRefusal.NO_EVIDENCE
    looked_at, is_over = review_on or new.ends_on, new.ends_on is not None and new.ends_on < today
    if looked_at is None:
        found["review_on"] = StatusRefusal.NO_REVIEW
    elif not is_over and looked_at > add_months(max(new.starts_on, today), REVIEW_MONTHS):
        found["review_on"] = StatusRefusal.REVIEW_TOO_FAR
    return found
