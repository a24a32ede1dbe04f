"""CASE-6 with CASE-9: no case closes while a supportive service has no end or no notice."""

from datetime import date, datetime, timedelta
from typing import Any

import flask
import pytest

from portal.models import Case, Handing, Letter, SupportMonth
from portal.models.letters import LetterState
from portal.models.supports import SupportiveService
from portal.operations import operation, record
from portal.operations.handings.ending import end_open_services
from portal.operations.letters import discard_letter
from portal.operations.supports import authorize_service, request_service
from portal.policy.calendar import Month
from portal.policy.handings import HandingRefusal, HandingState
from portal.policy.refusals import Refused
from portal.policy.statuses import CaseStatus
from tests.factories import NOON, TODAY
from tests.handing import (
    Hands,
    approve,
    begun,
    discontinued,
    hand_on,
    let_letter_go,
    letters_there,
    route,
    to_supervisor,
    told_why,
)

NOTICE = 10  # calendar days
THIS = Month.of(TODAY)


def code(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    ((field, one),) = refused.value.codes.items()
    return field, str(one)


def asked(hands: Hands, of: Case, service: str) -> SupportiveService:
    return request_service(
        hands.ana.actor, case=of, service=service, month=THIS, why="", at=NOON
    )  # fmt: skip


def granted(hands: Hands, of: Case, service: str) -> Any:
    made = asked(hands, of, service)
    return authorize_service(
        hands.ana.actor, support=made, first=THIS, months=3, cents=9000, version=1, at=NOON
    )


def end_all(hands: Hands, made: Handing, ends_on: date) -> Handing:
    now = Handing.get_by_id(made.id)
    return end_open_services(
        hands.ana.actor, handing=now, version=now.version, ends_on=ends_on, at=NOON
    )


@operation()
def let_notices_go(hands: Hands, kind: str, *, at: datetime) -> None:
    """The notices on services wait to leave, as after they were sent."""
    found = Letter.select().where(Letter.kind == kind, Letter.state == LetterState.DRAFT)
    for letter in found:
        Letter.update(state=LetterState.WAITING).where(Letter.id == letter.id).execute()
        record(hands.ana.actor, "send_letter", letter, case=letter.case_id)


@pytest.fixture
def hands(both_databases: flask.Flask) -> Hands:
    letters_there(NOON, "support_ended", "support_decided")
    return Hands()


def test_a_closing_ends_every_open_service_at_once_each_with_its_notice(hands: Hands) -> None:
    of = discontinued(hands.ana)
    bus, books = granted(hands, of, "bus_pass"), asked(hands, of, "books_and_fees")
    made = begun(hands, of)
    told_why(hands.ana, of)
    let_letter_go(of=of, at=NOON)
    # Not before the notice has run: the day before is refused, the day itself is lawful.
    with pytest.raises(Refused) as refused:
        end_all(hands, made, TODAY + timedelta(NOTICE - 1))
    assert code(refused) == ("ends_on", HandingRefusal.NOTICE_TOO_SHORT)
    end_all(hands, made, TODAY + timedelta(NOTICE))
    kept = SupportiveService.get_by_id(bus.id)
    assert (kept.state, kept.reasons) == ("discontinued", "cash_aid_over")
    assert kept.ends_on == TODAY + timedelta(NOTICE)
    assert SupportiveService.get_by_id(books.id).state == "denied"
    fields = Letter.get(Letter.kind == "support_ended").fields
    assert f'"effective_on": "{TODAY + timedelta(NOTICE)}"' in fields
    # The month of the last day is still paid; what comes after it is not.
    months = SupportMonth.select().where(SupportMonth.service == bus.id)
    assert [one.state for one in months.order_by(SupportMonth.month)][1:] == ["discontinued"] * 2
    with pytest.raises(Refused) as refused:
        end_all(hands, made, TODAY + timedelta(NOTICE))
    assert code(refused) == ("", HandingRefusal.NOTHING_TO_END)
    # Nothing is handed on before the last of the notices went.
    for kind in ("support_ended", "support_decided"):
        with pytest.raises(Refused) as refused:
            hand_on(hands, made)
        assert code(refused) == ("done", HandingRefusal.STEPS_OPEN)
        let_notices_go(hands, kind, at=NOON)
    hand_on(hands, made)
    approve(hands, made)
    assert route(hands, made).state == HandingState.DONE


def test_neither_supervisor_nor_clerk_closes_a_case_with_a_service_without_end_and_notice(
    hands: Hands,
) -> None:
    of = discontinued(hands.ana)
    made = to_supervisor(hands, of)
    bus = granted(hands, of, "bus_pass")
    with pytest.raises(Refused) as refused:
        approve(hands, made)
    assert code(refused) == ("", HandingRefusal.SERVICES_OPEN)
    with pytest.raises(Refused) as refused:
        end_all(hands, made, TODAY + timedelta(NOTICE))
    assert code(refused) == ("", HandingRefusal.NOT_YOUR_TURN)
    SupportiveService.delete().where(SupportiveService.id == bus.id).execute()
    approve(hands, made)
    asked(hands, of, "gas_money")
    with pytest.raises(Refused) as refused:
        route(hands, made)
    assert code(refused) == ("", HandingRefusal.SERVICES_OPEN)
    assert Case.get_by_id(of.id).status == CaseStatus.DISCONTINUED


def test_a_notice_that_was_thrown_away_is_no_notice(hands: Hands) -> None:
    of = discontinued(hands.ana)
    granted(hands, of, "bus_pass")
    made = begun(hands, of)
    told_why(hands.ana, of)
    let_letter_go(of=of, at=NOON)
    end_all(hands, made, TODAY + timedelta(NOTICE))
    discard_letter(hands.ana.actor, letter=Letter.get(Letter.kind == "support_ended"), at=NOON)
    with pytest.raises(Refused) as refused:
        hand_on(hands, made)
    assert code(refused) == ("done", HandingRefusal.STEPS_OPEN)
