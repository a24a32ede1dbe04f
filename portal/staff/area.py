"""The area's blueprint; every view of the area hangs on it."""

import flask

area = flask.Blueprint("staff", __name__, url_prefix="/staff")
