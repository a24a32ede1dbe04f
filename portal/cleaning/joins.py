"""Runs in the child: the clean pages of a document become one PDF."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pikepdf
from PIL import Image

from portal.cleaning.terms import JOINED, Made, Task

_LONG_SIDE = 792.0  # points: eleven inches, whatever the pixels


def join(task: Task) -> Made:
    """Write one PDF of the task's parts, in their order; pictures as they are, each on a page of
    its own, PDFs page by page, all turned as they are shown."""
    with ExitStack() as opened, pikepdf.new() as new:
        for path, number, turn in task.parts:
            first = len(new.pages)
            if path.endswith(".pdf"):
                old = opened.enter_context(pikepdf.open(path))
                new.pages.extend([old.pages[number - 1]] if number else old.pages)
            else:
                _add_picture(new, Path(path))
            for page in list(new.pages)[first:]:
                page.rotate(turn, relative=True)
        new.save(Path(task.into) / JOINED, deterministic_id=True)
        return Made(0, 0, pages=len(new.pages))


def _add_picture(new: pikepdf.Pdf, path: Path) -> None:
    with Image.open(path, formats=("JPEG",)) as picture:
        width, height = picture.size
        is_gray = picture.mode == "L"
    scale = _LONG_SIDE / max(width, height)
    image = pikepdf.Stream(
        new, path.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
        Width=width, Height=height, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        ColorSpace=pikepdf.Name.DeviceGray if is_gray else pikepdf.Name.DeviceRGB,
    )  # fmt: skip
    size = (round(width * scale, 2), round(height * scale, 2))
    page = new.add_blank_page(page_size=size)
    name = page.add_resource(image, pikepdf.Name.XObject)
    drawn = f"q {size[0]} 0 0 {size[1]} 0 0 cm {name} Do Q"
    page.contents_add(drawn.encode())
