"""The scanner: only a whole file that clamd calls OK is clean."""

import os
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.scanner import NotScanned, Scan, Scanner, Verdict
from tests import samples

CLEAN = Scan(Verdict.CLEAN)


class FakeClamd:
    """A real TCP server that speaks clamd's protocol, with a signature and a stream limit."""

    def __init__(self, limit: int = 1_000_000, answer: Callable[[bytes], bytes] | None = None):
        self.limit = limit
        self.answer = answer or self.judged
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def judged(self, content: bytes) -> bytes:
        found = samples.MARKER in content
        return b"stream: Touchpoint.Test.UNOFFICIAL FOUND\0" if found else b"stream: OK\0"

    def serve(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(line,), daemon=True).start()

    def talk(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as stream:
            command = b""
            while not command.endswith(b"\0"):
                command += stream.read(1)
            if command == b"zPING\0":
                line.sendall(b"PONG\0")
                return
            assert command == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack(">I", stream.read(4))[0]:
                if len(content) + size > self.limit:  # as clamd does: tell, then reset
                    line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                content += stream.read(size)
            line.sendall(self.answer(content))


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    server = FakeClamd()
    yield server
    server.listener.close()


def chunked(content: bytes, step: int = 65_536) -> Iterator[bytes]:
    return (content[at : at + step] for at in range(0, len(content), step))


def test_a_clean_file_is_clean(clamd: FakeClamd) -> None:
    scanner = Scanner(clamd.url)
    assert scanner.answers()
    assert scanner.scan(chunked(samples.ATTENDANCE_1.read_bytes())) == CLEAN
    assert scanner.scan([b"a", b"", b"b"]) == CLEAN  # an empty piece would end the stream early
    assert scanner.scan([b"", memoryview(samples.MARKER)]).verdict is Verdict.INFECTED


@pytest.mark.parametrize("path", [samples.MARKED_JPEG, samples.MARKED_TEXT])
def test_an_infected_file_is_told_by_the_signatures_name(clamd: FakeClamd, path: Path) -> None:
    found = Scanner(clamd.url).scan(chunked(path.read_bytes(), 10))
    assert found == Scan(Verdict.INFECTED, "Touchpoint.Test.UNOFFICIAL")
    assert not found.is_clean


def test_a_file_over_the_scanners_limit_is_never_clean(clamd: FakeClamd) -> None:
    for step in (1000, 65_536, 4_000_000):
        found = Scanner(clamd.url).scan(chunked(bytes(4_000_000), step))
        assert found.verdict is Verdict.NOT_SCANNED
        assert found.detail in (NotScanned.TOO_LARGE, NotScanned.BROKE_OFF)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", NotScanned.BROKE_OFF),
        (b"stream: OK, maybe\0", NotScanned.UNCLEAR),
        (b"OK\0", NotScanned.UNCLEAR),
        (b"stream: Can't allocate memory ERROR\0", NotScanned.UNCLEAR),
        (b"x" * 10_000, NotScanned.UNCLEAR),
    ],
)
def test_any_other_answer_is_not_a_clean_one(answer: bytes, reason: NotScanned) -> None:
    server = FakeClamd(answer=lambda content: answer)
    assert Scanner(server.url).scan([b"paper"]) == Scan(Verdict.NOT_SCANNED, reason)


def test_an_early_ok_does_not_count_for_a_file_that_broke_off() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def hasty() -> None:
        line, _ = listener.accept()
        line.recv(10)
        line.sendall(b"stream: OK\0")
        line.shutdown(socket.SHUT_RD)
        time.sleep(0.2)
        line.close()

    threading.Thread(target=hasty, daemon=True).start()
    scanner = Scanner(f"tcp://127.0.0.1:{listener.getsockname()[1]}")
    assert scanner.scan(chunked(bytes(30_000_000))).verdict is Verdict.NOT_SCANNED


def test_a_silent_scanner_is_given_up_in_time() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    scanner = Scanner(f"tcp://127.0.0.1:{listener.getsockname()[1]}", scan_seconds=0.3)
    begun = time.monotonic()
    assert scanner.scan([b"paper"]) == Scan(Verdict.NOT_SCANNED, NotScanned.TIMED_OUT)
    assert time.monotonic() - begun < 3


def test_no_scanner_and_an_absent_scanner_are_not_scanned(tmp_path: Path) -> None:
    assert Scanner("").scan([b"x"]) == Scan(Verdict.NOT_SCANNED, NotScanned.NO_SCANNER)
    assert not Scanner("").answers()
    absent = Scanner(f"unix://{tmp_path}/none.sock")
    assert absent.scan([b"x"]) == Scan(Verdict.NOT_SCANNED, NotScanned.UNREACHABLE)
    assert not absent.answers()


@pytest.mark.parametrize("url", ["clamd", "http://x", "tcp://", "unix://"])
def test_a_url_that_is_no_scanner_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="scanner is"):
        Scanner(url)


def test_a_file_that_cannot_be_read_is_not_called_clean(clamd: FakeClamd) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("the disk failed")

    with pytest.raises(OSError, match="disk failed"):
        Scanner(clamd.url).scan(broken())


@pytest.mark.skipif(
    shutil.which("clamd", path=f"{os.defpath}:/usr/sbin") is None,
    reason="clamd is not installed (Debian: clamav-daemon)",
)
def test_the_real_clamd_finds_the_signature_and_resets_over_its_limit(tmp_path: Path) -> None:
    socket_path = tmp_path / "clamd.sock"
    shutil.copyfile(samples.SIGNATURE, tmp_path / "signature.ndb")
    settings = tmp_path / "clamd.conf"
    settings.write_text(
        f"LocalSocket {socket_path}\nDatabaseDirectory {tmp_path}\nForeground yes\n"
        "StreamMaxLength 1M\nMaxThreads 2\n",
        encoding="ascii",
    )
    command = shutil.which("clamd", path=f"{os.defpath}:/usr/sbin")
    assert command
    with subprocess.Popen([command, "-c", str(settings)], stdout=subprocess.DEVNULL) as process:
        try:
            scanner = Scanner(f"unix://{socket_path}")
            for _ in range(200):
                if scanner.answers():
                    break
                time.sleep(0.1)
            assert scanner.scan([samples.ATTENDANCE_1.read_bytes()]) == CLEAN
            found = scanner.scan([samples.MARKED_JPEG.read_bytes()])
            assert found.verdict is Verdict.INFECTED
            assert found.detail.startswith("Touchpoint.Test")
            over = scanner.scan(chunked(bytes(3_000_000)))
            assert over.verdict is Verdict.NOT_SCANNED
        finally:
            process.terminate()
