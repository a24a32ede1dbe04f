"""The area at /my, one file a topic."""

import flask

from portal.participant import (
    appointments,
    document_again,
    document_requests,
    document_sending,
    documents,
    home,
    hours,
    job_search,
    letter_files,
    letters,
    looks,
    messages,
    months,
    notes_copy,
    plan_changes,
    plans,
    profile,
    reports,
    staffings,
    standing,
    supports,
    tasks,
)
from portal.participant.area import area
from portal.participant.plans import signing  # noqa: F401  binds its views


def register(app: flask.Flask) -> None:
    """Binds the area's views."""
    app.register_blueprint(area)


__all__ = [
    "appointments",
    "area",
    "document_again",
    "document_requests",
    "document_sending",
    "documents",
    "home",
    "hours",
    "job_search",
    "letter_files",
    "letters",
    "looks",
    "messages",
    "months",
    "notes_copy",
    "plan_changes",
    "plans",
    "profile",
    "register",
    "reports",
    "staffings",
    "standing",
    "supports",
    "tasks",
]
