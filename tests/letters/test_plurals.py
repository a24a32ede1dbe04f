"""Texts that are counted: each language has its own forms, and a letter takes the right one."""

from dataclasses import replace

import pytest

from portal.letter_kinds import LETTERS
from portal.locales import LOCALES
from portal.policy.checks import Counted, english_problems, problems
from portal.policy.composing import compose
from portal.policy.findings import ProblemCode
from portal.policy.letter_files import load_kind
from portal.policy.lettering import LetteringError
from portal.policy.plurals import examples, form_for, forms_of, is_for_one_number, joined
from tests.letters.samples import kind, letter, shared, wording

ENGLISH = joined(("You need {gap} hour.", "You need {gap} hours."))
RUSSIAN = joined(("Нужен {gap} час.", "Нужно {gap} часа.", "Нужно {gap} часов."))


def found(locale, text, english=ENGLISH):
    return problems(english, text, locale=locale, counted=Counted(LOCALES[locale].rule, "gap"))


def codes(locale, text, english=ENGLISH):
    return {(problem.code, problem.form) for problem in found(locale, text, english)}


def test_forms_stand_in_one_text_with_a_bar_between():
    assert joined(("one ", " two")) == "one\n|\ntwo"
    assert forms_of("one\r\n | \r\ntwo\nlines".replace("\r", "")) == ("one", "two\nlines")
    assert forms_of("\n|\ntwo") == ("", "two")
    assert forms_of("plain | text") == ("plain | text",)
    assert joined(("", " ")) == ""


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("vi", ((0, 1, 2, 3),)),
        ("es", ((1,), (0, 2, 3, 4))),
        ("fa", ((0, 1), (2, 3, 4, 5))),
        ("ru", ((1, 21, 31, 41), (2, 3, 4, 22), (0, 5, 6, 7))),
        ("ar", ((0,), (1,), (2,), (3, 4, 5, 6), (11, 12, 13, 14), (100, 101, 102))),
    ],
)
def test_each_form_is_told_by_numbers_that_take_it(locale, expected):
    assert examples(LOCALES[locale].rule) == expected


@pytest.mark.parametrize(("number", "form"), [(1, 0), (3, 1), (7, 2), (21, 0), (None, 2)])
def test_a_number_takes_its_form_and_a_broken_number_that_of_many(number, form):
    assert form_for(RUSSIAN, LOCALES["ru"].rule, number) == forms_of(RUSSIAN)[form]


def test_a_text_with_too_few_forms_gives_its_last_one():
    assert form_for("one\n|\ntwo", LOCALES["ru"].rule, 5) == "two"


def test_a_good_counted_translation_has_no_problem():
    assert found("ru", RUSSIAN) == []


def test_every_form_of_the_language_must_be_there_and_written():
    assert (ProblemCode.PLURALS, 0) in codes("ru", "Нужно {gap} часа.")
    assert (ProblemCode.BLANK, 2) in codes("ru", joined(("Нужен {gap} час.", "", "Ещё {gap}.")))


def test_only_a_form_for_one_number_may_say_it_in_a_word():
    assert found("es", joined(("Le falta una hora.", "Le faltan {gap} horas."))) == []
    assert (ProblemCode.FIELD_MISSING, 1) in codes(
        "ru", joined(("Нужен час.", "Нужно {gap} часа.", "Нужно {gap} часов."))
    )
    assert is_for_one_number(LOCALES["ar"].rule, 2)
    assert not is_for_one_number(LOCALES["ar"].rule, 6)


def test_counted_english_has_two_forms_and_other_english_one():
    assert english_problems(ENGLISH, is_counted=True) == []
    assert [one.code for one in english_problems(ENGLISH)] == [ProblemCode.PLURALS]
    assert [one.code for one in english_problems("One.", is_counted=True)] == [ProblemCode.PLURALS]


def counted_kind(**changes):
    """The kind of the tests with its first opening text counted by the lines of a list."""
    base = kind("documents_needed")
    field = next(f.name for f in base.fields.values() if f.type == "list")
    block = next(b for b in base.blocks if b.section == "what")
    made = replace(block, english="Send this.\n|\nSend these {case_no}.", counted_by=field)
    blocks = tuple(made if one is block else one for one in base.blocks)
    return replace(base, blocks=blocks), made, field


@pytest.mark.parametrize(("lines", "said"), [("photo", "Send this."), ("a\nb", "Send these")])
def test_a_letter_takes_the_form_of_its_number(lines, said):
    made, block, field = counted_kind()
    words = wording("documents_needed", "en", **{field: lines})
    document = compose(
        made, [replace(words, texts={**words.texts, block.context: block.english})],
        choices={}, help_lines=(),
    )  # fmt: skip
    texts = ["".join(run.text for run in one.runs) for section in document.parts[0].sections
             for one in section.blocks]  # fmt: skip
    assert any(text.startswith(said) for text in texts)


def test_a_letter_whose_form_is_missing_is_not_made():
    made, block, field = counted_kind()
    words = wording("documents_needed", "en", **{field: "a"})
    with pytest.raises(LetteringError, match="form"):
        compose(
            made, [replace(words, texts={**words.texts, block.context: "\n|\nmany"})],
            choices={}, help_lines=(),
        )  # fmt: skip


def test_a_file_says_by_what_a_text_is_counted():
    text = (LETTERS / "documents_needed.toml").read_text("utf-8")
    broken = text.replace("english =", 'counted_by = "case_no"\nenglish_other = "x"\nenglish =', 1)
    with pytest.raises(LetteringError, match="counted by"):
        load_kind(broken, shared())
    assert letter("documents_needed", "en")
