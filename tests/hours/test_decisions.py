"""What a worker decides about hours."""

from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal.models import (
    Case,
    Document,
    HoursEntry,
    HoursWeek,
    OutboxMessage,
    TextRequest,
)
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.operations.hours import decisions
from portal.policy.attendance import ObjectionAnswer
from portal.policy.hours_decisions import DecisionRefusal, ReturnReason
from portal.policy.refusals import Refused
from portal.reports.hours.month import read_month
from tests.factories import NOON, TODAY
from tests.hours import months
from tests.hours.scene import (
    EXCUSED,
    MONDAY,
    NOVEMBER,
    UNEXCUSED,
    WEDNESDAY,
    Scene,
)


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
