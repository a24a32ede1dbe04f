"""The glossary's terms in an English text, and their words in a translation."""

import time

import pytest

from portal.policy.memory import Memory, Remembered
from portal.policy.terms import (
    TermRule,
    is_formula,
    missed_and_forbidden,
    says,
    term_problems,
    terms_said,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Good cause is a reason that counts.", ["good cause"]),
        ("Your plans, and the activities in it.", ["plan", "activity"]),
        ("We plan nothing. You planned.", ["plan"]),
        ("Cash aid and aid.", ["cash aid", "aid"]),
        ("Your cash\naid.", ["cash aid"]),
        ("Your hour counts.", ["hours"]),
        ("Call {worker_phone} or {plan}.", []),
        ("A classic planet.", []),
    ],
)
def test_an_english_text_says_a_term_in_any_case_for_one_or_many(
    text: str, said: list[str]
) -> None:
    terms = ["good cause", "plan", "activity", "aid", "cash aid", "hours", "class", "worker"]
    assert terms_said(text, terms) == said


@pytest.mark.parametrize(
    ("locale", "form", "text"),
    [
        ("es", "motivo justificado", "Si tuvo motivos justificados, díganos."),
        ("ru", "уважительная причина", "У вас нет уважительной причины."),
        ("ru", "план", "Мы меняем планы."),
        ("vi", "lý do chính đáng", "Quý vị có Lý Do Chính Đáng."),
        ("zh-Hans", "正当理由", "您有正当理由。"),
        ("ko", "정당한 사유", "정당한사유가 있으면"),
        ("km", "ផែនការ", "នេះជាផែនការរបស់អ្នក"),
        ("lo", "ແຜນການ", "ນີ້ແມ່ນແຜນການຂອງທ່ານ"),
        ("so", "qorshe", "Qorshaha cusub"),
        ("ar", "خطة", "وقّعوا على الخطة الجديدة"),
        ("ar", "سبب وجيه", "إذا كان لديك سببٌ وجيهٌ"),
    ],
)
def test_a_translation_says_a_term_in_whatever_form_its_grammar_gives_it(
    locale: str, form: str, text: str
) -> None:
    assert says(form, text, locale)


@pytest.mark.parametrize(
    ("locale", "form", "text"),
    [
        ("es", "motivo justificado", "Si tuvo una buena razón, díganos."),
        ("ru", "уважительная причина", "У вас была причина."),
        ("vi", "lý do chính đáng", "lý do tốt"),
        ("vi", "thư", "thứ hai"),
        ("zh-Hans", "正当理由", "好理由"),
        ("ar", "خطة", "هذا هو العمل"),
    ],
)
def test_another_word_does_not_count_as_the_term(locale: str, form: str, text: str) -> None:
    assert not says(form, text, locale)


def test_a_forbidden_word_inside_the_right_one_is_part_of_it() -> None:
    rule = TermRule("plan", ("plan de empleo",), ("plan",))
    source = "This is your plan."
    assert missed_and_forbidden(source, "Este es su plan de empleo.", [rule], "es") == ([], [])
    missed, forbidden = missed_and_forbidden(source, "Este es su plan.", [rule], "es")
    assert (missed, [form for form, _rule in forbidden]) == ([rule], ["plan"])


def test_terms_warn_and_never_stop_and_a_blank_text_says_nothing() -> None:
    rule = TermRule("hearing", ("buổi điều trần",), ("phiên tòa",))
    found = term_problems("Ask for a hearing.", "Xin một phiên tòa.", [rule], "vi")
    assert [(str(one.code), one.is_error) for one in found] == [
        ("term", False), ("term_forbidden", False),
    ]  # fmt: skip
    assert term_problems("Ask for a hearing.", " ", [rule], "vi") == []
    assert term_problems("Call us.", "Xin một phiên tòa.", [rule], "vi") == []


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_table_program_would_compute_is_a_formula(cell: str) -> None:
    assert is_formula(cell)
    assert not is_formula(f"x{cell}")


def test_memory_gives_the_same_text_first_then_what_is_75_percent_the_same() -> None:
    kept = [
        Remembered("Call {worker_phone} by {reply_by}.", "a", "L"),
        Remembered("Call {worker_phone} before {reply_by}.", "b", "L"),
        Remembered("You may bring anyone you choose.", "c", "L"),
    ]
    found = Memory(kept).matches("Call {worker_phone} by {reply_by}.", 5)
    assert [(percent, one.text) for percent, one in found] == [(100, "a"), (80, "b")]
    assert Memory(kept).matches("Call {office_phone} now, {worker_name}!", 5) == []


def test_memory_ends_at_75_percent() -> None:
    kept = [Remembered("one two three four", "x", "L")]
    assert [p for p, _one in Memory(kept).matches("one two three five", 5)] == [75]
    assert Memory(kept).matches("one two six five", 5) == []


def test_a_text_that_differs_in_case_or_blanks_alone_is_not_the_same_text() -> None:
    kept = [Remembered("Call us.", "x", "L")]
    assert [p for p, _one in Memory(kept).matches("call us.", 5)] == [99]


def test_ten_thousand_texts_are_asked_in_a_moment() -> None:
    words = [f"w{number % 97} of your plan and {number % 1009}" for number in range(10_000)]
    memory = Memory(Remembered(f"{text} t{n}", "x", "L") for n, text in enumerate(words))
    assert len(memory) == 10_000
    begun = time.perf_counter()
    for number in range(0, 100, 10):
        assert memory.matches(f"{words[number]} t{number}", 5)[0][0] == 100
    assert (time.perf_counter() - begun) / 10 < 0.25


def test_a_concordance_finds_words_in_either_language() -> None:
    kept = [Remembered("Call us today.", "Hãy gọi hôm nay.", "L"), Remembered("Stop", "Dừng", "L")]
    assert [one.text for one in Memory(kept).holding("CALL  us", 9)] == ["Hãy gọi hôm nay."]
    assert [one.english for one in Memory(kept).holding("dừng", 9)] == ["Stop"]
    assert Memory(kept).holding("  ", 9) == []
