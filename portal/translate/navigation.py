"""The area's navigation, by what a person's role may do here."""

from typing import Any

import flask
from flask import request

from portal.access import ROLE_PERMISSIONS, Permission, actor_or_none
from portal.i18n import lazy as _l
from portal.translate.area import area

_PLACES = (
    ("translate.catalogs_index", _l("Languages"), Permission.CATALOG_READ),
    ("translate.letters_index", _l("English"), Permission.CATALOG_READ),
    ("translate.reviews_index", _l("Review"), Permission.CATALOG_REVIEW),
    ("translate.voices_index", _l("Voices"), Permission.CATALOG_REVIEW),
    ("translate.requests_index", _l("Personal texts"), Permission.CATALOG_TRANSLATE),
    ("translate.wanted_index", _l("Asked for"), Permission.CATALOG_TRANSLATE),
)


@area.context_processor
def navigation() -> dict[str, Any]:
    """`nav` of the frame: address, text, whether one is there."""
    who = actor_or_none()
    if who is None:
        return {}
    granted = ROLE_PERMISSIONS[who.role]
    places = [(flask.url_for(name), text) for name, text, need in _PLACES if need in granted]
    found = [(href, text, request.path == href) for href, text in places]
    if Permission.CASE_READ in granted:
        found.append(("/staff", _l("Caseload"), False))
    return {"nav": found}
