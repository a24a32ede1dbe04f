"""What goes its steps on a case while it is handed over: a noncompliance, a staffing, meetings,
referrals and services, a closing or transfer, what other workers were told (NOTE-11, CASE-7)."""

from typing import Any

from peewee import ModelSelect

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.handings import Handing
from portal.models.meetings import Meeting
from portal.models.noncompliance import Noncompliance
from portal.models.staffings import Staffing, StaffingState
from portal.models.supports import ServiceReferral, StatusUpdate, SupportiveService
from portal.policy.meetings import MeetingState
from portal.policy.supports import OPEN_REFERRALS, OPEN_SERVICES
from portal.prepared import Place
from portal.reports.cases.handover_rows import Topic, of_topic


def running_steps(actor: Actor) -> list[ModelSelect]:
    """The parts of a handover's statement that tell what goes its steps, as this person may see it:
    no staffing for a partner (STAFF-11), no private referral for who reads no private note."""
    return [
        _question(), _staffings(actor), _meetings(), _referrals(actor), _services(), _handing(),
        _updates(),
    ]  # fmt: skip


def _question() -> ModelSelect:
    return of_topic(
        Topic.QUESTION, Noncompliance, Noncompliance.key, Noncompliance.act, Noncompliance.state,
        on=Noncompliance.due_on, at=Noncompliance.opened_at,
    ).where(Noncompliance.case == Place("case"), Noncompliance.ended_at.is_null())  # fmt: skip


def _staffings(actor: Actor) -> ModelSelect:
    return (
        of_topic(
            Topic.STAFFING, Staffing, Staffing.key, Staffing.kind, on=Staffing.held_on,
            at=Staffing.begun_at, number=Staffing.number,
        )
        .join(Case)
        .where(
            Staffing.case == Place("case"), Staffing.scope(actor),
            Staffing.state == StaffingState.DRAFT,
        )
    )  # fmt: skip


def _meetings() -> ModelSelect:
    return of_topic(
        Topic.MEETING, Meeting, Meeting.key, Meeting.kind, Meeting.way, on=Meeting.starts_on,
        at=Meeting.starts_at,
    ).where(
        Meeting.case == Place("case"), Meeting.state == MeetingState.PLANNED,
        Meeting.starts_on >= Place("today"),
    )  # fmt: skip


def _referrals(actor: Actor) -> ModelSelect:
    is_open: Any = ServiceReferral.state.in_(OPEN_REFERRALS)
    return (
        of_topic(
            Topic.REFERRAL, ServiceReferral, ServiceReferral.key, ServiceReferral.kind,
            ServiceReferral.state, at=ServiceReferral.made_at,
        )
        .join(Case)
        .where(
            ServiceReferral.case == Place("case"), ServiceReferral.readable_by(actor), is_open
        )
    )  # fmt: skip


def _services() -> ModelSelect:
    return of_topic(
        Topic.SERVICE, SupportiveService, SupportiveService.key, SupportiveService.service,
        SupportiveService.state, on=SupportiveService.ends_on, at=SupportiveService.made_at,
    ).where(
        SupportiveService.case == Place("case"), SupportiveService.state.in_(OPEN_SERVICES)
    )  # fmt: skip


def _handing() -> ModelSelect:
    return of_topic(
        Topic.HANDING, Handing, Handing.key, Handing.kind, Handing.state, at=Handing.since_at
    ).where(Handing.case == Place("case"), Handing.ended_at.is_null())


def _updates() -> ModelSelect:
    return of_topic(
        Topic.UPDATE, StatusUpdate, StatusUpdate.key, StatusUpdate.recipient,
        at=StatusUpdate.sent_at,
    ).where(StatusUpdate.case == Place("case"), StatusUpdate.answered_at.is_null())  # fmt: skip
