"""CASE-1, CASE-2, CASE-6, CASE-7: new cases, their checklists, closing and transfer by three
hands."""

from datetime import date, timedelta

import flask
import pytest

from portal.models import (
    Account,
    Assignment,
    AuditEntry,
    Case,
    Handing,
    HandingMove,
    HandingStep,
    OutboxMessage,
    Screening,
)
from portal.models.accounts import Actor, Role
from portal.models.cases import EntryKind
from portal.operations import handings as operations
from portal.operations.checklists import mark_parts
from portal.operations.contacts import record_contact
from portal.operations.handings import Destination, reviewing
from portal.operations.handings.assigning import accept_case, assign_case
from portal.operations.screenings import record_screening
from portal.policy.checklists import Checklist, CheckRefusal, Part, assigned_by, open_parts
from portal.policy.contacts import Direction, Way
from portal.policy.handings import HandingRefusal, HandingState
from portal.policy.refusals import Refused
from portal.policy.screenings import ScreeningOutcome
from portal.policy.statuses import CaseStatus
from portal.reports import timeline
from portal.reports.checklists import standings_of
from tests.factories import NOON, TODAY, account, case, participant
from tests.handing import (
    BY_HAND,
    REVIEW,
    ROUTE,
    Hands,
    approve,
    begun,
    discontinued,
    hand_on,
    let_letter_go,
    route,
    told_why,
    transfer,
)

FRIDAY = date(2026, 11, 20)
TOMORROW = NOON + timedelta(days=1)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    (one,) = refused.value.codes.values()
    return str(one)


def open_of(of: Case, checklist: Checklist, at: object = NOON) -> set[Part]:
    return set(open_parts(standings_of(Case.get_by_id(of.id), checklist, at)))  # type: ignore[arg-type]


def test_case_1_a_new_case_is_given_with_a_notice_and_accepted_after_its_checklist(
    both_databases: flask.Flask,
) -> None:
    # Come on a Friday before Thanksgiving's week: somebody's by Monday, over a holiday by Tuesday.
    assert assigned_by(FRIDAY, frozenset()) == date(2026, 11, 23)
    assert assigned_by(FRIDAY, {date(2026, 11, 23)}) == date(2026, 11, 24)
    hands = Hands()
    of = case(participant(), enrolled_on=TODAY)
    assign_case(hands.sue.actor, case=of, worker=hands.ana, at=NOON)
    with pytest.raises(Refused) as refused:
        assign_case(hands.sue.actor, case=of, worker=hands.bo, at=NOON)
    assert code(refused) == CheckRefusal.TAKEN_ALREADY
    kept = Case.get_by_id(of.id)
    assert (kept.worker_id, kept.assigned_since_at) == (hands.ana.id, NOON)
    told = OutboxMessage.get()
    assert (told.address, told.case_id) == ("ana@demo.example", None)
    assert of.number not in told.body
    _accepted_after_its_checklist(hands, of)


def _accepted_after_its_checklist(hands: Hands, of: Case) -> None:
    mine = open_of(of, Checklist.ACCEPTANCE)
    by_hand = mine - {Part.REACHED_OUT}
    # What facts say (nobody reached out yet) is marked by nobody.
    with pytest.raises(Refused) as refused:
        mark_parts(hands.ana.actor, case=of, checklist=Checklist.ACCEPTANCE, done=mine, at=NOON)
    assert code(refused) == CheckRefusal.DECIDED_BY_FACTS
    mark_parts(hands.ana.actor, case=of, checklist=Checklist.ACCEPTANCE, done=by_hand, at=NOON)
    with pytest.raises(Refused) as refused:
        accept_case(hands.ana.actor, case=of, at=NOON)
    assert code(refused) == CheckRefusal.PARTS_OPEN
    record_contact(
        hands.ana.actor, case=of, occurred_on=TODAY, way=Way.TELEPHONE,
        direction=Direction.FROM_STAFF, answered=False, summary="Called for the introduction.",
        at=NOON,
    )  # fmt: skip
    # The call has no note yet: the list asks for that now.
    assert open_of(of, Checklist.ACCEPTANCE) == {Part.COMMENTS_CURRENT}
    seen = by_hand | {Part.COMMENTS_CURRENT}
    mark_parts(hands.ana.actor, case=of, checklist=Checklist.ACCEPTANCE, done=seen, at=NOON)
    with pytest.raises(Refused) as refused:
        accept_case(hands.bo.actor, case=of, at=NOON)
    assert code(refused) == CheckRefusal.NOT_ITS_WORKER
    accept_case(hands.ana.actor, case=of, at=NOON)
    assert Case.get_by_id(of.id).assigned_since_at is None
    assert Assignment.get().accepted_at == NOON
    with pytest.raises(Refused):
        accept_case(hands.ana.actor, case=of, at=NOON)


