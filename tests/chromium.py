"""The browser for tests that need a real one: Debian's Chromium, or the one that Playwright installed."""

import shutil
from pathlib import Path

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def path() -> str | None:
    """Where the browser is, or None on a machine without one."""
    own = Path.home() / ".cache" / "ms-playwright"
    installed = sorted(own.glob("chromium-*/chrome-linux*/chrome"))
    return next(filter(None, map(shutil.which, _NAMES)), None) or (
        str(installed[-1]) if installed else None
    )
