"""The plan, to read and to keep."""

import flask

from portal import clock, i18n, pages
from portal.access import Permission, requires
from portal.i18n import gettext as _
from portal.participant.area import area, own_case
from portal.pdf import PdfError, render_document
from portal.reports.plans import PlanView, read_plan
from portal.reports.plans.pdf import plan_document
from portal.words.plans import HEADINGS, STATES, hours_line, week_lines


def _view(number: int | None = None) -> PlanView | None:
    case = own_case()
    found = read_plan(case, str(case.participant.written_locale), number)
    if found is None and number is not None:
        flask.abort(404)
    return found


def _page(view: PlanView | None) -> flask.Response:
    if view is None:
        return pages.render("participant/plan/none.html")
    return pages.render(
        "participant/plan/show.html",
        view=view,
        plan=view.plan,
        headings=HEADINGS,
        states=STATES,
        hours=hours_line(view.planned_minutes, view.required_minutes),
        week_lines=week_lines,
        page_locale=i18n.current(),
    )


@area.get("/plan")
@requires(Permission.OWN_READ)
def plan_show() -> flask.Response:
    """The plan as it stands, or that there is none yet."""
    return _page(_view())


@area.get("/plan/<int:version>")
@requires(Permission.OWN_READ)
def plan_version(version: int) -> flask.Response:
    """One version; old ones stay readable (PLAN-6)."""
    return _page(_view(version))


@area.get("/plan/<int:version>.pdf")
@requires(Permission.OWN_READ)
def plan_pdf(version: int) -> flask.typing.ResponseReturnValue:
    """The same as a file to print and keep."""
    # Where no letter font has the language's signs, a file in English is better than none.
    for tag in dict.fromkeys((i18n.current(), "en")):
        try:
            made = _file(version, tag)
        except PdfError:
            continue
        name = f"plan-{version}-{tag}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return flask.Response(made, mimetype="application/pdf", headers=headers)
    words = _("We cannot make the file now. Read your plan here, or ask your worker for paper.")
    return pages.done("participant.plan_version", words, version=version)


def _file(version: int, tag: str) -> bytes:
    case = own_case()
    with i18n.use(tag):
        view = _view(version)
        assert view is not None
        document = plan_document(case, view, str(case.office.name))
        return render_document(document, at=clock.now())
