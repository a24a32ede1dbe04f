"""The inbox: what participants sent, who is not safe first."""

from datetime import UTC, datetime
from typing import Any

import flask
from flask import request

from portal import clock, dates, formats, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.models.contacts import ReportKind
from portal.operations.views import record_list_view
from portal.policy.calendar import office_date
from portal.reports import inbox
from portal.reports.reports import follow_ups as report_follow_ups
from portal.staff.area import area
from portal.words import documents
from portal.words.reports import KINDS, asked_words

_ANSWERED_ALONE = ("document", "report")  # the rest is part of a longer page
_BEFORE_ALL = "1970-01-01"
AHEAD = 200  # lines that are looked through for the next one; who has more begins again above


@area.get("/inbox")
@requires(Permission.CASE_READ)
def inbox_index() -> flask.Response:
    """Everything that waits: who is not safe first, then the oldest."""
    page = min(max(request.args.get("page", 1, type=int), 1), 1000)
    found = inbox.waiting(actor(), (page - 1) * inbox.PAGE)
    unsafe = report_follow_ups.unsafe_waiting(actor()) if page == 1 else []
    record_list_view(actor(), what="inbox", at=clock.now())
    today, zone = clock.today(resources.timezone()), resources.timezone()
    return pages.render(
        "staff/inbox/index.html",
        may_be_away=Permission.ABSENCE_WRITE in ROLE_PERMISSIONS[actor().role],
        lines=_lines([*unsafe, *found[: inbox.PAGE]], today, zone),
        previous_url=f"/staff/inbox?page={page - 1}" if page > 1 else "",
        next_url=f"/staff/inbox?page={page + 1}" if len(found) > inbox.PAGE else "",
        first=(page - 1) * inbox.PAGE + 1,
        last=(page - 1) * inbox.PAGE + len(found[: inbox.PAGE]),
    )


@area.get("/inbox/next")
@requires(Permission.CASE_READ)
def inbox_next() -> flask.typing.ResponseReturnValue:
    """On to the next document or report after a moment and a key, without them to the first; past
    the last one, to the inbox itself."""
    try:
        here = datetime.fromisoformat(request.args.get("at") or _BEFORE_ALL)
    except ValueError:
        return pages.done("staff.inbox_index")
    place = (here if here.tzinfo else here.replace(tzinfo=UTC), request.args.get("key", ""))
    for one in inbox.waiting(actor(), 0, AHEAD):
        if one["what"] in _ANSWERED_ALONE and (one["at"], one["key"]) > place:
            return flask.redirect(f"/staff/cases/{one['case_key']}/{_named(one)[2]}", 303)
    return pages.done("staff.inbox_index")


def _lines(found: list[dict[str, Any]], today: Any, zone: str) -> list[dict[str, Any]]:
    asked = report_follow_ups.asked_by(one["key"] for one in found if one["what"] == "report")
    return [_line(one, today, zone) | {"asked": _asked(asked.get(one["key"]))} for one in found]


def _asked(told: report_follow_ups.Asked | None) -> str:
    """What a report asks of the worker, with its day; empty for one that asks nothing."""
    if told is None:
        return ""
    is_in_time = bool(told.change_until or told.reassign_until)
    words = asked_words(told.follow_up, is_in_time)
    return _("%(asked)s, %(day)s", asked=words, day=dates.short_day(told.on))


def _line(one: dict[str, Any], today: Any, zone: str) -> dict[str, Any]:
    is_report = one["what"] == "report"
    title, what, href = _named(one)
    return one | {
        "title": title,
        "is_urgent": is_report and one["kind"] == ReportKind.SAFETY,
        "what_words": what,
        "href": f"/staff/cases/{one['case_key']}/{href}",
        "language": formats.english_language(one["locale"]),
        "age": formats.days_since(office_date(one["at"], zone), today),
        "moment": dates.daytime(one["at"], zone),
    }


def _named(one: dict[str, Any]) -> tuple[str, str, str]:
    """Title, what it is, and where it is answered, below the case."""
    match one["what"]:
        case "report":
            return str(KINDS[one["kind"]]), _("Report"), f"reports/{one['key']}"
        case "document":
            return str(documents.KINDS[one["kind"]]), _("Document"), f"documents/{one['key']}"
        case "copy":
            return _("Copy of the case notes"), _("Needs your review"), f"notes-copy/{one['key']}"
        case "messages":
            count = int(one["kind"])
            said = ngettext("%(n)s message to read", "%(n)s messages to read", count)
            return said, _("Message"), "messages"
    paper = str(documents.KINDS[one["kind"]])
    return _("Cannot send: %(document)s", document=paper), _("Needs your answer"), "documents"
