"""What the alerts on supports rest on, made for tests (tests/rules/alert_facts.py)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.models import Account, Case
from portal.models.cases import EntryKind
from portal.models.supports import ServiceReferral, StatusUpdate, SupportiveService
from portal.operations.supports import deny_service, request_service
from portal.operations.supports.referrals import ask_referral, take_step
from portal.policy.alerts import AlertKind
from portal.policy.calendar import Month
from portal.policy.supports import ReferralKind, ReferralState
from tests.factories import NOON, TODAY, as_actor
from tests.operations.lettering import load_letter_kinds
from tests.rules.alert_facts import Made


def _service(of: Case, ana: Account) -> Made:
    load_letter_kinds(NOON)
    made = request_service(
        as_actor(of.participant), case=of, service="bus_pass", month=Month.of(TODAY), why="",
        at=NOON,
    )  # fmt: skip
    denied = lambda: deny_service(  # noqa: E731
        ana.actor, support=made, reasons=["no_proof_yet"], version=1, at=NOON
    )
    return Made(TODAY + timedelta(days=3), denied)


def referral(of: Case, ana: Account, kind: ReferralKind = ReferralKind.HOUSING) -> Made:
    made = ask_referral(
        as_actor(of.participant), case=of, kind=kind, why="", is_hidden=False, at=NOON
    )
    sent = lambda: take_step(  # noqa: E731
        ana.actor, referral=made, then=ReferralState.SENT, on=TODAY, version=1, at=NOON
    )
    return Made(TODAY + timedelta(days=2), sent)


def rows_of_supports(of: Case, ana: Account) -> dict[EntryKind, Any]:
    """A service and a referral that the participant asked for, and a status update."""
    return {
        EntryKind.SUPPORT: SupportiveService.create(
            case=of, service="bus_pass", state="requested", requested_on=TODAY, made_at=NOON
        ),
        EntryKind.REFERRAL: ServiceReferral.create(
            case=of, kind="housing", state="asked", by_participant=True, asked_on=TODAY,
            made_at=NOON, changed_at=NOON,
        ),
        EntryKind.UPDATE: StatusUpdate.create(
            case=of, recipient="child_care", about="question", sent_by=ana, sent_at=NOON
        ),
    }  # fmt: skip


MAKERS: dict[AlertKind, Callable[[Case, Account], Made]] = {
    AlertKind.SERVICE_ASKED: _service,
    AlertKind.REFERRAL_ASKED: referral,
}
