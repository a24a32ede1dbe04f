"""The session's cookie: read once, checked at each request."""

from datetime import timedelta

import flask
import pytest

from portal import clock
from portal.cookies import SessionCookie

Held = dict[str, object]


def _opened(app: flask.Flask, cookie: str) -> Held:
    with app.test_request_context(headers={"Cookie": f"portal={cookie}"}):
        return dict(flask.session)


def _cookie(app: flask.Flask, held: Held) -> str:
    signer = SessionCookie().get_signing_serializer(app)
    assert signer is not None
    made = signer.dumps(held)
    return made if isinstance(made, str) else made.decode()


def test_a_cookie_says_at_every_request_what_was_put_into_it(app: flask.Flask) -> None:
    cookie = _cookie(app, {"_user_id": "abc", "seen": 5})
    assert _opened(app, cookie) == _opened(app, cookie) == {"_user_id": "abc", "seen": 5}


def test_what_one_request_changes_is_not_there_in_the_next(app: flask.Flask) -> None:
    cookie = _cookie(app, {"_flashes": ["saved"], "seen": 5})
    with app.test_request_context(headers={"Cookie": f"portal={cookie}"}):
        flask.session["seen"] = 6
        flask.session["_flashes"].append("twice")
    assert _opened(app, cookie) == {"_flashes": ["saved"], "seen": 5}


@pytest.mark.parametrize("spoil", [lambda text: text[:-1] + "~", lambda text: "x" + text])
def test_a_forged_cookie_is_an_empty_session_however_often_it_comes(
    app: flask.Flask, spoil: object
) -> None:
    cookie = spoil(_cookie(app, {"_user_id": "abc"}))  # type: ignore[operator]
    assert _opened(app, cookie) == _opened(app, cookie) == {}


def test_a_cookie_grows_too_old_though_it_was_read_before(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = _cookie(app, {"_user_id": "abc"})
    assert _opened(app, cookie)
    later = clock.now() + app.permanent_session_lifetime + timedelta(seconds=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert _opened(app, cookie) == {}
