"""When a participant sees something on a slow phone line (WEIGHT-4), in a real browser."""

import shutil
from collections.abc import Iterator

from portal.bench.figures import Figure
from portal.bench.phones import COOKIE
from portal.bench.processes import Served

# Slow 3G: milliseconds of delay, bytes a second (goals.md, WEIGHT-4).
SLOW_3G = {
    "offline": False, "latency": 400, "downloadThroughput": 400_000 // 8,
    "uploadThroughput": 400_000 // 8,
}  # fmt: skip
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_PAINTED = "performance.getEntriesByName('first-contentful-paint').map((one) => one.startTime)[0]"


def figures(server: Served, cookie: str) -> Iterator[Figure]:
    """The first paint of /my with an empty cache; that of peers where their styles are there."""
    what = "first paint of /my on slow 3G, cache empty"
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        yield Figure("WEIGHT-4", what, None, None, "there is no Chromium on this machine")
    else:
        try:
            milliseconds = _first_paint(browser, server.port, cookie)
        except ImportError:
            yield Figure("WEIGHT-4", what, None, None, "playwright is not installed")
        else:
            yield Figure("WEIGHT-4", what, None, milliseconds, "ms")
    yield Figure(
        "WEIGHT-4", "the same against govuk-frontend, and Bootstrap with Turbo", None, None,
        "their style sheets and scripts are no Python packages and not on this machine",
    )  # fmt: skip


def _first_paint(browser: str, port: int, cookie: str) -> float:
    from playwright.sync_api import sync_playwright

    address = f"http://127.0.0.1:{port}"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=browser, args=_ARGUMENTS)
        context = started.new_context(viewport={"width": 360, "height": 740})
        context.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_3G)
        page.goto(f"{address}/my", wait_until="load", timeout=60_000)
        page.wait_for_function(f"{_PAINTED} > 0", timeout=60_000)
        painted = float(page.evaluate(_PAINTED))
        started.close()
    return painted
