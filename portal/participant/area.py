"""The area's blueprint and frame: every view of the area hangs on it, with the area's pages and
the worker's name and telephone and the office's around it."""

from typing import Any

import flask
from flask import g

from portal import pages
from portal.access import actor, actor_or_none
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.participant.questions import MAY_BE_UNSAFE

area = flask.Blueprint("participant", __name__, url_prefix="/my")

# Endpoint and words of each page in the menu; one that this portal does not serve is left out.
PAGES = (
    ("participant.home_show", _l("Home")),
    ("participant.contacts_index", _l("Report")),
    ("participant.hours_index", _l("Hours")),
    ("participant.appointments_index", _l("Appointments")),
    ("participant.messages_index", _l("Messages")),
    ("participant.documents_index", _l("Documents")),
    ("participant.plan_show", _l("Plan")),
    ("participant.letters_index", _l("Letters")),
    ("participant.profile_show", _l("Profile")),
)


def own_case() -> Case:
    """The signed-in participant's case with its worker, read once a request.

    Raises Case.DoesNotExist (404) where there is none.
    """
    if "own_case" not in g:
        g.own_case = Case.of_participant(actor())
    found: Case = g.own_case
    return found


@area.context_processor
def frame() -> dict[str, Any]:
    """What base.html shows around each page of the area."""
    if actor_or_none() is None:
        return {}
    try:
        case = own_case()
    except Case.DoesNotExist:
        return {"nav": list(_menu()), "worker": None}
    # A person's own office helps in their language; the portal's number is for those it does not
    # know yet.
    phone = str(case.office.phone) or flask.current_app.config["HELP_PHONE"]
    return {
        "nav": list(_menu()),
        "worker": case.worker,
        "help_phone": phone,
        "leave_url": _leave_url(case),
    }


def _leave_url(case: Case) -> str:
    """Where the button to leave at once leads, on every page while somebody is not safe (NOTE-6)
    and on those where it may be told; empty on all others."""
    kind = (flask.request.view_args or {}).get("kind")
    return pages.address("auth.leave") if case.is_restricted or kind in MAY_BE_UNSAFE else ""


def _menu() -> Any:
    path = flask.request.path
    for endpoint, words in PAGES:
        if endpoint not in flask.current_app.view_functions:
            continue
        href = pages.address(endpoint)
        is_below = href != "/my" and path.startswith(href + "/")
        yield href, str(words), path == href or is_below
