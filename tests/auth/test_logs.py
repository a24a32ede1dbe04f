"""Nothing about a person stands in the logs: a canary goes through a story of requests."""

import json
import logging
from datetime import date
from typing import Any

import flask
import pytest
import structlog

from portal import logs, resources
from tests.factories import account, case, participant

CANARY = {"name": "Xenia Canary", "phone": "+15105550177", "mail": "xenia.canary@example.org"}


def quiet(text: str) -> None:
    """No canary in the text."""
    for value in (
        *CANARY["name"].split(),
        CANARY["phone"][2:],
        "5550177",
        CANARY["mail"],
        "1977-07-07",
    ):
        assert value not in text, value


def test_a_story_of_requests_leaves_no_personal_value_in_the_logs(
    app: flask.Flask, browser_for: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.configure()
    xenia = participant(
        CANARY["name"], "en", phone=CANARY["phone"], birth_on=date(1977, 7, 7),
        phone_digest=resources.channel_digest(CANARY["phone"]),
    )  # fmt: skip
    ana = account(email=CANARY["mail"])
    made = case(xenia, ana)
    stranger = browser_for()
    stranger.post("/my/sign-in", {"channel": CANARY["phone"]})
    stranger.post("/my/start", {"code": "XENIACAN", "birth_on": ["7", "7", "1977"]}, 422)
    stranger.post("/staff/sign-in", {"email": CANARY["mail"], "password": "Canary"}, 422)
    browser_for(xenia).get("/my/contacts")
    staff = browser_for(ana)
    staff.get(f"/staff/cases/{made.key}")
    staff.client.get("/staff/search?q=Xenia")
    staff.client.get("/nowhere/Xenia")
    out = capfd.readouterr()
    quiet(out.out + out.err)


def test_an_error_that_quotes_a_person_is_named_by_its_type_and_place_alone(
    app: flask.Flask,
    browser_for: Any,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logs.configure()

    def fail() -> None:
        raise RuntimeError(f"Key (email)=({CANARY['mail']}) already exists")

    monkeypatch.setitem(app.view_functions, "auth.front", fail)
    fail.access = "public"  # type: ignore[attr-defined]
    browser_for().client.get("/")
    err = capfd.readouterr().err
    quiet(err)
    line = json.loads(err.strip().splitlines()[-1])
    assert line["kind"] == "RuntimeError"
    assert any("test_logs.py" in place for place in line["where"])


def test_what_is_not_listed_is_left_out_and_named(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    structlog.get_logger("test").warning("saved", who=CANARY["name"], pages=3)
    line = json.loads(capfd.readouterr().err)
    assert line["dropped"] == ["who"]
    assert line["pages"] == 3


def test_a_librarys_line_keeps_its_place_and_loses_its_text() -> None:
    record = logging.LogRecord(
        "peewee", logging.ERROR, "pool.py", 7, "failed for %s", (CANARY["name"],), None
    )
    text = logs._Bare().format(record)
    quiet(text)
    assert json.loads(text)["name"] == "peewee"
