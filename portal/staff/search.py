"""Search among one's cases by name or number: by POST, so that no name stands in an address."""

import flask
from flask import request

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.operations.views import record_list_view
from portal.reports import caseload
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.lists import lines


@area.route("/search", methods=["GET", "POST"])
@requires(Permission.CASE_SEARCH)
def search_index() -> flask.typing.ResponseReturnValue:
    """The cases found; with one alone, that case."""
    words = request.form.get("words", "").strip()[:80]
    found = caseload.found(actor(), words) if words else []
    record_list_view(actor(), what="search", at=clock.now())
    if len(found) == 1:
        return pages.done("staff.cases_show", case_key=found[0].key)
    today = clock.today(resources.timezone())
    return pages.render(
        "staff/caseload/search.html", words=words, opened=None,
        lines=lines(found, today, may_write=may_write()),
    )  # fmt: skip
