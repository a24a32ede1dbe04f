"""Many writers at once (SPEED-10) and what accepting an upload costs (SPEED-8)."""

import hashlib
import io
import multiprocessing
import shutil
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from portal import clock, create_app, db, resources
from portal.bench.browsing import portal
from portal.bench.figures import Figure, Goal, Size, p95
from portal.config import Config
from portal.models import Account, Case, Contact
from portal.operations import trail
from portal.operations.contacts import record_contact
from portal.policy.contacts import Direction, Way
from portal.policy.documents import MAX_FILE_BYTES
from portal.sealing import new_case_key

PROCESSES, THREADS = 2, 8
UPLOAD = 5 * 1024 * 1024  # bytes


def figures(size: Size) -> Iterator[Figure]:
    """Contacts written side by side, then an upload taken in."""
    seconds = 30 if size is Size.FULL else 1
    with portal(200) as made:
        before = Contact.select().count()
        results: Queue[Any] = multiprocessing.get_context("spawn").Queue()
        writers = [
            multiprocessing.get_context("spawn").Process(
                target=_write, args=(made.config, number, seconds, results)
            )
            for number in range(PROCESSES)
        ]
        for writer in writers:
            writer.start()
        found = [results.get() for _ in writers]
        for writer in writers:
            writer.join()
        acknowledged = sum(len(one["walls"]) for one in found)
        walls = [wall for one in found for wall in one["walls"]]
        kept = Contact.select().count() - before
        errors = [error for one in found for error in one["errors"]]
        broken = sum(1 for _ in trail.broken_links())
        yield Figure(
            "SPEED-10",
            f"errors of {acknowledged} contacts written",
            Goal(0, "errors"),
            len(errors),
            ", ".join(sorted(set(errors))),
        )
        yield Figure(
            "SPEED-10", "acknowledged and lost", Goal(0, "contacts"), max(acknowledged - kept, 0)
        )
        yield Figure("SPEED-10", "broken links of the audit trail", Goal(0, "entries"), broken)
        yield Figure(
            "SPEED-10", "95th of 100 writes", None, p95(walls) * 1000,
            f"ms; median {statistics.median(walls) * 1000:.0f}",
        )  # fmt: skip
        yield _upload(made.folder, 15 if size is Size.FULL else 2)


def _write(config: Config, number: int, seconds: int, results: "Queue[Any]") -> None:
    create_app(config)
    until = time.monotonic() + seconds

    def one(thread: int) -> tuple[list[float], list[str]]:
        db.database.connect(reuse_if_open=True)
        cases = list(
            Case.select().order_by(Case.id).offset((number * THREADS + thread) * 5).limit(5)
        )
        account = Account.get_by_id(cases[0].worker_id)
        walls: list[float] = []
        errors: list[str] = []
        while time.monotonic() < until:
            started = time.perf_counter()
            try:
                record_contact(
                    account.actor, case=cases[len(walls) % len(cases)],
                    occurred_on=clock.today(resources.timezone()), way=Way.TELEPHONE,
                    direction=Direction.FROM_STAFF, answered=True, summary="Bench.",
                    at=clock.now(),
                )  # fmt: skip
                walls.append(time.perf_counter() - started)
            except Exception as error:
                errors.append(f"{type(error).__name__}: {error}"[:80])
        return walls, errors

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(one, range(THREADS)))
    results.put({"walls": [w for walls, _ in found for w in walls],
                 "errors": [one for _, errors in found for one in errors]})  # fmt: skip


def _upload(folder: Path, rounds: int) -> Figure:
    content = bytes(range(256)) * (UPLOAD // 256)
    source = folder / "upload.bin"
    source.write_bytes(content)
    key = new_case_key()
    storage = resources.current().storage
    ratios = []
    for _ in range(rounds):
        started = time.process_time()
        storage.receive(io.BytesIO(content), key, max_bytes=MAX_FILE_BYTES)
        ours = time.process_time() - started
        started = time.process_time()
        copy = shutil.copyfile(source, folder / "copy.bin")
        hashlib.sha256(Path(copy).read_bytes()).digest()
        ratios.append(ours / (time.process_time() - started))
    return Figure(
        "SPEED-8", "5 MB taken in, sealed and synced, against copied and hashed", Goal(4),
        statistics.median(ratios),
    )  # fmt: skip
