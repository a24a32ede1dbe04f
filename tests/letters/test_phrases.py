"""What a letter's fields say for codes: blocks like any other, approved by a person."""

import pytest

from portal import letter_values
from portal.policy.letter_files import load_kind
from portal.policy.lettering import BlockRole, FieldType, LetteringError
from portal.words.letters import BANKS
from tests.letters.samples import KINDS, kind, shared, texts


def phrases(name: str) -> set[str]:
    """The contexts of the phrases that a letter carries."""
    return {block.context for block in kind(name).extras if block.role is BlockRole.PHRASE}


def test_the_english_is_that_of_the_phrase_banks():
    found = [block for block in shared().blocks.values() if block.role is BlockRole.PHRASE]
    said = {(block.bank, block.code): block.english for block in found}
    assert said == {
        (bank, str(code)): words.message
        for bank, codes in BANKS.items()
        for code, words in codes.items()
    }


@pytest.mark.parametrize("name", KINDS)
def test_every_field_that_staff_choose_from_a_bank_has_its_phrases_in_the_letter(name):
    carried = {(block.bank, block.code) for block in kind(name).extras if block.bank}
    for field in kind(name).fields.values():
        offered = BANKS[field.bank] if field.bank else {}
        assert {(field.bank, str(code)) for code in offered} <= carried, field.name
        if field.type in (FieldType.CHOICE, FieldType.LIST):
            assert field.bank, field.name
            told = {line.partition("@")[0] for raw in field.samples for line in raw.split("\n")}
            assert told - {""} <= set(map(str, offered)), field.name


def test_a_letter_carries_the_phrases_of_its_own_fields_alone():
    assert "shared.phrase_telephone" in phrases("no_contact_30_days")
    assert "shared.phrase_telephone" not in phrases("appointment")


def test_a_code_is_said_by_the_letters_own_text():
    approved = texts("appointment", "es") | {"shared.phrase_pay_stub": "Recibo de sueldo"}
    said = letter_values.phrases_of(kind("appointment"), approved)
    assert said("pay_stub", "es") == "Recibo de sueldo"
    assert said("Marked by hand", "es") == "Marked by hand"


def test_codes_without_a_text_are_found():
    short = dict(texts("appointment", "es"), **{"shared.phrase_pay_stub": ""})
    raw = {"meeting_kind": "support_team", "bring_list": "pay_stub\nidentity"}
    assert letter_values.unsaid(kind("appointment"), raw, short) == ["pay_stub"]
    assert not letter_values.unsaid(kind("appointment"), raw, texts("appointment", "es"))


def test_a_bank_without_phrases_is_a_fault_of_the_file():
    head = 'code="L99"\nkind="x"\nname="X"\nversion=1\npurpose="p"\ntrigger="t"\n'
    head += '[citations]\nwtw=["a"]\ndw=["b"]\nworkfirst=["c"]\n'
    field = '[[fields]]\nname="f"\ntype="list"\nbank="nothing"\nsamples=["a","b","c"]\n'
    block = '[[blocks]]\nkey="title"\nrole="title"\nsection="opening"\nenglish="T"\n'
    with pytest.raises(LetteringError):
        load_kind(head + field + block, shared())
