"""The plan of a case as its worker reads it."""

import flask

from portal import clock, i18n, pages
from portal.access import Permission, actor, requires
from portal.models.cases import Case
from portal.operations.views import record_view
from portal.reports.plans import read_plan
from portal.staff.area import area
from portal.staff.cases import head
from portal.words.cases import PLANS
from portal.words.plans import HEADINGS, hours_line, week_lines


@area.get("/cases/<key:case_key>/plan")
@requires(Permission.CASE_READ)
def plans_show(case_key: str) -> flask.Response:
    """The plan in force."""
    return _page(case_key)


@area.get("/cases/<key:case_key>/plan/<int:version>")
@requires(Permission.CASE_READ)
def plans_version(case_key: str, version: int) -> flask.Response:
    """One version; old ones stay readable (PLAN-6)."""
    return _page(case_key, version)


def _page(case_key: str, version: int | None = None) -> flask.Response:
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    view = read_plan(case, i18n.current(), version)
    if view is None and version is not None:
        flask.abort(404)
    hours = hours_line(view.planned_minutes, view.required_minutes) if view else ""
    return pages.render(
        "staff/plans/show.html", view=view, plan=view.plan if view else None, hours=hours,
        states=PLANS, headings=HEADINGS, week_lines=week_lines, **head(case),
    )  # fmt: skip
