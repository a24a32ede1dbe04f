"""Who saw and changed what in a case, when and why: for the unit's supervisor and monitors."""

from typing import Any

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.extensions import htmx
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.operations.views import record_view
from portal.reports import audit_trail
from portal.reports.audit_trail import Asked, Shown
from portal.reports.cases import openings
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import audit as words


@area.get("/cases/<key:case_key>/audit")
@requires(Permission.AUDIT_READ)
def audit_index(case_key: str) -> flask.Response:
    """A page of the trail, the latest first; its rows alone for htmx."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="audit", at=clock.now())
    people = audit_trail.people(case)
    asked, who = _asked(people)
    entries, older = audit_trail.page(actor(), case, asked)
    told = openings.words_of(
        case, [one["object_id"] for one in entries if one["reason"] == "other"]
    )
    shown: dict[str, Any] = {} if htmx else head(case)
    return pages.render(
        "staff/audit/index.html", "staff/audit/_entries.html",
        lines=[words.line(one, told) for one in sorted(entries, key=_moment, reverse=True)],
        who=who, kind=asked.shown, people=[(key, name) for _id, key, name in people],
        kinds=[(shown_kind, _name(shown_kind)) for shown_kind in Shown],
        here=f"/staff/cases/{case_key}/audit", newest=bool(asked.before),
        kept=f"who={who}&kind={asked.shown}", older=older,
        hides_notes=not htmx and openings.hides_notes(actor(), case), **shown,
    )  # fmt: skip


def _moment(entry: dict[str, Any]) -> tuple[Any, int]:
    """What was entered later for an earlier moment stands with that one, on its page."""
    return entry["at"], entry["id"]


def _asked(people: list[tuple[int, str, str]]) -> tuple[Asked, str]:
    """What the address asks for, and the key of the person; what makes no sense is not asked."""
    ids = {key: number for number, key, _name in people}
    who, kind = request.args.get("who", ""), request.args.get("kind", "")
    before = request.args.get("before", 0, type=int)
    asked = Asked(
        ids.get(who, 0),
        Shown(kind) if kind in set(Shown) else Shown.ALL,
        before if 0 < before < 2**31 else 0,
    )
    return asked, who if who in ids else ""


def _name(shown: Shown) -> str:
    return {
        Shown.ALL: _("Everything"),
        Shown.SEEN: _("Who looked"),
        Shown.CHANGED: _("Who changed something"),
        Shown.ACCESS: _("Who was let in, and safety"),
    }[shown]
