"""What may be offered and signed, and what a change from one version to the next is called."""

from dataclasses import replace
from datetime import date

import pytest

from portal.policy.amendments import (
    ActivityFacts,
    AmendRefusal,
    Change,
    ChangeKind,
    ItemFacts,
    OfferRefusal,
    PlanFacts,
    SignRefusal,
    causes_of,
    changes_between,
    refusals_to_amend,
    refusals_to_offer,
    refusals_to_sign,
)
from portal.policy.hours import Slot
from portal.policy.plans import AmendmentCause

START = date(2026, 11, 23)
MORNING = (Slot(0, 9 * 60, 13 * 60), Slot(2, 9 * 60, 13 * 60))
ENGLISH = ActivityFacts("a", "english_class", "School", "Room 1", START, None, 480, MORNING)
JOB = ActivityFacts("b", "job", "Shop", "", START, None, 240, (Slot(4, 8 * 60, 12 * 60),))
GOAL = ItemFacts("goal_short", "find_first_job", None)
MILESTONE = ItemFacts("milestone", "class_started", date(2027, 1, 4))
PLAN = PlanFacts(START, "A job.", (GOAL, MILESTONE), (ENGLISH, JOB))


def kinds(after: PlanFacts, before: PlanFacts = PLAN) -> list[ChangeKind]:
    return [change.kind for change in changes_between(before, after)]


def with_english(**values: object) -> PlanFacts:
    return replace(PLAN, activities=(replace(ENGLISH, **values), JOB))  # type: ignore[arg-type]


def test_nothing_is_different_where_only_the_order_is() -> None:
    turned = replace(PLAN, items=(MILESTONE, GOAL), activities=(JOB, ENGLISH), starts_on=START)
    assert kinds(turned) == []
    assert kinds(with_english(slots=MORNING[::-1])) == []
    assert kinds(replace(PLAN, vision=" A job. ")) == []


@pytest.mark.parametrize(
    ("after", "expected", "causes"),
    [
        (with_english(minutes_week=481), [ChangeKind.HOURS], [AmendmentCause.HOURS]),
        (with_english(place="Room 2"), [ChangeKind.PLACE], [AmendmentCause.PLACE]),
        (with_english(provider="Other"), [ChangeKind.PLACE], [AmendmentCause.PLACE]),
        (with_english(slots=MORNING[:1]), [ChangeKind.TIMES], [AmendmentCause.START_TIME]),
        (with_english(ends_on=date(2027, 3, 1)), [ChangeKind.DATES], []),
        (replace(PLAN, vision="Another."), [ChangeKind.VISION], []),
        (replace(PLAN, items=(GOAL,)), [ChangeKind.ITEM_GONE], []),
        (
            replace(PLAN, items=(GOAL, replace(MILESTONE, due_on=date(2027, 1, 5)))),
            [ChangeKind.ITEM_DATE],
            [],
        ),
        (replace(PLAN, activities=(ENGLISH,)), [ChangeKind.ACTIVITY_GONE], []),
        (
            replace(PLAN, activities=(ENGLISH, JOB, replace(JOB, series="c"))),
            [ChangeKind.ACTIVITY_NEW],
            [AmendmentCause.NEW_ACTIVITY, AmendmentCause.CONCURRENT_ACTIVITY],
        ),
        (
            replace(PLAN, activities=(ENGLISH, replace(JOB, series="c"))),
            [ChangeKind.ACTIVITY_NEW, ChangeKind.ACTIVITY_GONE],
            [AmendmentCause.NEW_ACTIVITY],
        ),
    ],
)
def test_each_change_has_its_name_and_its_cause(
    after: PlanFacts, expected: list[ChangeKind], causes: list[AmendmentCause]
) -> None:
    assert kinds(after) == expected
    assert causes_of(changes_between(PLAN, after)) == causes


def test_a_new_item_stands_beside_what_it_replaces() -> None:
    after = replace(PLAN, items=(replace(GOAL, said="office_work"), MILESTONE))
    assert changes_between(PLAN, after) == [
        Change(ChangeKind.ITEM_NEW, None, after.items[0]), Change(ChangeKind.ITEM_GONE, GOAL, None)
    ]  # fmt: skip


def test_a_plan_is_offered_when_it_holds_something_with_dates_and_without_overlaps() -> None:
    assert refusals_to_offer(PLAN, None) == {}
    assert refusals_to_offer(PLAN, START) == {}
    empty = PlanFacts(START, "A job.", (), ())
    assert refusals_to_offer(empty, None) == {"": OfferRefusal.NOTHING_IN_IT}
    assert refusals_to_offer(PLAN, date(2026, 11, 24)) == {
        "starts_on": OfferRefusal.BEFORE_THE_LAST
    }
    undated = replace(PLAN, items=(replace(MILESTONE, due_on=None),))
    assert refusals_to_offer(undated, None) == {"items": OfferRefusal.NO_DATES}
    # Until 13:00 and from 13:00 touch; from 12:59 they overlap, unless one ended before.
    beside = replace(JOB, slots=(Slot(0, 13 * 60, 15 * 60),))
    across = replace(JOB, slots=(Slot(0, 13 * 60 - 1, 15 * 60),))
    over = replace(ENGLISH, ends_on=date(2026, 11, 29))
    for activities, is_refused in (
        ((ENGLISH, beside), False),
        ((ENGLISH, across), True),
        ((over, replace(across, starts_on=date(2026, 11, 30))), False),
    ):
        found = refusals_to_offer(replace(PLAN, activities=activities), None)
        assert ("activities" in found) is is_refused


def test_a_version_follows_a_signed_one_and_names_its_cause() -> None:
    causes = [AmendmentCause.HOURS]
    assert refusals_to_amend(True, False, causes) == {}
    assert refusals_to_amend(True, False, []) == {"causes": AmendRefusal.NO_CAUSE}
    assert refusals_to_amend(False, False, causes) == {"": AmendRefusal.NO_PLAN}
    assert refusals_to_amend(True, True, causes) == {"": AmendRefusal.WAITS_FOR_SIGNING}


def test_a_signature_is_given_once_with_a_name_to_what_was_read() -> None:
    def refused(name: str = "Mai", **values: bool) -> dict[str, SignRefusal]:
        facts = {
            "is_offered": True, "has_signed": False, "is_same_text": True, "was_read": True,
        }  # fmt: skip
        return refusals_to_sign(name, **(facts | values))

    assert refused() == refused("ຄຳຫຼ້າ") == refused("李") == refused("x" * 200) == {}
    assert refused(" -. ") == {"name": SignRefusal.NO_NAME}
    assert refused("x" * 201) == {"name": SignRefusal.LONG_NAME}
    assert refused(was_read=False) == {"read": SignRefusal.NOT_READ}
    assert refused(is_same_text=False) == {"": SignRefusal.WORDS_CHANGED}
    assert refused(is_offered=False) == {"": SignRefusal.NOT_OFFERED}
    assert refused(has_signed=True, is_offered=False) == {"": SignRefusal.SIGNED_ALREADY}
