"""Runs figures by name, prints the table, writes the JSON."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from portal.bench import growth, letters, pages, serving, writing
from portal.bench.figures import Figure, Size

FIGURES: dict[str, Callable[[Size], Iterator[Figure]]] = {
    "pages": pages.figures,
    "growth": growth.figures,
    "writing": writing.figures,
    "serving": serving.figures,
    "letters": letters.figures,
}


def run(names: tuple[str, ...], size: Size) -> Iterator[Figure]:
    """Measures the named groups, all of them where none is named. Raises KeyError for another."""
    for name in names or tuple(FIGURES):
        yield from FIGURES[name](size)


def as_json(figures: list[Figure], at: datetime, machine: str) -> dict[str, Any]:
    """What is kept of a run: when (UTC), on what machine, every figure with goal and verdict."""
    return {
        "at": at.isoformat(),
        "machine": machine,
        "figures": [
            {
                "id": one.id, "what": one.what, "goal": str(one.goal) if one.goal else "",
                "value": one.value, "verdict": one.verdict, "note": one.note,
            }
            for one in figures
        ],
    }  # fmt: skip
