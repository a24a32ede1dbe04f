"""The area at /my, one file a topic."""

import flask

from portal.participant import (
    document_again,
    document_requests,
    document_sending,
    documents,
    home,
    hours,
    job_search,
    letters,
    looks,
    messages,
    notes_copy,
    plans,
    profile,
    reports,
    tasks,
)
from portal.participant.area import area


def register(app: flask.Flask) -> None:
    """Binds the area's views."""
    app.register_blueprint(area)


__all__ = [
    "area",
    "document_again",
    "document_requests",
    "document_sending",
    "documents",
    "home",
    "hours",
    "job_search",
    "letters",
    "looks",
    "messages",
    "notes_copy",
    "plans",
    "profile",
    "register",
    "reports",
    "tasks",
]
