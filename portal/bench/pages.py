"""What pages cost (SPEED-1, SPEED-2, SPEED-3, SPEED-13), and what they weigh."""

import cProfile
import re
from collections.abc import Callable, Iterator
from typing import Any

from flask.testing import FlaskClient

from portal import db, i18n
from portal.bench import peers, weights
from portal.bench.bare import bare_page
from portal.bench.browsing import Portal, fetch, is_there, portal
from portal.bench.figures import Figure, Goal, Size, ratio
from portal.locales import LOCALES
from portal.models import Case

Client = tuple[FlaskClient, str]


def figures(size: Size) -> Iterator[Figure]:
    """Every figure of a single page."""
    rounds, times = (9, 20) if size is Size.FULL else (1, 2)
    with portal(400 if size is Size.FULL else 200, with_cast=True) as made:
        staff = made.client_of(made.worker().actor)
        for rows in (25, 80):
            page = fetch(staff, f"/staff?size={rows}")
            bare = bare_page(page().decode())
            yield Figure(
                "SPEED-1", f"caseload of {rows} rows against the same page bare, SQLite",
                Goal(2.5), ratio(page, bare, rounds=rounds, times=times),
            )  # fmt: skip
        yield from _peer(fetch(staff, "/staff?size=25"), rounds, times)
        yield from _every_page(made, max(rounds // 2, 1), times)
        yield Figure(
            "SPEED-3", "Python calls of the caseload page", None, _calls(staff, "/staff?size=25")
        )
        yield from _translated(made, rounds, times)
        yield from weights.figures(_own(made, "WTW-1001"), staff)


def _own(made: Portal, number: str) -> FlaskClient:
    return made.client_of(made.participant_of(Case.get(Case.number == number)))


def _peer(page: Callable[[], bytes], rounds: int, times: int) -> Iterator[Figure]:
    what = "caseload of 25 rows: hand-written Django against ours"
    peer = peers.django_caseload(rows=25)
    if peer is None:
        yield Figure("SPEED-2", what, Goal(4, is_least=True), None, "Django is not installed")
        return
    value = ratio(peer, page, rounds=rounds, times=max(times // 4, 1))
    yield Figure("SPEED-2", what, Goal(4, is_least=True), value)


def pages_of(made: Portal, number: str) -> Iterator[Client]:
    """Every page of one case that its worker or its participant opens, and who opens it.

    In: the number of a case of the cast. Pages with further ids in their address are left out.
    """
    case = Case.get(Case.number == number)
    worker = made.client_of(case.worker.actor)
    own = made.client_of(made.participant_of(case))
    for rule in sorted(made.app.url_map.iter_rules(), key=lambda rule: rule.rule):
        path = rule.rule.replace("<key:case_key>", case.key)
        client = worker if path.startswith("/staff") else own
        if path.startswith(("/staff", "/my")) and "GET" in (rule.methods or ()) and "<" not in path:
            response = client.get(path)
            if response.status_code == 200 and response.mimetype == "text/html":
                yield client, path


def _every_page(made: Portal, rounds: int, times: int) -> Iterator[Figure]:
    costs, sent = {}, {}
    for client, path in pages_of(made, "WTW-1001"):
        page = fetch(client, path)
        name = re.sub("[A-Za-z0-9_-]{16}", "<case>", path)
        costs[name] = ratio(page, bare_page(page().decode()), rounds=rounds, times=times)
        sent[name] = len(statements(client, path))
    dearest = sorted(costs, key=lambda name: -costs[name])[:3]
    told = ", ".join(f"{name} {costs[name]:.2f}" for name in dearest)
    yield Figure(
        "SPEED-3", f"dearest of {len(costs)} GET pages against its own bare page", Goal(4),
        max(costs.values()), told,
    )  # fmt: skip
    most = max(sent, key=lambda name: sent[name])
    yield Figure("SPEED-3", "most statements of a page", Goal(8, "statements"), sent[most], most)
    if not is_there(made, "/staff/inbox"):
        yield Figure("SPEED-3", "the inbox", Goal(4), None, "no such page yet")


def statements(client: FlaskClient, path: str) -> list[str]:
    """The statements that the database is sent for a page, without those of its transaction."""
    seen: list[str] = []
    token = db.statements.set(seen)
    client.get(path)
    db.statements.reset(token)
    return [sql for sql in seen if not sql.startswith(("BEGIN", "COMMIT"))]


def _calls(client: FlaskClient, path: str) -> int:
    client.get(path)
    profile = cProfile.Profile()
    profile.runcall(client.get, path)
    return sum(entry.callcount for entry in profile.getstats())


def _literal(message: str, **values: Any) -> str:
    return message % values if values else message


def _translated(made: Portal, rounds: int, times: int) -> Iterator[Figure]:
    """The page as it is against the page whose texts are not looked up at all."""
    tag = "es" if "es" in made.app.config["USABLE_LOCALES"] else "en"
    looked_up, english = (_own(made, "WTW-1008") for _ in range(2))
    for client, chosen in ((looked_up, tag), (english, "en")):
        with client.session_transaction() as session:
            session["locale"] = chosen
    really = i18n.gettext.__code__

    def literal() -> bytes:
        # Views hold gettext by its name, so its code is what has to be another's.
        i18n.gettext.__code__ = _literal.__code__
        try:
            return english.get("/my").data
        finally:
            i18n.gettext.__code__ = really

    value = ratio(fetch(looked_up, "/my"), literal, rounds=rounds, times=times)
    yield Figure(
        "SPEED-13", "/my with translations against literal English", Goal(1.3), value,
        f"in {LOCALES[tag].english_name}",
    )  # fmt: skip
