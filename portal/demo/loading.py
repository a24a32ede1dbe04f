"""Loads the demo once: the cast, then each case's story."""

from datetime import datetime

from portal import clock, resources
from portal.demo.cast import Cast, seed_cast
from portal.demo.stories import ALL
from portal.models.accounts import SYSTEM
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.holidays import bring_in_usual

_YEARS_OFF = 4  # the stories reach back, their deadlines ahead


def load(at: datetime | None = None) -> None:
    """Loads the cast into an empty portal; `at` is the moment it is now (UTC)."""
    moment = at or clock.now()
    bring_in_usual(moment.year - 1, _YEARS_OFF, "CA", moment)
    cast = seed_cast(today=clock.today(resources.timezone()), at=moment)
    for tell in ALL:
        tell(cast)
    _settle(cast, at=moment)


@operation()
def _settle(cast: Cast, *, at: datetime) -> None:
    for case in cast.cases.values():
        refresh(case.id, cast.today)
    record(SYSTEM, "load_demo")
