"""The blueprint of what stands before the areas: the front page, language, signing in and out."""

import flask

from portal import access, pages

area = flask.Blueprint("auth", __name__)


@area.context_processor
def frame() -> dict[str, str]:
    """The way to leave at once also on the pages before the areas (help), for a participant on a
    phone that others use: whoever is not safe is on such a phone (NOTE-6)."""
    person = access.person()
    is_shared = person is not None and person.actor.is_participant and person.is_shared
    return {"leave_url": pages.address("auth.leave")} if is_shared else {}
