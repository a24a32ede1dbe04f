"""Adds to a HEIC what phones write and `heif-enc` does not: the box that turns the picture.

Decoders obey this box (irot) and must then ignore the EXIF orientation beside it. Written for
the layout that heif-enc makes: one picture, one EXIF item, 4-byte offsets.
"""

import struct


def turned(heic: bytes, quarter_turns: int) -> bytes:
    """The same file with an irot box; quarter turns are counter-clockwise."""
    box = struct.pack(">I4sB", 9, b"irot", quarter_turns)
    out = bytearray(heic)
    ipco, ipma = out.index(b"ipco") - 4, out.index(b"ipma") - 4
    count = ipma + 18  # box head 8, version 4, entries 4, item 2
    properties = _boxes(out, ipco)
    out.insert(count + 1 + out[count], 0x80 | (properties + 1))  # essential, and after the others
    out[count] += 1
    end = ipco + _size(out, ipco)
    out[end:end] = box
    for kind, more in ((b"ipma", 1), (b"ipco", 9), (b"iprp", 10), (b"meta", 10)):
        start = out.index(kind) - 4
        struct.pack_into(">I", out, start, _size(out, start) + more)
    _shift_offsets(out, 10)
    return bytes(out)


def _size(found: bytearray, start: int) -> int:
    return int(struct.unpack_from(">I", found, start)[0])


def _boxes(found: bytearray, parent: int) -> int:
    start, end, count = parent + 8, parent + _size(found, parent), 0
    while start < end:
        start += _size(found, start)
        count += 1
    return count


def _shift_offsets(found: bytearray, more: int) -> None:
    start = found.index(b"iloc") - 4
    assert found[start + 12 : start + 14] == b"\x44\x40", "4-byte offsets, lengths and bases"
    for item in range(struct.unpack_from(">H", found, start + 14)[0]):
        offset = start + 16 + item * 18 + 10
        struct.pack_into(">I", found, offset, _size(found, offset) + more)
