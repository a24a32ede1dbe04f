"""A supervisor's overview: who of the unit has how much before them, and what is owed (SUP-1 to
SUP-3); and the cases of who is away, for who stands in."""

from typing import Any

import flask
from flask import request

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import ngettext
from portal.models.absences import Absence
from portal.operations.views import record_list_view
from portal.policy.calendar import Month
from portal.policy.management_report import Category
from portal.policy.reviews import owed
from portal.reports.handings.unseen import one_waits
from portal.reports.supervision import reviews, workers
from portal.reports.supervision.waiting import waiting_for
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.caseload.lists import lines
from portal.staff.supervision.paging import page_asked, page_of
from portal.words.supervision import CATEGORIES

_SIZE = 50


@area.get("/supervision")
@requires(Permission.SUPERVISE)
def supervision_index() -> flask.Response:
    """The workers of the unit: rows of the report, unengaged cases, reviews, who is away."""
    today = clock.today(resources.timezone())
    record_list_view(actor(), what="supervision", at=clock.now())
    found = workers.workers_of(actor(), today)
    taken = reviews.of_month(actor(), str(Month.of(today)))
    away: dict[int, Any] = {
        row.account_id: row for row in Absence.of_unit(actor(), today) if _is_now(row, today)
    }
    return pages.render(
        "staff/supervision/index.html", month=Month.of(today).first_on,
        workers=[_worker(one, taken, away) for one in found], waiting=_waiting(),
        unseen=one_waits(actor()),
        lists=[
            (name, sum(one.listed[code] for one in found), _list_address(code))
            for code, name in CATEGORIES.items()
        ],
    )  # fmt: skip


def _waiting() -> list[tuple[int, str, str]]:
    found = waiting_for(actor())
    return [
        (found.to_review,
         ngettext("closing or transfer to review", "closings and transfers to review",
                  found.to_review), "/staff/handings?hand=at_supervisor"),
        (found.to_initial,
         ngettext("support-team summary to initial", "support-team summaries to initial",
                  found.to_initial), "/staff/meetings"),
        (found.to_approve,
         ngettext("one-on-one orientation to approve", "one-on-one orientations to approve",
                  found.to_approve), "/staff/meetings"),
    ]  # fmt: skip


def _is_now(absence: Any, today: Any) -> bool:
    return bool(absence.starts_on <= today)


def _list_address(code: Category) -> str:
    return f"/staff/reports/management?list={code}"


def _worker(one: workers.Worker, taken: list[Any], away: dict[int, Any]) -> dict[str, Any]:
    done, begun = reviews.done_and_open(taken, one.id)
    return {
        "worker": one, "done": done, "begun": begun, "owed": owed(max(one.cases, done + begun)),
        "unengaged": one.listed[Category.UNENGAGED], "away": away.get(one.id),
    }  # fmt: skip


@area.get("/cover")
@requires(Permission.CASE_READ)
def cover_index() -> flask.Response:
    """The cases that one stands in for today, the next deadline first."""
    today, asked = clock.today(resources.timezone()), page_asked(request.args)
    record_list_view(actor(), what="cover", at=clock.now())
    found = workers.covered(actor(), today, asked, _SIZE)
    shown = lines([row for _away, row in found[:_SIZE]], today, may_write=may_write())
    return pages.render(
        "staff/supervision/cover.html", lines=shown, may_write=may_write(),
        names=sorted({away for away, _row in found[:_SIZE]}),
        **page_of("/staff/cover?", asked, len(found) > _SIZE),
    )  # fmt: skip
