"""SUP-1, SUP-2, SUP-3: the case management report, case reviews and unengaged cases."""

from datetime import date, timedelta
from random import Random
from typing import Any

import flask
import pytest

from portal.models import Annotation, Case, Conference, Handing, Noncompliance
from portal.models.accounts import Account, Role
from portal.models.reviews import CaseReview
from portal.operations.cases import refresh
from portal.operations.reviews import (
    Filled,
    answer_review,
    choose_review,
    draw_reviews,
    send_review,
)
from portal.operations.reviews.annotating import annotate, hold_conference
from portal.policy.management_report import Action, Category, NextStep
from portal.policy.refusals import Refused
from portal.policy.reviews import Finding, Point, ReviewRefusal, Stratum, Verdict
from portal.reports import supervision
from portal.reports.supervision import annotations, reviews, workers
from tests import factories
from tests.factories import NOON, TODAY
from tests.hours import months

LONG_AGO = TODAY - timedelta(days=90)


def days(count: int) -> timedelta:
    return timedelta(days=count)


class Unit:
    """Ana's cases, and her supervisor."""

    def __init__(self) -> None:
        self.ana: Account = factories.account()
        self.sue: Account = factories.account("Sue Park", Role.SUPERVISOR)
        self.number = 1000

    def case(self, **values: Any) -> Case:
        self.number += 1
        person = factories.participant(f"Maria Lopez{self.number}")
        values = {"enrolled_on": LONG_AGO} | values
        return factories.case(person, self.ana, f"WTW-{self.number}", **values)

    def in_class(self, last_on: date | None = None, **values: Any) -> Case:
        """A case with a class in force since long ago, attended last on a day."""
        made = self.case(**values)
        plan = months.signed_plan(made, starts_on=LONG_AGO)
        english = months.activity(plan, starts_on=LONG_AGO)
        if last_on:
            months.hours(made, english, last_on, 180)
        return made

    def noncompliance(self, until: date, due: date | None = None, **values: Any) -> Case:
        made = self.in_class(TODAY)
        Noncompliance.create(
            case=made, act="part_missed", missed_on=until - days(30), noticed_on=until - days(22),
            opened_at=NOON, delivered_on=until - days(20), good_cause_until=until,
            due_on=due or until, **values,
        )  # fmt: skip
        return made

    def listed(self, category: Category, on: date = TODAY) -> set[str]:
        rows = supervision.management_report(self.sue.actor, category, on)
        counted = supervision.counts(self.sue.actor, on)[category]
        assert counted == len(rows), "what is counted is what is listed"
        return {str(row.case.number) for row in rows}


def test_sup_1_five_lists_stand_live_with_reason_and_next_step_and_are_annotated_by_month(
    both_databases: flask.Flask,
) -> None:
    unit = Unit()
    _discontinued(unit)
    _no_activity_and_no_update(unit)
    _good_cause_and_past_due(unit)
    _annotated(unit)


def _discontinued(unit: Unit) -> None:
    thirty = unit.case(status="discontinued", status_since_on=TODAY - days(30))
    more = unit.case(status="discontinued", status_since_on=TODAY - days(31))
    rows = supervision.management_report(unit.sue.actor, Category.DISCONTINUED, TODAY)
    assert [row.case.number for row in rows] == [more.number, thirty.number], "longest first"
    assert [row.step for row in rows] == [NextStep.BEGIN_CLOSING, NextStep.ASK_ELIGIBILITY]
    _closing_under_way(unit, more)
    Case.update(status="active").where(Case.id == more.id).execute()
    assert unit.listed(Category.DISCONTINUED) == {thirty.number}, "it goes by itself"
    Case.update(status="closed").where(Case.id.in_([more.id, thirty.id])).execute()


def _closing_under_way(unit: Unit, more: Case) -> None:
    """It is not begun once more; one that was withdrawn before does not count."""
    of: Any = {"case": more, "kind": "close", "reason": "aid_closed", "begun_by": more.worker_id,
               "from_office": more.office_id, "begun_at": NOON, "since_at": NOON}  # fmt: skip
    Handing.create(state="withdrawn", ended_at=NOON, **of)
    runs = Handing.create(state="at_supervisor", **of)
    Case.update(handing="close/at_supervisor").where(Case.id == more.id).execute()
    row = supervision.management_report(unit.sue.actor, Category.DISCONTINUED, TODAY)[0]
    assert (row.step, row.handing) == (NextStep.FOLLOW_CLOSING, runs.key)


