"""Where the cast stands: exempt with a review that is due, and days that were entered late."""

from datetime import timedelta

from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.operations.statuses.entering import set_status, version_of
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from portal.reports.statuses import periods_of


def shirin_exempt(cast: Cast) -> None:
    """WTW-1004: exempt since last winter, which stops her clocks; the review is due."""
    case = cast.cases["WTW-1004"]
    set_status(
        cast.staff["counselor"].actor, case=case, status=CaseStatus.EXEMPT,
        reason=StatusReason.DISABILITY, starts_on=day(cast, 350),
        ends_on=cast.today + timedelta(days=9), review_on=cast.today + timedelta(days=5),
        text="Form of her doctor: no work that asks her to stand; one year, to be reviewed.",
        version=version_of(periods_of(case)), at=moment(cast, 348, 12),
    )  # fmt: skip


def mei_ling_deferred(cast: Cast) -> None:
    """WTW-1003: two weeks without child care, entered late; she is active again since."""
    case = cast.cases["WTW-1003"]
    set_status(
        cast.staff["counselor"].actor, case=case, status=CaseStatus.GOOD_CAUSE,
        reason=StatusReason.NO_CHILD_CARE, starts_on=day(cast, 104), ends_on=day(cast, 91),
        review_on=None, text="The day care had water damage; its notice was seen at the office.",
        version=version_of(periods_of(case)), at=moment(cast, 88, 11),
    )  # fmt: skip


ALL = (shirin_exempt, mei_ling_deferred)
