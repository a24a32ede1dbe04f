"""What a search costs (SPEED-5): in one's own office, however many there are, and anywhere."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from portal.bench.browsing import Portal
from portal.bench.figures import Figure, Goal, Size, cost, ratio
from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.reports import caseload, search

WORDS = ("lopez maria", "tran", "P1-0000042", "ard")  # a name, a part of one, a number, an ending


def figures(small: Portal, large: Portal, size: Size, cases: tuple[int, int]) -> Iterator[Figure]:
    """Searches two portals of different size in turn, then the large one beside a scan."""
    rounds, times = (15, 10) if size is Size.FULL else (2, 1)
    sides = []
    for made in (small, large):
        made.use()
        sides.append((made, made.worker().actor))
    for words in WORDS:
        found: list[list[float]] = [[], []]
        for turn in range(rounds + 1):
            for (made, who), costs in zip(sides, found, strict=True):
                made.use()
                taken = cost(_search(who, words), times)
                costs += [taken] if turn else []
        few, many = (statistics.median(costs) for costs in found)
        what = f"search in one's own office, “{words}”: {cases[1]} cases against {cases[0]}"
        yield Figure("SPEED-5", what, Goal(2.5), many / few, f"{many * 1e3:.2f} ms")
    yield from _anywhere(large, size)


def _search(who: Actor, words: str) -> Callable[[], object]:
    return lambda: search.find(who, words)


def _anywhere(made: Portal, size: Size) -> Iterator[Figure]:
    made.use()
    watch = replace(made.worker().actor, role=Role.MONITOR, office_id=0)
    rounds, times = (5, 2) if size is Size.FULL else (1, 1)
    last = Case.select().order_by(Case.id.desc()).get()
    searched = (
        ("number", str(last.number), Goal(40, is_least=True), ""),
        # As many bear a name as there are rows to show: reading those is most of it.
        ("name", str(last.display_name), None, "stays as it is while the scan grows"),
    )
    for by, words, goal, note in searched:
        dearer = ratio(partial(_scan, words), _search(watch, words), rounds=rounds, times=times)
        yield Figure("SPEED-5", f"search anywhere by {by}, against a scan", goal, dearer, note)


def _scan(words: str) -> list[object]:
    """What it would be to look for each word in each name and number."""
    query = Case.select(*caseload.COLUMNS)
    for word in words.replace(",", " ").split():
        query = query.where(Case.display_name.contains(word) | Case.number.contains(word))
    return list(query.order_by(Case.display_name).limit(search.LIMIT + 1).tuples())
