"""The library of each program: everything it offers is in the phrase bank (LANG-2)."""

import pytest

from portal.policy.plan_items import ItemKind, kinds_below
from portal.policy.programs import PROGRAMS
from portal.words import plan_library as library
from portal.words.phrases import ACTIVITIES, BANKS


def test_every_type_of_activity_stands_in_one_group() -> None:
    grouped = [code for _name, codes in library.ACTIVITY_GROUPS for code in codes]
    assert sorted(grouped) == sorted(ACTIVITIES)


@pytest.mark.parametrize("code", PROGRAMS)
def test_a_program_offers_goals_objectives_steps_and_activities(code: str) -> None:
    for kind in ItemKind:
        assert len(library.offered(code, kind)) >= 10
    assert len(library.offered_activities(code)) >= 15


def test_programs_differ_and_what_stands_in_a_plan_may_stay() -> None:
    assert "community_service" not in library.offered_activities("dw")
    assert "use_my_skills" not in library.offered("wtw", ItemKind.GOAL_LONG)
    kept = dict(library.activity_choices("dw", "community_service"))
    assert ("community_service", "Community service") in kept["Get experience"]


def test_what_is_suggested_may_stand_there_and_is_not_suggested_twice() -> None:
    for kind in (ItemKind.GOAL_SHORT, ItemKind.OBJECTIVE):
        for above in BANKS[kind]:
            found = library.suggested("wtw", above, [])
            assert {one for one, _code in found} <= set(kinds_below(kind)), above
            assert library.suggested("wtw", above, found) == []
    assert library.suggested("wtw", "learn_english", []) != []


def test_a_phrase_without_its_translation_is_not_said_twice_in_english() -> None:
    assert (
        library.in_language(ItemKind.STEP, "call_worker", "es") == "Llamar a mi trabajador de caso"
    )
    assert library.in_language(ItemKind.STEP, "call_worker", "hy") == ""
    assert library.in_language("activity", "job", "en") == ""
