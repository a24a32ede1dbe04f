"""What is served beside the pages: whose it is, how heavy it is, and what must not be in it."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import pytest

from portal.config import ROOT
from tests.kit.conftest import build_site, stylesheet_rules

STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
OWN_STYLES = [STATIC / "app.css", STATIC / "staff.css"]
OWN_SCRIPTS = sorted(STATIC.glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![-\w])(margin|padding|border|inset)-(left|right|top|bottom)|"
    r"(?<![-\w])(left|right|width|height|max-width|min-width|max-height|min-height)\s*:|"
    r"(text-align|float):\s*(left|right)"
)


def weight(*paths: Path) -> int:
    """Bytes of these files as they travel, compressed one by one."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_vendored_files_are_the_ones_on_record_and_each_has_its_licence() -> None:
    recorded = dict(
        reversed(line.split(maxsplit=1)) for line in (VENDOR / "DIGESTS").read_text().splitlines()
    )
    kept = [*VENDOR.glob("*/*"), *(ROOT / "tests/vendor").iterdir()]
    assert {path.relative_to(ROOT).as_posix() for path in kept} == set(recorded)
    for name, digest in recorded.items():
        assert sha256((ROOT / name).read_bytes()).hexdigest() == digest, name
    for folder in VENDOR.iterdir():
        assert not folder.is_dir() or (folder / "LICENSE").exists()


def test_the_stylesheet_holds_every_rule_of_the_vendored_one() -> None:
    ours = (STATIC / "app.css").read_text()
    inside = ours[ours.index("/* normalize") : ours.index("/* end of normalize */")]
    theirs = (VENDOR / "modern-normalize/modern-normalize.css").read_text()
    assert stylesheet_rules(inside) == stylesheet_rules(theirs)


@pytest.mark.parametrize("path", OWN_STYLES, ids=lambda path: path.name)
def test_styles_name_no_side_so_that_they_work_mirrored(path: Path) -> None:
    own = path.read_text().split("/* end of normalize */")[-1]
    rules = re.sub(r"@media[^{]*", "", own)
    assert PHYSICAL.findall(rules) == []
    assert "url(" not in rules
    assert "!important" not in rules.replace("{display:none!important}", "").replace(
        "max-inline-size:none!important", ""
    )


def test_scripts_evaluate_nothing_and_one_small_file_alone_knows_htmx() -> None:
    for path in OWN_SCRIPTS:
        text = path.read_text()
        assert not re.search(r"\beval\(|new Function|innerHTML|http:|https:", text), path.name
        if path.name != "swaps.js":
            assert "htmx" not in text
    assert len((STATIC / "swaps.js").read_text().splitlines()) <= 40
    assert max(path.stat().st_size for path in OWN_SCRIPTS) < 9_500


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_script_or_style_and_no_foreign_address(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\son\w+=|style=|<style|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:href|src|action)=\"(?:https?:)?//", text)


def test_a_component_file_holds_the_one_macro_of_its_name() -> None:
    for path in (ROOT / "templates/components").glob("*.html"):
        text = path.read_text()
        assert re.findall(r"{%-? macro (\w+)", text) == [path.stem]
        assert text.startswith(f"{{# {path.stem}(")


def test_a_participants_first_page_weighs_at_most_ten_kilobytes() -> None:
    page = build_site().test_client().get("/en/sign-in").data
    html = len(gzip.compress(page, 5))
    assert html + weight(STATIC / "app.css") <= 10_240
    scripts = weight(STATIC / "app.js", STATIC / "upload.js", STATIC / "seal.svg")
    assert html + weight(STATIC / "app.css") + scripts <= 30_720
    assert b"htmx" not in page


def test_pages_of_the_staff_load_htmx_with_nothing_kept_on_the_machine() -> None:
    page = build_site().test_client().get("/en/viewer").text
    assert "htmx.min.js" in page
    assert '"historyCacheSize":0' in page
    assert '"allowEval":false' in page
