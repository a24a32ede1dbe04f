"""Verdicts on months as they are given and kept, and the steps taken on them."""

from datetime import date, datetime

import flask
import pytest

from portal.models import (
    AuditEntry,
    Case,
    MonthVerdict,
    Task,
)
from portal.models.hours import HoursSource
from portal.operations.hours.verdicts import (
    give_verdict,
    judge_activities,
    judge_last_month,
    take_step,
)
from portal.policy.refusals import Refused
from portal.policy.verdicts import NextStep, StepRefusal, Verdict, VerdictCause
from tests import factories
from tests.factories import NOON
from tests.hours import months
from tests.hours.scene import (
    DECEMBER_2,
    MONDAY,
    NOVEMBER,
    UNEXCUSED,
    WEDNESDAY,
    Scene,
)


@pytest.fixture
def scene(both_databases: flask.Flask) -> Scene:
    return Scene()


def test_a_month_that_is_over_gets_a_verdict_with_every_change_and_keeps_those_before(
    scene: Scene,
) -> None:
    scene.told(MONDAY, 180, source=HoursSource.PROVIDER, entered_by=months.provider())
    scene.accept(0)
    assert not MonthVerdict.select().count(), "a month that runs is judged as it is read"
    first = give_verdict(
        scene.ana.actor, case=scene.case, month=NOVEMBER, cause=VerdictCause.MONTH_END,
        at=DECEMBER_2,
    )  # fmt: skip
    assert (first.verdict, first.counted, first.planned) == (Verdict.SHORT, 180, 1620)
    same = give_verdict(
        scene.ana.actor, case=scene.case, month=NOVEMBER, cause=VerdictCause.MONTH_END,
        at=DECEMBER_2,
    )  # fmt: skip
    assert same == first
    scene.enter(WEDNESDAY, 0, absence=UNEXCUSED, at=DECEMBER_2)
    second = MonthVerdict.get(MonthVerdict.replaced_at.is_null())
    assert (second.unexcused, second.cause) == (180, VerdictCause.HOURS)
    assert MonthVerdict.get_by_id(first.id).replaced_at == DECEMBER_2


def test_a_changed_activity_has_the_running_month_judged(scene: Scene) -> None:
    from portal.operations import operation, record

    @operation()
    def change(*, at: datetime) -> None:
        judge_activities(scene.ana.actor, scene.case, at)
        record(scene.ana.actor, "write_plan", scene.case, case=scene.case)

    change(at=NOON)
    found = MonthVerdict.get()
    assert (found.cause, found.verdict, found.month) == (
        VerdictCause.ACTIVITY, Verdict.SHORT, "2026-11"
    )  # fmt: skip


def test_a_step_is_put_on_record_and_becomes_a_dated_task(scene: Scene) -> None:
    def take(step: NextStep) -> MonthVerdict:
        return take_step(
            scene.ana.actor, case=scene.case, month=NOVEMBER, step=step, at=DECEMBER_2
        )  # fmt: skip

    with pytest.raises(Refused) as raised:
        take(NextStep.ASK_FOR_PROOF)
    assert raised.value.codes == {"": StepRefusal.NOT_OFFERED}
    found = MonthVerdict.get_by_id(take(NextStep.REFER_TO_SPECIALIST).id)
    assert (found.step, found.step_by) == (NextStep.REFER_TO_SPECIALIST, scene.ana)
    task = Task.get_by_id(found.task_id)
    assert task.text == "Refer to a support specialist: hours of November 2026"
    assert task.due_on == date(2026, 12, 9)
    assert Case.get_by_id(scene.case.id).status == "active", "nothing follows by itself"
    assert AuditEntry.select().where(AuditEntry.action == "take_step").count() == 1


def test_the_night_judges_the_month_before_once_for_every_case_that_owed_hours(
    scene: Scene,
) -> None:
    exempt = factories.case(
        factories.participant("Shirin Ahmadi", "fa"), scene.ana, "WTW-1004", status="exempt",
        status_since_on=date(2026, 10, 1),
    )  # fmt: skip
    late = factories.case(
        factories.participant("New Comer", "en"), scene.ana, "WTW-1009",
        enrolled_on=date(2026, 12, 1),
    )  # fmt: skip
    scene.told(MONDAY, 180, source=HoursSource.PROVIDER, entered_by=months.provider())
    scene.accept(0)
    assert sum(judge_last_month(date(2026, 12, 1), DECEMBER_2)) == 1
    found = MonthVerdict.get()
    assert (found.case, found.month, found.cause) == (scene.case, "2026-11", "month_end")
    assert (found.counted, found.verdict) == (180, Verdict.SHORT)
    by_itself = give_verdict(
        scene.ana.actor, case=scene.case, month=NOVEMBER, cause=VerdictCause.MONTH_END,
        at=DECEMBER_2,
    )  # fmt: skip
    assert by_itself == found, "read for many or for one, the figures are the same"
    assert sum(judge_last_month(date(2026, 12, 7), DECEMBER_2)) == 0
    assert sum(judge_last_month(date(2027, 1, 8), DECEMBER_2)) == 0, "too late in the month"
    assert not {exempt.id, late.id} & {one.case_id for one in MonthVerdict.select()}


def test_what_was_said_while_a_month_ran_is_said_anew_at_its_end(scene: Scene) -> None:
    early = give_verdict(
        scene.ana.actor, case=scene.case, month=NOVEMBER, cause=VerdictCause.ACTIVITY, at=NOON
    )
    assert early.verdict == Verdict.SHORT
    assert not MonthVerdict.select().where(MonthVerdict.is_open()).count(), "the month still runs"
    assert sum(judge_last_month(date(2026, 12, 1), DECEMBER_2)) == 1
    last = MonthVerdict.get(MonthVerdict.is_open())
    assert (last.cause, last.counted) == (VerdictCause.MONTH_END, early.counted)
    assert MonthVerdict.get_by_id(early.id).replaced_at == DECEMBER_2
    assert sum(judge_last_month(date(2026, 12, 2), DECEMBER_2)) == 0
