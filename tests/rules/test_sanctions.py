"""STAFF-3 and CASE-5: nothing is taken from a family before all that was promised them was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal.models import Case, Document, Message, Noncompliance, Report, StatusPeriod
from portal.operations import noncompliance as acts
from portal.operations.messages.threads import send_own_message
from portal.policy.documents import DocumentState
from portal.policy.noncompliance import (
    NoncomplianceRefusal,
    NoncomplianceState,
    SanctionEnd,
)
from portal.policy.refusals import Refused
from portal.policy.sanction_gate import Missing, SanctionStep, missing, seven_steps
from portal.policy.staffings import Decision, StaffingKind
from portal.policy.status_periods import StatusRefusal
from portal.reports.noncompliance.gate import gate_facts, sanction_facts
from tests.factories import account
from tests.noncompliance import scene
from tests.noncompliance.scene import OPENED, UNTIL, noon

DAY = timedelta(days=1)
ZONE = "America/Los_Angeles"
R = NoncomplianceRefusal


@contextmanager
def refused(code: Any, field: str = "") -> Iterator[None]:
    """What is done inside is refused with this code."""
    with pytest.raises(Refused) as raised:
        yield
    assert raised.value.codes.get(field) == code, raised.value.codes


def status_of(of: Case) -> str:
    found: Any = Case.get_by_id(of.id)
    return str(found.status)


def test_staff_3_no_sanction_is_entered_before_all_that_was_promised_is_done_and_staffed(
    both_databases: flask.Flask,
) -> None:
    _all_that_is_missing_is_said_at_once()
    _each_thing_that_is_missing_closes_the_gate()
    _a_staffing_of_before_or_for_something_else_does_not_open_it()
    _who_is_not_on_the_case_does_not_enter_it()


def _all_that_is_missing_is_said_at_once() -> None:
    ana, of = scene.case_of("Nothing Done")
    found = scene.opened(ana, of)
    assert missing(gate_facts(found, OPENED)) == (
        Missing.NOT_DELIVERED, Missing.NOT_ASKED, Missing.NOT_DECIDED,
        Missing.SUPPORTS_NOT_CHECKED, Missing.NO_STAFFING,
    )  # fmt: skip
    with refused(R.TOO_LATE):
        scene.sanctioned(ana, of, found=found)


def _each_thing_that_is_missing_closes_the_gate() -> None:
    today = date(2026, 10, 26)
    for number, (spoil, said) in enumerate(_SPOILED):
        ana, of = scene.case_of(f"Spoiled {number}")
        found = scene.to_gate(ana, of)
        assert missing(gate_facts(found, today)) == ()
        spoil(of, found)
        again: Any = Noncompliance.get_by_id(found.id)
        assert missing(gate_facts(again, today)) == (said,)
        with refused(R.GATE):
            scene.sanctioned(ana, of, found=again)
        assert status_of(of) != "sanctioned"


def _message(of: Case, _found: Any) -> None:
    send_own_message(
        scene.factories.as_actor(of.participant), case=of, text="Estuve enferma.", locale="es",
        at=noon(date(2026, 10, 26)),
    )  # fmt: skip


def _report(of: Case, _found: Any) -> None:
    Report.create(
        case=of, contact=scene.factories.case and _contact(of), kind="in-touch", answers="{}",
        reference=f"R-{of.id}", locale="es", sent_at=noon(UNTIL),
    )  # fmt: skip


def _contact(of: Case) -> Any:
    from portal.models import Contact

    return Contact.create(
        case=of, occurred_on=UNTIL, entered_at=noon(UNTIL), way="portal", is_live=True,
        direction="from_participant", is_attempt=False, reason="x",
    )  # fmt: skip


def _private_paper(of: Case, _found: Any) -> None:
    Document.create(
        case=of, kind="medical_note", reference=f"P-{of.id}", opened_at=noon(UNTIL),
        received_at=noon(UNTIL), state=DocumentState.RECEIVED, is_private=True,
    )  # fmt: skip


def _set(**values: Any) -> Callable[[Case, Any], None]:
    def change(_of: Case, found: Any) -> None:
        Noncompliance.update(**values).where(Noncompliance.id == found.id).execute()

    return change


def _exempt(of: Case, _found: Any) -> None:
    Case.update(status="exempt").where(Case.id == of.id).execute()


def _danger(of: Case, _found: Any) -> None:
    Case.update(is_restricted=True).where(Case.id == of.id).execute()


def _against(of: Case, _found: Any) -> None:
    scene.staffed(of, date(2026, 10, 26), Decision.DO_NOT_PURSUE)


_SPOILED: list[tuple[Callable[[Case, Any], None], Missing]] = [
    (_exempt, Missing.STATUS_CHANGED),
    (_danger, Missing.IN_DANGER),
    (_set(delivered_on=None), Missing.NOT_DELIVERED),
    (_set(delivered_locale="en"), Missing.DELIVERED_IN_OTHER_LANGUAGE),
    (_set(asked_on=None), Missing.NOT_ASKED),
    (_set(asked_locale="en"), Missing.ASKED_IN_OTHER_LANGUAGE),
    (_set(good_cause_until=date(2026, 10, 26)), Missing.DAYS_RUN),
    (_private_paper, Missing.DOCUMENTS_UNREAD),
    (_message, Missing.MESSAGES_UNREAD),
    (_report, Missing.REPORTS_UNREAD),
    (_set(finding=""), Missing.NOT_DECIDED),
    (_set(supports_checked_on=OPENED - DAY), Missing.SUPPORTS_NOT_CHECKED),
    (_against, Missing.STAFFING_DECIDED_AGAINST),
]


def _a_staffing_of_before_or_for_something_else_does_not_open_it() -> None:
    ana, of = scene.case_of("Old Staffing")
    found = scene.checked(ana, scene.to_no_cause(ana, of), date(2026, 10, 23))
    scene.staffed(of, OPENED - DAY)
    scene.staffed(of, date(2026, 10, 24), kind=StaffingKind.DIFFICULT)
    scene.staffed(of, date(2026, 10, 25), state="draft")
    assert missing(gate_facts(found, date(2026, 10, 26))) == (Missing.NO_STAFFING,)
    scene.staffed(of, OPENED)
    assert missing(gate_facts(found, date(2026, 10, 26))) == ()


def _who_is_not_on_the_case_does_not_enter_it() -> None:
    ana, of = scene.case_of("Own Worker")
    found = scene.to_gate(ana, of)
    other = account("Ben Cho", email="ben@demo.example")
    with refused(R.NOT_OWN):
        scene.sanctioned(other, of, found=found)
    assert scene.sanctioned(ana, of, found=found).state == NoncomplianceState.SANCTIONED


def test_case_5_a_sanction_has_its_notice_its_seven_steps_and_an_end_that_is_shown(
    both_databases: flask.Flask,
) -> None:
    _a_sanction_waits_until_its_notice_has_ended()
    _the_seven_steps_follow_from_facts_and_marks()
    _it_ends_when_the_steps_are_done()


def _a_sanction_waits_until_its_notice_has_ended() -> None:
    ana, of = scene.case_of("Notice Days")
    found, today = scene.to_gate(ana, of), date(2026, 10, 26)
    with refused(R.SHORT_NOTICE, "effective_on"):
        scene.sanctioned(ana, of, found=found, effective_on=today + 9 * DAY)
    with refused(R.NO_STEPS, "steps"):
        scene.sanctioned(ana, of, found=found, steps=[])
    found = scene.sanctioned(ana, of, found=found, effective_on=today + 10 * DAY)
    assert found.effective_on == today + 10 * DAY
    assert status_of(of) == "noncompliance", "nothing is taken before the day"
    period = StatusPeriod.get(StatusPeriod.case == of, StatusPeriod.status == "sanctioned")
    assert period.starts_on == today + 10 * DAY
    with refused(R.TOO_LATE):
        scene.sanctioned(ana, of, found=found)


def _the_seven_steps_follow_from_facts_and_marks() -> None:
    ana, of = scene.case_of("Seven Steps")
    found: Any = scene.sanctioned(ana, of)
    of = Case.get_by_id(of.id)
    marked = {str(one): OPENED for one in SanctionStep}
    steps = {one.step: one for one in seven_steps(sanction_facts(found, of, OPENED), marked)}
    assert len(steps) == 7
    assert steps[SanctionStep.STATUS_SET].done_on is None, "a mark does not set a status"
    assert steps[SanctionStep.IMPOSED_CORRECTLY].done_on is None, "the letter has not left"
    assert steps[SanctionStep.ACTIVITY_ENDED].done_on == OPENED
    scene.notice(of, date(2026, 10, 27), kind="sanction")
    Case.update(last_touched_on=date(2026, 10, 31)).where(Case.id == of.id).execute()
    of = Case.get_by_id(of.id)
    for today, touched in ((date(2026, 10, 31), True), (date(2026, 11, 1), False)):
        steps = {one.step: one for one in seven_steps(sanction_facts(found, of, today), marked)}
        assert (steps[SanctionStep.CONTACTED].done_on is not None) is touched, today
    assert steps[SanctionStep.IMPOSED_CORRECTLY].done_on == OPENED


def _it_ends_when_the_steps_are_done() -> None:
    ana, of = scene.case_of("Comes Back")
    found, on = scene.sanctioned(ana, of), date(2026, 11, 20)

    def cure(of_row: Any, reason: SanctionEnd, ended_on: date = on) -> Any:
        return acts.cure_sanction(
            ana.actor, noncompliance=of_row, reason=reason, ended_on=ended_on, at=noon(on)
        )

    with refused(R.STEPS_LEFT, "reason"):
        cure(found, SanctionEnd.TOOK_PART)
    for step in ("say_yes", "sign_the_plan"):
        found = acts.mark_cure_step(ana.actor, noncompliance=found, step=step, on=on, at=noon(on))
    with refused(R.DAY_TO_COME, "ended_on"):
        cure(found, SanctionEnd.TOOK_PART, on + DAY)
    found = cure(found, SanctionEnd.TOOK_PART)
    assert (found.state, status_of(of)) == (NoncomplianceState.SANCTION_ENDED, "active")
    assert Message.select().where(Message.case == of.id).count() == 0
    with refused(StatusRefusal.NO_STAFFING):
        _by_another_door(ana, of, on)


def _by_another_door(ana: Any, of: Case, on: date) -> None:
    from portal.operations import operation
    from portal.operations.statuses import enter_status
    from portal.policy.status_periods import StatusReason
    from portal.policy.statuses import CaseStatus

    @operation()
    def sneak(*, at: Any) -> None:
        enter_status(
            ana.actor, case=of, status=CaseStatus.SANCTIONED, reason=StatusReason.NO_CAUSE,
            starts_on=on, today=on, at=at,
        )  # fmt: skip

    sneak(at=noon(on))