def _no_activity_and_no_update(unit: Unit) -> None:
    none, exempt = unit.case(), unit.case(status="exempt")
    fresh = unit.in_class(TODAY - days(30))
    stale = unit.in_class(TODAY - days(31))
    ended = unit.case()
    plan = months.signed_plan(ended, starts_on=LONG_AGO)
    months.activity(plan, starts_on=LONG_AGO, ends_on=TODAY)
    assert unit.listed(Category.NO_ACTIVITY) == {none.number}
    assert unit.listed(Category.NO_ACTIVITY, TODAY + days(1)) == {none.number, ended.number}
    assert unit.listed(Category.NO_UPDATE) == {stale.number, ended.number}
    assert fresh.number in unit.listed(Category.NO_UPDATE, TODAY + days(1))
    assert exempt.number not in unit.listed(Category.NO_ACTIVITY) | unit.listed(Category.NO_UPDATE)


def _good_cause_and_past_due(unit: Unit) -> None:
    far = unit.noncompliance(TODAY + days(6))
    near = unit.noncompliance(TODAY + days(5))
    last = unit.noncompliance(TODAY)
    past = unit.noncompliance(TODAY - days(1))
    over = unit.noncompliance(TODAY - days(2), ended_at=NOON, ended_on=TODAY, state="withdrawn")
    found = unit.listed(Category.GOOD_CAUSE)
    assert found == {near.number, last.number}
    assert far.number not in found
    assert unit.listed(Category.PAST_DUE) == {past.number}
    assert over.number not in unit.listed(Category.PAST_DUE)
    assert unit.listed(Category.PAST_DUE, TODAY + days(1)) == {past.number, last.number}
    stands = supervision.standing(unit.sue.actor, last, TODAY)
    assert stands == {Category.GOOD_CAUSE: TODAY}


def _annotated(unit: Unit) -> None:
    case = unit.case()
    before = NOON - days(31)
    for at, who in ((before, unit.ana), (NOON, unit.sue)):
        annotate(
            who.actor, case=case, category=Category.NO_ACTIVITY, action=Action.CALLED,
            text="She starts on Monday.", at=at,
        )  # fmt: skip
    found = annotations.beside([Case.get_by_id(case.id)], Category.NO_ACTIVITY, "2026-11")[case.id]
    assert [(one.month, one.by) for one in found] == [
        ("2026-11", "Sue Park"), ("2026-10", "Ana Ruiz")
    ]  # fmt: skip
    assert found[0].text == "She starts on Monday."
    assert "Monday" not in str(Annotation.get().sealed_text), "sealed"
    with pytest.raises(Refused):
        annotate(
            unit.ana.actor, case=case, category=Category.NO_ACTIVITY,
            action=Action.NOTHING_POSSIBLE, text=" ", at=NOON,
        )  # fmt: skip
    with pytest.raises(Exception, match="final"):
        Annotation.update(action=Action.WROTE).execute()


def test_sup_2_four_reviews_a_worker_and_month_are_drawn_spread_or_chosen_and_sent_once(
    both_databases: flask.Flask,
) -> None:
    unit = Unit()
    three = [unit.case(), unit.case(), unit.case(status="sanctioned")]
    drawn = draw_reviews(unit.sue.actor, worker=unit.ana, at=NOON, chance=Random(1))
    assert len(drawn) == 3, "as many as there are"
    with pytest.raises(Refused):
        draw_reviews(unit.sue.actor, worker=unit.ana, at=NOON)
    more = [unit.case(status="exempt"), unit.case()]
    drawn += draw_reviews(unit.sue.actor, worker=unit.ana, at=NOON, chance=Random(1))
    assert len(drawn) == 4, "never more than four"
    assert {Stratum.WITHOUT_PLAN, Stratum.FAIR_PROCESS} <= {one.stratum for one in drawn}
    left = next(one for one in [*three, *more] if one.id not in {row.case_id for row in drawn})
    with pytest.raises(Refused) as refused:
        choose_review(unit.sue.actor, worker=unit.ana, number=str(drawn[0].case.number), at=NOON)
    assert refused.value.codes == {"number": ReviewRefusal.REVIEWED_THIS_MONTH}
    choose_review(unit.sue.actor, worker=unit.ana, number=str(left.number), at=NOON)
    next_month = draw_reviews(unit.sue.actor, worker=unit.ana, at=NOON + days(30))
    assert len(next_month) == 4
    assert {one.month for one in next_month} == {"2026-12"}
    _sent_and_answered(unit, str(drawn[0].key))


