"""What a worker decides about hours, and the verdict that follows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import flask
import pytest

from portal.models import (
    AuditEntry,
    Case,
    Document,
    HoursEntry,
    HoursWeek,
    MonthVerdict,
    OutboxMessage,
    Task,
    TextRequest,
)
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.operations.hours import decisions
from portal.operations.hours.decisions import DayEntered
from portal.operations.hours.verdicts import (
    give_verdict,
    judge_activities,
    judge_last_month,
    take_step,
)
from portal.policy.attendance import ObjectionAnswer
from portal.policy.calendar import Month, Span
from portal.policy.documents import DocumentState
from portal.policy.hours_decisions import AbsenceDecision, DecisionRefusal, ReturnReason
from portal.policy.refusals import Refused
from portal.policy.verdicts import NextStep, StepRefusal, Verdict, VerdictCause
from portal.reports.hours.month import read_month
from tests import factories
from tests.factories import NOON, TODAY
from tests.hours import months

NOVEMBER = Month(2026, 11)
WEEK = Span(date(2026, 11, 8), date(2026, 11, 14))
MONDAY, WEDNESDAY = date(2026, 11, 9), date(2026, 11, 11)
DECEMBER_2 = datetime(2026, 12, 2, 20, 0, tzinfo=UTC)
NONE, EXCUSED, UNEXCUSED = AbsenceDecision


class Scene:
    """Maria's case with Ana: an English class, Mondays and Wednesdays, three hours each."""

    def __init__(self, locale: str = "es") -> None:
        self.ana = factories.account()
        self.maria = factories.participant(locale=locale, phone="+15105550111",
                                           wants_text_messages=True)  # fmt: skip
        self.case: Case = factories.case(self.maria, self.ana)
        self.english = months.activity(months.signed_plan(self.case))

    def sent(self, **values: Any) -> HoursWeek:
        made: HoursWeek = HoursWeek.create(
            case=self.case, starts_on=WEEK.starts_on, ends_on=WEEK.ends_on, sent_at=NOON, **values
        )
        return made

    def told(self, on: date, minutes: int, **values: Any) -> HoursEntry:
        return months.hours(self.case, self.english, on, minutes, **values)

    def paper(self, **values: Any) -> Document:
        made: Document = Document.create(
            case=self.case, kind="attendance_sheet", reference="D-1", received_at=NOON,
            state=DocumentState.RECEIVED, opened_at=NOON, **values,
        )  # fmt: skip
        return made

    def enter(self, on: date, minutes: int | None, **values: Any) -> HoursEntry:
        at = values.pop("at", NOON)
        given = {"absence": NONE, "document": "", "seen": ""} | values
        day = DayEntered(str(self.english.series), on, minutes, **given)
        return decisions.enter_hours(self.ana.actor, case=self.case, day=day, at=at)

    def accept(self, version: int, at: datetime = NOON) -> None:
        decisions.accept_week(
            self.ana.actor, case=self.case, week=WEEK, version=version, at=at
        )  # fmt: skip

    def send_back(self, reason: ReturnReason | None, text: str = "", version: int = 1) -> None:
        decisions.return_week(
            self.ana.actor, case=self.case, week=WEEK, version=version, reason=reason, text=text,
            at=NOON,
        )  # fmt: skip

    def counted(self) -> int:
        return read_month(self.case, NOVEMBER, TODAY).tally.counted


@pytest.fixture
def scene(both_databases: flask.Flask) -> Scene:
    return Scene()


def again(entry: HoursEntry) -> HoursEntry:
    found: HoursEntry = HoursEntry.get_by_id(entry.id)
    return found


def test_an_accepted_week_counts_what_is_proven_at_once_and_the_rest_when_it_is(
    scene: Scene,
) -> None:
    week = scene.sent()
    scene.told(MONDAY, 180, document=scene.paper())
    bare = scene.told(WEDNESDAY, 180)
    scene.accept(1)
    assert HoursWeek.get_by_id(week.id).state == HoursState.ACCEPTED
    assert again(bare).state == HoursState.ACCEPTED
    assert scene.counted() == 180
    assert Case.get_by_id(scene.case.id).month_minutes_done == 180
    HoursEntry.update(document=Document.get()).where(HoursEntry.id == bare.id).execute()
    assert scene.counted() == 360
    with pytest.raises(Refused) as raised:
        scene.accept(2)
    assert raised.value.codes == {"": DecisionRefusal.NOTHING_THERE}


def test_a_week_that_was_not_sent_may_be_accepted_for_what_a_provider_entered(
    scene: Scene,
) -> None:
    scene.told(MONDAY, 180, source=HoursSource.PROVIDER, entered_by=months.provider())
    scene.accept(0)
    assert scene.counted() == 180
    assert not HoursWeek.select().count()


def test_a_week_sent_anew_meanwhile_is_not_decided_unseen(scene: Scene) -> None:
    scene.sent(version=2)
    entry = scene.told(MONDAY, 180)
    for version in (0, 1):
        with pytest.raises(Refused) as raised:
            scene.accept(version)
        assert raised.value.codes == {"": DecisionRefusal.CHANGED_MEANWHILE}
    assert again(entry).state == HoursState.REPORTED