def test_case_2_the_checklist_tells_which_parts_are_done_from_facts_where_there_are_facts(
    both_databases: flask.Flask,
) -> None:
    hands = Hands()
    of = case(participant(), hands.ana)
    before = open_of(of, Checklist.MANAGEMENT)
    assert {Part.BARRIERS, Part.CONTACT, Part.PLAN_SIGNED, Part.FUTURE, Part.MONTHS} <= before
    record_screening(
        hands.ana.actor, case=of, screened_on=TODAY, outcome=ScreeningOutcome.NOT_NEEDED,
        accommodations=[], plan="", why="", is_agreed=False, review_on=None, at=NOON,
    )  # fmt: skip
    record_contact(
        hands.ana.actor, case=of, occurred_on=TODAY, way=Way.TELEPHONE,
        direction=Direction.TWO_WAY, answered=True, summary="Talked about spring.", at=NOON,
    )  # fmt: skip
    mark_parts(
        hands.ana.actor, case=of, checklist=Checklist.MANAGEMENT,
        done=[Part.FUTURE, Part.INTRODUCTION], at=NOON,
    )  # fmt: skip
    after = open_of(of, Checklist.MANAGEMENT)
    assert before - after == {Part.BARRIERS, Part.CONTACT, Part.FUTURE, Part.INTRODUCTION}
    # The contact has no note: a fact that speaks against what stood before.
    assert after - before == {Part.NOTED}
    row = next(
        one
        for one in standings_of(Case.get_by_id(of.id), Checklist.MANAGEMENT, NOON)
        if one.item.part is Part.BARRIERS
    )
    assert (row.is_fact, row.on) == (True, TODAY)
    assert Screening.select().count() == 1
    # What is done monthly is open again on the first of the next month, the rest is not.
    last, first = NOON + timedelta(days=10), NOON + timedelta(days=11)
    assert Part.FUTURE not in open_of(of, Checklist.MANAGEMENT, last)
    on_the_first = open_of(of, Checklist.MANAGEMENT, first)
    assert {Part.FUTURE, Part.CONTACT} <= on_the_first
    assert Part.INTRODUCTION not in on_the_first
    # Taken back, it is open again, and both stand on record.
    mark_parts(hands.ana.actor, case=of, checklist=Checklist.MANAGEMENT, done=[], at=NOON)
    assert {Part.FUTURE, Part.INTRODUCTION} <= open_of(of, Checklist.MANAGEMENT)
    assert AuditEntry.select().where(AuditEntry.action == "mark_checklist").count() == 2


def test_case_6_a_case_closes_by_three_hands_after_more_than_thirty_days_discontinued(
    both_databases: flask.Flask,
) -> None:
    hands = Hands()
    young = discontinued(hands.ana, 30)
    with pytest.raises(Refused) as refused:
        begun(hands, young)
    assert code(refused) == HandingRefusal.TOO_EARLY
    # On the next day it is more than thirty days.
    of, tomorrow = young, TOMORROW
    with pytest.raises(Refused) as refused:
        operations.begin_closing(
            hands.bo.actor, case=of, reason="aid_closed", has_calfresh=True, at=tomorrow
        )
    assert code(refused) == HandingRefusal.ONLY_ITS_WORKERS
    made = begun(hands, of, tomorrow)
    with pytest.raises(Refused) as refused:
        begun(hands, of, tomorrow)
    assert code(refused) == HandingRefusal.UNDER_WAY

    _nobody_skips_a_hand_or_a_step(hands, of, made)
    _refused_it_goes_back(hands, of, made)
    _routed_it_is_closed(hands, of, made)


def _nobody_skips_a_hand_or_a_step(hands: Hands, of: Case, made: Handing) -> None:
    """The note and the letter are facts: nobody answers for them."""
    tomorrow = TOMORROW
    for skip in (approve, route):
        with pytest.raises(Refused) as refused:
            skip(hands, made, tomorrow)
        assert code(refused) == HandingRefusal.NOT_YOUR_TURN
    with pytest.raises(Refused) as refused:
        hand_on(hands, made, tomorrow)
    assert code(refused) == HandingRefusal.STEPS_OPEN
    told_why(hands.ana, of, at=tomorrow)
    let_letter_go(of=of, at=tomorrow)
    with pytest.raises(Refused) as refused:
        hand_on(hands, made, tomorrow, BY_HAND[:1])
    assert code(refused) == HandingRefusal.STEPS_OPEN
    hand_on(hands, made, tomorrow)
    with pytest.raises(Refused) as refused:
        approve(hands, made, tomorrow, REVIEW[:2])
    assert code(refused) == HandingRefusal.STEPS_OPEN


