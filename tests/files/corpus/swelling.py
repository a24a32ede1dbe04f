"""Small files that grow large when they are opened, or never end."""

import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests import samples
from tests.files import hostile
from tests.files.corpus.bad import Bad, bad, heic, jpeg, written

_REFUSED = ("bomb", "unreadable", "cut_off")


def cases() -> Iterator[Bad]:
    """Bombs of pixels, of packed texts, of parts without end."""
    yield bad("a PNG of 400 million pixels", "x.png", samples.PNG_BOMB.read_bytes(), "bomb")
    for width, height in ((65_535, 65_535), (2**31 - 1, 2**31 - 1), (50_000_001, 1), (1, 10**9)):
        yield bad(f"a PNG that says {width} x {height}", "x.png", _png(width, height), "bomb")
    for width, height in ((0, 0), (0, 10), (10, 0)):
        yield bad(f"a PNG that says {width} x {height}", "x.png", _png(width, height), "unreadable")
    for width, height in ((65_500, 65_500), (65_535, 1000), (9000, 9000)):
        yield bad(f"a JPEG that says {width} x {height}", "x.jpg", _jpeg(width, height), "bomb")
    yield bad("a JPEG that says 0 x 0", "x.jpg", _jpeg(0, 0), "unreadable")
    yield bad("a JPEG that says 6000 x 6000", "x.jpg", _jpeg(6000, 6000))
    yield bad("a WebP of 2**24 pixels a side", "x.webp", _webp(2**24 - 1), "bomb")
    yield bad("a HEIC that says 100000 x 100000", "x.heic", _heic(100_000), "bomb")
    yield bad("a HEIC that says 0 x 0", "x.heic", _heic(0), "unreadable")
    yield bad("a HEIC of four more gigapixels", "x.heic", _heic(2**32 - 1), "bomb")
    for kind in (b"zTXt", b"iCCP", b"iTXt"):
        yield bad(f"200 MB packed in a {kind.decode()}", "x.png", _packed(kind))
    yield bad("a PNG of 30,000 parts", "x.png", _parts(), *_REFUSED)
    yield bad("a JPEG of 30,000 comments", "x.jpg", _comments(30_000), *_REFUSED)
    yield bad("a JPEG of 10,000 comments", "x.jpg", _comments(10_000), "clean")
    yield from _documents()


def _documents() -> Iterator[Bad]:
    for what, make in (
        ("whose page swells to 1.5 GB", hostile.swelling_pdf),
        ("with a picture of 300 million pixels", hostile.picture_bomb_pdf),
        ("that draws forms within forms", hostile.endless_pdf),
        ("of a page of 14 million points", hostile.huge_page_pdf),
    ):
        yield bad(f"a PDF {what}", "x.pdf", _made(make))
    for what, content in (
        ("arrays 100,000 deep", b"[" * 100_000),
        ("dictionaries 50,000 deep", b"<</A" * 50_000),
        ("a text without an end", b"(" * 100_000),
        ("a name of a megabyte", b"/" + b"A" * 1_000_000),
        ("a million objects that are none", b"1 0 obj\n" * 100_000),
    ):
        yield bad(f"a PDF of {what}", "x.pdf", b"%PDF-1.7\n" + content + b"\n%%EOF\n")


def _made(make: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.pdf"
        make(path)
        return path.read_bytes()


def _chunk(kind: bytes, held: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + held))
    return struct.pack(">I", len(held)) + kind + held + check


def _png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(999)))
        + _chunk(b"IEND", b"")
    )  # fmt: skip


def _jpeg(width: int, height: int) -> bytes:
    whole = bytearray(jpeg())
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def _webp(side: int) -> bytes:
    whole = written("WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0")
    packed = side.to_bytes(3, "little")
    return whole[:24] + packed + packed + whole[30:]


def _heic(side: int) -> bytes:
    whole = bytearray(heic())
    at = whole.find(b"ispe")
    while at >= 0:
        whole[at + 8 : at + 16] = struct.pack(">II", side, side)
        at = whole.find(b"ispe", at + 16)
    return bytes(whole)


def _packed(kind: bytes) -> bytes:
    swollen = hostile.swollen(200, b"A")
    held = b"x\0\1\0\0\0" + swollen if kind == b"iTXt" else b"x\0\0" + swollen
    whole = written("PNG")
    return whole[:33] + _chunk(kind, held) + whole[33:]


def _parts() -> bytes:
    whole = written("PNG")
    return whole[:33] + _chunk(b"prVt", b"") * 30_000 + whole[33:]


def _comments(count: int) -> bytes:
    whole = jpeg()
    return whole[:2] + b"\xff\xfe\0\2" * count + whole[2:]