def test_a_week_goes_back_with_a_reason_in_the_participants_language(scene: Scene) -> None:
    week = scene.sent()
    own = scene.told(MONDAY, 180)
    others = scene.told(
        WEDNESDAY, 180, source=HoursSource.PROVIDER, entered_by=months.provider()
    )  # fmt: skip
    with pytest.raises(Refused) as raised:
        scene.send_back(None)
    assert raised.value.codes == {"reason": DecisionRefusal.REASON_MISSING}
    with pytest.raises(Refused) as raised:
        scene.send_back(ReturnReason.OTHER, "  ")
    assert raised.value.codes == {"text": DecisionRefusal.WORDS_MISSING}
    scene.send_back(ReturnReason.PROOF_DIFFERS, "The sheet says two hours on Monday.")
    found = HoursWeek.get_by_id(week.id)
    assert (found.state, found.version) == (HoursState.RETURNED, 2)
    assert found.return_reason == ReturnReason.PROOF_DIFFERS
    assert again(own).state == HoursState.RETURNED
    assert again(others).state == HoursState.REPORTED
    assert TextRequest.select().where(TextRequest.object_kind == "hours_week").count() == 1
    message = OutboxMessage.get(OutboxMessage.kind == "hours_returned")
    assert "Monday" not in message.body, "no fact of the case goes to a phone"


def test_only_what_a_participant_sent_goes_back(scene: Scene) -> None:
    with pytest.raises(Refused) as raised:
        scene.send_back(ReturnReason.PROOF_MISSING, version=0)
    assert raised.value.codes == {"": DecisionRefusal.NOT_SENT}


def test_a_worker_enters_a_day_that_nobody_told_of_and_it_counts_with_its_paper(
    scene: Scene,
) -> None:
    made = scene.enter(MONDAY, 120, absence=EXCUSED)
    assert (made.missed_minutes, made.kind, made.source) == (
        60, HoursKind.EXCUSED, HoursSource.WORKER
    )  # fmt: skip
    assert scene.counted() == 0, "nothing proves it yet"
    scene.enter(MONDAY, 120, absence=EXCUSED, document=scene.paper().key, seen=made.key)
    assert scene.counted() == 120
    assert HoursEntry.select().count() == 2, "what stood before is kept"


def test_what_a_worker_enters_is_refused_where_it_makes_no_sense(scene: Scene) -> None:
    wrong: list[tuple[date, int | None, dict[str, Any], dict[str, DecisionRefusal]]] = [
        (TODAY + timedelta(days=1), 60, {}, {"": DecisionRefusal.NOT_YET}),
        (date(2026, 11, 1), 60, {}, {"": DecisionRefusal.NOT_IN_PLAN}),
        (MONDAY, None, {}, {"minutes": DecisionRefusal.NO_SUCH_TIME}),
        (MONDAY, 1441, {}, {"minutes": DecisionRefusal.NO_SUCH_TIME}),
        (MONDAY, 179, {}, {"absence": DecisionRefusal.DECISION_MISSING}),
        (MONDAY, 180, {"document": "x" * 16}, {"document": DecisionRefusal.NO_SUCH_DOCUMENT}),
        (MONDAY, 180, {"seen": "x" * 16}, {"": DecisionRefusal.CHANGED_MEANWHILE}),
    ]
    for on, minutes, values, codes in wrong:
        with pytest.raises(Refused) as raised:
            scene.enter(on, minutes, **values)
        assert raised.value.codes == codes
    assert not HoursEntry.select().count()


def test_a_private_document_proves_nothing_to_others(scene: Scene) -> None:
    with pytest.raises(Refused):
        scene.enter(MONDAY, 180, document=scene.paper(is_private=True).key)


def test_an_absence_is_excused_or_not_and_may_be_decided_anew(scene: Scene) -> None:
    entry = scene.told(MONDAY, 0, missed_minutes=180, kind=HoursKind.ABSENT, reason="ill")
    for decision, kind in ((UNEXCUSED, HoursKind.UNEXCUSED), (EXCUSED, HoursKind.EXCUSED)):
        decisions.decide_absence(scene.ana.actor, entry=entry, decision=decision, at=NOON)
        assert again(entry).kind == kind
    assert read_month(scene.case, NOVEMBER, TODAY).tally.excused == 180
    kept = scene.told(WEDNESDAY, 180)
    with pytest.raises(Refused) as raised:
        decisions.decide_absence(scene.ana.actor, entry=kept, decision=EXCUSED, at=NOON)
    assert raised.value.codes == {"": DecisionRefusal.NOTHING_MISSED}


def test_an_objection_is_answered_by_keeping_or_by_correcting(scene: Scene) -> None:
    pat = months.provider()
    objected = {"objection": "was_there", "objected_at": NOON}
    kept, corrected = (
        scene.told(
            on, 0, missed_minutes=180, kind=HoursKind.ABSENT, source=HoursSource.PROVIDER,
            entered_by=pat, **objected,
        )
        for on in (MONDAY, WEDNESDAY)
    )  # fmt: skip
    decisions.keep_hours(scene.ana.actor, entry=kept, at=NOON)
    assert again(kept).objection_answer == ObjectionAnswer.KEPT
    with pytest.raises(Refused):
        decisions.keep_hours(scene.ana.actor, entry=again(kept), at=NOON)
    scene.enter(WEDNESDAY, 180, seen=str(corrected.key))
    assert again(corrected).objection_answer == ObjectionAnswer.CORRECTED


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
