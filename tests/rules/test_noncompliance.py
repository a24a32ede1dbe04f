"""CASE-4: noncompliance goes its steps, from the notice over twenty days to a finding or a plan."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal.models import Case, Document
from portal.operations import noncompliance as acts
from portal.policy.calendar import day_ends_at
from portal.policy.documents import DocumentState
from portal.policy.noncompliance import (
    DeliveryWay,
    GoodCause,
    Nearness,
    NoncomplianceRefusal,
    NoncomplianceState,
    nearness,
)
from portal.policy.refusals import Refused
from portal.policy.sanction_gate import Missing, missing
from portal.reports.noncompliance.gate import gate_facts
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


def test_case_4_noncompliance_goes_from_the_notice_over_twenty_days_to_a_finding_or_a_plan(
    both_databases: flask.Flask,
) -> None:
    _who_owes_nothing_is_asked_nothing()
    _the_twenty_days_run_from_delivery_in_the_person_s_language()
    _what_was_uploaded_in_time_is_looked_at_before_anything_is_found()
    _good_cause_ends_it_at_any_time()
    _a_compliance_plan_ends_it_or_is_asked_about_anew()
    _steps_are_listed_when_they_are_near_or_past_due()


def _who_owes_nothing_is_asked_nothing() -> None:
    for status in ("exempt", "volunteer", "discontinued"):
        ana, of = scene.case_of(f"Not {status}", status=status)
        with refused(R.NOT_REQUIRED):
            scene.opened(ana, of)
    ana, of = scene.case_of("Dislocated Worker", program="dw")
    with refused(R.NO_PROCESS):
        scene.opened(ana, of)
    ana, of = scene.case_of("Twice Asked")
    scene.opened(ana, of)
    with refused(R.OPEN_ALREADY):
        scene.opened(ana, of)


def _the_twenty_days_run_from_delivery_in_the_person_s_language() -> None:
    ana, of = scene.case_of("Hoa Tran", "vi")
    found = scene.opened(ana, of)
    assert status_of(of) == "good_cause"
    english = scene.notice(of, locale="en")
    with refused(R.OTHER_LANGUAGE, "way"):
        scene.delivered(ana, found, letter=english)
    letter = scene.notice(of, locale="vi")
    mailed: dict[str, Any] = {"letter": letter, "way": DeliveryWay.MAILED, "on": OPENED}
    with refused(R.DAY_TO_COME, "on"):
        scene.delivered(ana, found, at_on=OPENED + 4 * DAY, **mailed)
    found = scene.delivered(ana, found, at_on=OPENED + 5 * DAY, **mailed)
    assert found.delivered_on == OPENED + 5 * DAY
    assert found.good_cause_until == OPENED + 25 * DAY
    kept: Any = Case.get_by_id(of.id)
    assert kept.good_cause_until == kept.noncompliance_due_on == OPENED + 25 * DAY
    with refused(R.OTHER_LANGUAGE, "locale"):
        scene.asked(ana, found, OPENED + 6 * DAY, "en")
    found = scene.asked(ana, found, OPENED + 6 * DAY, "en", interpreter="Vietnamese, ID 221")
    with refused(R.DAYS_RUN):
        scene.no_cause(ana, found, OPENED + 25 * DAY)
    found = scene.no_cause(ana, found, OPENED + 26 * DAY)
    assert (found.state, status_of(of)) == (NoncomplianceState.NO_CAUSE, "noncompliance")
    assert Case.get_by_id(of.id).good_cause_until is None


def _what_was_uploaded_in_time_is_looked_at_before_anything_is_found() -> None:
    ana, of = scene.case_of("Mei Chen")
    found = scene.asked(ana, scene.delivered(ana, scene.opened(ana, of)), OPENED)
    last_moment = day_ends_at(UNTIL, ZONE) - timedelta(seconds=1)
    paper = Document.create(
        case=of, kind="medical_note", reference="D-1", opened_at=last_moment,
        received_at=last_moment, state=DocumentState.RECEIVED,
    )  # fmt: skip
    with refused(R.UNREAD):
        scene.no_cause(ana, found, UNTIL + DAY)
    Document.update(state=DocumentState.ACCEPTED).where(Document.id == paper.id).execute()
    assert scene.no_cause(ana, found, UNTIL + DAY).finding == "none"


def _good_cause_ends_it_at_any_time() -> None:
    for review_on, status in ((None, "active"), (OPENED + 30 * DAY, "good_cause")):
        ana, of = scene.case_of(f"Well {status}")
        found = acts.determine_cause(
            ana.actor, noncompliance=scene.opened(ana, of), is_good=True, cause=GoodCause.SICK,
            why="The child was in hospital.", review_on=review_on, at=noon(OPENED),
        )  # fmt: skip
        assert (found.state, status_of(of)) == (NoncomplianceState.GOOD_CAUSE, status)
        assert found.ended_on == OPENED
        scene.opened(ana, of) if review_on is None else None


def _a_compliance_plan_ends_it_or_is_asked_about_anew() -> None:
    ana, of = scene.case_of("Ji-woo Park")
    found = scene.to_no_cause(ana, of)
    today = UNTIL + DAY
    ends_on = today + 13 * DAY

    def agree(of_row: Any, on: date, last_on: date, **values: Any) -> Any:
        return acts.agree_compliance_plan(
            ana.actor, noncompliance=of_row, steps=["start_again"], text="", starts_on=on,
            ends_on=last_on, signed_on_paper=values.get("signed", False), at=noon(on),
        )  # fmt: skip

    with refused(R.PLAN_TOO_LONG, "ends_on"):
        agree(found, today, today + 60 * DAY)
    found = agree(found, today, ends_on)
    end = acts.end_compliance_plan
    with refused(R.NOT_SIGNED):
        end(ana.actor, noncompliance=found, is_kept=False, at=noon(ends_on + DAY))
    found = acts.sign_compliance_plan(
        of.participant and scene.factories.as_actor(of.participant), noncompliance=found,
        at=noon(today),
    )  # fmt: skip
    with refused(R.PLAN_RUNS):
        end(ana.actor, noncompliance=found, is_kept=False, at=noon(ends_on))
    found = end(ana.actor, noncompliance=found, is_kept=False, at=noon(ends_on + DAY))
    # What was decided before is not of the new question: the person is asked again.
    lacking = missing(gate_facts(found, ends_on + DAY))
    assert {Missing.NOT_ASKED, Missing.NOT_DECIDED} <= set(lacking)
    with refused(R.NOT_ASKED):
        scene.no_cause(ana, found, ends_on + DAY)
    found = _the_days_run_anew(ana, of, found, ends_on + DAY)
    found = agree(found, ends_on + DAY, ends_on + 5 * DAY, signed=True)
    found = end(ana.actor, noncompliance=found, is_kept=True, at=noon(ends_on + 2 * DAY))
    assert (found.state, status_of(of)) == (NoncomplianceState.CURED, "active")


def _the_days_run_anew(ana: Any, of: Case, found: Any, on: date) -> Any:
    """The letter of before does not count; the new one does, and while its twenty days run nobody
    finds that there was no good cause."""
    assert (found.is_told, found.due_on) == (False, on + 10 * DAY)
    with refused(R.NOT_SENT):
        scene.delivered(ana, found, on, letter=scene.notice(of, OPENED))
    found = scene.asked(ana, scene.delivered(ana, found, on), on)
    assert (found.is_told, found.good_cause_until, found.due_on) == (
        True,
        on + 20 * DAY,
        on + 20 * DAY,
    )
    with refused(R.DAYS_RUN):
        scene.no_cause(ana, found, on + 20 * DAY)
    with refused(R.DELIVERED):
        scene.delivered(ana, found, on)
    return found


def _steps_are_listed_when_they_are_near_or_past_due() -> None:
    for on, said in (
        (UNTIL - 6 * DAY, Nearness.AHEAD), (UNTIL - 5 * DAY, Nearness.NEAR),
        (UNTIL, Nearness.NEAR), (UNTIL + DAY, Nearness.OVERDUE),
    ):  # fmt: skip
        assert nearness(UNTIL, on) is said, on
