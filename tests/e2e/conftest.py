"""A portal as it really runs: the server and its worker in processes of their own, a demo in it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from portal.config import ROOT
from tests.browser import Browser as SignedIn

PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 900}
PASSWORD = "touchpoint-demo"


@dataclass(frozen=True)
class Live:
    """A running portal and the folder its data lies in."""

    base: str
    folder: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/readyz", timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def _data_in(folder: Path) -> dict[str, str]:
    return {
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
        "PORTAL_STORAGE_URL": f"file://{folder / 'files'}",
    }


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    """`python app.py` on the data of a folder, as long as it is needed; its address."""
    base = f"http://127.0.0.1:{(port := _free_port())}"
    environment = os.environ | _data_in(folder)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "--port", str(port)],
            env=environment, stdout=log, stderr=log, start_new_session=True, cwd=ROOT,
        )  # fmt: skip
        try:
            until = time.monotonic() + 180
            while not _answers(base):
                assert server.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < until, "the portal did not start in three minutes"
                time.sleep(0.3)
            yield base
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data after a first start, with the demo in it: loading it is most of what a start
    costs, so it is done once, and a file of tests begins with a copy."""
    folder = tmp_path_factory.mktemp("first")
    with _running(folder):
        pass
    return folder


@pytest.fixture(scope="module")
def live(first_start: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A running portal with the demo, once for a file of tests: what one file changes in it
    (a language, a letter) is nothing to the next."""
    folder = tmp_path_factory.mktemp("live")
    shutil.copytree(first_start, folder, dirs_exist_ok=True)
    with _running(folder) as base:
        yield Live(base, folder)


@pytest.fixture
def open_browser(browser: Browser, live: Live) -> Iterator[Callable[..., Page]]:
    """Browsers of several people side by side; each call is a person's own."""
    contexts: list[BrowserContext] = []

    def opened(viewport: dict[str, int], script: bool = True) -> Page:
        context = browser.new_context(
            viewport=viewport,
            java_script_enabled=script,
            base_url=live.base,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def opened(app: flask.Flask, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A browser of somebody who is signed in, on the portal as it answers from this process: for
    stories whose beginning is made by operations."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    here = f"http://127.0.0.1:{server.port}"
    contexts: list[BrowserContext] = []

    def page_of(who: Any, viewport: dict[str, int]) -> Page:
        cookie: Any = SignedIn(app, who).client.get_cookie("portal")
        context = browser.new_context(viewport=viewport, base_url=here)  # type: ignore[arg-type]
        context.add_cookies([{"name": "portal", "value": cookie.value, "url": here}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield page_of
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where pictures of the pages go, to be looked at."""
    folder = ROOT / "build" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


_LEAVE = """
from portal import clock, wiring
from portal.config import Config
from portal.operations.letters.leaving import UNDO, let_letters_leave
wiring.build(Config.from_env())
print(let_letters_leave(clock.now() + UNDO))
"""


def let_letters_leave(live: Live) -> int:
    """A quarter of an hour passes for the letters that wait to leave; how many left."""
    environment = os.environ | _data_in(live.folder)
    done = subprocess.run(
        [sys.executable, "-c", _LEAVE], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    return int(done.stdout.split()[-1])


def sign_in_staff(page: Page, mailbox: str) -> None:
    """Signs somebody of the staff in by password."""
    page.goto("/staff/sign-in")
    page.fill("#email", f"{mailbox}@demo.example")
    page.fill("#password", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/(staff|translate)$"))


def sign_in_participant(page: Page, number: str) -> None:
    """Signs a participant in with the code of the letter and the birth date."""
    page.goto(f"/my/start/DEMO{number[-4:]}")
    for place, value in (("birth_on", "1"), ("birth_on-day", "15"), ("birth_on-year", "1990")):
        page.fill(f"#{place}", value)
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/my$"))


def speak(phone: Page, locale: str) -> None:
    """Chooses the language of somebody who is signed in, on the phone itself."""
    phone.goto("/my")
    if phone.get_attribute("html", "lang") != locale:
        phone.click(".languages summary")
        phone.click(f".languages button[value={locale}]")
        expect(phone.locator(f"html[lang={locale}]")).to_be_visible()