def _sent_and_answered(unit: Unit, key: str) -> None:
    met = Filled({str(one): str(Finding.MET) for one in Point}, {}, str(Verdict.IN_ORDER))
    review = CaseReview.get_for(unit.sue.actor, key)
    assert reviews.sent_to(unit.ana.actor, 1, 25) == [], "hidden until it is sent"
    with pytest.raises(CaseReview.DoesNotExist):
        CaseReview.get_for(unit.ana.actor, key)
    lacking = Filled({Point.PLAN: Finding.NOT_MET}, {}, Verdict.TO_CORRECT)
    with pytest.raises(Refused) as refused:
        send_review(unit.sue.actor, review=review, filled=lacking, version=1, at=NOON)
    assert refused.value.codes["note_plan"] == ReviewRefusal.SAY_WHY
    assert refused.value.codes["correct_by_on"] == ReviewRefusal.NO_DAY
    send_review(unit.sue.actor, review=review, filled=met, version=1, at=NOON)
    seen = CaseReview.get_for(unit.ana.actor, key)
    assert reviews.done_and_open(reviews.of_month(unit.sue.actor, "2026-11"), unit.ana.id) == (1, 4)
    answer_review(unit.ana.actor, review=seen, text="Thank you.", at=NOON)
    with pytest.raises(Refused) as again:
        answer_review(unit.ana.actor, review=seen, text="One more thing.", at=NOON)
    assert again.value.codes == {"text": ReviewRefusal.ANSWERED_ONCE}
    with pytest.raises(Refused):
        send_review(unit.sue.actor, review=review, filled=met, version=2, at=NOON)
    with pytest.raises(Exception, match="final"):
        CaseReview.update(verdict=Verdict.TO_CORRECT).where(CaseReview.key == key).execute()


def test_sup_3_unengaged_cases_stand_for_the_conference_with_each_worker(
    both_databases: flask.Flask,
) -> None:
    unit = Unit()
    since = TODAY - days(30)
    taking_part, stopped = unit.in_class(since), unit.in_class(since - days(1))
    without = unit.case(enrolled_on=since)
    new = unit.case(enrolled_on=since + days(1))
    excused = [unit.case(status=one) for one in ("exempt", "volunteer", "good_cause", "sanctioned")]
    found = unit.listed(Category.UNENGAGED)
    assert found == {stopped.number, without.number}
    assert not found & {str(one.number) for one in (taking_part, new, *excused)}
    assert taking_part.number in unit.listed(Category.UNENGAGED, TODAY + days(1))
    assert unit.listed(Category.UNENGAGED, TODAY + days(1)) >= {new.number, stopped.number}
    row = workers.workers_of(unit.sue.actor, TODAY)[0]
    assert (row.name, row.listed[Category.UNENGAGED], row.met_on) == ("Ana Ruiz", 2, None)
    hold_conference(unit.sue.actor, worker=unit.ana, held_on=TODAY, cases=2, at=NOON)
    assert workers.workers_of(unit.sue.actor, TODAY)[0].met_on == TODAY
    with pytest.raises(Refused):
        hold_conference(unit.sue.actor, worker=unit.ana, held_on=TODAY + days(1), cases=2, at=NOON)
    assert Conference.select().count() == 1
    Case.update(is_restricted=True).where(Case.id == without.id).execute()
    refresh(without.id, TODAY)
    assert unit.listed(Category.UNENGAGED) == {stopped.number}, "a private case is in no number"
    other = factories.account("Di Vo", Role.SUPERVISOR, "Unit 2")
    assert supervision.counts(other.actor, TODAY)[Category.UNENGAGED] == 0
