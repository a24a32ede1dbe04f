"""Runs of text in a letter: stretches that know which field they are from, and which way they are
read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from portal.policy.lettering import Field, FieldType, pieces

# The number of a form, such as 63-62: text that runs from right to left would turn it around.
_HYPHENED = re.compile(r"(\d+(?:-\d+)+)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `field` is the field it came from, or "". `direction` tells how it is
    kept apart from its surroundings: "" not at all, "auto" by its own letters, "ltr" always."""

    text: str
    is_strong: bool = False
    field: str = ""
    direction: str = ""


def runs(
    text: str, values: Mapping[str, str], declared: Mapping[str, Field], strong: bool = False
) -> tuple[Run, ...]:
    """A block text as runs: `**` in the text switches strong, in a value it is just a value.
    Lines of an address become one, with commas. Raises as `substitute` does (LANG-5)."""
    found: list[Run] = []
    for piece, name in pieces(text, values, declared):
        if name:
            direction = "ltr" if declared[name].type is FieldType.PHONE else "auto"
            found.append(Run(", ".join(piece.split("\n")), strong, name, direction))
            continue
        for number, part in enumerate(piece.split("**")):
            strong = strong if number == 0 else not strong
            found += _stretches(part, strong)
    return tuple(found)


@lru_cache(maxsize=4096)  # the same texts stand in thousands of letters
def _stretches(text: str, strong: bool) -> tuple[Run, ...]:
    """A piece of a text itself, with numbers such as "63-62" kept from turning around."""
    return tuple(
        Run(stretch, strong, direction="ltr" if place % 2 else "")
        for place, stretch in enumerate(_HYPHENED.split(text))
        if stretch
    )
