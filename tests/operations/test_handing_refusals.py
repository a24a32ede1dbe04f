"""What a closing does not let pass: other hands, and facts that changed meanwhile."""

import flask
import pytest

from portal.models import Case, Handing
from portal.models.accounts import Role
from portal.operations import handings as operations
from portal.operations.handings import reviewing, routing
from portal.policy.handings import HandingRefusal
from portal.policy.refusals import Refused
from portal.policy.statuses import CaseStatus
from tests.factories import NOON, account
from tests.handing import (
    REVIEW,
    Hands,
    aid_returns,
    approve,
    discontinued,
    route,
    to_supervisor,
)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    (one,) = refused.value.codes.values()
    return str(one)


def test_another_unit_and_another_hand_cannot_act(app: flask.Flask) -> None:
    hands = Hands()
    made = to_supervisor(hands, discontinued(hands.ana))
    now = Handing.get_by_id(made.id)
    stranger = account("Di Vo", Role.SUPERVISOR, "Unit 2")
    with pytest.raises(Refused):
        reviewing.approve(stranger.actor, handing=now, version=now.version, done=REVIEW, text="",
                          at=NOON)  # fmt: skip
    with pytest.raises(Refused):
        routing.send_back(hands.sue.actor, handing=now, version=now.version,
                          reason="file_missing", text="x", at=NOON)  # fmt: skip


def test_where_aid_begins_again_meanwhile_nobody_closes_the_case(app: flask.Flask) -> None:
    hands = Hands()
    of = discontinued(hands.ana)
    made = to_supervisor(hands, of)
    approve(hands, made)
    aid_returns(hands.ana.actor, of=of, at=NOON)
    with pytest.raises(Refused) as refused:
        route(hands, made)
    assert code(refused) == HandingRefusal.FACTS_CHANGED
    assert Case.get_by_id(of.id).status == CaseStatus.ACTIVE
    now = Handing.get_by_id(made.id)
    routing.send_back(hands.ed.actor, handing=now, version=now.version, reason="other",
                      text="Aid is back.", at=NOON)  # fmt: skip
    with pytest.raises(Refused) as refused:
        approve(hands, made, done=REVIEW[:1])
    assert code(refused) == HandingRefusal.STEPS_OPEN
    now = Handing.get_by_id(made.id)
    operations.withdraw(hands.ana.actor, handing=now, version=now.version, text="Aid", at=NOON)
    assert Case.get_by_id(of.id).handing == ""
