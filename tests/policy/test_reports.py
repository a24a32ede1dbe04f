"""What a worker may do with a report, and when."""

import pytest

from portal.policy.reports import ReportRefusal, refusals_to_answer, refusals_to_decide


@pytest.mark.parametrize(("reply", "refused"), [("Thank you.", False), ("", True), (" \n ", True)])
def test_an_answer_says_something(reply: str, refused: bool) -> None:
    assert (refusals_to_answer(reply) == {"reply": ReportRefusal.EMPTY_REPLY}) is refused


def test_an_address_is_decided_once_and_nothing_else_is() -> None:
    assert refusals_to_decide(is_address=True, is_decided=False) == {}
    assert refusals_to_decide(is_address=True, is_decided=True)[""] is ReportRefusal.ALREADY_DECIDED
    assert (
        refusals_to_decide(is_address=False, is_decided=False)[""] is ReportRefusal.NOT_AN_ADDRESS
    )
