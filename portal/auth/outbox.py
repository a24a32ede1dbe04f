"""What the demo would have sent: `/demo/outbox`. In production there is no such page."""

import flask

from portal import pages
from portal.access import public
from portal.auth.area import area
from portal.models.messages import OutboxMessage

SHOWN = 100


@area.get("/demo/outbox")
@public
def demo_outbox() -> flask.Response:
    """The newest messages with their texts, in the demo alone."""
    if not flask.current_app.config["IS_DEMO"]:
        flask.abort(404)
    return pages.render("auth/outbox.html", messages=list(OutboxMessage.newest(SHOWN)))
