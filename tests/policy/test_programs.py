"""Programs as data, their citations, and how the domain says no."""

from datetime import date

import pytest

from portal.policy.contacts import RecordRefusal
from portal.policy.programs import PROGRAMS, Clock, ProgramCode, Unit, program
from portal.policy.refusals import Refused, refuse_if
from portal.policy.sources import POLICIES, Citation, Source


def test_three_programs_ship() -> None:
    assert list(PROGRAMS) == list(ProgramCode) == ["dw", "wtw", "workfirst"]
    assert [one.name for one in PROGRAMS.values()] == [
        "Dislocated Worker",
        "Welfare-to-Work",
        "WorkFirst",
    ]


def test_an_unknown_program_is_an_error() -> None:
    with pytest.raises(KeyError):
        program("tanf")


def test_every_program_rests_on_its_own_policy() -> None:
    assert [one.policy for one in PROGRAMS.values()] == [Source.DW, Source.WTW, Source.WA]


def test_each_time_clock_belongs_to_the_program_whose_policy_sets_it() -> None:
    assert {code: set(one.clocks) for code, one in PROGRAMS.items()} == {
        "dw": set(),
        "wtw": {Clock.TIME_ON_AID, Clock.WTW_24_MONTH, Clock.VOCATIONAL_EDUCATION},
        "workfirst": {Clock.WORKFIRST_LIMIT},
    }


@pytest.mark.parametrize("code", PROGRAMS)
def test_a_value_taken_over_from_another_program_says_so(code: str) -> None:
    one = program(code)
    for value in one.values().values():
        if value.is_adopted:
            assert value.citation.source not in (one.policy, Source.OURS)
        else:
            assert value.citation.source in (one.policy, Source.OURS, Source.ES, Source.ECM)


def test_units_are_those_the_rules_count_in() -> None:
    values = program("wtw").values()
    assert values["plan_change"].unit is Unit.WORKING_DAYS
    assert values["weekly_hours.one_parent"].unit is Unit.HOURS_A_WEEK
    assert values["clocks.time_on_aid"].unit is Unit.CALENDAR_MONTHS


def test_a_program_cannot_be_changed_while_it_runs() -> None:
    with pytest.raises(TypeError):
        program("wtw").clocks[Clock.TIME_ON_AID] = program("wtw").notice  # type: ignore[index]


def test_the_five_policies_have_a_title_and_a_date_where_they_carry_one() -> None:
    assert len(POLICIES) == 5
    assert POLICIES[Source.WA].revised_on == date(2023, 3, 20)
    assert POLICIES[Source.DW].revised_on == date(2018, 1, 23)
    assert [one.source for one in POLICIES.values() if one.revised_on is None] == [Source.ECM]


def test_a_citation_leads_to_its_policy_and_our_own_rules_to_none() -> None:
    citation = Citation(Source.DW, "Privacy", "NOTE-5")
    assert citation.policy is POLICIES[Source.DW]
    assert str(citation) == "DW CM, Privacy"
    assert Citation(Source.OURS, "reminder", "CON-2").policy is None


def test_a_refusal_carries_its_codes_by_field() -> None:
    codes = {"occurred_on": RecordRefusal.IN_THE_FUTURE, "": RecordRefusal.BEFORE_ENROLLMENT}
    with pytest.raises(Refused) as caught:
        refuse_if(codes)
    assert caught.value.codes == codes
    assert str(caught.value) == "occurred_on: in_the_future, whole: before_enrollment"


def test_nothing_to_refuse_passes_and_an_empty_refusal_is_a_mistake() -> None:
    refuse_if({})
    with pytest.raises(ValueError, match="reason code"):
        Refused({})
