"""English edited on screen: fields, hard words, typos, who may check."""

import pytest

from portal.policy.checks import english_problems
from portal.policy.english import (
    EnglishProblem,
    EnglishRefusal,
    field_findings,
    is_hard,
    keeps_approval,
    lost_fields,
    refusals_to_ask,
    refusals_to_check,
    refusals_to_write,
    typo_refusals,
)
from portal.policy.lettering import Field, FieldType

SAMPLES = ("1", "2", "3")
FIELDS = {
    "phone": Field("phone", FieldType.PHONE, SAMPLES),
    "day": Field("day", FieldType.DATE, SAMPLES),
    "why": Field("why", FieldType.TEXT, SAMPLES, optional=True),
    "papers": Field("papers", FieldType.LIST, SAMPLES),
}
EASY = "Call us at {phone}."
HARD = "Notwithstanding aforementioned requirements, rescheduling necessitates communication."


def found(text: str, before: str = EASY, elsewhere: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What a new text does to the fields, as (code, name)."""
    findings = field_findings(text, before=before, elsewhere=elsewhere, fields=FIELDS)
    return [(one.code.value, one.name) for one in findings]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (EASY, []),
        ("Call {phone} or {phone}.", []),
        ("Call {phone} by {day}.", []),
        ("Call {lawyer}, {phone}.", [("not_declared", "lawyer")]),
        ("Send {papers}. {phone}", [("list_in_text", "papers")]),
        ("Call us.", [("field_gone", "phone")]),
        ("Call {phone}: {why}.", [("left_out", "why")]),
        ("Call {phone.", [("field_gone", "phone")]),
    ],
)
def test_a_text_uses_what_its_letter_declares(text: str, findings: list[tuple[str, str]]) -> None:
    assert found(text) == findings


def test_a_field_may_move_to_another_block_of_the_letter() -> None:
    assert found("Call us.", elsewhere=("{phone} is our number.",)) == []
    assert lost_fields([EASY, "By {day}."], ["{phone} by {day}"], FIELDS) == []
    assert lost_fields([EASY, "By {day}."], [EASY], FIELDS) == ["day"]


def test_a_field_that_may_be_empty_may_go_and_stay() -> None:
    assert found("Call {phone}.", before="Call {phone}: {why}.") == []
    assert found("Call {phone}: {why}!", before="Call {phone}: {why}.") == []


def test_only_a_block_that_is_left_out_is_a_warning() -> None:
    errors = field_findings("{x} {why}", before=EASY, elsewhere=(), fields=FIELDS)
    assert [(one.code, one.is_error) for one in errors] == [
        (EnglishProblem.NOT_DECLARED, True),
        (EnglishProblem.FIELD_GONE, True),
        (EnglishProblem.LEFT_OUT, False),
    ]


def test_hard_words_need_a_reason_and_errors_none_helps() -> None:
    assert (is_hard(EASY), is_hard(HARD)) == (False, True)
    assert refusals_to_write(EASY, []) == {}
    assert refusals_to_write(HARD, []) == {"reason": EnglishRefusal.HARD_WITHOUT_REASON}
    assert refusals_to_write(HARD, [], reason=" ") != {}
    assert refusals_to_write(HARD, [], reason="The rule's own words.") == {}
    errors = english_problems("Call {phone")
    assert refusals_to_write("Call {phone", errors, reason="So.") == {"text": "braces"}


@pytest.mark.parametrize(
    ("before", "after", "refusals"),
    [
        ("Call us to day.", "Call us today.", []),
        ("Call {phone}.", "Call us.", ["typo_moves_fields"]),
        ("Call {phone}.", "Call {phone} {phone}.", ["typo_moves_fields"]),
        ("In 10 days.", "In 12 days.", ["typo_moves_numbers"]),
        ("In 10 days.", "In days.", ["typo_moves_numbers"]),
        ("{phone} 1", "{day} 2", ["typo_moves_fields", "typo_moves_numbers"]),
    ],
)
def test_a_typo_moves_no_field_and_no_number(before: str, after: str, refusals: list[str]) -> None:
    assert typo_refusals([(before, after)]) == refusals


def test_the_check_is_asked_for_once_and_for_something() -> None:
    change = [("Call us to day.", "Call us today.")]

    def asked(changes: list[tuple[str, str]], **said: bool) -> list[str]:
        values = {"is_typo": False, "bans_old": False, "is_asked": False} | said
        return [str(one) for one in refusals_to_ask(changes, **values)]

    assert asked(change) == []
    assert asked([]) == ["nothing_changed"]
    assert asked(change, is_asked=True) == ["already_asked"]
    assert asked(change, is_typo=True) == asked(change, bans_old=True) == []
    assert asked(change, is_typo=True, bans_old=True) == ["typo_or_ban"]


def test_nobody_checks_what_they_wrote() -> None:
    assert refusals_to_check(2, {1}, is_asked=True) == []
    assert refusals_to_check(1, {1, 3}, is_asked=True) == [EnglishRefusal.WRITER_CHECKS]
    assert refusals_to_check(2, {1}, is_asked=False) == [EnglishRefusal.NOT_ASKED]


@pytest.mark.parametrize(
    ("history", "is_kept"),
    [
        ([("a", False), ("b", True)], True),
        ([("a", False), ("b", True), ("c", True)], True),
        ([("a", False), ("a", False), ("b", True)], True),  # a version that left this block alone
        ([("a", False), ("b", False)], False),
        ([("a", False), ("b", True), ("c", False)], False),
        ([("a", False), ("b", False), ("c", True)], False),
        ([("b", False), ("c", True)], False),  # made from an English that was never published
        ([("a", False)], False),  # nothing changed: nothing to confirm
        ([("a", False), ("b", False), ("a", False), ("c", True)], True),  # it was that again
    ],
)
def test_an_approval_is_kept_through_typos_alone(
    history: list[tuple[str, bool]], is_kept: bool
) -> None:
    assert keeps_approval(history, "a") is is_kept
