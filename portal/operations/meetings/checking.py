"""What stands in the way of a meeting on a case: its times, its order, who comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.models.cases import Case
from portal.models.meetings import Meeting
from portal.policy import meetings as rules
from portal.policy.meetings import Cadence, MeetingKind, MeetingRefusal, MeetingState, MeetingWay
from portal.policy.statuses import CaseStatus
from portal.reports.meetings import first_meetings
from portal.reports.meetings.comers import comers_of, likely


@dataclass(frozen=True)
class Asked:
    """What a kind of meeting may need beside its time and place: the staffing it is `about`, how
    often the support team meets again, the key of the provider who comes (empty: who gave notice),
    that none comes, that nothing but e-mail works, and why an orientation comes before the
    introduction."""

    about: str = ""
    cadence: Cadence | None = None
    provider: str = ""
    is_without_provider: bool = False
    only_email_works: bool = False
    order_why: str = ""


def refusals_to_put(
    case: Case, kind: MeetingKind, starts_at: datetime, minutes: int, way: MeetingWay, place: str,
    at: datetime, asked: Asked,
) -> dict[str, MeetingRefusal]:  # fmt: skip
    """Why a meeting cannot be planned on this case; empty when it can (TEAM-1, TEAM-2)."""
    if case.status == CaseStatus.CLOSED:
        return {"": MeetingRefusal.CASE_CLOSED}
    found = rules.refusals_to_plan(
        kind, starts_at, minutes, way, place, at, asked.only_email_works
    )  # fmt: skip
    is_first = kind in (MeetingKind.ORIENTATION, MeetingKind.ORIENTATION_ONE_ON_ONE)
    if is_first and not asked.order_why.strip():
        introduction = first_meetings(case).get(MeetingKind.INTRODUCTION)
        if introduction is None or introduction.starts_at > starts_at:
            found.setdefault("order_why", MeetingRefusal.INTRODUCTION_FIRST)
    if kind is MeetingKind.SUPPORT_TEAM:
        found = _wrong_comer(case, asked) | found
    return found or busy(case.id, starts_at, minutes, 0)


def _wrong_comer(case: Case, asked: Asked) -> dict[str, MeetingRefusal]:
    """Whether a provider was chosen to whom the case is not referred, or none of several."""
    comers = comers_of(case)
    if asked.provider:
        is_one = case.is_restricted or any(one.key == asked.provider for one in comers)
        return {} if is_one else {"provider": MeetingRefusal.NOT_THEIR_PROVIDER}
    is_open = bool(comers) and not asked.is_without_provider and likely(comers) is None
    return {"provider": MeetingRefusal.WHO_COMES} if is_open else {}


def busy(case_id: int, starts_at: datetime, minutes: int, but: int) -> dict[str, MeetingRefusal]:
    """Whether the participant has another meeting at that time."""
    rows = Meeting.select(Meeting.starts_at, Meeting.minutes).where(
        Meeting.case == case_id, Meeting.state == MeetingState.PLANNED, Meeting.id != but,
        Meeting.starts_at.between(starts_at - timedelta(days=1), starts_at + timedelta(days=1)),
    )  # fmt: skip
    ends_at = starts_at + timedelta(minutes=minutes)
    is_busy = any(one.starts_at < ends_at and starts_at < one.ends_at for one in rows)
    return {"starts_at": MeetingRefusal.SAME_TIME} if is_busy else {}


def provider_for(case: Case, kind: MeetingKind, asked: Asked) -> int | None:
    """The account of the provider who comes to a support team: the one that was chosen, else who
    gave notice, else the only one that the case is referred to; none to a private case's."""
    if kind is not MeetingKind.SUPPORT_TEAM or asked.is_without_provider:
        return None
    comers = comers_of(case)
    if asked.provider:
        return next((one.id for one in comers if one.key == asked.provider), None)
    found = likely(comers)
    return found.id if found else None
