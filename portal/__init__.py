"""Touchpoint: a portal for welfare-to-work and workforce programs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import flask

    from portal.config import Config


def create_app(config: "Config") -> "flask.Flask":
    """The portal as a WSGI application. Raises ValueError for a setting that cannot be used.

    The wiring is loaded here and not above, so that the rules and the process that cleans files
    can be imported without the web.
    """
    from portal import wiring

    return wiring.build(config)
