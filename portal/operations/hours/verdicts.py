"""Verdicts on months: given at a month's end and whenever hours or an activity change, each with
the step that the worker takes on it (PLAN-10)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from portal import i18n, resources
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case, EntryKind
from portal.models.tasks import Task, TaskOwner
from portal.models.verdicts import MonthVerdict
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline
from portal.operations.tasks import add_task
from portal.policy.calendar import Month, office_date
from portal.policy.programs import program
from portal.policy.refusals import Refused
from portal.policy.statuses import CaseStatus
from portal.policy.verdicts import (
    MonthFigures,
    NextStep,
    StepRefusal,
    VerdictCause,
    next_steps,
    verdict_of,
)
from portal.reports.hours.many import months_of, unjudged
from portal.reports.hours.month import read_month
from portal.reports.hours.verdicts import figures_of, standing_verdict
from portal.words.verdicts import task_words

NIGHTS_TO_JUDGE = 7  # late rather than never, after nights that were missed
JUDGE_CHUNK = 100  # cases in one transaction: others wait for it with their writes
TASK_DAYS = 7  # calendar days until a step's task falls due (ours)
TASK_STEPS = (NextStep.REFER_TO_SPECIALIST, NextStep.START_NONCOMPLIANCE)
_KEPT = ("required", "planned", "counted", "excused", "unexcused", "unproven")


def look_again(actor: Actor, case: Case, on: date, at: datetime) -> None:
    """Gives the verdict anew on the month of a changed day, inside the operation that changed it,
    once that month is over; a month that still runs is judged as its page is read."""
    month = Month.of(on)
    if month.last_on < office_date(at, resources.timezone()):
        give_verdict(actor, case=case, month=month, cause=VerdictCause.HOURS, at=at)


def judge_activities(actor: Actor, case: Case, at: datetime) -> None:
    """Gives the verdict on the running month, inside the operation that began, changed or ended an
    activity (PLAN-10; WTW 42-7.38, II.C)."""
    month = Month.of(office_date(at, resources.timezone()))
    give_verdict(actor, case=case, month=month, cause=VerdictCause.ACTIVITY, at=at)


@operation(result=MonthVerdict)
def give_verdict(
    actor: Actor, *, case: Case, month: Month, cause: VerdictCause, at: datetime
) -> MonthVerdict:
    """Says whether a month's required hours are met, and keeps it with its figures (minutes).

    The same figures make no second row. A step that was taken stays while the verdict does.
    """
    hours = read_month(case, month, office_date(at, resources.timezone()))
    return _keep(actor, case, month, figures_of(case, hours), cause, at)


@operation(result=MonthVerdict)
def take_step(
    actor: Actor, *, case: Case, month: Month, step: NextStep, at: datetime,
    operation_key: str | None = None,
) -> MonthVerdict:  # fmt: skip
    """Puts on record what the worker does about a month that is not met; to refer and to start
    noncompliance become a dated task (NOTE-4). Noncompliance itself begins with its notice.

    Raises Refused for a step that the month does not call for.
    """
    today = office_date(at, resources.timezone())
    figures = figures_of(case, read_month(case, month, today))
    offered = next_steps(figures, CaseStatus(str(case.status)), program(str(case.program)))
    if step not in offered:
        raise Refused({"": StepRefusal.NOT_OFFERED})
    verdict = _keep(actor, case, month, figures, VerdictCause.HOURS, at)
    task = _task(actor, case, month, step, at) if step in TASK_STEPS else None
    MonthVerdict.update(step=step, step_at=at, step_by=actor.id, task=task).where(
        MonthVerdict.id == verdict.id
    ).execute()
    add_to_timeline(case, EntryKind.MONTH_STEP, at, verdict.id)
    record(actor, "take_step", verdict, case=case, fields=["step"], reason=str(step))
    return verdict


def judge_last_month(today: date, at: datetime) -> Iterator[int]:
    """Gives each case that owed hours its verdict on the month before, in the first nights of a
    month; who has one is left alone. Gives the verdicts of each chunk (PLAN-10)."""
    if today.day > NIGHTS_TO_JUDGE:
        return
    month = Month.of(today).plus(-1)
    while cases := unjudged(month, JUDGE_CHUNK):
        yield _judge(cases=cases, month=month, today=today, at=at)


@operation()
def _judge(*, cases: list[Case], month: Month, today: date, at: datetime) -> int:
    hours = months_of(cases, month, today)
    rows = [
        _values(figures_of(case, hours[case.id]))
        | {"case": case.id, "month": str(month), "cause": VerdictCause.MONTH_END, "given_at": at}
        for case in cases
    ]
    MonthVerdict.update(replaced_at=at).where(
        MonthVerdict.case.in_([case.id for case in cases]),
        MonthVerdict.month == str(month),
        MonthVerdict.replaced_at.is_null(),
    ).execute()
    MonthVerdict.insert_many(rows).execute()
    record(SYSTEM, "give_verdicts")
    return len(rows)


def _values(figures: MonthFigures) -> dict[str, Any]:
    kept = {name: getattr(figures, name) for name in _KEPT}
    return kept | {"verdict": verdict_of(figures)}


def _task(actor: Actor, case: Case, month: Month, step: NextStep, at: datetime) -> Task:
    due_on = office_date(at, resources.timezone()) + timedelta(days=TASK_DAYS)
    with i18n.use("en"):
        text = task_words(step, month.first_on)
    return add_task(
        actor, case=case, owner=TaskOwner.WORKER, due_on=due_on, text=text, at=at
    )  # fmt: skip


def _covers(given: str, cause: VerdictCause) -> bool:
    """Whether the same figures need no second verdict: said while the month ran, they do."""
    return given != VerdictCause.ACTIVITY or cause is VerdictCause.ACTIVITY


def _keep(
    actor: Actor, case: Case, month: Month, figures: MonthFigures, cause: VerdictCause, at: datetime
) -> MonthVerdict:
    values = _values(figures)
    standing: Any = standing_verdict(case, month)
    if standing is not None:
        is_same = all(getattr(standing, name) == value for name, value in values.items())
        if is_same and _covers(standing.cause, cause):
            record(actor, "give_verdict", standing, case=case, outcome="unchanged")
            kept: MonthVerdict = standing
            return kept
        MonthVerdict.update(replaced_at=at).where(MonthVerdict.id == standing.id).execute()
        if standing.verdict == values["verdict"]:
            values |= {
                "step": standing.step, "step_at": standing.step_at,
                "step_by": standing.step_by_id, "task": standing.task_id,
            }  # fmt: skip
    made: MonthVerdict = MonthVerdict.create(
        case=case.id, month=str(month), cause=cause, given_at=at, **values
    )
    record(actor, "give_verdict", made, case=case, reason=str(values["verdict"]))
    return made
