"""Search by name, case number, telephone or letter number: by POST, so that nothing of it stands in
an address."""

import flask
from flask import request

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.operations.views import record_list_view
from portal.reports import search
from portal.reports.search import LIMIT, Found
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.caseload.lists import lines


@area.route("/search", methods=["GET", "POST"])
@requires(Permission.CASE_SEARCH)
def search_index() -> flask.typing.ResponseReturnValue:
    """The cases found; with one alone that opens, that case."""
    words = request.form.get("words", "").strip()[:80]
    found = search.find(actor(), words)
    record_list_view(actor(), what="search", at=clock.now())
    if len(found.rows) == 1 and not found.asking:
        return pages.done("staff.cases_show", case_key=found.rows[0].key)
    today = clock.today(resources.timezone())
    shown = lines(found.rows, today, may_write=may_write())
    return pages.render(
        "staff/caseload/search.html", words=words, lines=shown, opened=None, asking=found.asking,
        said=_said(words, found), may_write=may_write(),
    )  # fmt: skip


def _said(words: str, found: Found) -> str:
    """How the search went, where it did not simply find some."""
    if not words:
        return _("Type a name or a part of it, a case number, a telephone or a letter's number.")
    if found.is_cut:
        return _("More than %(n)s cases fit. Type more of the name, or the number.", n=LIMIT)
    if not found.rows and not found.asking:
        return _("Nothing found for “%(words)s” among the cases you may see.", words=words)
    return ""
