"""The plan, to read, to sign and to keep."""

from typing import Any

import flask

from portal import clock, i18n, pages, serving
from portal.access import Permission, requires
from portal.i18n import gettext as _
from portal.participant.area import area, own_case
from portal.pdf import PdfError, render_document
from portal.reports.plan_changes import grace_periods
from portal.reports.plans import PlanView, read_plan, screen_language
from portal.reports.plans.differences import differences, signature_line
from portal.reports.plans.pdf import plan_document
from portal.words.plan_signing import cause_words
from portal.words.plans import HEADINGS, STATES, hours_line, week_lines


def reading() -> str:
    """The language in which this page's plan is read: the participant's own, also where the
    screens do not have it and stand in English; another one where they chose it."""
    reads = str(own_case().participant.written_locale)
    return reads if i18n.current() == screen_language(reads) else i18n.current()


def view_of(number: int | None = None) -> PlanView | None:
    """A version of one's own plan in the language of the page, the newest without a number; 404
    for a number that is none."""
    found = read_plan(own_case(), reading(), number)
    if found is None and number is not None:
        flask.abort(404)
    return found


def told(view: PlanView) -> dict[str, Any]:
    """What the templates of a version need to know of it."""
    return {
        "view": view,
        "plan": view.plan,
        "headings": HEADINGS,
        "states": STATES,
        "hours": hours_line(view.planned_minutes, view.required_minutes),
        "week_lines": week_lines,
        "page_locale": i18n.current(),
        "changes": differences(view),
        "causes": cause_words(view.plan.causes),
    }


def _page(view: PlanView | None) -> flask.Response:
    if view is None:
        return pages.render("participant/plan/none.html")
    grace = grace_periods(own_case()) if view.is_current else None
    return pages.render(
        "participant/plan/show.html", signature_line=signature_line, grace=grace, **told(view)
    )


@area.get("/plan")
@requires(Permission.OWN_READ)
def plan_show() -> flask.Response:
    """The plan as it stands, or that there is none yet."""
    return _page(view_of())


@area.get("/plan/<int:version>")
@requires(Permission.OWN_READ)
def plan_version(version: int) -> flask.Response:
    """One version; old ones stay readable (PLAN-6)."""
    return _page(view_of(version))


@area.get("/plan/<int:version>.pdf")
@requires(Permission.OWN_READ)
def plan_pdf(version: int) -> flask.typing.ResponseReturnValue:
    """The same as a file to print and keep, in the page's language or, asked for, in English."""
    wanted = "en" if flask.request.args.get("in") == "en" else reading()
    # Where no letter font has the language's signs, a file in English is better than none.
    for tag in dict.fromkeys((wanted, "en")):
        try:
            return _file(version, tag)
        except PdfError:
            continue
    words = _("We cannot make the file now. Read your plan here, or ask your worker for paper.")
    return pages.done("participant.plan_version", words, version=version)


def _file(version: int, tag: str) -> flask.Response:
    case = own_case()
    with i18n.use(screen_language(tag)):
        view = read_plan(case, tag, version)
        if view is None:
            flask.abort(404)
        kept = view.kept_file(tag)
        if kept is not None:
            return serving.plan_pdf(version, tag, serving.kept_file(case, kept.pdf))
        document = plan_document(case, view, str(case.office.name))
        return serving.plan_pdf(version, tag, render_document(document, at=clock.now()))
