"""The front page and help: no sign-in needed."""

import flask
from flask import request

from portal.access import public
from portal.auth.area import area
from portal.help_card import help_cards
from portal.pages import render


@area.get("/")
@public
def front() -> flask.Response:
    """The language first, then the way in."""
    return render("auth/front.html")


@area.get("/help")
@public
def help_page() -> flask.Response:
    """How to get help, free, in one's language."""
    return render("auth/help.html")


@area.get("/help/card")
@public
def help_card() -> flask.Response:
    """Cards that say which interpreter somebody needs, to show or to print; with `language` one."""
    chosen = request.args.get("language", "")
    card = next((card for card in help_cards() if card.locale == chosen), None)
    return render("auth/help_card.html", cards=help_cards(), card=card)
