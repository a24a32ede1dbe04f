"""The plan of a case as its worker reads it: every version, its signatures, its files."""

from typing import Any

import flask

from portal import clock, i18n, pages, serving
from portal.access import Permission, actor, requires
from portal.db import new_key
from portal.models.cases import Case
from portal.models.plans import PlanState
from portal.operations.views import record_export, record_view
from portal.pdf import PdfError, render_document
from portal.reports.plans import PlanView, read_plan, screen_language
from portal.reports.plans.differences import differences, signature_line
from portal.reports.plans.drafts import has_plan
from portal.reports.plans.pdf import plan_document
from portal.reports.plans.week import Planned, weeks_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.plans import pictures
from portal.words.cases import PLANS
from portal.words.plan_offers import cause_names
from portal.words.plans import HEADINGS, hours_line, week_lines


@area.get("/cases/<key:case_key>/plan")
@requires(Permission.CASE_READ)
def plans_show(case_key: str) -> flask.Response:
    """The plan in force."""
    return _page(case_key)


@area.get("/cases/<key:case_key>/plan/<int:version>")
@requires(Permission.CASE_READ)
def plans_version(case_key: str, version: int) -> flask.Response:
    """One version; old ones stay readable (PLAN-6)."""
    return _page(case_key, version)


def _page(case_key: str, version: int | None = None) -> flask.Response:
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    view = read_plan(case, i18n.current(), version)
    if view is None and version is not None:
        flask.abort(404)
    is_begun = view is None and has_plan(case)
    return pages.render(
        "staff/plans/show.html", view=view, is_begun=is_begun, states=PLANS, headings=HEADINGS,
        week_lines=week_lines, signature_line=signature_line, weeks=_weeks(case, view),
        **(told(view) if view else {}), **head(case),
    )  # fmt: skip


def _weeks(case: Case, view: PlanView | None) -> pictures.Weeks | None:
    """The weeks of the newest version as pictures; those of older ones are over."""
    if view is None or not view.is_current or not view.activities:
        return None
    planned = [
        Planned(one.series, one.words, one.starts_on, one.ends_on, one.minutes_week, one.slots)
        for one in view.activities
    ]
    return pictures.drawn(weeks_of(case, planned, view.plan.starts_on))


def told(view: PlanView) -> dict[str, Any]:
    """What the pages of a version tell of it, and what may be done with it now."""
    states = {one.state for one in view.versions}
    return {
        "plan": view.plan,
        "hours": hours_line(view.planned_minutes, view.required_minutes),
        "changes": differences(view),
        "causes": cause_names(view.plan.causes),
        "may_amend": PlanState.SIGNED in states and PlanState.OFFERED not in states,
        "offer_key": new_key(),
        "waits": view.plan.state == PlanState.OFFERED,
    }


@area.get("/cases/<key:case_key>/plan/<int:version>.pdf")
@requires(Permission.CASE_READ)
def plans_pdf(case_key: str, version: int) -> flask.typing.ResponseReturnValue:
    """A version as a file, in English or in the participant's language (PLAN-5)."""
    case = Case.get_for(actor(), case_key)
    record_export(actor(), case=case, what="plan", at=clock.now())
    reads = str(case.participant.written_locale)
    wanted = reads if flask.request.args.get("in") == reads else "en"
    # Where no letter font has the language's signs, a file in English is better than none.
    for tag in dict.fromkeys((wanted, "en")):
        try:
            return _file(case, version, tag)
        except PdfError:
            continue
    return pages.done("staff.plans_version", case_key=case_key, version=version)


def _file(case: Any, version: int, tag: str) -> flask.Response:
    with i18n.use(screen_language(tag)):
        view = read_plan(case, tag, version)
        if view is None:
            flask.abort(404)
        kept = view.kept_file(tag)
        if kept is not None:
            return serving.plan_pdf(version, tag, serving.kept_file(case, kept.pdf))
        document = plan_document(case, view, str(case.office.name))
        return serving.plan_pdf(version, tag, render_document(document, at=clock.now()))
