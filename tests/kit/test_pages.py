"""Every component on its example page, in a real browser, in both directions, on phone and desk."""

from typing import Any

import pytest

from portal.config import ROOT
from tests.kit.conftest import PAGES

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.xdist_group("kit-browser")

AXE = (ROOT / "tests/vendor/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """[...document.querySelectorAll('.button, .choice, .menu > summary, .input, .tasks li, .back, .sign-out button, .site-foot a')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML.slice(0, 80))"""


def complaints(page: Any) -> list[str]:
    """What axe finds on the page that is open."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_and_no_sideways_scroll_at_any_size(
    page: Any, site: str, name: str, locale: str
) -> None:
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}/{locale}/{name}")
    for width, height in ((1280, 800), (360, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert complaints(page) == []
        assert page.evaluate(OVERFLOW) <= 0, width
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(OVERFLOW) <= 0, "text at 200 %"
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate(OVERFLOW) <= 0, "zoom at 400 %"
    assert errors == []


def test_a_form_with_mistakes_has_no_barrier_and_leads_to_each_of_them(
    page: Any, site: str
) -> None:
    page.goto(f"{site}/en/note?state=errors")
    assert complaints(page) == []
    assert page.evaluate("document.activeElement.className").startswith("error-summary")
    links = page.locator(".error-summary a")
    assert links.count() == 4
    for number in range(4):
        links.nth(number).focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id === location.hash.slice(1)")


@pytest.mark.parametrize("name", ["home", "sign-in", "upload", "question", "receipt", "letter"])
def test_what_a_participant_taps_is_at_least_44_pixels_high(
    page: Any, site: str, name: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site}/en/{name}")
    assert page.evaluate(SMALL_TARGETS) == []


def test_menus_open_without_script_and_stay_on_the_screen(browser: Any, site: str) -> None:
    for locale in ("en", "ar"):
        context = browser.new_context(
            viewport={"width": 360, "height": 640}, java_script_enabled=False
        )
        page = context.new_page()
        page.goto(f"{site}/{locale}/home")
        for menu in (".languages", ".second .menu"):
            page.click(f"{menu} > summary")
            box = page.locator(f"{menu} .menu-list").bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
            page.click(f"{menu} > summary")
        context.close()


def test_the_language_menu_is_at_the_end_side_and_moves_over_when_mirrored(
    page: Any, site: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site}/en/home")
    assert page.locator(".languages").bounding_box()["x"] > 180
    page.goto(f"{site}/ar/home")
    assert page.locator(".languages").bounding_box()["x"] < 180


def test_a_printed_page_has_its_words_and_no_buttons(page: Any, site: str) -> None:
    page.goto(f"{site}/en/viewer")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator(".site-head").is_visible()
    assert page.locator(".button:visible").count() == 0
