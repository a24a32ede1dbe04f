"""A participant's log of contacts with employers, as staff read it (CON-12)."""

import flask

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.models.cases import Case
from portal.operations.views import record_view
from portal.reports.reports.job_search import log_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.words.job_search import RESULTS, WAYS


@area.get("/cases/<key:case_key>/job-search")
@requires(Permission.CASE_READ)
def job_search_show(case_key: str) -> flask.Response:
    """Whom the participant contacted, week by week, with the report each was sent in."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="job_search", at=clock.now())
    return pages.render(
        "staff/job_search/show.html", weeks=log_of(case, clock.today(resources.timezone())),
        ways=WAYS, results=RESULTS, **head(case),
    )  # fmt: skip
