"""One's own months of aid: what is used and left, and why each month counts or not (PLAN-11).

Why one was excused is not told here: the phone may be somebody else's (safety.md).
"""

from itertools import groupby
from typing import Any

import flask

from portal import clock, dates, pages, resources
from portal.access import Permission, requires
from portal.participant.area import area, own_case
from portal.policy.plans import ClockWarning
from portal.reports.cases.clocks import ClockView, read_clocks
from portal.words import months as words


@area.get("/months")
@requires(Permission.OWN_READ)
def months_show() -> flask.Response:
    """The months of each clock, the newest first."""
    found = read_clocks(own_case(), clock.today(resources.timezone()))
    return pages.render(
        "participant/months/show.html", clocks=[_shown(one) for one in found.clocks]
    )


def _shown(one: ClockView) -> dict[str, Any]:
    reading = one.reading
    lines = [
        (row.month.year, dates.month(row.month.first_on), row.is_counted, words.REASONS[row.reason])
        for row in reversed(one.months)
    ]
    return {
        "kind": one.clock,
        "name": words.NAMES[one.clock],
        "meaning": words.meaning(one.clock, one.limit.value),
        "used": reading.used,
        "limit": one.limit.value,
        "used_words": words.used_line(reading.used, one.limit.value),
        "left": words.left_line(reading.left),
        "last": words.last_line(one.ends_on, reading.left),
        "is_near": reading.warning is not ClockWarning.NONE,
        "before": one.facts.months_before,
        "years": [(year, list(of_year)) for year, of_year in groupby(lines, lambda line: line[0])],
    }
