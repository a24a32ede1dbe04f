"""What more cases cost (SPEED-4), the night (SPEED-6) and the population itself (SPEED-11)."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlparse

from portal import clock, db, resources
from portal.bench import searching
from portal.bench.browsing import Portal, fetch, is_there, portal
from portal.bench.figures import Figure, Goal, Size, cost, p95
from portal.demo.population import add_population
from portal.models import Case
from portal.operations import nightly
from portal.operations.cases import refresh
from portal.reports import nights

NAMES = ("caseload", "case page and timeline", "inbox")
SIZES = {Size.FULL: (1_000, 100_000), Size.SMOKE: (100, 300)}


def figures(size: Size) -> Iterator[Figure]:
    """Builds the small and the large portal and fetches their pages in turn."""
    few, many = SIZES[size]
    with portal(few) as small, portal(0) as large:
        yield from _population(large, many)
        yield from _growth(small, large, size)
        yield from searching.figures(small, large, size, (few, many))
        yield from _night(many, size)


def _population(made: Portal, cases: int) -> Iterator[Figure]:
    started, busy = time.perf_counter(), time.process_time()
    add_population(cases, 1, today=clock.today(resources.timezone()), at=clock.now())
    seconds = time.perf_counter() - started
    busy = time.process_time() - busy
    yield Figure(
        "SPEED-11", f"population of {cases} cases, SQLite", Goal(120, "s"), seconds,
        f"{busy:.0f} s of them its own on the processor",
    )  # fmt: skip
    yield Figure("SPEED-11", "size a participant", Goal(12, "KB"), _kilobytes(made, cases))
    db.database.execute_sql("ANALYZE")


def _growth(small: Portal, large: Portal, size: Size) -> Iterator[Figure]:
    rounds, times = (20, 12) if size is Size.FULL else (2, 3)
    sides = []
    for made in (small, large):
        made.use()
        sides.append((made, _pages(made)))
    for name in NAMES:
        what = f"{name}: {SIZES[size][1]} cases against {SIZES[size][0]}, 95th of 100"
        if name not in sides[0][1]:
            yield Figure("SPEED-4", what, Goal(1.3), None, "no such page yet")
            continue
        found: list[list[float]] = [[], []]
        for turn in range(rounds + 1):
            for (made, pages), costs in zip(sides, found, strict=True):
                made.use()
                taken = [cost(pages[name], 1) for _ in range(times)]
                costs += taken if turn else []  # the first round only warms up
        few, many = found
        middle = statistics.median(many) / statistics.median(few)
        yield Figure("SPEED-4", what, Goal(1.3), p95(many) / p95(few), f"medians {middle:.2f}")


def _pages(made: Portal) -> dict[str, Callable[[], bytes]]:
    worker = made.worker()
    client = made.client_of(worker.actor)
    case = Case.select().where(Case.worker == worker.id).order_by(Case.id).get()
    paths = zip(NAMES, ("/staff", f"/staff/cases/{case.key}", "/staff/inbox"), strict=True)
    return {name: fetch(client, path) for name, path in paths if is_there(made, path)}


def _kilobytes(made: Portal, cases: int) -> float:
    db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(urlparse(made.config.database_url).path).stat().st_size / cases / 1024


def _night(cases: int, size: Size) -> Iterator[Figure]:
    today = clock.today(resources.timezone())
    # The first night reminds everybody within the lead; the second, those of one day: the usual.
    list(nightly.remind(today, clock.now()))
    started = time.process_time()
    reminded = sum(nightly.remind(today + timedelta(days=1), clock.now()))
    alerts = (time.process_time() - started) / cases * 1e6
    yield Figure(
        "SPEED-6", "alerts of a usual night, a case", Goal(1, "us"), alerts, f"{reminded} reminded"
    )
    started = time.process_time()
    for first in range(1, nights.last_case_id() + 1, nightly.CHUNK):
        nights.out_of_step(first, first + nightly.CHUNK - 1)
    whole = (time.process_time() - started) / cases
    sample = list(Case.select(Case.id).limit(400 if size is Size.FULL else 20).tuples())
    started = time.process_time()
    for (case_id,) in sample:
        refresh(case_id, today)
    loop = (time.process_time() - started) / len(sample)
    yield Figure(
        "SPEED-6", "full repair against a loop over cases", Goal(50, is_least=True), loop / whole
    )
    yield Figure("SPEED-6", "longest write lock of a chunk", Goal(250, "ms"), _longest_lock())


def _longest_lock() -> float:
    today = clock.today(resources.timezone())
    longest = 0.0
    for offset in range(6, 12):
        chunks = nightly.remind(today + timedelta(days=offset), clock.now())
        while True:
            started = time.perf_counter()
            if next(chunks, None) is None:
                break
            longest = max(longest, time.perf_counter() - started)
    return longest * 1000
