"""The two pictures of the README are the pages as they are."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from portal.config import ROOT
from tests.e2e.conftest import DESK, PHONE, sign_in_participant, sign_in_staff

pytestmark = pytest.mark.xdist_group("live")

PICTURES = ROOT / "tests" / "golden" / "screens"


@pytest.mark.parametrize("name", ["caseload", "my-home"])
def test_the_readmes_picture_shows_the_page_in_its_size(
    open_browser: Callable[..., Page], shots: Path, name: str
) -> None:
    """`UPDATE_GOLDEN=1 pytest tests/e2e/test_readme.py` takes the pictures anew."""
    page = open_browser(DESK if name == "caseload" else PHONE)
    if name == "caseload":
        sign_in_staff(page, "counselor")
    else:
        sign_in_participant(page, "WTW-1002")
    taken = shots / f"readme-{name}.png"
    page.screenshot(path=str(taken))
    kept = PICTURES / f"{name}.png"
    if os.environ.get("UPDATE_GOLDEN"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        Image.open(taken).convert("P", palette=Image.Palette.ADAPTIVE).save(kept, optimize=True)
    assert Image.open(kept).size == Image.open(taken).size
