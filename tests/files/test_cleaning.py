"""Cleaning pictures: upright, small enough, nothing told; and no file takes the parent down."""

import hashlib
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageOps

from portal import cleaning
from portal.cleaning import Cleaned, Limits, clean
from portal.policy.documents import FileType, RefusalCode
from portal.policy.refusals import Refused
from portal.sniffing import sniff
from tests import samples

TYPES = {
    ".jpg": FileType.JPEG,
    ".png": FileType.PNG,
    ".webp": FileType.WEBP,
    ".heic": FileType.HEIC,
    ".pdf": FileType.PDF,
}


def refused(source: Path, into: Path, limits: Limits | None = None, kind: str = "") -> str:
    with pytest.raises(Refused) as refusal:
        clean(source, kind or TYPES[source.suffix], into, limits)
    assert list(into.iterdir()) == []
    return refusal.value.codes["file"]


def cleaned_picture(
    picture: Image.Image, tmp_path: Path, kind: str, **options: object
) -> Image.Image:
    source = tmp_path / f"source.{kind.lower()}"
    picture.save(source, kind, **options)
    found = clean(source, f"image/{kind.lower()}", tmp_path / "out")
    return Image.open(found.clean_path)


@pytest.mark.parametrize("path", [p for p in samples.GOOD if p.suffix != ".pdf"])
def test_every_kind_of_photo_becomes_an_upright_jpeg_without_a_place(
    path: Path, tmp_path: Path
) -> None:
    found = clean(path, TYPES[path.suffix], tmp_path / "out")
    assert (found.media_type, found.page_count, found.page_images) == (FileType.JPEG, 1, ())
    assert found.height > found.width, "all the samples were taken upright"
    assert max(found.width, found.height) <= 2400
    with Image.open(found.clean_path) as picture, Image.open(found.thumb_path) as thumb:
        assert picture.size == (found.width, found.height)
        assert max(thumb.size) == 320
        for one in (picture, thumb):
            assert (one.format, one.mode) == ("JPEG", "RGB")
            assert not one.getexif()
            assert not set(one.info) & {"exif", "icc_profile", "comment", "xmp", "photoshop"}
    for result in (found.clean_path, found.thumb_path):
        assert b"SamplePhone" not in result.read_bytes()
        assert found.sha256s[result.name] == hashlib.sha256(result.read_bytes()).hexdigest()
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(found.sha256s)


@pytest.mark.parametrize("path", [samples.PAY_STUB_12MP, samples.PAY_STUB_HEIC])
def test_a_photo_stored_on_its_side_shows_the_blue_heading_above_the_paper(
    path: Path, tmp_path: Path
) -> None:
    found = clean(path, TYPES[path.suffix], tmp_path / "out")
    with Image.open(found.thumb_path) as thumb:
        rows = [row for row in range(thumb.height) if _is_blue(thumb, row)]
    assert rows
    assert max(rows) < thumb.height * 0.4


