"""Sealed files: AES-GCM in frames of 1 MiB, so that a large file never lies in memory whole.

Layout: magic, 32 bytes of salt, then frames of at most 1 MiB and a tag of 16 bytes each.
A file costs 36 bytes, and 16 bytes a frame, more than its plain bytes (safety rule Encryption).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.sealing import NONCE_BYTES, TAG_BYTES, SealBrokenError, decrypt, derive

Buffer = bytes | bytearray | memoryview

FRAME_BYTES = 1024 * 1024
HEADER_BYTES = 36  # magic and salt

_MAGIC = b"TPS1"


class Sink(Protocol):
    """What sealed bytes are written to."""

    def write(self, data: Buffer, /) -> int:
        """Take bytes; out: how many were taken."""


class SealingWriter:
    """Seals a stream in frames of 1 MiB while it is written, holding one frame at most.

    A full frame is never the last: the last is shorter, and may be empty. Frame number and
    last-frame marker are in the associated data, so a cut, a repeated or an exchanged frame is
    refused. Each file has its own key (case key, salt, place), so the frame number can be the
    nonce. Call `finish` once; without it the result cannot be opened.
    """

    def __init__(self, sink: Sink, case_key: bytes, place: str) -> None:
        salt = os.urandom(HEADER_BYTES - len(_MAGIC))
        self._cipher = AESGCM(_file_key(case_key, salt, place))
        self._place = place.encode("utf-8")
        self._sink = sink
        self._held = bytearray()
        self._out = bytearray(FRAME_BYTES + TAG_BYTES)
        self._frame = 0
        self.stored_bytes = 0
        self._emit(_MAGIC + salt)

    def write(self, data: Buffer) -> None:
        """Take plain bytes. A whole frame is sealed where it lies, without a copy."""
        with memoryview(data).cast("B") as view:
            start = 0
            while start < len(view):
                wanted = FRAME_BYTES - len(self._held)
                piece = view[start : start + wanted]
                start += len(piece)
                if len(piece) == FRAME_BYTES:
                    self._seal(piece, last=False)
                    continue
                self._held += piece
                if len(self._held) == FRAME_BYTES:
                    self._seal(self._held, last=False)
                    self._held = bytearray()

    def finish(self) -> int:
        """Seal the last frame. Out: bytes written to the sink in all."""
        self._seal(self._held, last=True)
        self._held = bytearray()
        return self.stored_bytes

    def _seal(self, plain: Buffer, *, last: bool) -> None:
        length = len(memoryview(plain)) + TAG_BYTES
        with memoryview(self._out)[:length] as out:
            nonce = self._frame.to_bytes(NONCE_BYTES, "big")
            self._cipher.encrypt_into(
                nonce, plain, _frame_place(self._place, self._frame, last), out
            )
            self._emit(out)
        self._frame += 1

    def _emit(self, data: Buffer) -> None:
        with memoryview(data) as view:
            start = 0
            while start < len(view):  # a raw file may take less than it is given
                taken = self._sink.write(view[start:])
                if not taken:
                    raise OSError("the sink takes no bytes")
                start += taken
            self.stored_bytes += len(view)


def open_sealed(chunks: Iterable[Buffer], case_key: bytes, place: str) -> Iterator[bytes]:
    """Plain bytes of a sealed file, a frame (at most 1 MiB) at a time, each checked first.

    In: the stored bytes in pieces of any size. Raises SealBrokenError at the first frame that
    was changed, moved or is missing; a file cut at a frame's border lacks its last frame.
    """
    pieces = _exact_pieces(chunks, HEADER_BYTES)
    header = next(pieces, b"")
    if len(header) != HEADER_BYTES or header[: len(_MAGIC)] != _MAGIC:
        raise SealBrokenError("not a sealed file")
    cipher_key = _file_key(case_key, header[len(_MAGIC) :], place)
    place_bytes = place.encode("utf-8")
    last = False
    for number, frame in enumerate(pieces):
        last = len(frame) < FRAME_BYTES + TAG_BYTES
        nonce = number.to_bytes(NONCE_BYTES, "big")
        plain = decrypt(cipher_key, nonce, frame, _frame_place(place_bytes, number, last))
        if plain:
            yield plain
    if not last:
        raise SealBrokenError("the last frame is missing")


def _exact_pieces(chunks: Iterable[Buffer], first: int) -> Iterator[bytes]:
    """`first` bytes, then pieces of a sealed frame's size, then what is left."""
    held = bytearray()
    wanted = first
    for chunk in chunks:
        held += chunk
        while len(held) >= wanted:
            yield bytes(memoryview(held)[:wanted])
            del held[:wanted]
            wanted = FRAME_BYTES + TAG_BYTES
    if held:
        yield bytes(held)


def _file_key(case_key: bytes, salt: bytes, place: str) -> bytes:
    return derive(case_key, salt, b"touchpoint file\0" + place.encode("utf-8"))


def _frame_place(place: bytes, number: int, last: bool) -> bytes:
    return b"touchpoint frame\0" + number.to_bytes(8, "big") + (b"\1" if last else b"\0") + place
