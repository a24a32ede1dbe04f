"""Files whose inside is wrong: by hand at known places, and by dice at any place."""

import random
import re
from collections.abc import Iterator

from tests.files.corpus.bad import Bad, bad, heic, jpeg, pdf, written

DICE = 20261122
_TURNS = 6


def cases() -> Iterator[Bad]:
    """Wrong structures of each kind; then bytes changed, left out and put in by dice."""
    yield from _jpegs()
    yield from _pngs()
    yield from _others()
    yield from _pdfs()
    yield from _diced()


def _jpegs() -> Iterator[Bad]:
    whole = jpeg()
    scan = whole.index(b"\xff\xda")
    for what, content in (
        ("that ends before it begins", whole[:2] + b"\xff\xd9"),
        ("without tables", re.sub(rb"\xff[\xc4\xdb]", b"\xff\xfe", whole)),
        ("without a size", whole.replace(b"\xff\xc0", b"\xff\xfe", 1)),
        ("whose parts say zero bytes", whole[:2] + b"\xff\xfe\0\0" + whole[2:]),
        ("whose parts say one byte", whole[:2] + b"\xff\xfe\0\1" + whole[2:]),
        ("with an unknown part first", whole[:2] + b"\xff\x01" + whole[2:]),
        ("with rubbish before its parts", whole[:2] + b"\0\0\0\0" + whole[2:]),
        ("without its picture", whole[:scan] + b"\xff\xd9"),
        ("with an empty picture", whole[: scan + 14] + b"\xff\xd9"),
        ("with zeros for its picture", whole[: scan + 14] + bytes(3000) + b"\xff\xd9"),
        ("of a way of coding that nobody reads", whole.replace(b"\xff\xc0", b"\xff\xcb", 1)),
        ("with a hundred ends", whole + b"\xff\xd9" * 100),
    ):
        yield bad(f"a JPEG {what}", "x.jpg", content)


def _pngs() -> Iterator[Bad]:
    whole = written("PNG")
    for what, content in (
        ("with wrong checksums", re.sub(rb"(IDAT....)", rb"\1\0", whole, flags=re.S)),
        ("without a picture", re.sub(rb"IDAT", b"teXt", whole)),
        ("without a head", whole[:8] + whole[33:]),
        ("with two heads", whole[:33] + whole[8:33] + whole[33:]),
        ("of 255 bits a colour", whole[:24] + b"\xff" + whole[25:]),
        ("of an unknown colour", whole[:25] + b"\x07" + whole[26:]),
        ("with line ends that mail changed", whole.replace(b"\r\n", b"\n", 1)),
        ("of its head alone", whole[:33] + whole[-12:]),
    ):
        yield bad(f"a PNG {what}", "x.png", content)


def _others() -> Iterator[Bad]:
    webp, photo = written("WEBP"), heic()
    for what, name, content in (
        ("a WebP that says it is larger", "x.webp", webp[:4] + b"\xff\xff\xff\x7f" + webp[8:]),
        ("a WebP that says it is empty", "x.webp", webp[:4] + bytes(4) + webp[8:]),
        ("a WebP without a picture", "x.webp", webp[:12] + b"XXXX" + webp[16:]),
        ("a HEIC of no brand", "x.heic", photo[:8] + b"zzzz" * 4 + photo[24:]),
        ("a HEIC whose parts are empty", "x.heic", photo[:32] + bytes(len(photo) - 32)),
        ("a HEIC with a part of 2**63 bytes", "x.heic",
         photo[:24] + b"\0\0\0\1free\x7f\xff\xff\xff\xff\xff\xff\xff" + photo[24:]),
        ("a HEIC whose directory is gone", "x.heic", photo.replace(b"iloc", b"free")),
        ("a HEIC whose coder is unknown", "x.heic", photo.replace(b"hvc1", b"abcd")),
    ):  # fmt: skip
        yield bad(what, name, content)


def _pdfs() -> Iterator[Bad]:
    whole = pdf()
    for what, content in (
        ("without its list of objects", re.sub(rb"startxref\s+\d+", b"startxref 0", whole)),
        ("whose list points behind it", re.sub(rb"startxref\s+\d+", b"startxref 99999999", whole)),
        ("of its first and last line", b"%PDF-1.7\n%%EOF\n"),
        ("of version 99.9", b"%PDF-99.9" + whole[8:]),
        ("with streams that are not packed", re.sub(rb"/FlateDecode", b"/NoneDecode ", whole)),
        ("with streams that unpack wrongly", whole.replace(b"x\x9c", b"x\0")),
        ("with lengths that are wrong", re.sub(rb"/Length \d", b"/Length 9", whole)),
        ("with no root", re.sub(rb"/Root \d+", b"/Root 77", whole)),
        ("without a measure of its page", re.sub(rb"/MediaBox", b"/NoBoxHer", whole)),
        ("behind a kilobyte of rubbish", bytes(1000) + whole),
        ("with zeros in the middle", whole[:9000] + bytes(2000) + whole[11000:]),
        ("with its line ends changed", whole.replace(b"\n", b"\r\n")),
    ):
        yield bad(f"a PDF {what}", "x.pdf", content)


def _diced() -> Iterator[Bad]:
    dice = random.Random(DICE)
    kinds = {"jpg": jpeg(), "png": written("PNG"), "webp": written("WEBP"), "pdf": pdf()}
    for kind, whole in kinds.items():
        for turn in range(_TURNS):
            content = bytearray(whole)
            for _ in range((1, 20, 300)[turn % 3]):
                content[dice.randrange(8, len(content))] = dice.randrange(256)
            if turn >= _TURNS // 2:
                at = dice.randrange(8, len(content))
                content[at : at + 50] = dice.randbytes(dice.choice((0, 10, 500)))
            yield bad(f"a {kind} changed by dice, turn {turn}", f"x.{kind}", bytes(content))
