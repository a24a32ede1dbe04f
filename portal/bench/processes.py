"""The portal as it is started for real: its processes, when they answer, what they hold."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.config import ROOT, Config

PATIENCE = 120  # seconds until a start counts as failed


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: "subprocess.Popen[bytes]"
    port: int
    started_in: float  # seconds from the command to the first page

    def memory(self, of_children: bool = True) -> float | None:
        """MB (2**20) of memory that belong to the server and, where asked, the processes it
        started: shared pages are counted by their share. None where Linux does not tell."""
        ids = family(self.process.pid) if of_children else [self.process.pid]
        found = [_kilobytes(Path(f"/proc/{one}/smaps_rollup"), "Pss") for one in ids]
        known = [one for one in found if one is not None]
        return sum(known) / 1024 if known else None

    def resident(self, peak: bool = False) -> float | None:
        """MB (2**20) resident in the server's own process now, or at its highest since `forget`."""
        name = "VmHWM" if peak else "VmRSS"
        found = _kilobytes(Path(f"/proc/{self.process.pid}/status"), name)
        return None if found is None else found / 1024

    def forget_peak(self) -> None:
        """Starts the highest resident size anew (proc(5), clear_refs 5)."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")


def family(pid: int) -> list[int]:
    """A process and everything it started that still runs; only itself where Linux does not
    tell."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended meanwhile
        parents.setdefault(parent, []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


def _kilobytes(file: Path, name: str) -> float | None:
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
    return float(found[0]) if found else None


@contextmanager
def served(config: Config, *options: str) -> Iterator[Served]:
    """`python app.py` with these options on a free port, stopped by TERM at the end.

    Raises RuntimeError with its last words when it does not answer.
    """
    port = free_port()
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, str(ROOT / "app.py"), "--port", str(port), *options],
            cwd=ROOT, env=_environment(config), stdout=said, stderr=said,
        )  # fmt: skip
        try:
            if not _answers(process, port, started + PATIENCE):
                said.seek(0)
                raise RuntimeError(f"the server did not start: {said.read()[-2000:].decode()}")
            yield Served(process, port, time.perf_counter() - started)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def start_worker(config: Config) -> "subprocess.Popen[bytes]":
    """The background worker in a process of its own; whoever starts it ends it."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "app.py"), "worker"],
        cwd=ROOT, env=_environment(config), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _environment(config: Config) -> dict[str, str]:
    return os.environ | {
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_STORAGE_URL": config.storage_url,
    }


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _answers(process: "subprocess.Popen[bytes]", port: int, until: float) -> bool:
    while process.poll() is None and time.perf_counter() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/staff/sign-in") as page:
                return bool(page.status == 200)
        except OSError:
            time.sleep(0.02)
    return False
