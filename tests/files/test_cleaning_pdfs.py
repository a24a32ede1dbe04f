"""Cleaning PDFs: what they show stays, what they do or tell is gone."""

import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from portal.cleaning import Limits, clean, refuse_if_locked
from portal.cleaning.photos import jpeg_without_metadata, jpx_without_metadata
from portal.policy.documents import MAX_PAGES, FileType, RefusalCode
from portal.policy.refusals import Refused
from tests import samples
from tests.files import hostile


def code_of(source: Path, into: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        clean(source, FileType.PDF, into, limits)
    assert list(into.iterdir()) == []
    return refusal.value.codes["file"]


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_school_record_keeps_its_text_and_gets_page_pictures(tmp_path: Path) -> None:
    found = clean(samples.SCHOOL_RECORD, FileType.PDF, tmp_path)
    assert (found.media_type, found.page_count) == (FileType.PDF, 2)
    assert words_of(found.clean_path) == words_of(samples.SCHOOL_RECORD)
    assert len(found.page_images) == 2
    for path in found.page_images:
        with Image.open(path) as picture:
            assert max(picture.size) == 1600
            assert picture.convert("L").getextrema() == pytest.approx((0, 255), abs=40)
    with Image.open(found.thumb_path) as thumb:
        assert max(thumb.size) == 320
    assert set(found.sha256s) == {path.name for path in tmp_path.iterdir()}


@pytest.fixture(scope="module")
def acting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("acting") / "acting.pdf"
    hostile.acting_pdf(path)
    return path


def test_scripts_actions_links_attachments_forms_and_metadata_are_gone(
    acting: Path, tmp_path: Path
) -> None:
    telling = [b"JavaScript", b"script ran", b"/Launch", b"cmd.exe", b"tracker.example"]
    telling += [b"MZ attached", b"/XFA", b"/AcroForm", b"/Annots", b"/AA", b"/OpenAction"]
    telling += [b"/Metadata", b"/Author", b"/Names", b"Exif", hostile.HIDING_PLACE]
    before = hostile.text_of(acting)
    assert all(word in before for word in telling), "the sample holds what is to go"
    after = hostile.text_of(clean(acting, FileType.PDF, tmp_path).clean_path)
    assert [word for word in telling if word in after] == []


def test_what_a_form_showed_and_the_photos_are_still_seen(acting: Path, tmp_path: Path) -> None:
    found = clean(acting, FileType.PDF, tmp_path)
    with Image.open(found.page_images[0]) as first, Image.open(found.page_images[1]) as second:
        scale = 1600 / 792
        field = first.convert("L").crop(
            tuple(int(v * scale) for v in (320, 792 - 390, 480, 792 - 310))  # type: ignore[arg-type]
        )
        assert field.getextrema()[1] < 30
        for left in (60, 260):
            box = (left * scale, (792 - 200) * scale, (left + 100) * scale, (792 - 60) * scale)
            brown = second.convert("RGB").crop(tuple(map(int, box))).resize((1, 1)).getpixel((0, 0))  # type: ignore[arg-type]
            assert isinstance(brown, tuple)
            assert brown[0] < 250


def test_a_locked_pdf_is_told_from_one_that_only_forbids_printing(tmp_path: Path) -> None:
    assert code_of(samples.LOCKED_PDF, tmp_path / "out") == RefusalCode.LOCKED
    with pytest.raises(Refused) as refusal:
        refuse_if_locked(samples.LOCKED_PDF)
    assert refusal.value.codes == {"file": RefusalCode.LOCKED}

    restricted = tmp_path / "restricted.pdf"
    with pikepdf.open(samples.SCHOOL_RECORD) as pdf:
        no_printing = pikepdf.Permissions(print_lowres=False, print_highres=False)
        pdf.save(restricted, encryption=pikepdf.Encryption(user="", owner="x", allow=no_printing))
    refuse_if_locked(restricted)
    found = clean(restricted, FileType.PDF, tmp_path / "out")
    with pikepdf.open(found.clean_path) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize(
    ("pages", "fits"), [(MAX_PAGES, True), (MAX_PAGES + 1, False), (101, False)]
)
def test_a_pdf_may_have_twenty_pages(pages: int, fits: bool, tmp_path: Path) -> None:
    source = tmp_path / "pages.pdf"
    hostile.paged_pdf(source, pages)
    if fits:
        assert clean(source, FileType.PDF, tmp_path / "out").page_count == pages
    else:
        assert code_of(source, tmp_path / "out") == RefusalCode.TOO_MANY_PAGES


def test_a_pdf_without_a_page_is_unreadable(tmp_path: Path) -> None:
    source = tmp_path / "none.pdf"
    hostile.paged_pdf(source, 0)
    assert code_of(source, tmp_path / "out") == RefusalCode.UNREADABLE


def test_a_page_that_swells_or_never_ends_is_a_bomb(tmp_path: Path) -> None:
    limits = replace(Limits(), cpu_seconds=4, wall_seconds=15, memory_bytes=600_000_000)
    for make in (hostile.swelling_pdf, hostile.endless_pdf):
        source = tmp_path / f"{make.__name__}.pdf"
        make(source)
        assert source.stat().st_size < 20_000
        begun = time.monotonic()
        assert code_of(source, tmp_path / "out", limits) == RefusalCode.BOMB
        assert time.monotonic() - begun < 18


def test_a_picture_of_300_megapixels_in_a_pdf_stays_within_the_limits(tmp_path: Path) -> None:
    source = tmp_path / "picture.pdf"
    hostile.picture_bomb_pdf(source)
    try:
        assert clean(source, FileType.PDF, tmp_path / "out").page_count == 1
    except Refused as refusal:
        assert refusal.codes == {"file": RefusalCode.BOMB}  # noqa: PT017


def test_pages_of_any_measure_become_pictures_of_bounded_size(tmp_path: Path) -> None:
    source = tmp_path / "huge.pdf"
    hostile.huge_page_pdf(source)
    found = clean(source, FileType.PDF, tmp_path / "out")
    for path in found.page_images:
        with Image.open(path) as picture:
            assert max(picture.size) <= 1601


def test_a_jpegs_pixels_are_untouched_when_its_metadata_goes(tmp_path: Path) -> None:
    photo = hostile.photo_with_place() + b"a film after the end"
    bare = jpeg_without_metadata(photo)
    assert hostile.HIDING_PLACE not in bare
    assert not bare.endswith(b"the end")
    one, two = tmp_path / "one.jpg", tmp_path / "two.jpg"
    one.write_bytes(photo)
    two.write_bytes(bare)
    with Image.open(one) as before, Image.open(two) as after:
        assert before.tobytes() == after.tobytes()
    for broken in (b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\0\0", photo[:3000], b"text"):
        jpeg_without_metadata(broken)


def test_a_jpeg_2000_loses_its_boxes_that_tell(tmp_path: Path) -> None:
    path = tmp_path / "photo.jp2"
    Image.new("RGB", (64, 64), "teal").save(path)
    plain = path.read_bytes()
    told = (8 + len(hostile.HIDING_PLACE)).to_bytes(4, "big") + b"uuid" + hostile.HIDING_PLACE
    assert jpx_without_metadata(plain + told) == plain
    assert jpx_without_metadata(b"\xff\x4f\xff\x51bare stream") == b"\xff\x4f\xff\x51bare stream"
    jpx_without_metadata((plain + told)[:-5])
