"""Error pages in the person's language, the headers of every answer, hosts that are not ours."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import flask
import pytest
from peewee import OperationalError

from portal import access, create_app, db, errors, headers, i18n
from portal.config import Config
from portal.sealing import new_key_text
from tests.browser import Browser
from tests.factories import account, participant
from tests.house.routes import routes

CODES = (400, 403, 404, 405, 409, 413, 419, 422, 429, 500, 503)


@pytest.fixture
def broken(config: Config) -> Iterator[flask.Flask]:
    """The portal with addresses that fail in every way there is."""
    made = create_app(config)
    made.testing = True
    made.config.update(PROPAGATE_EXCEPTIONS=False, USABLE_LOCALES=["en", "en-XA", "ar-XB"])

    @access.public
    def fail(code: int) -> None:
        if code == 419:
            raise errors.CSRFError("no token")
        if code == 500:
            raise KeyError("Maria Lopez")
        if code == 503:
            raise OperationalError("database is locked")
        flask.abort(code)

    made.add_url_rule("/fail/<int:code>", "auth.fail", fail)
    yield made
    db.database.close()


def in_language(app: flask.Flask, tag: str, who: Any = None) -> Browser:
    browser = Browser(app, who)
    with browser.client.session_transaction() as session:
        session["locale"] = tag
    return browser


@pytest.mark.parametrize("code", CODES)
def test_every_error_has_a_page_in_the_persons_language(broken: flask.Flask, code: int) -> None:
    page = in_language(broken, "en-XA").get(f"/fail/{code}", code)
    assert page.tree.get("lang") == "en-XA"
    title = i18n.pseudo(errors.WORDS[code][0].message, "en-XA")
    assert page.words("h1") == title
    assert "Traceback" not in page.body
    assert "Maria" not in page.body


@pytest.mark.parametrize("code", CODES)
def test_error_pages_mirror_for_who_reads_from_right_to_left(
    broken: flask.Flask, code: int
) -> None:
    page = in_language(broken, "ar-XB", participant()).get(f"/fail/{code}", code)
    assert page.tree.get("dir") == "rtl"


@pytest.mark.parametrize("code", CODES)
def test_a_script_gets_an_error_in_words_too(broken: flask.Flask, code: int) -> None:
    page = in_language(broken, "en-XA").get(
        f"/fail/{code}", code, headers={"Accept": "application/json"}
    )
    assert page.response.json["error"].startswith("[")


@pytest.mark.parametrize("code", CODES)
def test_errors_carry_all_the_headers(broken: flask.Flask, code: int) -> None:
    answer = Browser(broken).get(f"/fail/{code}", code)
    for name, value in headers.ALWAYS.items():
        assert answer.headers[name] == value


def test_an_address_that_takes_no_form_says_what_it_takes(
    app: flask.Flask, browser_for: Any
) -> None:
    page = browser_for().post("/help", status=405)
    assert "GET" in page.headers["Allow"]


def test_a_busy_portal_says_when_to_come_again(broken: flask.Flask) -> None:
    assert Browser(broken).get("/fail/503", 503).headers["Retry-After"] == "10"


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second."), (45, "45 seconds."), (119, "2 minutes."), (900, "15 minutes.")]
)  # fmt: skip
def test_waiting_is_said_in_words(app: flask.Flask, seconds: int, words: str) -> None:
    assert errors._wait_in_words(seconds).endswith(words)


def test_an_error_page_that_cannot_be_made_still_says_what_happened(
    broken: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_args: Any, **_values: Any) -> str:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(errors, "render_text", lost)
    page = in_language(broken, "ar-XB").get("/fail/503", 503)
    assert page.tree.get("dir") == "rtl"
    assert page.words("h1")


def test_every_page_carries_all_the_headers(app: flask.Flask, browser_for: Any) -> None:
    people = [None, participant(), account()]
    for browser in map(browser_for, people):
        for route in routes(app):
            if route.method == "GET" and not route.names:
                answer = browser.client.get(route.rule)
                for name in headers.ALWAYS:
                    assert name in answer.headers, f"{name}: {route.line}"
                assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_static_files_carry_the_headers_that_matter_to_them(app: flask.Flask) -> None:
    page = app.test_client().get("/").get_data(as_text=True)
    address = re.search(r'href="(/static/[^"]+app\.css)"', page)
    assert address
    answer = app.test_client().get(address.group(1))
    assert answer.status_code == 200
    for name in (
        "X-Content-Type-Options",
        "Cross-Origin-Resource-Policy",
        "Content-Security-Policy",
    ):
        assert name in answer.headers
    assert "max-age=31536000" in answer.headers["Cache-Control"]


@pytest.fixture
def production(config: Config) -> Iterator[flask.Flask]:
    """The portal as for real people."""
    made = create_app(
        replace(
            config,
            env="production",
            hosts=("portal.example",),
            secret_key="not the demo's" * 4,
            keys=new_key_text(),
        )
    )
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    db.database.close()


@pytest.mark.parametrize("host", ["evil.example", "portal.example.evil.example", "portal.example@evil", "127.0.0.1"])  # fmt: skip
def test_a_host_that_is_not_ours_is_refused(production: flask.Flask, host: str) -> None:
    for path in ("/", "/my", "/staff/sign-in", "/nowhere"):
        answer = production.test_client().get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert host not in answer.get_data(as_text=True)
        assert answer.headers["Content-Security-Policy"] == headers.POLICY


def test_production_answers_over_tls_with_strict_transport_and_closed_cookies(
    production: flask.Flask,
) -> None:
    client = production.test_client()
    answer = client.get("/", base_url="https://portal.example")
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-portal=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_a_server_that_skips_our_checks_serves_nobody(config: Config) -> None:
    unsafe = create_app(replace(config, env="production", hosts=("portal.example",)))
    client = unsafe.test_client()
    for _time in range(2):
        assert client.get("/", base_url="https://portal.example").status_code == 503
        assert client.get("/staff/sign-in", base_url="https://portal.example").status_code == 503


def test_the_demos_outbox_does_not_exist_in_production(production: flask.Flask) -> None:
    answer = production.test_client().get("/demo/outbox", base_url="https://portal.example")
    assert answer.status_code == 404
