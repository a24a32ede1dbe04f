"""What a running server does: its start and memory (SPEED-12), slow phones (SPEED-7), fifty
uploads at once (SPEED-8), first paint (WEIGHT-4)."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from portal import db
from portal.bench import painting
from portal.bench.arriving import arrive, walls
from portal.bench.browsing import Portal, cookie_of, portal
from portal.bench.figures import Figure, Goal, Size, p95
from portal.bench.phones import Browser, UploadForm, photo_of
from portal.bench.processes import Served, served
from portal.models import Case
from portal.models.documents import Page

NO_PROC = "this system does not tell a process's memory"
PHONES = {Size.FULL: (40, 2 * 1024 * 1024, 20.0), Size.SMOKE: (3, 200_000, 1.0)}
AT_ONCE = {Size.FULL: (50, 5 * 1024 * 1024), Size.SMOKE: (3, 300_000)}


def figures(size: Size) -> Iterator[Figure]:
    """A server with the demo, started again; then one that phones send photos to."""
    with portal(0, with_cast=True) as made:
        db.database.close()
        yield from _start(made, size)
    with portal(400 if size is Size.FULL else 200) as made:
        people = _cookies(made, PHONES[size][0] + AT_ONCE[size][0])
        pages = _others(made)
        db.database.close()
        with served(made.config, "--no-demo") as server:
            yield from painting.figures(server, people[0])
            yield from _slow_phones(server, people, pages, size)
        with served(made.config, "--no-demo", "--no-worker") as server:
            made.use()
            yield from _at_once(made, server, people[PHONES[size][0] :], pages, size)


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
    before = walls(server, pages, lambda spent: spent > seconds / 2)
    with ThreadPoolExecutor(phones) as pool:
        sent = [
            pool.submit(_upload, server.port, person, photo_of(photo_bytes), seconds)
            for person in people[:phones]
        ]
        during = walls(server, pages, lambda _spent: all(one.done() for one in sent))
        failed = sum(one.exception() is not None or one.result() != 303 for one in sent)
    after = walls(server, pages, lambda spent: spent > seconds / 2)
    yield Figure(
        "SPEED-7", f"95th of 100 of other pages while {phones} slow phones send, against idle",
        Goal(3), p95(during) / p95(before + after),
        f"{p95(during) * 1000:.0f} ms against {p95(before + after) * 1000:.0f}",
    )  # fmt: skip
    yield Figure(
        "SPEED-7", "photos that were not taken", Goal(0, "photos"), failed + phones - _kept(phones)
    )


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


def _at_once(
    made: Portal, server: Served, people: list[str], pages: list[tuple[str, str]], size: Size
) -> Iterator[Figure]:
    count, photo_bytes = AT_ONCE[size]
    who = f"{min(count, len(people))} people send {photo_bytes / 1024 / 1024:.1f} MB at once"
    for person in people[:2]:
        Browser(server.port, person).get("/my/documents/new")
    idle = walls(server, pages, lambda spent: spent > (8 if size is Size.FULL else 1))
    came = arrive(made.config, server, people[:count], pages, photo_bytes)
    yield Figure(
        "SPEED-7", f"95th of 100 of other pages while {who}, read by the worker, against idle",
        Goal(3), p95(came.waits) / p95(idle),
        f"{p95(came.waits) * 1000:.0f} ms against {p95(idle) * 1000:.0f}",
    )  # fmt: skip
    yield Figure(
        "SPEED-8", f"server memory that is added while {who}", Goal(150, "MB"), came.added,
        NO_PROC if came.added is None else "",
    )  # fmt: skip
    yield Figure("SPEED-8", "uploads at once that were not taken", Goal(0, "uploads"), came.refused)
    yield Figure(
        "SPEED-8", "photos lost when the worker is killed at its work and started again",
        Goal(0, "photos"), came.lost,
    )  # fmt: skip
