"""The area's blueprint; every view of the area hangs on it."""

import flask

area = flask.Blueprint("participant", __name__, url_prefix="/my")
