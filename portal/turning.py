"""A picture shown turned without being made anew: its file says which side is up.

Every browser and viewer heeds the orientation; the pixels stay as they were verified.
"""

from collections.abc import Iterable, Iterator

_START = b"\xff\xd8"
_ORIENTATIONS = {90: 6, 180: 3, 270: 8}  # degrees clockwise: the EXIF value that asks for them


def turned(pieces: Iterable[bytes], degrees: int) -> Iterator[bytes]:
    """The bytes of a JPEG, so that it is shown turned clockwise by 0, 90, 180 or 270 degrees.

    Bytes that are not a JPEG's go through as they are.
    """
    said = _said(_ORIENTATIONS[degrees]) if degrees in _ORIENTATIONS else b""
    head = b""
    stream = iter(pieces)
    for piece in stream:
        head += piece
        if len(head) >= len(_START):
            break
    if said and head.startswith(_START):
        head = _START + said + head[len(_START) :]
    yield head
    yield from stream


def _said(orientation: int) -> bytes:
    """An EXIF segment with the orientation and nothing else."""
    entry = b"\x12\x01\x03\x00\x01\x00\x00\x00" + bytes([orientation, 0, 0, 0])
    tiff = b"II*\x00\x08\x00\x00\x00" + b"\x01\x00" + entry + b"\x00\x00\x00\x00"
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
