"""The corpus of bad files: made by code from the real samples, so that it weighs nothing here.

Each case says what the person must be told. To add one, yield it from the module of its kind.
"""

from collections.abc import Iterator

from tests.files.corpus import (
    acting,
    broken,
    cut,
    dated,
    foreign,
    locked,
    named,
    paged,
    polyglots,
    swelling,
)
from tests.files.corpus.bad import Bad

KINDS = (acting, broken, cut, dated, foreign, locked, named, paged, polyglots, swelling)


def everything() -> Iterator[Bad]:
    """Every bad file."""
    for kind in KINDS:
        yield from kind.cases()
