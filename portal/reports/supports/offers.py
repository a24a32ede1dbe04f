"""What a worker offers a participant and nobody answered yet (CASE-8)."""

from typing import Any

from peewee import SQL, fn

from portal.models.cases import Case
from portal.models.supports import ServiceReferral
from portal.policy.supports import ReferralState


def is_offered(case_id: Any) -> Any:
    """Whether a referral is offered to the participant of a case, in a query of the case: one that
    their own pages may show."""
    return fn.EXISTS(
        ServiceReferral.select(SQL("1")).where(
            ServiceReferral.case == case_id, ServiceReferral.state == ReferralState.OFFERED,
            ServiceReferral.shown_to_participant(), ServiceReferral.case == Case.id,
        )
    )  # fmt: skip