def _is_blue(picture: Image.Image, row: int) -> bool:
    pixel = picture.getpixel((picture.width // 2, row))
    assert isinstance(pixel, tuple)
    return pixel[2] > pixel[0] + 30


@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_eight_orientations_are_applied(orientation: int, tmp_path: Path) -> None:
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("red", (0, 0, 30, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    source = tmp_path / "source.jpg"
    picture.save(source, exif=exif, quality=95)
    with Image.open(source) as stored:
        expected = ImageOps.exif_transpose(stored).convert("RGB")
    with Image.open(clean(source, "image/jpeg", tmp_path / "out").clean_path) as found:
        assert found.size == expected.size
        for x in (10, found.width - 10):
            for y in (10, found.height - 10):
                close = zip(found.getpixel((x, y)), expected.getpixel((x, y)), strict=True)
                assert all(abs(a - b) < 40 for a, b in close)


def test_damaged_exif_leaves_the_picture_as_it_lies(tmp_path: Path) -> None:
    picture = Image.new("RGB", (60, 40), "white")
    found = cleaned_picture(picture, tmp_path, "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")
    assert found.size == (60, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_of_holding_colour_becomes_the_same_light_picture(
    mode: str, tmp_path: Path
) -> None:
    picture = (
        Image.new("I;16", (50, 50), 60_000)
        if mode == "I;16"
        else Image.new("RGBA", (50, 50), (230, 230, 230, 255)).convert(mode)
    )
    found = cleaned_picture(picture, tmp_path, "PNG")
    pixel = found.convert("RGB").getpixel((25, 25))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 215


def test_what_is_transparent_becomes_white_paper(tmp_path: Path) -> None:
    found = cleaned_picture(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), tmp_path, "PNG")
    assert found.getpixel((25, 25)) == (255, 255, 255)


def test_a_cmyk_photo_keeps_its_colours(tmp_path: Path) -> None:
    red = Image.new("RGB", (50, 50), "red").convert("CMYK")
    pixel = cleaned_picture(red, tmp_path, "JPEG").getpixel((25, 25))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200
    assert max(pixel[1:]) < 60


def test_a_colour_profile_is_applied_and_left_behind_and_a_broken_one_ignored(
    tmp_path: Path,
) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for given in (
        profile,
        b"not a profile",
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    ):
        found = cleaned_picture(
            Image.new("RGB", (50, 50), "white"), tmp_path, "JPEG", icc_profile=given
        )
        assert "icc_profile" not in found.info


def test_a_cut_photo_an_empty_one_and_a_bomb_are_refused_with_their_reason(tmp_path: Path) -> None:
    assert refused(samples.CUT_OFF_JPEG, tmp_path / "out") == RefusalCode.CUT_OFF
    assert refused(samples.PNG_BOMB, tmp_path / "out") == RefusalCode.BOMB
    assert refused(samples.EMPTY, tmp_path / "out") == RefusalCode.UNREADABLE


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + bytes(500),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"MZ" + bytes(1000),
        b"%!PS-Adobe-3.0\n(/etc/passwd) run",
    ],
    ids=["zip", "svg", "html", "exe", "postscript"],
)
@pytest.mark.parametrize("suffix", [".jpg", ".pdf"])
def test_a_foreign_file_under_another_name_is_unreadable(
    content: bytes, suffix: str, tmp_path: Path
) -> None:
    source = tmp_path / f"photo{suffix}"
    source.write_bytes(content)
    assert refused(source, tmp_path / "out") == RefusalCode.UNREADABLE


def test_a_type_that_the_bytes_do_not_have_is_not_opened_as_another(tmp_path: Path) -> None:
    assert refused(samples.PAY_STUB_PNG, tmp_path / "out", kind="image/jpeg") == "unreadable"


def test_a_file_that_takes_too_much_memory_or_time_is_refused_in_time(tmp_path: Path) -> None:
    small = replace(Limits(), memory_bytes=120_000_000)
    assert refused(samples.PAY_STUB_12MP, tmp_path / "out", small) in ("bomb", "unreadable")
    begun = time.monotonic()
    hasty = replace(Limits(), wall_seconds=0.05)
    assert refused(samples.PAY_STUB_12MP, tmp_path / "out", hasty) == RefusalCode.BOMB
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(60)",
        "import os; os.kill(os.getpid(), 11)",
        "raise SystemExit(0)",
        "open('result.json', 'w').write('{')",
        "import os; os.symlink('/etc/passwd', 'clean.jpg'); os.symlink('/etc/passwd', 'thumb.jpg');"
        'open(\'result.json\', \'w\').write(\'{"made": {"width": 1, "height": 1, "pages": 1}}\')',
    ],
    ids=["sleeps", "crashes", "says nothing", "says half", "points elsewhere"],
)
def test_whatever_the_child_does_the_parent_refuses(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "_START", code)
    begun = time.monotonic()
    limits = replace(Limits(), wall_seconds=1)
    assert refused(samples.PAY_STUB_PNG, tmp_path / "out", limits) in ("bomb", "unreadable")
    assert time.monotonic() - begun < 5


def children() -> set[str]:
    """The process ids of this process's children; a test's database server is one of them."""
    threads = Path("/proc/self/task").glob("*/children")
    return {pid for thread in threads for pid in thread.read_text().split()}


def test_no_child_is_left_and_the_parents_own_limits_are_untouched(tmp_path: Path) -> None:
    before, already = resource.getrlimit(resource.RLIMIT_AS), children()
    clean(samples.PAY_STUB_PNG, "image/png", tmp_path / "out")
    assert children() - already == set()
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_the_child_does_not_load_the_web_or_the_database(tmp_path: Path) -> None:
    asked = cleaning._START.replace(
        "main(sys.argv[2])", "import portal.cleaning.pdfs, portal.cleaning.pictures"
    )
    asked += "\nprint([name for name in ('flask', 'peewee', 'socket', 'obstore') if name in sys.modules])"
    command = [sys.executable, "-I", "-c", asked, cleaning._PACKAGE]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.strip() in ("[]", "['socket']")


def test_damaged_files_of_every_kind_are_cleaned_or_refused_and_nothing_hangs(
    tmp_path: Path,
) -> None:
    dice = random.Random(20261122)
    limits = replace(Limits(), wall_seconds=8, cpu_seconds=6)
    begun = time.monotonic()
    tried = 0
    paths = [p for p in samples.GOOD if p not in (samples.PAY_STUB_12MP, *samples.ATTENDANCE[1:])]
    for number in range(6):
        for path in paths:
            if time.monotonic() - begun > 20:
                break
            content = bytearray(path.read_bytes())
            for _ in range(dice.choice((1, 10, 200))):
                content[dice.randrange(len(content))] = dice.randrange(256)
            if number % 3 == 0:
                del content[dice.randrange(len(content)) :]
            _cleaned_or_refused(bytes(content), path.suffix, tmp_path, limits)
            tried += 1
    assert tried >= len(paths), "at least one damaged file of each kind"


def _cleaned_or_refused(content: bytes, suffix: str, tmp_path: Path, limits: Limits) -> None:
    source = tmp_path / f"damaged{suffix}"
    source.write_bytes(content)
    try:
        sniff(BytesIO(content), len(content))
        found: Cleaned = clean(source, TYPES[suffix], tmp_path / "out", limits)
    except Refused as refusal:
        RefusalCode(refusal.codes["file"])
    else:
        assert found.clean_path.stat().st_size > 100
