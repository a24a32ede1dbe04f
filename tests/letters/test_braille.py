"""Letters in Braille: files that an embosser takes as they are, in each language that has rules."""

import pytest

from portal import braille, processes
from portal.letter_text import LineRole, TextLine, lines_of
from portal.policy.formats import BRAILLE_TABLES

pytestmark = pytest.mark.skipif(
    not braille.is_possible(), reason="liblouis-bin is not installed on this machine"
)

# A sentence of each language with a date, a telephone and a name in Latin letters.
SENTENCES = {
    "en": "Please call Ana Ruiz by Friday, December 4, 2026, at 10:30 AM: (510) 555-0142.",
    "es": "Llame a Ana Ruiz antes del viernes, 4 de diciembre de 2026: (510) 555-0142. ¿Dudas?",
    "vi": "Xin gọi Ana Ruiz trước thứ Sáu, 4 tháng 12, 2026: (510) 555-0142. Đường Nguyễn Huệ.",
    "ru": "Позвоните Ana Ruiz до пятницы, 4 декабря 2026 г.: (510) 555-0142.",
    "ar": "اتصل بـ Ana Ruiz قبل يوم الجمعة، 4 ديسمبر 2026: (510) 555-0142",
    "fa": "لطفاً تا جمعه 4 دسامبر 2026 با Ana Ruiz تماس بگیرید: (510) 555-0142",
    "ko": "2026년 12월 4일 금요일까지 Ana Ruiz에게 전화해 주세요: (510) 555-0142",
    "zh-Hant": "請在2026年12月4日星期五之前致電 Ana Ruiz：(510) 555-0142。您可以帶任何人來。",
    "am": "እባክዎ እስከ ዓርብ ዲሴምበር 4 ቀን 2026 ድረስ ለ Ana Ruiz ይደውሉ። (510) 555-0142",
}


def text(*sentences: str, role: LineRole = LineRole.TEXT) -> list[TextLine]:
    return [TextLine(role, sentence, sentence) for sentence in sentences]


def pages_of(content: bytes) -> list[list[str]]:
    return [page.removesuffix("\r\n").split("\r\n") for page in content.decode("ascii").split("\f")]


@pytest.mark.parametrize("locale", sorted(BRAILLE_TABLES))
def test_each_language_with_rules_gives_lines_of_forty_cells_on_pages_of_twenty_five(
    locale: str,
) -> None:
    pages = pages_of(braille.brf(text(*[SENTENCES[locale]] * 16), locale))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert len(page) == 25
        assert max(len(line) for line in page) <= 40
        assert page[-1].strip() == "#" + "JABCDEFGHI"[number]
    # Nothing is lost at the end of a line: all of it is what one long line would hold.
    cells = "".join("".join(page[:-1]) for page in pages).replace(" ", "")
    once = "".join(pages_of(braille.brf(text(SENTENCES[locale]), locale))[0][:-1])
    assert cells == once.replace(" ", "") * 16


def test_english_is_contracted_and_numbers_capitals_and_names_are_marked() -> None:
    (page,) = pages_of(braille.brf(text("Please call Hoa Trần at (510) 555-0142."), "en"))
    assert page[:2] == ['  ,PL1SE CALL ,HOA ,TRAN AT "<#EAJ">', "#EEE-#JADB4"]


def test_a_title_stands_in_the_middle_and_a_heading_from_the_fifth_cell() -> None:
    lines = [
        *text("You have a meeting with us", role=LineRole.TITLE),
        *text("Please come.", role=LineRole.TEXT),
        *text("What to do", role=LineRole.HEADING),
        *text(
            "Bring a pay stub, a school record and a paper that says who you are, please.",
            role=LineRole.ITEM,
        ),
    ]
    (page,) = pages_of(braille.brf(lines, "en"))
    title, first, gap, heading, item, later = page[:6]
    assert title == title.strip().center(40).rstrip()
    assert first.startswith("  ,")
    assert gap == ""
    assert heading.startswith("    ,")
    assert item.startswith(",")
    assert later.startswith("  ")


def test_a_heading_is_never_the_last_line_of_its_page() -> None:
    lines = text(*["Please come."] * 22) + text("What to do", role=LineRole.HEADING)
    first, second = pages_of(braille.brf([*lines, *text("Bring a pay stub.")], "en"))
    assert first[22:24] == ["", ""]
    assert second[0].strip() == ",:AT TO D"


def test_a_name_in_another_script_is_written_by_that_scripts_rules() -> None:
    (page,) = pages_of(braille.brf(text("Llame a 陳大文 o a Путин."), "es"))
    cells = " ".join(page[:2])
    (own,) = pages_of(braille.brf(text("陳大文"), "zh-Hant"))
    assert own[0].strip() in cells


def test_a_sign_that_no_rules_know_is_refused_instead_of_written_as_a_number() -> None:
    with pytest.raises(braille.BrailleError):
        braille.brf(text("Call សុខា today."), "en")


def test_a_program_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(braille, "PROGRAM", "lou_nothing")
    assert not braille.is_possible()
    with pytest.raises(processes.ProgramMissing):
        braille.brf(text("Please come."), "en")


def test_a_program_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(processes.ProgramFailed):
        processes.run(["sleep", "5"], "", 1)


def test_a_letters_lines_are_read_from_its_html_with_numbers_taken_apart_for_the_voice() -> None:
    lines = lines_of(
        '<div lang="en"><h2>A &amp; B</h2><section><h3>What to do</h3><p>Call <strong>'
        '<a class="phone" href="tel:5105550142"><bdi class="field-value" dir="ltr">(510) 555-0142'
        '</bdi></a></strong> by <bdi class="field-value">Friday, December 4, 2026</bdi>.</p>'
        "<ul><li>One</li></ul></section><footer><p>Letter <bdi>1023-4</bdi></p>"
        "<address><bdi>Oakland Office</bdi><br><bdi>Suite 100</bdi></address></footer></div>"
    )
    assert [(line.role, line.text) for line in lines] == [
        (LineRole.TITLE, "A & B"),
        (LineRole.HEADING, "What to do"),
        (LineRole.TEXT, "Call (510) 555-0142 by Friday, December 4, 2026."),
        (LineRole.ITEM, "One"),
        (LineRole.FACT, "Letter 1023-4"),
        (LineRole.FACT, "Oakland Office"),
        (LineRole.FACT, "Suite 100"),
    ]
    assert lines[2].spoken == "Call 5 1 0, 5 5 5, 0 1 4 2 by Friday, December 4, 2026."
    assert lines[4].spoken == "Letter 1 0 2 3, 4"
