"""What a gateway for text messages tells of a message, and what is kept of it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from portal import outbox

ANSWERS = {"/waits": (200, b'"delivered"\n'), "/takes": (202, b"queued"), "/refuses": (400, b"no")}


class Gateway(BaseHTTPRequestHandler):
    """A gateway that answers by its address."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, body = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def gateway() -> Iterator[str]:
    """Its address on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_gateway_that_waits_for_the_phone_says_that_it_was_delivered(gateway: str) -> None:
    assert outbox.send_text(f"{gateway}/waits", "+15105550201", "News") is True


def test_a_gateway_that_only_takes_a_message_does_not_say_that_it_arrived(gateway: str) -> None:
    assert outbox.send_text(f"{gateway}/takes", "+15105550201", "News") is False


def test_a_gateway_that_refuses_has_not_sent_it(gateway: str) -> None:
    with pytest.raises(outbox.SendingFailed):
        outbox.send_text(f"{gateway}/refuses", "+15105550201", "News")


def test_without_a_gateway_nothing_leaves_and_nothing_is_said_to_have_arrived() -> None:
    assert outbox.send_text("", "+15105550201", "News") is False
