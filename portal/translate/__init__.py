"""The area at /translate, one file a topic."""

import flask

from portal.translate.area import area


def register(app: flask.Flask) -> None:
    """Binds the area's views."""
    app.register_blueprint(area)
