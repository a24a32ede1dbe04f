import hashlib

import pytest
from fontTools.ttLib import TTFont

from portal.letter_fonts import FONTS, coverage, font_digests, font_families, missing_glyphs
from portal.locales import LOCALES
from tests.letters.samples import help_sheet


def test_the_list_of_code_points_is_that_of_the_fonts_themselves():
    from portal.letter_fonts import _coverage

    assert {path.stem for path in FONTS.glob("*.ttf")} == set(_coverage())
    for name, listed in _coverage().items():
        path = FONTS / f"{name}.ttf"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == font_digests()[name], name
        drawn = {sign for low, high in listed["ranges"] for sign in range(low, high + 1)}
        assert set(TTFont(path).getBestCmap()) == drawn, name


def test_every_font_has_its_licence_beside_it():
    for folder in ("noto-sans", "vazirmatn", "battambang", "noto-sans-kr", "noto-sans-lao"):
        assert "SIL Open Font License" in (FONTS / f"OFL-{folder}.txt").read_text("utf-8")


def test_all_of_vietnamese_is_drawn():
    vowels = "aăâeêioôơuưy"
    tones = "\u0300\u0301\u0303\u0309\u0323"
    assert missing_glyphs("".join(v + t for v in vowels for t in tones) + "đĐ", "vi") == []


@pytest.mark.parametrize("line", help_sheet().lines, ids=lambda line: line.locale)
def test_every_line_of_the_help_sheet_can_be_drawn(line):
    assert missing_glyphs(line.text + line.own_name, line.locale) == []


def test_the_help_sheet_names_languages_as_the_portal_does():
    for line in help_sheet().lines:
        if line.locale in LOCALES:
            assert line.own_name == LOCALES[line.locale].own_name
            assert line.direction == LOCALES[line.locale].direction


def test_each_script_is_set_in_its_own_font_first():
    assert font_families("ar")[0] == "Vazirmatn"
    assert font_families("km")[0] == "Battambang"
    assert font_families("vi")[0] == "Noto Sans"
    assert ord("ক") not in coverage("vi")
