"""A photo's bytes without its metadata, its pixels untouched: for photos inside a PDF."""

from __future__ import annotations

# APP0 (JFIF) and APP14 (Adobe, says how the colours are coded) are needed to draw the picture;
# the other application segments and comments hold EXIF, GPS, XMP and names.
_KEPT_APPS = {0xE0, 0xEE}
_TELLING_BOXES = {b"uuid", b"xml ", b"uinf"}


def jpeg_without_metadata(jpeg: bytes) -> bytes:
    """The same picture without EXIF, GPS, XMP, comments, and whatever follows its end.

    Bytes that are not a JPEG's come back as they are: a viewer cannot read them as one either.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept = bytearray(b"\xff\xd8")
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        kind = jpeg[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind == 0xDA:
            end = jpeg.rfind(b"\xff\xd9", at)
            return bytes(kept) + (jpeg[at:] if end < 0 else jpeg[at : end + 2])
        length = 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        is_app = 0xE0 <= kind <= 0xEF
        if not (is_app and kind not in _KEPT_APPS) and kind != 0xFE:
            kept += jpeg[at : at + length]
        at += length
    return jpeg


def jpx_without_metadata(jpx: bytes) -> bytes:
    """The same JPEG 2000 picture without its XML and UUID boxes, where EXIF and XMP lie.

    A bare code stream, which has no boxes, comes back as it is.
    """
    if jpx[4:8] != b"jP  ":
        return jpx
    kept = bytearray()
    at = 0
    while at + 8 <= len(jpx):
        length = int.from_bytes(jpx[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(jpx[at + 8 : at + 16], "big")
        length = max(length, 8) if length else len(jpx) - at
        if jpx[at + 4 : at + 8] not in _TELLING_BOXES:
            kept += jpx[at : at + length]
        at += length
    return bytes(kept)
