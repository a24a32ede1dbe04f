"""How old a personal text is, and what is looked at in its translation."""

from datetime import date

import pytest

from portal.policy.personal_texts import Wait, answer_problems, due_on, wait_of


def test_the_age_of_a_text_is_in_days_and_its_lateness_in_working_days() -> None:
    friday, due = date(2026, 11, 20), date(2026, 11, 25)
    assert wait_of(friday, due, date(2026, 11, 22), ()) == Wait(2, 3, 0)
    assert wait_of(friday, due, due, ()) == Wait(5, 0, 0)
    assert wait_of(friday, due, date(2026, 11, 26), {date(2026, 11, 26)}) == Wait(6, 0, 0)
    assert wait_of(friday, due, date(2026, 11, 27), {date(2026, 11, 26)}) == Wait(7, 0, 1)


def test_three_working_days_are_given_over_weekends_and_days_off() -> None:
    assert due_on(date(2026, 11, 20), ()) == date(2026, 11, 25)
    assert due_on(date(2026, 11, 24), {date(2026, 11, 26)}) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("original", "translation", "found"),
    [
        ("Come at 9.", "Xin đến lúc 9 giờ.", []),
        ("Call me at 510 555 0100, $5.", "Gọi 510 555 0100, $5.", []),
        ("Come at 9.", " ", ["blank"]),
        ("Come at 9.", "Xin đến lúc 8 giờ.", ["numbers"]),
        ("You wrote {name} here.", "Quý vị viết {name} ở đây.", []),
        ("Come on time.", "Xin đến đúng giờ \u202e.", ["bidi_control"]),
        ("I am glad that you are well again.", "Vui.", ["too_short"]),
    ],
)
def test_a_persons_words_have_no_fields_and_may_hold_facts(
    original: str, translation: str, found: list[str]
) -> None:
    problems = answer_problems(original, translation, locale="vi", coverage=None)
    assert [str(one.code) for one in problems] == found
