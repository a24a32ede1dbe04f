"""The blueprint of what stands before the areas: the front page, language, signing in and out."""

import flask

area = flask.Blueprint("auth", __name__)
