"""Sniffing: type by bytes, and whole or not, before anything is decoded."""

import random
import struct
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from portal.policy.documents import MAX_FILE_BYTES, FileType, RefusalCode
from portal.policy.refusals import Refused
from portal.sniffing import Sniffed, sniff
from tests import samples


def sniffed(content: bytes) -> Sniffed:
    return sniff(BytesIO(content), len(content))


def code_of(content: bytes) -> str | None:
    """The refusal's code, or None when the bytes pass."""
    try:
        sniffed(content)
    except Refused as refusal:
        return refusal.codes["file"]
    return None


def drawn(kind: str, **options: object) -> bytes:
    sink = BytesIO()
    Image.new("RGB", (321, 123), "gray").save(sink, kind, **options)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (samples.PAY_STUB_12MP, Sniffed(FileType.JPEG, 4032, 3024)),
        (samples.PAY_STUB_HEIC, Sniffed(FileType.HEIC, 2016, 1512)),
        (samples.PAY_STUB_PNG, Sniffed(FileType.PNG, 504, 672)),
        (samples.PAY_STUB_WEBP, Sniffed(FileType.WEBP, 1008, 1344)),
        (samples.SCHOOL_RECORD, Sniffed(FileType.PDF)),
        (samples.LOCKED_PDF, Sniffed(FileType.PDF, is_encrypted=True)),
    ],
)
def test_the_bytes_tell_type_and_pixels(path: Path, expected: Sniffed) -> None:
    assert sniff(path, path.stat().st_size) == expected


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"progressive": True}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}),
        ("PNG", {"optimize": True}),
    ],
)
def test_every_way_of_writing_a_picture_is_measured(kind: str, options: dict[str, object]) -> None:
    found = sniffed(drawn(kind, **options))
    assert (found.media_type, found.width, found.height) == (f"image/{kind.lower()}", 321, 123)


def test_a_stream_is_at_its_start_again_even_after_a_refusal() -> None:
    for path in (samples.PAY_STUB_PNG, samples.CUT_OFF_JPEG):
        stream = BytesIO(path.read_bytes())
        try:
            sniff(stream, path.stat().st_size)
        except Refused:
            assert path is samples.CUT_OFF_JPEG
        assert stream.tell() == 0


def test_empty_and_too_large_are_told_before_a_byte_is_read() -> None:
    assert code_of(b"") == RefusalCode.EMPTY
    with pytest.raises(Refused) as refusal:
        sniff(BytesIO(b""), MAX_FILE_BYTES + 1)
    assert refusal.value.codes == {"file": RefusalCode.TOO_LARGE}
    with pytest.raises(Refused) as refusal:
        sniff(BytesIO(b""), 10)
    assert refusal.value.codes == {"file": RefusalCode.EMPTY}


@pytest.mark.parametrize(
    "content",
    [
        samples.WRONG_TYPE.read_bytes(),
        b"PK\x03\x04" + bytes(200),
        b"MZ\x90\0" + bytes(200),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><p>hello",
        b"GIF89a" + bytes(100),
        b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(50),
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(50),
        b"RIFF\x20\0\0\0WAVEfmt " + bytes(40),
        b"\xff",
    ],
    ids=["text", "zip", "exe", "svg", "html", "gif", "mp4", "avif", "wav", "one byte"],
)
def test_whatever_its_name_another_type_is_refused(content: bytes) -> None:
    assert code_of(content) == RefusalCode.WRONG_TYPE


@pytest.mark.parametrize("path", [p for p in samples.GOOD if p != samples.PAY_STUB_12MP])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_file_that_lacks_its_end_is_cut_off(path: Path, share: float) -> None:
    content = path.read_bytes()
    assert code_of(content[: int(len(content) * share)]) == RefusalCode.CUT_OFF


def test_a_jpeg_is_whole_with_a_film_after_its_end() -> None:
    content = samples.ATTENDANCE_1.read_bytes() + random.Random(1).randbytes(300_000)
    assert sniffed(content).media_type == FileType.JPEG


def test_the_end_of_an_embedded_thumbnail_does_not_pass_for_the_end_of_the_photo() -> None:
    thumbnail = drawn("JPEG")
    segment = b"\xff\xe1" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    photo = samples.ATTENDANCE_1.read_bytes()
    with_thumbnail = photo[:2] + segment + photo[2:]
    assert code_of(with_thumbnail) is None
    assert code_of(with_thumbnail[:-20_000]) == RefusalCode.CUT_OFF


def test_more_than_fifty_megapixels_are_a_bomb_and_fifty_are_not() -> None:
    assert code_of(samples.PNG_BOMB.read_bytes()) == RefusalCode.BOMB

    def announcing(width: int, height: int) -> bytes:
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(header))
        return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB`\x82"

    assert code_of(announcing(10_000, 5_000)) is None
    assert code_of(announcing(10_000, 5_001)) == RefusalCode.BOMB
    assert code_of(announcing(0, 5_001)) == RefusalCode.UNREADABLE


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8" + b"\xff" * 5_000_000,
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0abcd"
        + b"\0\0\0\0tEXtabcd" * 400_000,
        b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0\0\0\x08free" * 600_000,
    ],
    ids=["jpeg", "png", "heic"],
)
def test_a_file_of_a_million_empty_parts_costs_no_time(content: bytes) -> None:
    begun = time.process_time()
    assert code_of(content) == RefusalCode.UNREADABLE
    assert time.process_time() - begun < 0.5


def test_damaged_files_are_passed_or_refused_and_never_an_error() -> None:
    dice = random.Random(20261122)
    for path in samples.GOOD:
        whole = path.read_bytes()[:200_000]
        for _ in range(400):
            content = bytearray(whole)
            for _ in range(dice.choice((1, 3, 20))):
                content[dice.randrange(min(len(content), 600))] = dice.randrange(256)
            code_of(bytes(content[: dice.randrange(1, len(content) + 1)]))
            code_of(bytes(content))
