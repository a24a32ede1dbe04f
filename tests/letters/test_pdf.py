"""What a printed letter holds, looked at through the PDF's own text and pictures."""

import ctypes
import re
import threading
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from portal import pdf
from portal.letter_fonts import missing_glyphs
from portal.policy.composing import plain_text
from tests.letters.samples import KINDS, MOMENT, TRANSLATED, letter

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"
NEEDED_SHARE = 0.9  # of the words must come out of the PDF again


def render(document):
    return pdf.render_letter(document, at=MOMENT)


def pages(made):
    opened = pypdfium2.PdfDocument(made)
    return [opened[number].get_textpage().get_text_range() for number in range(len(opened))]


def words(text):
    plain = re.sub("[\u2066-\u2069\u200e\u200f\u0002]", "", unicodedata.normalize("NFKC", text))
    # Arabic marks come out of a PDF in the order in which they were drawn.
    plain = re.sub("[\u064b-\u065f\u0670]", "", plain)
    # Lam and alef are one sign; what readers of PDF make of it is the two in either order.
    plain = re.sub(
        "\u0644[\u0627\u0623\u0625\u0622]|[\u0627\u0623\u0625\u0622]\u0644", "\ufefb", plain
    )
    return set(re.findall(r"\w+", plain))


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("tag", ["en", *TRANSLATED])
def test_the_words_of_a_letter_can_be_read_out_of_its_pdf(name, tag):
    document = letter(name, tag)
    expected = words(plain_text(document.parts[0]))
    found = words("\n".join(pages(render(document))))
    assert len(expected & found) / len(expected) >= NEEDED_SHARE, expected - found


def test_the_same_letter_gives_the_same_bytes():
    assert render(letter("appointment", "ar")) == render(letter("appointment", "ar"))


def test_letters_rendered_side_by_side_do_not_mix():
    tags = ("en", "vi", "ar", "ru")
    alone = {tag: render(letter("appointment", tag)) for tag in tags}
    made = {}

    def work(tag):
        made[tag] = render(letter("appointment", tag))

    threads = [threading.Thread(target=work, args=(tag,)) for tag in tags]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == alone


def test_the_english_copy_starts_a_page_and_the_help_sheet_is_last():
    made = pages(render(letter("appointment", "vi")))
    copy = next(n for n, text in enumerate(made) if "This is the same letter in English" in text)
    assert copy >= 1
    assert "Quý vị có một buổi hẹn" in made[0]
    assert "You have a meeting with us" not in "".join(made[:copy])
    assert "Kani waa warqad muhiim ah" in made[-1]
    assert "(510) 555-0100" in made[-1]


def test_every_page_says_which_of_how_many_it_is_in_large_print_too():
    for size in (12, 18):
        made = pages(render(letter("documents_needed", "vi", sample=1, size=size)))
        for number, text in enumerate(made, 1):
            says = f"Trang {number} / {len(made)}", f"Page {number} of {len(made)}"
            assert any(each in text for each in says), (size, number)


def test_large_print_is_eighteen_points_but_for_the_address_in_the_window():
    made = pypdfium2.PdfDocument(render(letter("documents_needed", "en", size=18)))
    for page in made:
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            matrix = item.get_matrix()
            assert abs(matrix.a) * _font_size(item) >= 13.9


def _font_size(item):
    size = ctypes.c_float()
    pypdfium2.raw.FPDFTextObj_GetFontSize(item, size)
    return size.value


def test_nothing_is_cut_off_at_the_edges_of_a_large_print_page():
    made = pypdfium2.PdfDocument(render(letter("no_contact_30_days", "ru", sample=1, size=18)))
    for page in made:
        text, width = page.get_textpage(), page.get_width()
        for number in range(text.count_chars()):
            left, _, right, _ = text.get_charbox(number)
            assert left >= 0
            assert right <= width - 36


@pytest.mark.parametrize("value", ["(510) 555-0142", "4471-7", "WTW-1001", "2026"])
def test_numbers_in_an_arabic_letter_run_from_left_to_right(value):
    opened = pypdfium2.PdfDocument(render(letter("appointment", "ar")))
    wanted = re.sub(r"\W", "", value)
    assert any(wanted in line for line in _lines_as_seen(opened[0].get_textpage())), value


