"""The area at /staff, one file a topic."""

import flask

from portal.staff import (  # noqa: F401  each module binds its views
    absences,
    alerts,
    audit,
    calendar,
    caseload,
    cases,
    contacts,
    copies,
    document_requests,
    documents,
    group_contacts,
    handover,
    inbox,
    job_search,
    letters,
    mass_messages,
    messages,
    navigation,
    note_reading,
    notes,
    openings,
    plans,
    private_files,
    reports,
    safety,
    search,
    task_changes,
    tasks,
    timeline,
)
from portal.staff.area import area


def register(app: flask.Flask) -> None:
    """Binds the area's views."""
    app.register_blueprint(area)
