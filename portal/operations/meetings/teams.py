"""The support team's paper: the provider's notice and summary, the worker's signature, the
supervisor's initials (TEAM-2, TEAM-3)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from portal import db, resources
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case
from portal.models.meetings import SummaryState, TeamNotice, TeamSummary
from portal.models.tasks import Task, TaskOwner
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.tasks import add_task, finish_task
from portal.policy.calendar import office_date
from portal.policy.meetings import MeetingRefusal, schedule_by
from portal.policy.refusals import Refused, refuse_if
from portal.reports.cases.sealed_texts import sealed
from portal.reports.meetings.team import is_referred
from portal.words.meeting_work import notice_task, summary_task

SIGN_DAYS = 7  # calendar days for the worker to complete a summary (ours)


@dataclass(frozen=True)
class SummaryTexts:
    """The three parts of a summary: barriers with recommendations, goals and plan, and what is
    recommended to the worker."""

    barriers: str
    goals: str
    recommendations: str

    @property
    def missing(self) -> dict[str, MeetingRefusal]:
        """Which parts say nothing."""
        parts = asdict(self).items()
        return {name: MeetingRefusal.NOTHING_SAID for name, text in parts if not text.strip()}


@operation(result=TeamNotice)
def give_notice(
    actor: Actor, *, case: Case, at: datetime, operation_key: str | None = None
) -> TeamNotice:
    """A provider tells the worker that the support team can meet: the worker has one week to
    schedule it, and a task that says so.

    Raises Refused for a case that was not referred to this provider, and while a notice waits.
    Source: TEAM-2; WTW 42-7.38, II.B.
    """
    _refuse_strangers(actor, case)
    waiting = (TeamNotice.case == case.id) & TeamNotice.scheduled_at.is_null()
    if TeamNotice.select().where(waiting).exists():
        raise Refused({"": MeetingRefusal.ASKED_ALREADY})
    today = office_date(at, resources.timezone())
    by = schedule_by(today)
    task = add_task(
        SYSTEM, case=case, owner=TaskOwner.WORKER, due_on=by, text=notice_task(actor.name), at=at
    )  # fmt: skip
    made: TeamNotice = TeamNotice.create(
        case=case.id, provider=actor.id, told_at=at, told_on=today, schedule_by=by, task_id=task.id
    )
    record(actor, "give_team_notice", made, case=case)
    return made


@operation(result=TeamSummary)
def file_summary(
    actor: Actor, *, case: Case, texts: SummaryTexts, at: datetime,
    operation_key: str | None = None,
) -> TeamSummary:  # fmt: skip
    """A provider files the summary of the first activities; the worker gets a task to complete and
    sign it. The texts are sealed and stay as they were filed.

    Raises Refused for a part that says nothing, a case that was not referred to this provider, and
    while a summary waits for the worker. Source: TEAM-3; WTW 42-7.38, II.B.
    """
    refuse_if(texts.missing)
    _refuse_strangers(actor, case)
    waits = (TeamSummary.case == case.id) & (TeamSummary.state == SummaryState.FILED)
    if TeamSummary.select().where(waits).exists():
        raise Refused({"": MeetingRefusal.ASKED_ALREADY})
    key = db.new_key()
    by = office_date(at, resources.timezone()) + timedelta(days=SIGN_DAYS)
    task = add_task(
        SYSTEM, case=case, owner=TaskOwner.WORKER, due_on=by, text=summary_task(actor.name), at=at
    )  # fmt: skip
    made: TeamSummary = TeamSummary.create(
        key=key, case=case.id, provider=actor.id, filed_at=at, task_id=task.id,
        sealed_filed=_sealed(actor, case, f"team_summary/{key}/filed", texts, at),
    )  # fmt: skip
    record(actor, "file_team_summary", made, case=case)
    return made


@operation(result=TeamSummary)
def complete_summary(
    actor: Actor, *, summary: TeamSummary, texts: SummaryTexts, is_signed: bool, version: int,
    at: datetime, operation_key: str | None = None,
) -> TeamSummary:  # fmt: skip
    """The worker adds to a summary and changes it, and signs it; from then on it stays as it is.

    Raises Refused for a part that says nothing, and where somebody saved or signed it meanwhile.
    Source: TEAM-3; WTW 42-7.38, II.B.
    """
    refuse_if(texts.missing)
    row: Any = summary
    place = f"team_summary/{row.key}/final"
    values: dict[str, Any] = {"sealed_final": _sealed(actor, row.case, place, texts, at)}
    if is_signed:
        values |= {"state": SummaryState.SIGNED, "signed_by": actor.id, "signed_at": at}
    kept = TeamSummary.update(version=TeamSummary.version + 1, **values).where(
        TeamSummary.id == summary.id, TeamSummary.version == version,
        TeamSummary.state == SummaryState.FILED,
    )  # fmt: skip
    if not kept.execute():
        raise Refused({"": MeetingRefusal.CHANGED})
    if is_signed and row.task_id and (task := Task.get_or_none(Task.id == row.task_id)):
        finish_task(actor, task=task, at=at)
    record(actor, "sign_team_summary" if is_signed else "save_team_summary", summary,
           case=row.case_id, fields=["final"])  # fmt: skip
    found: TeamSummary = TeamSummary.get_by_id(summary.id)
    return found


@operation(result=TeamSummary)
def initial_summary(
    actor: Actor, *, summary: TeamSummary, at: datetime, operation_key: str | None = None
) -> TeamSummary:
    """The supervisor puts their initials under a summary that the worker signed.

    Raises Refused for one that is not signed, and of one's own. Source: TEAM-3.
    """
    row: Any = summary
    done = TeamSummary.update(
        state=SummaryState.INITIALED, initialed_by=actor.id, initialed_at=at,
        version=TeamSummary.version + 1,
    ).where(
        TeamSummary.id == summary.id, TeamSummary.state == SummaryState.SIGNED,
        TeamSummary.signed_by != actor.id,
    )  # fmt: skip
    if not done.execute():
        raise Refused({"": MeetingRefusal.SETTLED})
    record(actor, "initial_team_summary", summary, case=row.case_id, fields=["initialed_at"])
    found: TeamSummary = TeamSummary.get_by_id(summary.id)
    return found


def _refuse_strangers(actor: Actor, case: Case) -> None:
    if not is_referred(actor, case.id):
        raise Refused({"": MeetingRefusal.NOT_REFERRED})


def _sealed(actor: Actor, case: Case, place: str, texts: SummaryTexts, at: datetime) -> str:
    told = {name: text.strip() for name, text in asdict(texts).items()}
    key = case_key(case, at=at, actor=actor)
    return sealed(key, case, place, json.dumps(told, ensure_ascii=False))
