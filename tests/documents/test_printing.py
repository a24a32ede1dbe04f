"""A document as one PDF, and pages shown as they were turned."""

import io

import flask
import pikepdf
from PIL import Image, ImageOps

from portal.models import Document, Page
from portal.operations.documents.arranging import move_page, take_apart, turn_page
from portal.turning import turned
from tests import samples
from tests.browser import Browser
from tests.documents.sending import Sender
from tests.documents.test_page_answers import sent
from tests.factories import NOON


def picture(size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture whose left half is red."""
    made = Image.new("RGB", size, "white")
    made.paste("red", (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    made.save(target, "JPEG", quality=95)
    return target.getvalue()


def red_corner(content: bytes) -> tuple[tuple[int, int], str]:
    """The size a viewer shows, and on which side of it the red lies."""
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    width, height = shown.size
    sides = {
        "left": (2, height // 2), "right": (width - 3, height // 2),
        "top": (width // 2, 2), "bottom": (width // 2, height - 3),
    }  # fmt: skip
    red = {name for name, at in sides.items() if shown.getpixel(at)[1] < 100}
    clear = {name for name, at in sides.items() if shown.getpixel(at)[1] > 200}
    return shown.size, next(name for name in red if _opposite(name) in clear)


def _opposite(side: str) -> str:
    return {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[side]


def test_a_picture_is_shown_turned_clockwise() -> None:
    content = picture()
    told = {
        turn: red_corner(b"".join(turned([content[:1], content[1:]], turn)))
        for turn in (0, 90, 180, 270)
    }
    assert told == {
        0: ((40, 20), "left"),
        90: ((20, 40), "top"),
        180: ((40, 20), "right"),
        270: ((20, 40), "bottom"),
    }


def test_what_is_no_picture_goes_through_as_it_is() -> None:
    assert b"".join(turned([b"%P", b"DF-"], 90)) == b"%PDF-"
    assert b"".join(turned([], 90)) == b""


def test_the_turned_page_is_served_turned_and_tells_nothing_else(app: flask.Flask) -> None:
    sender = Sender()
    _, (page,) = sent(sender)
    desk = Browser(app, sender.worker)
    path = f"/staff/cases/{sender.case.key}/documents/pages/{page.key}"
    before = Image.open(io.BytesIO(desk.get(f"{path}/1").response.data))
    turn_page(sender.worker.actor, page=Page.get_for(sender.worker.actor, page.key), quarters=1,
              at=NOON)  # fmt: skip
    for address in (f"{path}/1", f"{path}/1/small"):
        after = Image.open(io.BytesIO(desk.get(address).response.data))
        assert dict(after.getexif()) == {0x0112: 6}
    assert Image.open(io.BytesIO(desk.get(f"{path}/1").response.data)).size == before.size


def test_a_document_is_one_pdf_with_its_pages_in_order_and_upright(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    who = sender.worker.actor
    document, (photo, record) = sent(sender, samples.ATTENDANCE_1, samples.SCHOOL_RECORD)
    take_apart(who, document=document, version=document.version, page=record, at=NOON)
    second = Page.of_document(document.id)[2]
    document = Document.get_by_id(document.id)
    move_page(who, document=document, version=document.version, page=second, to=1, at=NOON)
    turn_page(who, page=Page.get_for(who, photo.key), quarters=1, at=NOON)
    desk = Browser(both_databases, sender.worker)
    path = f"/staff/cases/{sender.case.key}/documents/{document.key}.pdf"
    answer = desk.get(path)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    with pikepdf.open(io.BytesIO(answer.response.data)) as made:
        assert len(made.pages) == 3
        assert [int(page.get("/Rotate", 0)) for page in made.pages] == [0, 90, 0]
        with_text = ["/Font" in page.Resources for page in made.pages]
        assert with_text == [True, False, True], "sheets of a PDF stay sharp text"


def test_a_document_without_a_clean_page_is_no_pdf(app: flask.Flask) -> None:
    sender = Sender()
    document = sender.send()
    desk = Browser(app, sender.worker)
    desk.get(f"/staff/cases/{sender.case.key}/documents/{document.key}.pdf", 404)
