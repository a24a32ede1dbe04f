"""The virus scanner: a small client of clamd's INSTREAM over TCP or a Unix socket.

Only a whole file that clamd answers with "stream: OK" is clean. Whatever else happens (no
scanner, a reset because the file is over clamd's limit, silence) is "not scanned".
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

Buffer = bytes | bytearray | memoryview

_CONNECT_SECONDS = 5.0
_SCAN_SECONDS = 120.0
_ANSWER_AT_MOST = 4096


class Verdict(StrEnum):
    """What the scanner found."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


class NotScanned(StrEnum):
    """Why a file was not scanned."""

    NO_SCANNER = "no_scanner"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    BROKE_OFF = "broke_off"
    TIMED_OUT = "timed_out"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Scan:
    """The verdict, with the signature's name when infected, or a NotScanned reason."""

    verdict: Verdict
    detail: str = ""

    @property
    def is_clean(self) -> bool:
        """True only when the whole file was scanned and nothing was found."""
        return self.verdict is Verdict.CLEAN


class Scanner:
    """Where clamd listens, from PORTAL_SCANNER_URL; safe to share between threads."""

    def __init__(self, url: str, *, scan_seconds: float = _SCAN_SECONDS) -> None:
        """`tcp://host:3310`, `unix:///path`, or "" for none. Raises ValueError otherwise."""
        parts = urlsplit(url)
        is_tcp = parts.scheme == "tcp" and bool(parts.hostname)
        is_unix = parts.scheme == "unix" and bool(parts.path)
        if url and not (is_tcp or is_unix):
            raise ValueError("the scanner is tcp://host:port or unix:///path")
        self._tcp = (parts.hostname or "", parts.port or 3310) if is_tcp else None
        self._unix = unquote(parts.path) if is_unix else ""
        self._scan_seconds = scan_seconds

    @property
    def is_set(self) -> bool:
        """Whether a scanner is configured at all."""
        return bool(self._tcp or self._unix)

    def answers(self) -> bool:
        """Whether clamd answers a ping, for /readyz and doctor."""
        if not self.is_set:
            return False
        try:
            with self._connected() as line:
                line.sendall(b"zPING\0")
                return _answer(line, time.monotonic() + _CONNECT_SECONDS) == "PONG"
        except OSError:
            return False

    def scan(self, chunks: Iterable[Buffer]) -> Scan:
        """Send a file's plain bytes; out: the verdict. Never raises for the scanner's faults.

        What `chunks` raises comes through, and the connection is closed.
        """
        if not self.is_set:
            return _not_scanned(NotScanned.NO_SCANNER)
        try:
            line = self._connected()
        except OSError:
            return _not_scanned(NotScanned.UNREACHABLE)
        with line:
            return self._scan_over(line, chunks)

    def _scan_over(self, line: socket.socket, chunks: Iterable[Buffer]) -> Scan:
        deadline = time.monotonic() + self._scan_seconds
        if (failure := _send(line, [b"zINSTREAM\0"], deadline)) is None:
            for chunk in chunks:
                size = len(memoryview(chunk))
                if size and (failure := _send(line, [_length(size), chunk], deadline)):
                    break
            else:
                failure = _send(line, [_length(0)], deadline)
        answer = ""
        try:
            answer = _answer(line, deadline)
        except TimeoutError:
            failure = failure or NotScanned.TIMED_OUT
        except OSError:
            failure = failure or NotScanned.BROKE_OFF
        return _verdict(answer, failure)

    def _connected(self) -> socket.socket:
        if self._tcp is not None:
            return socket.create_connection(self._tcp, timeout=_CONNECT_SECONDS)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(_CONNECT_SECONDS)
            line.connect(self._unix)
        except OSError:
            line.close()
            raise
        return line


def _length(size: int) -> bytes:
    return struct.pack(">I", size)


def _send(line: socket.socket, parts: list[Buffer], deadline: float) -> NotScanned | None:
    """Out: None when sent, or why not."""
    try:
        for part in parts:
            line.settimeout(max(0.01, deadline - time.monotonic()))
            line.sendall(part)
    except TimeoutError:
        return NotScanned.TIMED_OUT
    except OSError:
        return NotScanned.BROKE_OFF
    return None


def _answer(line: socket.socket, deadline: float) -> str:
    found = b""
    while b"\0" not in found and len(found) < _ANSWER_AT_MOST:
        line.settimeout(max(0.01, deadline - time.monotonic()))
        piece = line.recv(_ANSWER_AT_MOST)
        if not piece:
            break
        found += piece
    return found.split(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(answer: str, failure: NotScanned | None) -> Scan:
    """A found signature counts even when sending broke off; "OK" only for a whole file."""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        name = answer.removeprefix("stream: ").removesuffix(" FOUND")
        return Scan(Verdict.INFECTED, name)
    if "size limit exceeded" in answer:
        return _not_scanned(NotScanned.TOO_LARGE)
    if failure is not None:
        return _not_scanned(failure)
    if answer == "stream: OK":
        return Scan(Verdict.CLEAN)
    return _not_scanned(NotScanned.UNCLEAR if answer else NotScanned.BROKE_OFF)


def _not_scanned(reason: NotScanned) -> Scan:
    return Scan(Verdict.NOT_SCANNED, reason)
