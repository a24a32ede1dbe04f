"""Who looked at one's case: on which day, and in which role."""

from itertools import groupby
from typing import Any

import flask
from flask import request

from portal import pages, resources
from portal.access import Permission, requires
from portal.i18n import ngettext
from portal.models.cases import Case
from portal.participant.area import area, own_case
from portal.policy.calendar import office_date
from portal.reports.audit_trail import looks_at
from portal.words.looks import OTHERS, YOUR_WORKER


@area.get("/profile/access")
@requires(Permission.OWN_READ)
def looks_index() -> flask.Response:
    """The days on which staff looked at the case, the latest first."""
    case = own_case()
    before = request.args.get("before", 0, type=int)
    looks, older = looks_at(case, before if 0 < before < 2**31 else 0)
    return pages.render(
        "participant/profile/access.html", days=_by_day(case, looks), older=older, before=before
    )


def _by_day(case: Case, looks: list[dict[str, Any]]) -> list[tuple[Any, list[tuple[Any, str]]]]:
    """Each day with who looked and how often."""
    zone = resources.timezone()
    told = []
    # What was entered later for an earlier day stands with its day.
    looks = sorted(looks, key=lambda one: one["at"], reverse=True)
    for day, of_day in groupby(looks, lambda one: office_date(one["at"], zone)):
        counts: dict[str, tuple[Any, int]] = {}
        for one in of_day:
            who = _who(case, one)
            counts[str(who)] = (who, counts.get(str(who), (who, 0))[1] + 1)
        lines = [
            (who, ngettext("%(n)s time", "%(n)s times", number)) for who, number in counts.values()
        ]
        told.append((day, lines))
    return told


def _who(case: Any, look: dict[str, Any]) -> Any:
    if look["actor_id"] in (case.worker_id, case.secondary_id):
        return YOUR_WORKER
    return OTHERS[look["role"]]
