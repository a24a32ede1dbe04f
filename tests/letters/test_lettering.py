import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import letter_values
from portal.letter_html import letter_html
from portal.policy.composing import compose, plain_text
from portal.policy.letter_files import load_kind
from portal.policy.lettering import (
    Field,
    FieldType,
    LetteringError,
    substitute,
)
from portal.policy.reading import reading_grade
from tests.letters.samples import help_sheet, kind, letter, shared, wording

DECLARED = {
    "name": Field("name", FieldType.NAME, ("a", "b", "c")),
    "note": Field("note", FieldType.TEXT, ("a", "b", "c"), optional=True),
}


def test_a_declared_field_is_replaced_by_its_value():
    assert substitute("Hello {name}.", {"name": "Ana"}, DECLARED) == "Hello Ana."


@pytest.mark.parametrize(
    "text",
    [
        "{0}",
        "{}",
        "{name!r}",
        "{name.__class__}",
        "{name[0]}",
        "{name:>9}",
        "{{name}}",
        "{% x %}",
        "{ name }",
        "{Name}",
        "a { b",
        "a } b",
        "{name",
    ],
)
def test_anything_else_in_braces_is_an_error(text):
    with pytest.raises(LetteringError):
        substitute(text, {"name": "Ana"}, DECLARED)


def test_an_undeclared_or_empty_field_is_an_error():
    for text, values in (("{other}", {"other": "x"}), ("{name}", {}), ("{name}", {"name": " "})):
        with pytest.raises(LetteringError):
            substitute(text, values, DECLARED)


def test_only_strings_are_put_in():
    with pytest.raises(LetteringError):
        substitute("{name}", {"name": 5}, DECLARED)  # type: ignore[dict-item]


@given(st.text(min_size=1).filter(lambda text: text.strip() and not text.endswith(".")))
def test_a_value_is_never_read_again(value):
    assert substitute("a {name} b", {"name": value}, DECLARED) == f"a {value} b"


def test_a_value_that_ends_in_a_full_stop_makes_no_second_one():
    assert substitute("Am {name}. Dann", {"name": "2026 г."}, DECLARED) == "Am 2026 г. Dann"
    assert substitute("**{name}**.", {"name": "2026 г."}, DECLARED) == "**2026 г**."


def test_markup_in_a_value_stays_text():
    document = letter("appointment", "en", client_name="**Bold** {rule} <b>")
    greeting = document.parts[0].sections[0].blocks[0]
    assert [(run.text, run.is_strong) for run in greeting.runs] == [
        ("Hello ", False), ("**Bold** {rule} <b>", False), (",", False)
    ]  # fmt: skip


def test_the_grade_tells_hard_from_easy():
    hard = (
        "Noncompliance with mandatory participation requirements necessitates initiation of "
        "conciliation procedures notwithstanding extenuating circumstances."
    )
    assert reading_grade(hard) > 15
    assert reading_grade("The cat sat on the mat.") < 1


def test_a_block_that_names_an_empty_optional_field_drops_out():
    contexts = _contexts(letter("no_contact_30_days", "en", sample=2))
    assert "no_contact_30_days.what_never" in contexts
    assert "no_contact_30_days.what_since" not in contexts
    assert "no_contact_30_days.what_attempts" not in contexts


def test_english_stands_behind_every_translation():
    assert [part.locale for part in letter("appointment", "vi").parts] == ["vi", "en"]
    assert [part.locale for part in letter("appointment", "en").parts] == ["en"]
    with pytest.raises(LetteringError):
        compose(kind("appointment"), [wording("appointment", "vi")], choices={}, help_lines=())


def test_a_letter_with_a_missing_translation_is_never_composed():
    vietnamese = wording("appointment", "vi")
    holed = {**vietnamese.texts, "appointment.why": ""}
    with pytest.raises(LetteringError, match=r"appointment\.why"):
        compose(
            kind("appointment"),
            [dataclasses.replace(vietnamese, texts=holed), wording("appointment", "en")],
            choices={},
            help_lines=(),
        )


def test_a_personal_note_goes_in_the_recipients_language_or_is_marked_as_to_follow():
    english = dataclasses.replace(wording("appointment", "en"), personal="Bring your son.")
    made = compose(
        kind("appointment"), [wording("appointment", "es"), english], choices={}, help_lines=()
    )
    assert "Pronto se la enviaremos" in plain_text(made.parts[0])
    assert "Bring your son." in plain_text(made.parts[1])


def phrase(code, _tag):
    return code.capitalize()


def test_values_are_said_in_each_language_with_western_digits():
    field = kind("appointment").fields["meeting_on"]
    assert letter_values.in_words(field, "2026-05-12", "en", phrase) == "Tuesday, May 12, 2026"
    for tag in ("ar", "fa", "km", "lo", "vi"):
        said = letter_values.in_words(field, "2028-02-29", tag, phrase)
        assert set("29") <= set(said)
        assert not any(sign.isdigit() and not sign.isascii() for sign in said)
    for tag in ("ar", "fa", "km", "lo"):
        assert "12" in letter_values.in_words(field, "2026-05-12", tag, phrase)
    assert letter_values.money(125000) == "$1,250.00"
    with pytest.raises(LetteringError):
        letter_values.in_words(field, "next week", "en", phrase)


def test_sections_out_of_order_and_unknown_fields_are_refused():
    head = 'code="X"\nkind="x"\nname="x"\nversion=1\npurpose="p"\ntrigger="t"\n'
    head += '[citations]\nwtw=["a"]\ndw=["b"]\nworkfirst=["c"]\n'
    block = '[[blocks]]\nkey="{}"\nrole="text"\nsection="{}"\nenglish="{}"\n'
    with pytest.raises(LetteringError, match="order"):
        load_kind(head + block.format("a", "why", "A.") + block.format("b", "what", "B."), shared())
    with pytest.raises(LetteringError, match="unknown"):
        load_kind(head + block.format("a", "why", "{nothing}"), shared())
    with pytest.raises(LetteringError, match="no rule"):
        load_kind(head.replace('dw=["b"]', "dw=[]") + block.format("a", "why", "A."), shared())


def test_the_help_sheet_has_at_least_fifteen_languages_and_puts_the_readers_first():
    sheet = help_sheet()
    assert len(sheet.lines) >= 18
    assert all(line.is_draft for line in sheet.lines if line.locale != "en")
    document = letter("appointment", "ar")
    assert [line.locale for line in document.help_lines[:2]] == ["ar", "en"]


def _contexts(document):
    return {block.context for section in document.parts[0].sections for block in section.blocks}


def test_a_list_says_what_was_done_on_which_day():
    field = kind("no_contact_30_days").fields["attempts"]
    said = letter_values.in_words(field, "telephone@2026-05-05\ntext", "en", phrase)
    assert said == "Telephone: Tuesday, May 5, 2026\nText"
    with pytest.raises(LetteringError):
        letter_values.in_words(field, "telephone@2026-13-01", "en", phrase)


@pytest.mark.parametrize("tag", ["ar", "fa"])
def test_the_number_of_a_form_is_not_turned_around_by_its_sentence(tag):
    made = letter("case_closing", tag).parts[0]
    found = [
        run
        for section in made.sections
        for block in section.blocks
        for run in block.runs
        if "63-62" in run.text
    ]
    assert [(run.text, run.direction) for run in found] == [("63-62", "ltr")]
    assert '<bdi dir="ltr">63-62</bdi>' in letter_html(made)
