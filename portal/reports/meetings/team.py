"""The support team: notices, summaries and agendas, as their pages show them."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import Account, Actor, Office
from portal.models.cases import Case
from portal.models.meetings import AgendaItem, Meeting, SummaryState, TeamNotice, TeamSummary
from portal.models.plans import Plan, PlanState
from portal.models.referrals import Course, Referral
from portal.policy.calendar import office_date
from portal.policy.meetings import Cadence, MeetingKind, MeetingState, hold_by, next_on
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened
from portal.reports.meetings.comers import Comer, columns, referred_ids

PARTS = ("barriers", "goals", "recommendations")


def is_referred(actor: Actor, case_id: int) -> bool:
    """Whether a case is referred to this provider at this moment, and open to them."""
    theirs = Referral.visible_to(actor).where(Referral.case == case_id, Referral.ended_at.is_null())
    return bool(theirs.exists())


def referred_to(actor: Actor) -> list[Any]:
    """The people referred to a provider, each once, with the class; by name."""
    rows = (
        Referral.visible_to(actor)
        .where(Referral.ended_at.is_null(), Course.provider == actor.id)
        .order_by(Case.display_name, Referral.id)
    )
    return list({row.case_id: row for row in rows}.values())


def texts_of(summary: Any) -> dict[str, str]:
    """The parts of a summary as they stand: the worker's where there are such, else as filed."""
    column, name = (
        (summary.sealed_final, "final") if summary.sealed_final else (summary.sealed_filed, "filed")
    )
    return _parts(summary, name, column)


def filed_texts(summary: Any) -> dict[str, str]:
    """The parts of a summary as the provider filed them."""
    return _parts(summary, "filed", summary.sealed_filed)


def _parts(summary: Any, name: str, column: str) -> dict[str, str]:
    told = json.loads(opened(summary.case, f"team_summary/{summary.key}/{name}", column) or "{}")
    return {part: told.get(part, "") for part in PARTS}


def agenda_of(case: Case, meeting: Meeting) -> list[tuple[Any, str]]:
    """The proposals for a meeting's agenda in the order they came, each with its words."""
    rows = (
        AgendaItem.select(AgendaItem, Account.name)
        .join(Account, on=(AgendaItem.proposed_by == Account.id))
        .where(AgendaItem.meeting == meeting.id)
        .order_by(AgendaItem.id)
    )
    return [(row, opened(case, f"agenda_item/{row.key}/text", row.sealed_text)) for row in rows]


def purpose_of(case: Case, meeting: Any) -> str:
    """The purpose of a meeting whose agenda is settled."""
    return opened(case, f"meeting/{meeting.key}/purpose", meeting.sealed_purpose)


@dataclass(frozen=True, slots=True)
class TeamDates:
    """Where a case stands with its support team: local dates, each none where it is not known or
    not asked for; who gave the notice that waits to be scheduled; the office's address; the
    providers to whom it is referred, by name, as reports/meetings/comers.py has them."""

    notice_by: str = ""
    told_on: date | None = None
    schedule_by: date | None = None
    hold_by: date | None = None
    next_on: date | None = None
    office: str = ""
    comers: list[Comer] = field(default_factory=list)


def _dates() -> ModelSelect:
    comer = Account.alias()
    return (
        Case.select(
            Account.name, TeamNotice.told_on, TeamNotice.schedule_by, _first_signed(),
            Office.address, *columns(comer),
        )
        .join(Office)
        .switch(Case)
        .join(
            TeamNotice, JOIN.LEFT_OUTER,
            on=(TeamNotice.case == Case.id) & TeamNotice.scheduled_at.is_null(),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(TeamNotice.provider == Account.id))
        .switch(Case)
        .join(comer, JOIN.LEFT_OUTER, on=comer.id.in_(referred_ids()))
        .where(Case.id == Place("case"))
        .order_by(comer.name, comer.id)
        .tuples()
    )  # fmt: skip


_DATES = Prepared(_dates)


def _first_signed() -> Any:
    return Plan.select(fn.MIN(Plan.signed_by_participant_at)).where(
        Plan.case == Case.id, Plan.state.in_([PlanState.SIGNED, PlanState.SUPERSEDED])
    )


