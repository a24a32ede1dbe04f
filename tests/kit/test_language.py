"""Changing the language with script: what was typed is still there (LANG-6)."""

from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.xdist_group("kit-browser")

PATH = "/en/question"
VALUES = "main :is(textarea, select, input:not([type=hidden]))[name]"
READ = f"[...document.querySelectorAll('{VALUES}')].map((f) => [f.name, f.value, f.checked])"
TYPE = f"""document.querySelectorAll('{VALUES}').forEach((field) => {{
    if (['checkbox', 'radio'].includes(field.type)) field.checked = true;
    if (['TEXTAREA'].includes(field.tagName) || field.type === 'text') field.value = 'Mi hija';
}})"""


def spanish_from_now_on(page: Any, site: str) -> None:
    """The server's part: it leads back, and the same address is in Spanish."""
    page.route("**/language", lambda route: route.fulfill(
        content_type="text/html", body=f'<meta http-equiv="refresh" content="0;url={site}{PATH}">'
    ))  # fmt: skip
    page.route(f"**{PATH}", lambda route: route.fulfill(
        response=route.fetch(url=f"{site}/es/question")
    ))  # fmt: skip


def test_what_was_typed_and_chosen_comes_along_to_the_same_page_in_another_language(
    page: Any, site: str
) -> None:
    page.goto(f"{site}{PATH}")
    page.evaluate(TYPE)
    typed = page.evaluate(READ)
    assert ["about", "Mi hija", False] in [[name, value, bool(on)] for name, value, on in typed]
    spanish_from_now_on(page, site)
    with page.expect_response("**/language.js"):
        page.click(".languages summary")
    page.click(".languages button[value=es]")
    page.wait_for_selector("html[lang=es]")
    page.wait_for_function("sessionStorage.length === 0")
    assert page.evaluate(READ) == typed


def test_what_was_typed_on_another_page_is_dropped_and_never_shown(page: Any, site: str) -> None:
    page.goto(f"{site}{PATH}")
    before = page.evaluate(READ)
    page.evaluate("""sessionStorage.setItem("typed", JSON.stringify({path: "/en/upload",
        fields: [{name: "reached", value: "x", checked: true}]}))""")
    page.reload()
    page.wait_for_function("sessionStorage.length === 0")
    assert page.evaluate(READ) == before
