"""The caseload, the page that opens the day; who does no casework finds out what is here."""

from dataclasses import replace
from datetime import date
from typing import Any

import flask
from flask import request

from portal import clock, formats, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.extensions import htmx
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.operations.views import record_list_view
from portal.policy.alerts import AlertKind
from portal.policy.statuses import CaseStatus
from portal.reports import caseload
from portal.reports.caseload import SIZES, Counters, Filters, View
from portal.staff.area import area
from portal.staff.caseload.lists import lines, view_name
from portal.staff.providers import home
from portal.words.cases import STATUSES

_SAVED_VIEWS = (
    View.ALL, View.NEEDS_ACTION, View.NO_LIVE_CONTACT, View.DOCUMENTS, View.PLAN,
)  # fmt: skip
_DEFAULTS = {"view": "", "language": "", "status": "", "size": SIZES[0], "page": 1}


@area.get("")
@requires(Permission.AREA_READ)
def caseload_index() -> flask.Response:
    """The caseload, or, for those who do no casework, what is here for them."""
    if Permission.PROGRESS_WRITE in ROLE_PERMISSIONS[actor().role]:
        return home()
    if Permission.CASE_READ not in ROLE_PERMISSIONS[actor().role]:
        return pages.render("staff/caseload/elsewhere.html")
    filters = filters_asked()
    record_list_view(actor(), what="caseload", at=clock.now())
    shown = context(filters)
    if not htmx:
        shown["strip"] = _today(shown["counted"])
    response = pages.render("staff/caseload/index.html", "staff/caseload/_swapped.html", **shown)
    if htmx:
        response.headers["HX-Push-Url"] = address(filters)
    return response


def filters_asked() -> Filters:
    """The filters of the address; what makes no sense counts as not asked."""
    asked = request.args
    view, status = asked.get("view", ""), asked.get("status", "")
    size = asked.get("size", type=int)
    return Filters(
        View(view) if view in set(View) else View.ALL,
        asked.get("language", "")[:10],
        status if status in set(CaseStatus) else "",
        size if size in SIZES else SIZES[0],
        min(max(asked.get("page", 1, type=int), 1), 10_000),
    )


def address(filters: Filters, **changes: Any) -> str:
    """The caseload's address with these filters; only what is not usual stands in it."""
    changed = replace(filters, **changes) if changes else filters
    asked = {name: getattr(changed, name) for name in _DEFAULTS}
    kept = [f"{name}={value}" for name, value in asked.items() if value != _DEFAULTS[name]]
    return "/staff" + ("?" + "&".join(kept) if kept else "")


def context(filters: Filters) -> dict[str, Any]:
    """What the part of the caseload's page shows that is swapped."""
    today = clock.today(resources.timezone())
    counted = caseload.counters(actor(), filters, today)
    last_page = max(1, -(-counted.total // filters.size))
    filters = replace(filters, page=min(filters.page, last_page))
    shown = lines(caseload.page(actor(), filters, today), today, may_write=may_write())
    first = (filters.page - 1) * filters.size + 1
    return {
        "may_write": may_write(),
        "lines": shown,
        "filters": filters,
        "views": _views(filters, counted),
        "chips": _chips(filters),
        "counted": counted,
        "message_url": "/staff/messages/new" + address(filters, page=1).removeprefix("/staff"),
        "letter_url": "/staff/letters/new" + address(filters, page=1).removeprefix("/staff"),
        "languages": [(tag, formats.english_language(tag)) for tag in counted.languages],
        "statuses": [(one, STATUSES[CaseStatus(one)]) for one in counted.statuses],
        "sizes": SIZES,
        "spoken": ngettext("%(n)s case", "%(n)s cases", counted.total),
        "pager": (first, first + len(shown) - 1, counted.total),
        "previous_url": address(filters, page=filters.page - 1) if filters.page > 1 else "",
        "next_url": address(filters, page=filters.page + 1) if filters.page < last_page else "",
        "opened": None,
    }


def may_write() -> bool:
    """Whether the signed-in person may record anything on cases."""
    return Permission.CASE_WRITE in ROLE_PERMISSIONS[actor().role]


def row_context(row: caseload.Row, today: date, *, is_focused: bool = False) -> dict[str, Any]:
    """What the part of the list shows that holds one case."""
    return {"lines": lines([row], today, may_write=may_write(), is_focused=is_focused)}


def _views(filters: Filters, counted: Counters) -> list[tuple[str, int, str, bool]]:
    shown = _SAVED_VIEWS if filters.view in _SAVED_VIEWS else (*_SAVED_VIEWS, filters.view)
    return [
        (view_name(view), counted.views[view], address(filters, view=view, page=1),
         view == filters.view)
        for view in shown
    ]  # fmt: skip


def _chips(filters: Filters) -> list[tuple[str, str]]:
    found = []
    if filters.view:
        found.append((view_name(filters.view), address(filters, view=View.ALL, page=1)))
    if filters.language:
        name = formats.english_language(filters.language)
        found.append((_("Language: %(name)s", name=name), address(filters, language="", page=1)))
    if filters.status:
        name = STATUSES[CaseStatus(filters.status)]
        found.append((_("Status: %(name)s", name=name), address(filters, status="", page=1)))
    return found


def _today(counted: Counters) -> list[tuple[int, str, str]]:
    """The strip above the list: what waits, each with the list where it is done. It counts what
    is kept on the cases; all that there is to be alerted to is one tap further."""
    late, papers = counted.views[View.OVERDUE], counted.documents
    told, moved = counted.reports, counted.addresses
    confirm = f"/staff/alerts?kind={AlertKind.ADDRESS}"
    strip = [
        (late, ngettext("deadline past", "deadlines past", late), "/staff?view=overdue"),
        (counted.views[View.TODAY], _("due today"), "/staff?view=today"),
        (papers, ngettext("document to look at", "documents to look at", papers), "/staff/inbox"),
        (told, ngettext("report to read", "reports to read", told), "/staff/inbox"),
        (counted.tasks, _("with tasks due"), "/staff/tasks"),
        (counted.unnoted, _("without a note"), f"/staff/alerts?kind={AlertKind.UNNOTED}"),
        (moved, ngettext("address to confirm", "addresses to confirm", moved), confirm),
    ]
    if may_write():
        begun = caseload.unfinished_notes(actor())
        strip.append((begun, ngettext("note to finish", "notes to finish", begun), "/staff/drafts"))
    return strip