def team_dates(case: Case, meetings: list[Any], timezone: str) -> TeamDates:
    """By when the support team of a case meets (TEAM-2). In: the meetings of the case, the
    office's zone. One statement."""
    team = [one for one in meetings if one.kind == MeetingKind.SUPPORT_TEAM]
    held = [one for one in team if one.state == MeetingState.HELD]
    is_planned = any(one.state == MeetingState.PLANNED for one in team)
    rows = _DATES.tuples(case=case.id)
    name, told_on, by, signed, office = rows[0][:5]
    comers = {} if case.is_restricted else {row[5]: Comer(*row[5:]) for row in rows if row[5]}
    following = None
    if held and not is_planned and (last := held[0]).cadence:
        following = next_on(Cadence(last.cadence), last.starts_on)
    signed_at = Plan.signed_by_participant_at.python_value(signed)
    is_asked = not held and case.program == "wtw"
    first_by = hold_by(office_date(signed_at, timezone)) if signed_at and is_asked else None
    return TeamDates(
        name or "", _day(told_on), _day(by), first_by, following, office, list(comers.values())
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def summaries_of(actor: Actor, case: Case) -> list[Any]:
    """The summaries of a case that this person may see, the latest first."""
    return list(
        TeamSummary.visible_to(actor)
        .where(TeamSummary.case == case.id)
        .order_by(TeamSummary.id.desc())
    )


def summaries_in(actor: Actor, state: SummaryState) -> list[Any]:
    """The summaries in a state that stand in this person's work, the oldest first."""
    return list(
        TeamSummary.visible_to(actor)
        .where(TeamSummary.state == state, Case.work_of(actor))
        .order_by(TeamSummary.id)
        .limit(200)
    )


def notices_of(actor: Actor) -> list[Any]:
    """The notices of providers that wait to be scheduled in this person's work, the most pressing
    first."""
    return list(
        TeamNotice.select(TeamNotice, Case, Account.name)
        .join(Case)
        .switch(TeamNotice)
        .join(Account, on=(TeamNotice.provider == Account.id))
        .where(TeamNotice.scheduled_at.is_null(), Case.work_of(actor))
        .order_by(TeamNotice.schedule_by, TeamNotice.id)
        .limit(200)
    )


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """One person referred to a provider: the notice that waits, the support-team meetings the
    provider is asked to, and the summaries they filed, the latest first."""

    referral: Any
    notice: Any
    meetings: list[Any]
    summaries: list[Any]

    @property
    def may_file(self) -> bool:
        """Whether a summary can be filed: none waits for the worker."""
        return all(one.state != SummaryState.FILED for one in self.summaries)


def own_team(actor: Actor, case_id: int | None = None) -> list[OwnTeam]:
    """Everybody referred to a provider, with their own notices, meetings and summaries; four
    statements, however many people. In: one case alone."""
    people = [one for one in referred_to(actor) if case_id in (None, one.case_id)]
    ids = [one.case_id for one in people]
    notices = TeamNotice.visible_to(actor).where(
        TeamNotice.case.in_(ids), TeamNotice.scheduled_at.is_null()
    )
    meetings = Meeting.visible_to(actor).where(
        Meeting.case.in_(ids), Meeting.state.in_([MeetingState.PLANNED, MeetingState.HELD])
    )
    summaries = TeamSummary.visible_to(actor).where(TeamSummary.case.in_(ids))
    waiting = {one.case_id: one for one in notices}
    met = list(meetings.order_by(Meeting.starts_at.desc()))
    filed = list(summaries.order_by(TeamSummary.id.desc()))
    return [
        OwnTeam(
            one, waiting.get(one.case_id), [row for row in met if row.case_id == one.case_id],
            [row for row in filed if row.case_id == one.case_id],
        )
        for one in people
    ]  # fmt: skip


def own_team_of(actor: Actor, referral: Any) -> OwnTeam:
    """The same of one referral, also one that has ended: then nothing of it is there."""
    found = own_team(actor, referral.case_id)
    return found[0] if found else OwnTeam(referral, None, [], [])
