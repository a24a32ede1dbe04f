"""What a running server does: its start and memory (SPEED-12), slow phones (SPEED-7), fifty
uploads at once (SPEED-8), first paint (WEIGHT-4)."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from portal import db
from portal.bench import painting
from portal.bench.browsing import Portal, cookie_of, portal
from portal.bench.figures import Figure, Goal, Size, p95
from portal.bench.phones import Browser, UploadForm, photo_of
from portal.bench.processes import Served, served
from portal.models import Case
from portal.models.documents import Page

NO_PROC = "this system does not tell a process's memory"
PHONES = {Size.FULL: (20, 2 * 1024 * 1024, 20.0), Size.SMOKE: (3, 200_000, 1.0)}
AT_ONCE = {Size.FULL: (50, 5 * 1024 * 1024), Size.SMOKE: (3, 300_000)}


def figures(size: Size) -> Iterator[Figure]:
    """A server with the demo, started again; then one that phones send photos to."""
    with portal(0, with_cast=True) as made:
        db.database.close()
        yield from _start(made, size)
    with portal(400 if size is Size.FULL else 200) as made:
        people = _cookies(made, 70 if size is Size.FULL else 6)
        pages = _others(made)
        db.database.close()
        with served(made.config, "--no-demo") as server:
            yield from painting.figures(server, people[0])
            yield from _slow_phones(server, people[:20], pages, size)
        with served(made.config, "--no-demo", "--no-worker") as server:
            yield from _at_once(server, people[20:] or people[3:], size)


def _start(made: Portal, size: Size) -> Iterator[Figure]:
    walls, held = [], []
    for _ in range(3 if size is Size.FULL else 1):
        with served(made.config) as server:
            walls.append(server.started_in)
            time.sleep(5 if size is Size.FULL else 1)
            held.append(server.memory())
    yield Figure(
        "SPEED-12", "start of `python app.py` to first page, demo there", Goal(5, "s"),
        sorted(walls)[len(walls) // 2],
    )  # fmt: skip
    known = [one for one in held if one is not None]
    yield Figure(
        "SPEED-12", "idle memory of server and worker", Goal(200, "MB"),
        max(known, default=None), "" if known else NO_PROC,
    )  # fmt: skip


def _cookies(made: Portal, count: int) -> list[str]:
    cases = Case.select().order_by(Case.id).limit(count)
    return [cookie_of(made.client_of(made.participant_of(case))) for case in cases]


def _others(made: Portal) -> list[tuple[str, str]]:
    """What others open meanwhile: whose cookie, which page."""
    worker = made.worker()
    staff = cookie_of(made.client_of(worker.actor))
    # Somebody who sends nothing: the last case of the portal.
    case = Case.select().where(Case.worker == worker.id).order_by(Case.id.desc()).get()
    own = cookie_of(made.client_of(made.participant_of(case)))
    return [(staff, "/staff"), (staff, f"/staff/cases/{case.key}"), (own, "/my")]


def _slow_phones(
    server: Served, people: list[str], pages: list[tuple[str, str]], size: Size
) -> Iterator[Figure]:
    phones, photo_bytes, seconds = PHONES[size]
    before = _walls(server, pages, lambda spent: spent > seconds / 2)
    with ThreadPoolExecutor(phones) as pool:
        sent = [
            pool.submit(_upload, server.port, person, photo_of(photo_bytes), seconds)
            for person in people[:phones]
        ]
        during = _walls(server, pages, lambda _spent: all(one.done() for one in sent))
        failed = sum(one.exception() is not None or one.result() != 303 for one in sent)
    after = _walls(server, pages, lambda spent: spent > seconds / 2)
    yield Figure(
        "SPEED-7", f"95th of 100 of other pages while {phones} slow phones send, against idle",
        Goal(3), p95(during) / p95(before + after),
        f"{p95(during) * 1000:.0f} ms against {p95(before + after) * 1000:.0f}",
    )  # fmt: skip
    yield Figure(
        "SPEED-7", "photos that were not taken", Goal(0, "photos"), failed + phones - _kept(phones)
    )


def _walls(
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


def _upload(port: int, cookie: str, photo: bytes, seconds: float) -> int:
    browser = Browser(port, cookie)
    form = UploadForm.of_page(browser.get("/my/documents/new")[1])
    sending = browser.begin_upload(form, photo)
    sending.send(len(sending.left), seconds)
    return sending.answer()


def _kept(at_most: int) -> int:
    db.database.connect(reuse_if_open=True)
    kept = min(Page.select().count(), at_most)
    db.database.close()
    return int(kept)


def _at_once(server: Served, people: list[str], size: Size) -> Iterator[Figure]:
    what = "server memory that uploads at once add"
    count, photo_bytes = AT_ONCE[size]
    count = min(count, len(people))
    for person in people[:2]:
        Browser(server.port, person).get("/my/documents/new")
    before = server.resident()
    if before is None:
        yield Figure("SPEED-8", what, Goal(150, "MB"), None, NO_PROC)
        return
    server.forget_peak()
    # Everybody stops before the end of the photo, so that all of them are there at once.
    together = threading.Barrier(count)

    def one(person: str) -> int:
        browser = Browser(server.port, person)
        form = UploadForm.of_page(browser.get("/my/documents/new")[1])
        sending = browser.begin_upload(form, photo_of(photo_bytes))
        sending.send(len(sending.left) - 1000)
        together.wait(60)
        return sending.answer()

    with ThreadPoolExecutor(count) as pool:
        answers = list(pool.map(one, people[:count]))
    peak = server.resident(peak=True) or before
    yield Figure(
        "SPEED-8", f"{what}: {count} of {photo_bytes / 1024 / 1024:.1f} MB", Goal(150, "MB"),
        peak - before, f"{before:.0f} to {peak:.0f} MB",
    )  # fmt: skip
    failed = sum(answer != 303 for answer in answers)
    yield Figure("SPEED-8", "uploads at once that were not taken", Goal(0, "uploads"), failed)
