"""What is due, for whom, since when: the alerts of somebody's lists (SUP-7)."""

import flask
from flask import request

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.operations.views import record_list_view
from portal.policy.alerts import AlertKind
from portal.reports import alerts
from portal.staff.alerts.lines import line
from portal.staff.area import area
from portal.words.alerts import KINDS


@area.get("/alerts")
@requires(Permission.CASE_READ)
def alerts_index() -> flask.Response:
    """The alerts, of one kind or of all, the oldest first."""
    asked, after = request.args.get("kind", ""), request.args.get("after", "")[:60]
    kind = AlertKind(asked) if asked in set(AlertKind) else None
    today = clock.today(resources.timezone())
    counted = alerts.counts(actor(), today)
    found = alerts.page(actor(), today, kind, after)
    record_list_view(actor(), what="alerts", at=clock.now())
    kept = f"kind={kind}&" if kind else ""
    return pages.render(
        "staff/alerts/index.html",
        lines=[line(one, today) for one in found.found],
        views=_views(counted, kind),
        is_working=actor().role in alerts.WORKING,
        next_url=f"/staff/alerts?{kept}after={found.after}" if found.after else "",
        first_url=f"/staff/alerts?{kept}".rstrip("?&") if after else "",
    )


def _views(
    counted: dict[AlertKind, int], asked: AlertKind | None
) -> list[tuple[str, int, str, bool]]:
    shown = counted if asked is None else {asked: 0} | counted
    rows = [(_("All"), sum(counted.values()), "/staff/alerts", asked is None)]
    return rows + [
        (str(KINDS[kind]), shown[kind], f"/staff/alerts?kind={kind}", kind is asked)
        for kind in AlertKind
        if kind in shown
    ]
