"""Many people who send a photo in the same moment, while others work on their caseload and the
worker process is killed and started again (SPEED-7, SPEED-8; DOC-5)."""

import itertools
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from peewee import fn

from portal import clock, db
from portal.bench.phones import Browser, UploadForm, photo_of
from portal.bench.processes import Served, start_worker
from portal.config import Config
from portal.models.documents import Page, PageState
from portal.operations.documents.sweeping import LOST_AFTER, sweep_documents

PATIENCE = 180  # seconds in which everything is clean, or counts as lost
STANDS_STILL = 3.0  # seconds without another clean page: the killed job is lost to the queue
LAST_BYTES = 1000  # held back until everybody is there


@dataclass(frozen=True)
class Arrival:
    """What came of it: answers other than "taken", photos that did not become clean, seconds that
    each other page took meanwhile, and MB that the server's memory grew by (None: not told)."""

    refused: int
    lost: int
    waits: list[float]
    added: float | None


def arrive(
    config: Config, server: Served, people: list[str], pages: list[tuple[str, str]],
    photo_bytes: int,
) -> Arrival:  # fmt: skip
    """Lets everybody (session cookies) send one photo at once, and others open `pages` (cookie,
    path) meanwhile. The server runs without a worker of its own."""
    before = server.resident()
    if before is not None:
        server.forget_peak()
    with ThreadPoolExecutor(len(people) + 1) as pool:
        cleaned = pool.submit(_clean_all, config, len(people))
        sent = pool.map(sender(server, photo_bytes, len(people)), people)
        waits = walls(server, pages, lambda _spent: cleaned.done())
        refused = sum(answer != 303 for answer in sent)
    peak = server.resident(peak=True)
    added = peak - before if peak is not None and before is not None else None
    return Arrival(refused, len(people) - cleaned.result(), waits, added)


def sender(server: Served, photo_bytes: int, count: int) -> Callable[[str], int]:
    """What one of `count` people does: sends a photo, and stops before its end until all of them
    are there; gives the status of the answer."""
    together = threading.Barrier(count)

    def send(person: str) -> int:
        browser = Browser(server.port, person)
        form = UploadForm.of_page(browser.get("/my/documents/new")[1])
        sending = browser.begin_upload(form, photo_of(photo_bytes))
        sending.send(len(sending.left) - LAST_BYTES)
        together.wait(60)
        return sending.answer()

    return send


def walls(
    server: Served, pages: list[tuple[str, str]], is_over: Callable[[float], bool]
) -> list[float]:
    """Seconds of one page after the other, 20 a second, until it is over. Raises AssertionError
    for a page that fails."""
    browsers = [(Browser(server.port, cookie), path) for cookie, path in pages]
    for browser, path in browsers:
        browser.get(path)
    found: list[float] = []
    started = time.perf_counter()
    for browser, path in itertools.cycle(browsers):
        if is_over(time.perf_counter() - started) and len(found) >= len(pages):
            return found
        asked = time.perf_counter()
        status, _text = browser.get(path)
        assert status == 200, f"{path}: {status}"
        found.append(time.perf_counter() - asked)
        time.sleep(0.05)
    return found


def _clean_all(config: Config, count: int) -> int:
    """Runs a worker, kills it at its work, starts another; how many of the pages that come now are
    clean in the end."""
    db.database.connect(reuse_if_open=True)
    first_id = 1 + int(Page.select(fn.MAX(Page.id)).scalar() or 0)
    worker = start_worker(config)
    try:
        next((clean for clean in _progress(first_id) if clean >= max(count // 3, 1)), 0)
        worker.kill()
        worker.wait()
        worker = start_worker(config)
        _wait(first_id, count, STANDS_STILL)
        # What the killed worker held in its hands is asked for again, a quarter hour later.
        sweep_documents(clock.now() + LOST_AFTER + timedelta(minutes=1))
        return _wait(first_id, count, PATIENCE)
    finally:
        db.database.close()
        _stop(worker)


def _wait(first_id: int, count: int, stands_still: float) -> int:
    """How many pages are clean once all are, or none has become so for that many seconds."""
    moved, best = time.monotonic(), -1
    for clean in _progress(first_id):
        if clean > best:
            moved, best = time.monotonic(), clean
        if clean >= count or time.monotonic() - moved > stands_still:
            break
    return best


def _progress(first_id: int) -> Iterator[int]:
    """How many pages from this one on are clean, five times a second, for PATIENCE at most."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        yield Page.select().where(Page.id >= first_id, Page.state == PageState.CLEAN).count()
        time.sleep(0.2)


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    worker.kill()
    worker.wait()
