"""Files that are two things at once: to one reader a picture, to another a page or a program."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.files.corpus.bad import HIDDEN, Bad, bad, jpeg, pdf, written

_PAGE = b"<html><script>fetch('//x/" + HIDDEN + b"')</script></html>"
_PHP = b"<?php system('" + HIDDEN + b"'); ?>"


def cases() -> Iterator[Bad]:
    """Something foreign before, inside and behind a good file of each kind."""
    png, webp = written("PNG"), written("WEBP")
    packed = _zip()
    for kind, content in (("jpg", jpeg()), ("png", png), ("webp", webp), ("pdf", pdf())):
        yield bad(f"{kind} with a zip behind it", f"x.{kind}", content + packed, "clean", "cut_off")
        yield bad(f"{kind} with a page behind it", f"x.{kind}", content + _PAGE, "clean")
        yield bad(f"{kind} with a program behind it", f"x.{kind}.php", content + _PHP, "clean")
        told = ("clean", "unreadable", "wrong_type", "cut_off")
        yield bad(f"{kind} behind a page", f"x.{kind}", _PAGE + content, *told)
        yield bad(f"{kind} behind a program", f"x.{kind}", b"MZ\x90\0" + _PHP + content, *told)
    for where, block in (("comment", b"\xff\xfe"), ("first block", b"\xff\xe0"),
                         ("ninth block", b"\xff\xe9")):  # fmt: skip
        for what, hidden in (("page", _PAGE), ("program", _PHP), ("zip", packed)):
            yield bad(f"a {what} in a JPEG's {where}", "x.jpg", _in_jpeg(block, hidden), "clean")
    for chunk in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"prVt"):
        yield bad(f"a page in a PNG's {chunk.decode()}", "x.png", _in_png(chunk, _PAGE))
    yield bad("a JPEG that goes on as a PDF", "x.jpg", jpeg() + pdf(), "clean")
    yield bad("a PDF with a JPEG in front", "x.pdf", jpeg()[:200] + pdf())
    yield bad("a PDF with a script in front", "x.pdf", _PAGE + pdf(), "clean", "unreadable")
    yield bad("a PDF that is a script by its second line", "x.pdf", b"%PDF-1.7\n" + _PAGE)
    yield bad("a GIF that holds a PDF", "x.pdf", written("GIF")[:300] + pdf())
    yield bad("a page that names a PDF", "x.html", b"<!-- %PDF-1.4 -->" + _PAGE + b"%%EOF")
    yield bad("a WebP that is a sound", "x.webp", webp[:8] + b"WAVE" + webp[12:], "wrong_type")
    yield bad("two photos in one file", "x.jpg", jpeg() + jpeg(), "clean")
    yield bad("two PDFs in one file", "x.pdf", pdf() + pdf())


def _zip() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as file:
        file.writestr("x.js", HIDDEN)
    return sink.getvalue()


def _in_jpeg(block: bytes, hidden: bytes) -> bytes:
    whole = jpeg()
    return whole[:2] + block + (len(hidden) + 2).to_bytes(2, "big") + hidden + whole[2:]


def _in_png(kind: bytes, hidden: bytes) -> bytes:
    whole = written("PNG")
    held = b"name\0" + (b"\0" + zlib.compress(hidden) if kind in (b"zTXt", b"iCCP") else hidden)
    body = kind + held
    chunk = struct.pack(">I", len(held)) + body + struct.pack(">I", zlib.crc32(body))
    return whole[:33] + chunk + whole[33:]
