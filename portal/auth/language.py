"""Changing the language on any page, signed in or not (LANG-6)."""

import flask
from flask import request, session

from portal.access import actor_or_none, public
from portal.auth.area import area
from portal.clock import now
from portal.operations.people import choose_language
from portal.own_paths import own_path


@area.post("/language")
@public
def set_language() -> flask.typing.ResponseReturnValue:
    """Keeps the chosen language on this browser and with the person; same page again."""
    chosen = request.form.get("locale", "")
    if chosen in flask.current_app.config["USABLE_LOCALES"]:
        session["locale"] = chosen
        who = actor_or_none()
        if who is not None and who.is_participant:
            choose_language(who, locale=chosen, at=now())
    return flask.redirect(own_path(request.form.get("next")), 303)
