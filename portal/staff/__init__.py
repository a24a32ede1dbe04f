"""The area at /staff, one file a topic."""

import flask

from portal.staff import (  # noqa: F401  each module binds its views
    caseload,
    cases,
    contacts,
    document_requests,
    documents,
    inbox,
    job_search,
    letters,
    navigation,
    notes,
    openings,
    plans,
    reports,
    search,
    task_changes,
    tasks,
)
from portal.staff.area import area


def register(app: flask.Flask) -> None:
    """Binds the area's views."""
    app.register_blueprint(area)
