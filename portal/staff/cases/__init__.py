"""One case: who it is, what runs, what waits, and its whole story."""

from typing import Any

import flask
from flask import request

from portal import clock, dates, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.extensions import htmx
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.operations.views import record_view
from portal.policy.programs import program
from portal.reports.cases import facts as case_facts
from portal.staff import timeline
from portal.staff.alerts import lines as alert_lines
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.cases import deadlines
from portal.staff.cases import links as case_links
from portal.words.cases import PLANS
from portal.words.clocks import kept_line
from portal.words.contacts import WAYS
from portal.words.handings import handing_line
from portal.words.statuses import tag_line


@area.get("/cases/<key:case_key>")
@requires(Permission.CASE_READ)
def cases_show(case_key: str) -> flask.Response:
    """The case page; its line of time alone for htmx."""
    return _case_page(Case.get_for(actor(), case_key))


@area.post("/cases/<key:case_key>/timeline")
@requires(Permission.CASE_SEARCH)
def cases_search(case_key: str) -> flask.Response:
    """The case page with those entries of its line of time in which a word stands."""
    return _case_page(Case.get_for(actor(), case_key))


def _case_page(case: Case) -> flask.Response:
    record_view(actor(), case=case, what="case", at=clock.now())
    shown = timeline.context(case, timeline.asked()) | {"case": case}
    if not htmx:
        shown |= head(case) | _work(case)
    return pages.render("staff/cases/show.html", "staff/cases/_timeline.html", **shown)


def head(case: Case) -> dict[str, Any]:
    """What the sticky line of every page of a case shows: who this is."""
    person = case.participant
    return {
        "case": case,
        "person": person,
        "born": person.birth_on.year,
        "reads": formats.english_language(person.written_locale),
        "speaks": formats.english_language(person.spoken_locale),
        "status_words": tag_line(str(case.status), case.status_until),
        "program_name": program(str(case.program)).name,
        "may_write": may_write(),
        "links": case_links.links(actor(), case, request.path),
    }


def _work(case: Case) -> dict[str, Any]:
    today = clock.today(resources.timezone())
    found, work = case_facts.facts_and_unfinished(actor(), case)
    begun = {one["contact"]: one for one in work if one["what"] == "draft" and one["contact"]}
    unnoted = [
        one | {"way": WAYS[one["way"]], "draft": begun.get(one["contact"])}
        for one in work
        if one["what"] == "contact"
    ]
    return {
        "alerts": alert_lines.of_case(case),
        "facts": found,
        "handing_words": handing_line(str(case.handing)),
        "deadlines": deadlines.of_case(case, found, today),
        "plan_words": PLANS[found.plan_state],
        "months": kept_line(str(case.clock_kind), case.clock_ends_on, today),
        "hours_text": _hours(case, today.strftime("%Y-%m")),
        "drafts": [one for one in work if one["what"] == "draft" and not one["contact"]],
        "unfinished": unnoted,
    }


def _hours(case: Case, month: str) -> str:
    # Done is cut to half hours, needed rounded up to whole ones: none looks met too soon.
    done = int(str(case.month_minutes_done)) // 30 * 30 if case.month == month else 0
    needed = -(-int(str(case.month_minutes_required)) // 60) * 60
    if not needed:
        return _("%(done)s hours", done=dates.hours(done))
    return _("%(done)s of %(needed)s hours", done=dates.hours(done), needed=dates.hours(needed))
