"""The area at /staff, one file a topic."""

import flask

from portal.staff import (  # noqa: F401  each module binds its views
    admin,
    alerts,
    assessments,
    audit,
    calendar,
    caseload,
    cases,
    checklists,
    clocks,
    contacts,
    copies,
    documents,
    formats,
    handings,
    handover,
    inbox,
    languages,
    letter_batches,
    letters,
    meetings,
    messages,
    navigation,
    noncompliance,
    notes,
    plans,
    printing,
    providers,
    reports,
    returned_mail,
    safety,
    screenings,
    search,
    statuses,
    supervision,
    supports,
    tasks,
    timeline,
)
from portal.staff.admin import working_days  # noqa: F401
from portal.staff.area import area
from portal.staff.assessments import labor_facts  # noqa: F401
from portal.staff.cases import openings  # noqa: F401
from portal.staff.clocks import entries, what_if  # noqa: F401
from portal.staff.contacts import groups  # noqa: F401
from portal.staff.documents import (  # noqa: F401
    arranging,
    belonging,
    page_answers,
    private_files,
    requests,
)
from portal.staff.handings import ending as handing_services  # noqa: F401
from portal.staff.handings import newcomers, routing  # noqa: F401
from portal.staff.handings import reviewing as handing_reviews  # noqa: F401
from portal.staff.hours import classes, days, referrals  # noqa: F401
from portal.staff.letters import (
    after,  # noqa: F401
    aside,  # noqa: F401
    printed,  # noqa: F401
    waits,  # noqa: F401
)
from portal.staff.meetings import asked, one, provider, summaries, work  # noqa: F401
from portal.staff.messages import absences, mass  # noqa: F401
from portal.staff.notes import reading  # noqa: F401
from portal.staff.plans import activities, editing, items, signing, versions  # noqa: F401
from portal.staff.plans import changes as plan_changes  # noqa: F401
from portal.staff.reports import job_search  # noqa: F401
from portal.staff.screenings import follow_ups  # noqa: F401
from portal.staff.staffings import completing, packets, sittings, tabs  # noqa: F401
from portal.staff.staffings import issues as staffing_issues  # noqa: F401
from portal.staff.staffings import letters as staffing_letters  # noqa: F401
from portal.staff.supervision import (  # noqa: F401
    annotating,
    conferences,
    management,
    reviewing,
    sent_reviews,
)
from portal.staff.supports import offers, services, updates  # noqa: F401
from portal.staff.tasks import changes  # noqa: F401


def register(app: flask.Flask) -> None:
    """Binds the area's views."""
    app.register_blueprint(area)
