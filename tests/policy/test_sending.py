"""What stops a letter: fields, days, the notice; and its number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.policy.lettering import Field, FieldType, LetterKind
from portal.policy.programs import ProgramCode
from portal.policy.sending import (
    Finding,
    Stop,
    Told,
    faulty_dates,
    letter_number,
    missing_fields,
    rule_for,
    stops,
)
from portal.policy.sources import POLICIES, Source
from tests.letters.samples import KINDS, kind

TODAY = date(2026, 11, 20)


def cutting() -> LetterKind:
    """A letter that takes something away from a day on."""
    letter = kind("appointment")
    effect = Field("effective_on", FieldType.DATE, ("", "", ""))
    return replace(letter, fields={**letter.fields, "effective_on": effect})


@pytest.mark.parametrize(("days", "is_lawful"), [(9, False), (10, True), (11, True)])
def test_a_cut_waits_until_the_ten_days_of_its_notice_have_ended(
    days: int, is_lawful: bool
) -> None:
    raw = {"effective_on": (TODAY + timedelta(days=days)).isoformat()}
    found = [one.code for one in faulty_dates(cutting(), raw, TODAY, 10)]
    assert found == ([] if is_lawful else [Stop.NOTICE_TOO_SHORT])


def test_a_day_that_a_letter_sets_may_be_today_and_not_yesterday() -> None:
    letter = kind("appointment")
    for days, expected in ((-1, [Stop.IN_THE_PAST]), (0, []), (1, [])):
        raw = {"meeting_on": (TODAY + timedelta(days=days)).isoformat()}
        assert [one.code for one in faulty_dates(letter, raw, TODAY, 10)] == expected


def test_a_day_that_a_letter_tells_of_may_be_today_and_not_tomorrow() -> None:
    letter = kind("no_contact_30_days")
    for days, expected in ((-1, []), (0, []), (1, [Stop.IN_THE_FUTURE])):
        raw = {"last_live_on": (TODAY + timedelta(days=days)).isoformat()}
        assert [one.code for one in faulty_dates(letter, raw, TODAY, 10)] == expected


def test_every_field_that_is_not_optional_is_asked_for() -> None:
    letter = kind("documents_needed")
    missing = {one.field: one.code for one in missing_fields(letter, {"due_on": " "})}
    assert missing["due_on"] == missing["items"] == Stop.MISSING
    assert missing["mailing_address"] == Stop.NO_ADDRESS
    assert not {"reason", "replaces_no", "page", "pages"} & set(missing)


def test_what_is_only_told_stops_nothing() -> None:
    findings = [Finding(Told.LARGE_PRINT), Finding(Stop.MISSING, "due_on")]
    assert stops(findings) == {"due_on": Stop.MISSING}
    assert [one.stops for one in findings] == [False, True]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("program", list(ProgramCode))
def test_every_letter_cites_a_policy_in_force_for_each_program(name: str, program: str) -> None:
    # A program that does not have a letter cites no rule for it: the loader refuses any other gap.
    for rule in kind(name).citations.get(program, ()):
        cited = next(source for source in POLICIES if rule.startswith(source))
        assert cited is not Source.WTW or program == ProgramCode.WTW
        assert cited is not Source.WA or program == ProgramCode.WORKFIRST


def test_the_rule_is_that_of_the_persons_own_program() -> None:
    letter = kind("no_contact_30_days")
    assert rule_for(letter, "dw") == "DW CM, Contact with Participant"
    assert rule_for(kind("appointment"), "wtw") == "WTW 42-7.38 II.A"
    assert rule_for(letter, "wtw") == "WTW 42-7.38 III.A.6"
    assert rule_for(letter, "workfirst") == "DW CM, Contact with Participant"
    assert rule_for(kind("appointment"), "dw") == "DW CM, Contact with Participant"
    assert rule_for(kind("appointment"), "workfirst") == "ES CM"
    assert rule_for(kind("documents_needed"), "dw") == "ES CM, c"


def test_a_letter_number_passes_the_luhn_check() -> None:
    for row in (1, 25, 4471, 98_765):
        signs = letter_number(row).replace("-", "")
        total = sum(
            sum(divmod(int(sign) * (1 + place % 2), 10))
            for place, sign in enumerate(reversed(signs))
        )
        assert total % 10 == 0
