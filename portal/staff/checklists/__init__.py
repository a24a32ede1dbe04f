"""The checklists of a case: of one newly taken over, and of all case management (form 42-126)."""

from typing import Any

import flask
from wtforms import SelectMultipleField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.operations.checklists import mark_parts
from portal.operations.handings.assigning import accept_case
from portal.operations.views import record_view
from portal.policy.checklists import Checklist, Lasts, Part, Standing
from portal.policy.refusals import Refused
from portal.reports.checklists import page_of
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.cases import head
from portal.words import checklists as words

Answer = flask.typing.ResponseReturnValue

# Below the case, where a part is done.
_WHERE: dict[Part, str] = {
    Part.ALERTS_CURRENT: "",
    Part.COMMENTS_CURRENT: "/notes",
    Part.SUPPORTS_CURRENT: "/supports",
    Part.PLAN_ENTERED: "/plan",
    Part.PAPERS_FILED: "/documents",
    Part.REACHED_OUT: "/contacts/new",
    Part.INTRODUCTION: "/meetings",
    Part.ASSESSED: "/assessments",
    Part.BARRIERS: "/equal-access",
    Part.PLAN_SIGNED: "/plan",
    Part.PLAN_REVIEWED: "/plan",
    Part.SUPPORT_TEAM: "/meetings",
    Part.CONTACT: "/contacts/new",
    Part.NOTED: "/notes",
    Part.ATTENDANCE: "/hours",
    Part.HOURS: "/hours",
    Part.SUPPORTS: "/supports",
    Part.REFERRALS: "/supports",
    Part.MONTHS: "/clocks",
    Part.STATUS: "/status",
    Part.PAPERS: "/documents",
    Part.ALERTS: "",
}
_WRITTEN = ("/contacts/new",)  # a form: who only reads cases is not led there


class PartsForm(Form):
    """The parts of a list that are marked by hand."""

    done = SelectMultipleField(_l("Parts"), choices=[(str(one), "") for one in Part])


@area.get("/cases/<key:case_key>/checklist")
@requires(Permission.CASE_READ)
def checklists_show(case_key: str) -> flask.Response:
    """The list of case management, or, for a case not accepted yet, that of its acceptance."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="checklist", at=clock.now())
    return _page(case)


@area.post("/cases/<key:case_key>/checklist")
@requires(Permission.CASE_WRITE)
def checklists_mark(case_key: str) -> Answer:
    """Keeps which parts are done; `accept` accepts a new case with it."""
    case, form = Case.get_for(actor(), case_key), PartsForm()
    accepts = "accept" in flask.request.form
    if form.validate():
        try:
            mark_parts(
                actor(), case=case, checklist=_list_of(case), done=form.done.data or [],
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            if accepts:
                accept_case(actor(), case=case, at=clock.now())
            words_ = _("The case is accepted.") if accepts else _("Saved.")
            return pages.done("staff.checklists_show", words_, case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _page(Case.get_for(actor(), case_key), form, 422)


def _list_of(case: Any) -> Checklist:
    return Checklist.ACCEPTANCE if case.assigned_since_at else Checklist.MANAGEMENT


def _page(case: Any, form: PartsForm | None = None, status: int = 200) -> flask.Response:
    checklist = _list_of(case)
    found, names = page_of(case, checklist, clock.now())
    by_hand = [one.item.part for one in found if one.is_done and not one.is_fact]
    form = form or PartsForm(formdata=None, done=by_hand)
    lines = [_line(one, names, case, form.done.data or []) for one in found]
    return pages.render(
        "staff/checklists/show.html", status=status, form=form,
        is_new=checklist is Checklist.ACCEPTANCE, may_accept=actor().id == case.worker_id,
        groups=[
            (title, [line for line in lines if line["lasts"] is lasts])
            for lasts, title in ((Lasts.GOOD, _("Once")), (Lasts.MONTH, _("Each month")))
            if any(line["lasts"] is lasts for line in lines)
        ],
        done=sum(one.is_done for one in found), all=len(found), **head(case),
    )  # fmt: skip


def _line(one: Standing, names: dict[str, str], case: Case, ticked: list[str]) -> dict[str, Any]:
    part = one.item.part
    where = _WHERE.get(part)
    if where in _WRITTEN and not may_write():
        where = None
    return {
        "part": str(part),
        "words": words.PARTS[part],
        "lasts": one.item.lasts,
        "is_done": one.is_done,
        "is_fact": one.is_fact,
        "is_ticked": part in ticked,
        "on": one.on,
        "by": names.get(part, "") if one.is_done and not one.is_fact else "",
        "href": f"/staff/cases/{case.key}{where}" if where is not None else "",
        "citation": str(one.item.citation),
    }
