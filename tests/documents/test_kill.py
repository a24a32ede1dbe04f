"""A server killed in the middle of uploads: what it acknowledged is there, and nothing half."""

import hashlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from urllib.request import urlopen

import flask
import pytest

from portal import clock, resources
from portal.config import ROOT, Config
from portal.models import Case, Document, Page
from portal.models.documents import PageState
from portal.operations.cases.keys import open_case_key
from portal.operations.documents.sweeping import sweep_documents
from portal.policy.documents import DocumentState
from tests import samples
from tests.browser import Browser
from tests.documents.sending import Sender, run_jobs

UPLOADS = 50
KILL_AFTER = 12  # acknowledged uploads


class Server:
    """The portal as a process of its own, on the test's database and files."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.start()

    def start(self) -> None:
        """Starts it on a free port and waits until it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        command = [
            sys.executable, str(ROOT / "app.py"), "serve", "--no-demo", "--no-worker",
            "--port", str(self.port),
        ]  # fmt: skip
        environment = os.environ | {
            "PORTAL_DATABASE_URL": self.config.database_url,
            "PORTAL_STORAGE_URL": self.config.storage_url,
        }
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """Ends it at once, as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Phone:
    """A browser's share of an upload, over a real connection."""

    def __init__(self, server: Server, cookie: str) -> None:
        self.server = server
        self.cookie = cookie
        page = self._ask("GET", "/my/documents/new").decode()
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found
        self.csrf = found.group(1)

    def upload(self, content: bytes, form_key: str, upload_key: str) -> dict[str, str]:
        """Sends one file; its receipt. Raises OSError or HTTPException where none came."""
        fields = {"csrf_token": self.csrf, "operation_key": form_key, "upload_key": upload_key}
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="page"; filename="a.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n".encode()
        )
        body = b"".join([*parts, content, f"\r\n--{edge}--\r\n".encode()])
        kind = f"multipart/form-data; boundary={edge}"
        told: dict[str, str] = json.loads(self._ask("POST", "/my/documents/pages", body, kind))
        return told

    def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> bytes:
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            headers = {"Cookie": f"portal={self.cookie}", "Accept": "application/json, text/html"}
            line.request(method, path, body, headers | ({"Content-Type": kind} if kind else {}))
            answer = line.getresponse()
            content = answer.read()
            if method == "GET" and (set_to := answer.getheader("Set-Cookie")):
                self.cookie = set_to.split(";")[0].removeprefix("portal=")
            if answer.status != 200:
                raise http.client.HTTPException(f"{answer.status}: {content[:200]!r}")
            return content
        finally:
            line.close()


@pytest.fixture
def server(config: Config, app: flask.Flask) -> Iterator[Server]:
    """A running server on the same database and files as `app`."""
    made = Server(config)
    yield made
    made.kill()


def photo(number: int) -> bytes:
    """A picture of its own for each upload."""
    return samples.ATTENDANCE_1.read_bytes() + number.to_bytes(2)


def send_all(phone: Phone, keys: list[str], enough: threading.Event) -> dict[int, dict[str, str]]:
    """Uploads everything at once; the receipts that came, by number."""
    receipts: dict[int, dict[str, str]] = {}

    def send(number: int) -> None:
        try:
            receipts[number] = phone.upload(photo(number), f"form-{number:012d}", keys[number])
        except (OSError, http.client.HTTPException, ValueError):
            return
        if len(receipts) >= KILL_AFTER:
            enough.set()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(UPLOADS)]
    for thread in threads:
        thread.start()
    assert enough.wait(60)
    phone.server.kill()
    for thread in threads:
        thread.join()
    return receipts


def test_fifty_uploads_and_a_kill_lose_nothing_that_was_acknowledged(
    app: flask.Flask, server: Server
) -> None:
    sender = Sender()
    cookie = Browser(app, sender.person).client.get_cookie("portal")
    assert cookie is not None
    phone = Phone(server, cookie.value)
    keys = [uuid.uuid4().hex for _ in range(UPLOADS)]
    receipts = send_all(phone, keys, threading.Event())
    assert KILL_AFTER <= len(receipts) < UPLOADS
    server.start()
    assert_each_is_there(sender, receipts)
    # The phones try again by themselves: what had arrived gets the same receipt.
    phone = Phone(server, cookie.value)
    again = {
        number: phone.upload(photo(number), f"form-{number:012d}", keys[number])
        for number in range(UPLOADS)
    }
    for number, receipt in receipts.items():
        assert again[number] == receipt
    assert Page.select().count() == Document.select().count() == UPLOADS
    assert_each_is_there(sender, again)
    server.kill()
    assert_nothing_is_half()


def assert_each_is_there(sender: Sender, receipts: dict[int, dict[str, str]]) -> None:
    """Every receipt names a row whose file holds the bytes that were sent."""
    key = open_case_key(Case.get_by_id(sender.case.id))
    store = resources.current().storage
    for number, receipt in receipts.items():
        page = Page.get(Page.key == receipt["page"])
        plain = store.read(page.original, key)
        assert hashlib.sha256(plain).digest() == hashlib.sha256(photo(number)).digest()
        assert page.sha256 == hashlib.sha256(plain).hexdigest()


def assert_nothing_is_half() -> None:
    """After the sweeper every file has its row and every row its file, and all are received."""
    sweep_documents(clock.now() + timedelta(hours=2))
    names = {name for page in Page.select() for name in page.stored_names}
    assert set(resources.current().storage.names()) == names
    assert not list(resources.current().storage.names(".incoming"))
    assert all(document.received_at for document in Document.select())
    Page.delete().where(Page.id.not_in(Page.select(Page.id).limit(3))).execute()
    run_jobs()
    assert {page.state for page in Page.select()} == {PageState.CLEAN}
    assert {row.state for row in Document.select()} == {DocumentState.RECEIVED}
