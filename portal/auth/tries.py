"""Counts tries at the doors, before they are checked."""

from collections.abc import Iterable

import flask
from flask import request
from werkzeug.exceptions import TooManyRequests

from portal import clock
from portal.models.accounts import SYSTEM
from portal.operations.accounts import codes, sign_ins, throttles
from portal.operations.accounts.throttles import NAME, NETWORK, SENDING, Counter


def _network() -> str:
    return request.remote_addr or "-"


def _name(value: str) -> str:
    """A name counts by itself on this browser once the browser is known: whoever fails elsewhere
    does not make its owner wait."""
    known = known_browser()
    return f"{value}:{known}" if known else value


def browser_token() -> str | None:
    """The long-lived token that this browser shows, if any."""
    return request.cookies.get(cookie_name())


def cookie_name() -> str:
    """The name of the long-lived cookie; in production no other host can set it."""
    return "browser" if flask.current_app.config["IS_DEMO"] else "__Host-browser"


def known_browser() -> str:
    """The digest of this browser's token where somebody is bound to it, else empty."""
    token = browser_token()
    digest = sign_ins.token_digest(token) if token else ""
    return digest if digest and codes.is_known_browser(digest) else ""


def for_letter_code(code: str) -> list[Counter]:
    """A code from a letter, and the network."""
    return [
        Counter("start", codes.read_letter_code(code), NAME),
        Counter("start-net", _network(), NETWORK),
    ]


def for_asking(channel: str) -> list[Counter]:
    """Asking for six digits at a phone or mailbox: a person must not be flooded."""
    return [
        Counter("ask", _name(channel), SENDING),
        Counter("ask-net", _network(), NETWORK),
    ]


def for_digits(channel: str) -> list[Counter]:
    """Six digits typed."""
    return [
        Counter("digits", _name(channel), NAME),
        Counter("digits-net", _network(), NETWORK),
    ]


def for_staff(email: str) -> list[Counter]:
    """A staff password."""
    return [throttles.staff_counter(email), Counter("staff-net", _network(), NETWORK)]


def for_second_factor(account_key: str) -> list[Counter]:
    """A second factor."""
    return [Counter("second", account_key, NAME)]


def take(counters: Iterable[Counter]) -> None:
    """Counts one try. Raises TooManyRequests (429) with the seconds to wait."""
    wait = throttles.take_try(SYSTEM, counters=counters, at=clock.now())
    if wait:
        raise TooManyRequests(retry_after=wait)


def forget(counters: Iterable[Counter]) -> None:
    """The try was good."""
    throttles.forget_tries(SYSTEM, counters=counters, at=clock.now())
