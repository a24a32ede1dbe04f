"""Meetings of one's own work: what is to come and to tell of, new cases not met yet, the support
team's papers, and what waits for a supervisor (TEAM-1 to TEAM-3, TEAM-6)."""

from datetime import timedelta

import flask
from flask import request

from portal import clock, dates, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.models.meetings import SummaryState
from portal.operations.views import record_list_view
from portal.policy.calendar import Month
from portal.policy.meetings import NEW_CASE_DAYS
from portal.reports.meetings import work_of
from portal.reports.meetings.one_on_ones import one_on_ones_of, waiting_for
from portal.reports.meetings.team import notices_of, summaries_in
from portal.staff.area import area
from portal.staff.meetings import line


@area.get("/meetings")
@requires(Permission.CASE_READ)
def meetings_work() -> flask.Response:
    """The meetings in one's lists."""
    at, today = clock.now(), clock.today(resources.timezone())
    record_list_view(actor(), what="meetings", at=at)
    after = request.args.get("after", "")[:40]
    work = work_of(actor(), at, today - timedelta(days=NEW_CASE_DAYS), after)
    is_supervisor = Permission.SUPERVISE in ROLE_PERMISSIONS[actor().role]
    wanted = SummaryState.SIGNED if is_supervisor else SummaryState.FILED
    return pages.render(
        "staff/meetings/work.html", today=today, is_supervisor=is_supervisor,
        ahead=[line(one) for one in work.ahead], untold=[line(one) for one in work.untold],
        unmet=work.unmet, next_url=f"/staff/meetings?after={work.after}" if work.after else "",
        first_url="/staff/meetings" if after else "", team_notices=notices_of(actor()),
        summaries=summaries_in(actor(), wanted),
        askings=waiting_for(actor()) if is_supervisor else [],
    )  # fmt: skip


@area.get("/one-on-ones")
@requires(Permission.SUPERVISE)
def one_on_ones_index() -> flask.Response:
    """One-on-one orientations of this month and the eleven before it, counted by worker."""
    today = clock.today(resources.timezone())
    record_list_view(actor(), what="meetings", at=clock.now())
    counted = [
        {"one": one, "dates": dates.listed([dates.short_day(on) for on in one.dates])}
        for one in one_on_ones_of(actor(), Month.of(today).plus(-11).first_on, today)
    ]
    return pages.render("staff/meetings/one_on_ones.html", counted=counted)
