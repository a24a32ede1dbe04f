"""Two people at once at a closing, a transfer and a new case: one of them is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import flask

from portal import db
from portal.models import Assignment, Case, Handing, HandingMove
from portal.operations import handings as operations
from portal.operations.handings import reviewing
from portal.operations.handings.assigning import take_case
from portal.policy.refusals import Refused
from tests.factories import NOON, account, case, participant
from tests.handing import REVIEW, Hands, discontinued, letters_there, to_supervisor


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of acts that begin at the same moment: "done", or the reason of a refusal."""

    def run(act: Callable[[], Any]) -> str:
        try:
            act()
        except Refused as refused:
            return str(next(iter(refused.codes.values())))
        finally:
            db.database.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_of_two_who_take_a_new_case_at_once_one_has_it(both_databases: flask.Flask) -> None:
    of, ana, bo = case(participant()), account(), account("Bo Lind")
    done = at_once(
        lambda: take_case(ana.actor, case=of, at=NOON),
        lambda: take_case(bo.actor, case=of, at=NOON),
    )
    assert done == ["done", "taken_already"]
    assert Assignment.select().count() == 1
    assert Assignment.get().worker_id == Case.get_by_id(of.id).worker_id


def test_approved_and_withdrawn_at_once_only_one_of_them_counts(
    both_databases: flask.Flask,
) -> None:
    hands = Hands()
    made = to_supervisor(hands, discontinued(hands.ana))
    told = {"handing": made, "version": made.version, "at": NOON}
    done = at_once(
        lambda: reviewing.approve(hands.sue.actor, done=REVIEW, text="", **told),
        lambda: operations.withdraw(hands.ana.actor, text="Aid began again", **told),
    )
    assert done[1] == "done" or done[0] == "done"
    assert done.count("done") == 1
    kept = Handing.get()
    acts = [row.act for row in HandingMove.select().order_by(HandingMove.id)]
    assert acts == ["begun", "handed_on", "approved" if kept.is_open else "withdrawn"]


def test_a_double_tap_hands_on_once(both_databases: flask.Flask) -> None:
    hands = Hands()
    of = discontinued(hands.ana)
    letters_there()
    told: Any = {"case": of, "reason": "aid_closed", "has_calfresh": False, "at": NOON}
    first = operations.begin_closing(hands.ana.actor, operation_key="one-key", **told)
    again = operations.begin_closing(hands.ana.actor, operation_key="one-key", **told)
    assert first.id == again.id
    assert HandingMove.select().count() == 1
