"""The look at a photo on the phone, before it is sent: a hint for what nobody could read."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from tests import samples

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.xdist_group("kit-browser")

CHOOSE = ".upload-pick input[multiple]"
CAMERA = ".upload-pick input[capture]"
ROW = ".upload-row:last-child"
PAPERS = (samples.ATTENDANCE_1, samples.PAY_STUB_12MP, samples.PAY_STUB_WEBP, samples.PAY_STUB_PNG)


def chosen(picture: Image.Image, name: str = "page.jpg") -> dict[str, Any]:
    """A picture as a file that a person chooses."""
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=85)
    return {"name": name, "mimeType": "image/jpeg", "buffer": sink.getvalue()}


def dark(path: Path) -> Image.Image:
    """The photo, taken in the dark."""
    with Image.open(path) as photo:
        return ImageEnhance.Brightness(photo.convert("RGB")).enhance(0.35)


def blurred(path: Path) -> Image.Image:
    """The photo, out of focus: no word of it can be read."""
    with Image.open(path) as photo:
        side = max(photo.size)
        return photo.convert("RGB").filter(ImageFilter.GaussianBlur(side * 0.004))


def sharp(path: Path) -> Image.Image:
    """The photo as it is."""
    with Image.open(path) as photo:
        return photo.convert("RGB")


def answers(page: Any, names: list[str]) -> None:
    """Lets the page send; the names of what came are kept."""

    def take(route: Any) -> None:
        sent = route.request.post_data_buffer
        names.append(sent.split(b'filename="')[1].split(b'"')[0].decode())
        told = {"page": "p", "name": names[-1], "received": "Received 10:45"}
        route.fulfill(status=201, content_type="application/json", body=json.dumps(told))

    page.route("**/send-one", take)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_a_dark_and_a_blurred_photo_are_told_from_a_good_one(
    page: Any, site: str, path: Path
) -> None:
    page.goto(f"{site}/en/upload")
    found = [
        page.evaluate(
            """async (bytes) => {
                const held = new Blob([new Uint8Array(bytes)], { type: "image/jpeg" });
                return portal.look(held);
            }""",
            list(chosen(change(path).resize((900, 1200)))["buffer"]),
        )
        for change in (sharp, dark, blurred)
    ]
    assert found == ["", "dark", "blurred"]


def test_what_cannot_be_looked_at_gets_no_hint(page: Any, site: str) -> None:
    names: list[str] = []
    page.goto(f"{site}/en/upload")
    answers(page, names)
    page.set_input_files(CHOOSE, [
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"},
        {"name": "b.heic", "mimeType": "image/heic", "buffer": b"heic"},
        {"name": "c.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8 no picture"},
        chosen(Image.new("RGB", (600, 800), "white"), "blank.jpg"),
    ])  # fmt: skip
    page.wait_for_selector(f"{ROW}.is-received")
    assert names == ["a.pdf", "b.heic", "c.jpg", "blank.jpg"]


def test_a_dark_photo_waits_and_is_sent_as_it_is_when_the_person_says_so(
    page: Any, site: str
) -> None:
    names: list[str] = []
    page.goto(f"{site}/en/upload")
    answers(page, names)
    page.set_input_files(CHOOSE, [
        chosen(dark(samples.ATTENDANCE_1), "dark.jpg"), chosen(sharp(samples.ATTENDANCE_2), "b.jpg"),
    ])  # fmt: skip
    page.wait_for_selector(".is-doubtful")
    assert "This photo looks dark" in page.inner_text(".is-doubtful")
    # Done is too early: the person hears what waits, and gets there.
    page.click("[data-upload-done]", force=True)  # it looks and sounds disabled, and answers
    assert "One photo waits for you" in page.text_content("#status")
    assert page.evaluate("document.activeElement.matches('[data-hint-send]')")
    assert names == []
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{ROW}.is-received")
    assert names == ["dark.jpg", "b.jpg"], "pages keep their order"
    assert page.locator(".is-doubtful, [data-hint]:not([hidden])").count() == 0


def test_a_photo_out_of_focus_is_taken_again_with_the_camera(page: Any, site: str) -> None:
    names: list[str] = []
    page.goto(f"{site}/en/upload")
    answers(page, names)
    before = page.locator(".upload-row").count()
    page.set_input_files(CAMERA, chosen(blurred(samples.ATTENDANCE_1)))
    page.wait_for_selector(".is-doubtful")
    assert "does not look sharp" in page.inner_text(".is-doubtful")
    with page.expect_file_chooser() as opened:
        page.click("[data-hint-again]")
    opened.value.set_files(chosen(sharp(samples.ATTENDANCE_1), "again.jpg"))
    page.wait_for_selector(f"{ROW}.is-received")
    assert names == ["again.jpg"]
    assert page.locator(".upload-row").count() == before + 1