def _refused_it_goes_back(hands: Hands, of: Case, made: Handing) -> None:
    """With a reason; what was reviewed is reviewed anew."""
    tomorrow = TOMORROW
    now = Handing.get_by_id(made.id)
    with pytest.raises(Refused) as refused:
        reviewing.refuse(hands.sue.actor, handing=now, version=now.version,
                         reason="comments_incomplete", text=" ", at=tomorrow)  # fmt: skip
    assert code(refused) == HandingRefusal.NO_TEXT
    back = reviewing.refuse(hands.sue.actor, handing=now, version=now.version,
                            reason="comments_incomplete", text="Say which job.", at=tomorrow)  # fmt: skip
    assert back.state == HandingState.REFUSED
    assert Case.get_by_id(of.id).handing == "close/refused"
    with pytest.raises(Refused):
        approve(hands, made, tomorrow)
    hand_on(hands, made, tomorrow)
    assert approve(hands, made, tomorrow).state == HandingState.AT_CLERICAL
    assert Case.get_by_id(of.id).status == CaseStatus.DISCONTINUED


def _routed_it_is_closed(hands: Hands, of: Case, made: Handing) -> None:
    tomorrow = TOMORROW
    for done, bank, why in (
        (ROUTE, "", HandingRefusal.NO_BANK), (ROUTE[:1], "V999", HandingRefusal.STEPS_OPEN),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            route(hands, made, tomorrow, done, bank)
        assert code(refused) == why
    assert route(hands, made, tomorrow).state == HandingState.DONE
    closed = Case.get_by_id(of.id)
    assert (closed.status, closed.handing) == (CaseStatus.CLOSED, "")
    assert Handing.get().bank == "V999"
    acts = [row.act for row in HandingMove.select().order_by(HandingMove.id)]
    assert acts == ["begun", "handed_on", "refused", "handed_on", "approved", "routed"]
    assert all(row.done_on == TODAY + timedelta(1) for row in HandingStep.select())
    with pytest.raises(Refused) as refused:
        begun(hands, of, tomorrow)
    assert code(refused) == HandingRefusal.CLOSED_ALREADY


def test_case_7_a_case_goes_to_another_worker_by_the_same_three_hands_with_its_whole_story(
    both_databases: flask.Flask,
) -> None:
    hands = Hands()
    of = case(participant(), hands.ana)
    told_why(hands.ana, of)
    for to, why in (
        (Destination(), HandingRefusal.NO_DESTINATION),
        (Destination(hands.ana), HandingRefusal.SAME_WORKER),
        (Destination(hands.sue), HandingRefusal.NOT_A_WORKER),
    ):
        with pytest.raises(Refused) as refused:
            transfer(hands, of, to)
        assert code(refused) == why
    made = transfer(hands, of, Destination(hands.bo))
    with pytest.raises(Refused) as refused:
        route(hands, made, bank="")
    assert code(refused) == HandingRefusal.NOT_YOUR_TURN
    assert not Case.is_visible_to(hands.bo.actor, of.id)
    approve(hands, made, done=("reviewed", "destination"))
    assert Case.get_by_id(of.id).worker_id == hands.ana.id
    route(hands, made, bank="")
    kept = Case.get_by_id(of.id)
    assert (kept.worker_id, kept.unit_id) == (hands.bo.id, hands.bo.unit_id)
    assert kept.assigned_since_at == NOON
    assert not Case.is_visible_to(hands.ana.actor, of.id)
    assert _story(hands.bo.actor, kept) == ["Why the case closes"]
    assert Assignment.get().from_worker_id == hands.ana.id
    # To a unit that finds a worker by the next working day: it is nobody's until then.
    again = Hands.__new__(Hands)
    again.ana, again.sue, again.ed = hands.bo, _supervisor_of(hands.bo), hands.ed
    to_unit = transfer(again, kept, Destination(unit=hands.ana.unit))
    approve(again, to_unit, done=("reviewed", "destination"))
    route(again, to_unit, bank="")
    given = Case.get_by_id(of.id)
    assert (given.worker_id, given.unit_id) == (None, hands.ana.unit_id)


def _story(who: Actor, of: Case) -> list[str]:
    rows = timeline.page(who, of).rows
    return [row.text for row in rows if row.kind == EntryKind.NOTE]


def _supervisor_of(worker: Account) -> Account:
    return account("Di Vo", Role.SUPERVISOR, worker.unit.name)
