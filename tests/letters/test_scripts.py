"""Every script that letters are in: drawn by its own font, and readable out of the PDF again."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from portal import letter_kinds, pdf
from portal.letter_fonts import coverage, missing_glyphs
from portal.locales import LOCALES
from tests.letters.samples import MOMENT, letter

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"
LINES = letter_kinds.help_sheet().lines
NEEDED_SHARE = 0.9  # of the signs; readers of PDF drop a few, and give some lines from their end
UNKNOWN = "\U00013000"  # a hieroglyph


def signs(text: str) -> str:
    """A text as its signs alone: no spaces, isolates or breaks."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub("[\\s\u2066-\u2069\u200b-\u200f\u0002\ufffe]", "", plain)


def written(line, text):
    """A page with a line of the help sheet, set in its language."""
    return pdf.StructuredDocument(
        title=line.own_name, locale=line.locale, direction=line.direction, author="Touchpoint",
        facts=(), sections=(pdf.DocumentSection("1", (pdf.Paragraph(text),)),),
    )  # fmt: skip


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.locale)
def test_what_is_printed_in_a_script_can_be_read_out_of_the_pdf(line):
    made = pypdfium2.PdfDocument(pdf.render_document(written(line, line.text), at=MOMENT))
    found = signs(made[0].get_textpage().get_text_range())
    wanted = signs(line.text)
    assert (Counter(wanted) & Counter(found)).total() / len(wanted) >= NEEDED_SHARE


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.locale)
def test_a_character_that_a_script_lacks_is_found_and_never_printed_as_a_box(line):
    assert missing_glyphs(f"{line.text} {UNKNOWN}", line.locale) == [UNKNOWN]
    with pytest.raises(pdf.PdfError):
        pdf.render_document(written(line, f"{line.text} {UNKNOWN}"), at=MOMENT)


def test_every_language_has_a_line_of_help_and_every_line_a_language():
    told = [line.locale for line in LINES]
    assert set(told) == {tag for tag, spec in LOCALES.items() if spec.tier}
    assert all(coverage(tag) >= set(map(ord, "0123456789():")) for tag in told)


def test_the_help_sheet_looks_as_it_was_when_people_looked_at_it():
    """All scripts on one page. To accept a new look: delete the picture, run this, look."""
    made = pypdfium2.PdfDocument(pdf.render_letter(letter("appointment", "en"), at=MOMENT))
    assert "Free help in your language" in made[len(made) - 1].get_textpage().get_text_range()
    drawn = made[len(made) - 1].render(scale=0.9, grayscale=True).to_pil().convert("L")
    golden = GOLDEN / "help-sheet.png"
    if not golden.exists():
        drawn.quantize(16).save(golden, optimize=True)
        pytest.fail(f"{golden.name} was drawn anew: look at it")
    kept = Image.open(golden).convert("L")
    assert drawn.size == kept.size
    assert ImageStat.Stat(ImageChops.difference(drawn, kept)).mean[0] < 1.5
