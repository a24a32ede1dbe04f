"""The area at /staff, one file a topic."""

import flask

from portal.staff.area import area


def register(app: flask.Flask) -> None:
    """Binds the area's views."""
    app.register_blueprint(area)