def _lines_as_seen(page):
    """The signs of each line as they stand from left to right; brackets and dashes left out,
    because readers of PDF mirror them."""
    lines = {}
    for number in range(page.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        pypdfium2.raw.FPDFText_GetCharOrigin(page, number, x, y)
        lines.setdefault(round(y.value), []).append((x.value, page.get_text_range(number, 1)))
    return [re.sub(r"\W", "", "".join(sign for _, sign in sorted(line))) for line in lines.values()]


def test_a_character_no_letter_font_draws_is_found_and_never_printed_as_a_box():
    planted = "\U00013000"
    assert missing_glyphs(f"Ana {planted}") == [planted]
    assert missing_glyphs("Ana ខ", "vi") == ["ខ"]
    assert missing_glyphs("Nguyễn Thị Hoàng Oanh, محمد, 陳, 김") == []
    with pytest.raises(pdf.PdfError):
        render(letter("appointment", "en", client_name=f"Ana {planted}"))


def test_a_name_in_another_script_is_drawn():
    for name in ("محمد", "Nguyễn Thị Hoàng Oanh", "陳大文", "김민수", "សុខា", "ኣበበ"):
        render(letter("appointment", "en", client_name=name))


def test_what_is_put_in_is_never_read_as_markup_by_the_typesetter():
    hostile = '#panic("x") *b* _i_ $x$ @l <l> `c` \\ // = H'
    made = pages(render(letter("appointment", "en", client_name=hostile)))
    assert '#panic("x") *b* _i_ $x$ @l <l> `c`' in made[0]


def test_the_pdf_is_tagged_named_and_in_the_recipients_language():
    made = render(letter("appointment", "ar", qr_url="https://portal.example/my"))
    assert b"pdfuaid:part" in made or b"pdfuaid" in made
    assert b"/Lang" in made
    opened = pypdfium2.PdfDocument(made)
    assert opened.is_tagged()
    assert opened.get_metadata_dict()["Title"] == "لديك موعد معنا"


@pytest.mark.parametrize("size", [12, 18])
def test_the_square_on_a_letter_leads_a_phone_to_this_letter(size):
    address = "https://portal.example/my/letters/UTBEOo4pGRfAVKpJ"
    made = render(letter("appointment", "ar", size=size, qr_url=address))
    first = pypdfium2.PdfDocument(made)[0].render(scale=150 / 72).to_pil()  # a plain photo's worth
    assert [one.text for one in zxingcpp.read_barcodes(first)] == [address]


def test_only_the_letter_fonts_are_in_the_pdf():
    for tag in ("en", "ar", "vi"):
        made = render(letter("appointment", tag))
        names = set(re.findall(rb"/(?:BaseFont|FontName)\s*/\w+\+(\w+)", made))
        assert not {name for name in names if not name.startswith((
            b"NotoSans", b"Vazirmatn", b"Battambang"))}  # fmt: skip


def test_the_renderer_and_the_fonts_are_named_for_the_record():
    versions = pdf.renderer_versions()
    assert versions["typst"].startswith("0.15.")
    assert len(versions["Vazirmatn-Regular"]) == 64


def test_a_plan_is_set_with_headings_lists_and_tables():
    document = pdf.StructuredDocument(
        title="خطتك", locale="ar", direction="rtl", author="Oakland Office",
        facts=("WTW-1001", "محمد"),
        sections=(
            pdf.DocumentSection("الأهداف", (pdf.ItemList(("اللغة", "WTW 2")),)),
            pdf.DocumentSection("الأنشطة", (
                pdf.Paragraph("كل أسبوع"),
                pdf.Table(("النشاط", "الساعات"), (("اللغة", "12"), ("عمل", "8"))),
            )),
        ),
        page_label="صفحة {page} من {pages}",
        foot="WTW-1001",
    )  # fmt: skip
    made = pdf.render_document(document, at=MOMENT)
    assert made == pdf.render_document(document, at=MOMENT)
    text = "".join(pages(made))
    assert all(each in text for each in ("1001", "WTW", "12", "خطتك"))


@pytest.mark.parametrize(
    ("name", "tag", "size"),
    [
        ("no_contact_30_days", "en", 12),
        ("appointment", "vi", 12),
        ("appointment", "ar", 12),
        ("documents_needed", "es", 12),
        ("documents_needed", "so", 12),
        ("documents_needed", "ru", 18),
        ("sanction", "zh-Hant", 12),
        ("case_closing", "zh-Hans", 12),
        ("plan_amended", "ko", 12),
        ("exemption_decided", "km", 12),
        ("hours_short", "lo", 12),
        ("staffing_invitation", "fa", 18),
    ],
)
def test_a_first_page_looks_as_it_was_when_people_looked_at_it(name, tag, size):
    """To accept a new look: delete the picture, run this once (it fails and draws it), look."""
    made = pypdfium2.PdfDocument(
        render(letter(name, tag, size=size, qr_url="https://portal.example/my"))
    )
    drawn = made[0].render(scale=0.75, grayscale=True).to_pil().convert("L")
    golden = GOLDEN / f"{name}-{tag}-{size}.png"
    if not golden.exists():
        drawn.quantize(16).save(golden, optimize=True)
        pytest.fail(f"{golden.name} was drawn anew: look at it")
    kept = Image.open(golden).convert("L")
    assert drawn.size == kept.size
    assert ImageStat.Stat(ImageChops.difference(drawn, kept)).mean[0] < 1.5
