"""Cheap checks of an uploaded file inside the request: by its bytes, never its name or claim.

They find what a person can be told at once: empty, cut off, wrong type, too large, too many
pixels. Nothing is decoded here; `portal.cleaning` does that in a limited process (safety rule
Files). At most the file's structure is walked, and a JPEG's data searched for its end.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol

from portal.policy.documents import MAX_PIXELS, FileType, RefusalCode, refusal_of_size
from portal.policy.refusals import Refused

_WINDOW = 64 * 1024
_PDF_END_WITHIN = 4096
_META_AT_MOST = 1024 * 1024
# A file made of millions of empty parts would keep the request walking for seconds.
_PARTS_AT_MOST = 20_000
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_HEIF_BRANDS = {b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
# Start-of-frame markers hold the size; C4, C8 and CC in the same range are something else.
_START_OF_FRAME = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = {0x01, *range(0xD0, 0xD8)}


class Seekable(Protocol):
    """A file-like thing that can be read anywhere."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a byte."""

    def read(self, size: int = -1, /) -> bytes:
        """Read on from there."""


@dataclass(frozen=True)
class Sniffed:
    """What the bytes say: the type, pixels as stored (0 for a PDF), and a PDF's encryption.

    An encrypted PDF may still open without a password: `cleaning.refuse_if_locked` tells.
    """

    media_type: FileType
    width: int = 0
    height: int = 0
    is_encrypted: bool = False


def sniff(source: Path | Seekable, size: int) -> Sniffed:
    """Look at a file of `size` bytes; a stream is at its start again afterwards.

    Raises Refused({"file": code}) with empty, too_large, wrong_type, cut_off, bomb (over 50
    megapixels) or unreadable. Source: DOC-1; contract.md, Limits; safety rule Files.
    """
    if code := refusal_of_size(size):
        _refuse(code)
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return _sniffed(stream, size)
    try:
        return _sniffed(source, size)
    finally:
        source.seek(0)


def _sniffed(stream: Seekable, size: int) -> Sniffed:
    stream.seek(0)
    head = stream.read(1024)
    if not head:
        _refuse(RefusalCode.EMPTY)
    found = _checker(head)(stream, size)
    if found.media_type is not FileType.PDF:
        if found.width * found.height > MAX_PIXELS:
            _refuse(RefusalCode.BOMB)
        if not (found.width and found.height):
            _refuse(RefusalCode.UNREADABLE)
    return found


def _checker(head: bytes) -> Callable[[Seekable, int], Sniffed]:
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp
    if head[4:8] == b"ftyp":
        return _heif
    if b"%PDF-" in head:
        return _pdf
    _refuse(RefusalCode.WRONG_TYPE)


def _jpeg(stream: Seekable, size: int) -> Sniffed:
    width = height = 0
    at = 2
    for _ in range(_PARTS_AT_MOST):
        marker = _bytes(stream, at, 2)
        if marker[0] != 0xFF:
            _refuse(RefusalCode.UNREADABLE)
        kind = marker[1]
        if kind == 0xFF:  # padding before a marker
            at += 1
            continue
        if kind in _BARE_MARKERS:
            at += 2
            continue
        if kind == 0xD9:
            _refuse(RefusalCode.UNREADABLE)  # ends before any picture began
        length = _number(stream, at + 2, ">H")
        if kind in _START_OF_FRAME:
            height, width = struct.unpack(">HH", _bytes(stream, at + 5, 4))
        at += 2 + max(length, 2)
        if kind == 0xDA:
            break
    else:
        _refuse(RefusalCode.UNREADABLE)
    # Inside the picture's data FF is always followed by 00, so FF D9 after it is the true end;
    # the one of an embedded thumbnail lies before. Phones may add a film after the end.
    if not _holds(stream, b"\xff\xd9", at, size):
        _refuse(RefusalCode.CUT_OFF)
    return Sniffed(FileType.JPEG, width, height)


def _png(stream: Seekable, size: int) -> Sniffed:
    width, height = struct.unpack(">II", _bytes(stream, 16, 8))
    if _bytes(stream, 12, 4) != b"IHDR":
        _refuse(RefusalCode.UNREADABLE)
    at = 8
    for _ in range(_PARTS_AT_MOST):
        length, kind = struct.unpack(">I4s", _bytes(stream, at, 8))
        at += 12 + length
        if at > size:
            _refuse(RefusalCode.CUT_OFF)
        if kind == b"IEND":
            return Sniffed(FileType.PNG, width, height)
    _refuse(RefusalCode.UNREADABLE)


