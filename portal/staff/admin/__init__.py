"""The agency's own settings, for administrators: what there is to look after."""

import flask

from portal import clock, pages, resources
from portal.access import Permission, requires
from portal.reports.working_days import years_without
from portal.staff.area import area


@area.get("/admin")
@requires(Permission.AGENCY_WRITE)
def admin_index() -> flask.Response:
    """What an administrator looks after, with what is missing."""
    today = clock.today(resources.timezone())
    return pages.render("staff/admin/index.html", lacking=years_without(today))