def _webp(stream: Seekable, size: int) -> Sniffed:
    if _number(stream, 4, "<I") + 8 > size:
        _refuse(RefusalCode.CUT_OFF)
    head = _bytes(stream, 12, 18)
    kind, packed = head[:4], head[8:]
    width = height = 0
    if kind == b"VP8X":
        width = 1 + int.from_bytes(packed[4:7], "little")
        height = 1 + int.from_bytes(packed[7:10], "little")
    elif kind == b"VP8L":
        bits = int.from_bytes(packed[1:5], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif kind == b"VP8 ":
        width = int.from_bytes(packed[6:8], "little") & 0x3FFF
        height = int.from_bytes(packed[8:10], "little") & 0x3FFF
    return Sniffed(FileType.WEBP, width, height)


def _heif(stream: Seekable, size: int) -> Sniffed:
    media_type = _brand(stream)
    width = height = 0
    at = 0
    for _ in range(_PARTS_AT_MOST):
        if at >= size:
            return Sniffed(media_type, width, height)
        length, kind, header = _box(stream, at, size)
        if at + length > size:
            _refuse(RefusalCode.CUT_OFF)
        if kind == b"meta":
            held = _bytes(stream, at + header, min(length - header, _META_AT_MOST))
            width, height = _largest_extent(held)
        at += length
    _refuse(RefusalCode.UNREADABLE)


def _brand(stream: Seekable) -> FileType:
    length = min(max(_number(stream, 0, ">I"), 16), 512)
    found = _bytes(stream, 8, length - 8)
    brands = {found[:4], *(found[at : at + 4] for at in range(8, len(found), 4))}
    if brands & _AVIF_BRANDS or not brands & (_HEIC_BRANDS | _HEIF_BRANDS):
        _refuse(RefusalCode.WRONG_TYPE)
    return FileType.HEIC if brands & _HEIC_BRANDS else FileType.HEIF


def _box(stream: Seekable, at: int, size: int) -> tuple[int, bytes, int]:
    """A box's whole length, its kind, and the length of its head."""
    length, kind = struct.unpack(">I4s", _bytes(stream, at, 8))
    if length == 0:
        return size - at, kind, 8
    if length == 1:
        return max(_number(stream, at + 8, ">Q"), 16), kind, 16
    return max(length, 8), kind, 8


def _largest_extent(meta: bytes) -> tuple[int, int]:
    """The largest picture that the `ispe` boxes announce: tiles and thumbnails are smaller."""
    largest, at = (0, 0), meta.find(b"ispe")
    while at >= 0 and at + 16 <= len(meta):
        extent = struct.unpack_from(">II", meta, at + 8)
        largest = max(largest, extent, key=lambda pair: pair[0] * pair[1])
        at = meta.find(b"ispe", at + 16)
    return largest


def _pdf(stream: Seekable, size: int) -> Sniffed:
    tail_at = max(0, size - _WINDOW)
    tail = _bytes(stream, tail_at, size - tail_at)
    if b"%%EOF" not in tail[-_PDF_END_WITHIN:]:
        _refuse(RefusalCode.CUT_OFF)
    head = _bytes(stream, 0, min(size, _WINDOW))
    return Sniffed(FileType.PDF, is_encrypted=b"/Encrypt" in tail or b"/Encrypt" in head)


def _holds(stream: Seekable, wanted: bytes, start: int, size: int) -> bool:
    """Whether `wanted` is found from `start` on; the end of the file is looked at first."""
    tail_at = max(start, size - _WINDOW)
    stream.seek(tail_at)
    if wanted in stream.read(_WINDOW):
        return True
    stream.seek(start)
    held = b""
    while chunk := stream.read(1024 * 1024):
        if wanted in held + chunk:
            return True
        held = chunk[-len(wanted) + 1 :]
    return False


def _bytes(stream: Seekable, at: int, count: int) -> bytes:
    """Exactly `count` bytes from `at`; a file that ends before is cut off."""
    stream.seek(at)
    found = stream.read(count)
    if len(found) < count:
        _refuse(RefusalCode.CUT_OFF)
    return found


def _number(stream: Seekable, at: int, layout: str) -> int:
    return int(struct.unpack(layout, _bytes(stream, at, struct.calcsize(layout)))[0])


def _refuse(code: RefusalCode) -> NoReturn:
    raise Refused({"file": code})
