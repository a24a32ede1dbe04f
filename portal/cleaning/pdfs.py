"""Runs in the child: take a PDF's pages over into a new PDF, without anything that acts or tells.

Nothing of the old document's catalog comes along: no scripts, actions, attachments, forms, outline
or metadata. What a form's fields show is first drawn onto the page. Then pages become pictures.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from portal.cleaning.photos import jpeg_without_metadata, jpx_without_metadata
from portal.cleaning.pictures import write_jpeg, write_thumb
from portal.cleaning.terms import CLEAN_PDF, CannotCleanError, Limits, Made, Task, page_name
from portal.policy.documents import RefusalCode

_PAGE_KEYS = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit",
    "/Resources", "/Contents", "/Group",
}  # fmt: skip
# Nothing can reach an action once catalog and annotations are gone; these are removed all the
# same, with whatever tells where or by whom a picture was made.
_TELLING_KEYS = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/URI",
    "/Metadata", "/PieceInfo", "/Annots", "/LastModified", "/OPI", "/Ref", "/StructParents",
    "/StructParent",
)  # fmt: skip
_PHOTOS = {"/DCTDecode": jpeg_without_metadata, "/JPXDecode": jpx_without_metadata}
_PHOTO_AT_MOST = 100 * 1024 * 1024


def check_lock(task: Task) -> Made:
    """Whether the PDF opens without a password. Raises CannotCleanError: locked, unreadable."""
    with _opened(task.source):
        return Made(0, 0, pages=0)


def clean_pdf(task: Task) -> Made:
    """Write the sanitized PDF, and of each page a picture and a thumbnail.

    Raises CannotCleanError: locked, too_many_pages, bomb, unreadable (contract.md, Limits).
    """
    target = Path(task.into) / CLEAN_PDF
    with _opened(task.source) as old:
        _refuse_by_pages(old, task.limits)
        _draw_fields(old)
        with pikepdf.new() as new:
            new.pages.extend(old.pages)
            _strip(new)
            new.save(
                target,
                compress_streams=False,  # or what was deflated twice is unpacked, however large
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    return _render(target, Path(task.into), task.limits)


def _opened(source: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(source)
    except pikepdf.PasswordError as error:
        raise CannotCleanError(RefusalCode.LOCKED) from error


def _refuse_by_pages(document: pikepdf.Pdf, limits: Limits) -> None:
    claimed = document.Root.Pages.get("/Count", 0)  # asked first: walking a huge tree is slow
    if int(claimed) > limits.pages_opened or len(document.pages) > limits.pages:
        raise CannotCleanError(RefusalCode.TOO_MANY_PAGES)
    if not len(document.pages):
        raise CannotCleanError(RefusalCode.UNREADABLE)


def _draw_fields(document: pikepdf.Pdf) -> None:
    """Draw what the form's fields and notes show onto the page; a damaged form is left out."""
    with suppress(pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        if "/AcroForm" in document.Root and "/XFA" in document.Root.AcroForm:
            del document.Root.AcroForm["/XFA"]
        document.generate_appearance_streams()
        document.flatten_annotations("screen")


def _strip(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        for key in list(page.obj.keys()):
            if key not in _PAGE_KEYS:
                del page.obj[key]
    for found in document.objects:
        _strip_below(found, 0)
    for key in list(document.Root.keys()):
        if key not in ("/Type", "/Pages"):
            del document.Root[key]


def _strip_below(found: Any, depth: int) -> None:
    """Remove the telling keys in one object; objects of their own are visited on their turn."""
    if depth > 20 or not isinstance(found, pikepdf.Object):
        return
    if isinstance(found, pikepdf.Array):
        for item in found:
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                _strip_below(item, depth + 1)
        return
    if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in list(found.keys()):
        if key in _TELLING_KEYS:
            del found[key]
            continue
        item = found.get(key)
        if isinstance(item, pikepdf.Object) and not item.is_indirect:
            _strip_below(item, depth + 1)
    if isinstance(found, pikepdf.Stream):
        _strip_photo(found)


def _strip_photo(found: pikepdf.Stream) -> None:
    """Rewrite a photo's stream without its metadata, also when it was deflated once more."""
    kind = found.get("/Filter")
    kinds = [str(one) for one in kind] if isinstance(kind, pikepdf.Array) else [str(kind)]
    if not kinds or kinds[-1] not in _PHOTOS:
        return
    raw = found.read_raw_bytes()
    if kinds[:-1] == ["/FlateDecode"]:
        raw = zlib.decompressobj().decompress(raw, _PHOTO_AT_MOST)
    elif kinds[:-1]:
        raise CannotCleanError(RefusalCode.UNREADABLE)  # no phone or scanner wraps photos so
    found.write(_PHOTOS[kinds[-1]](raw), filter=pikepdf.Name(kinds[-1]))


def _render(source: Path, into: Path, limits: Limits) -> Made:
    document = pypdfium2.PdfDocument(source)
    pages = len(document)
    first = (0, 0)
    for number in range(1, pages + 1):
        page = document[number - 1]
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise CannotCleanError(RefusalCode.UNREADABLE)
        scale = limits.page_long_side / max(width, height)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
        write_jpeg(picture, into / page_name(number), limits.quality)
        write_thumb(picture, into, limits, number)
        if number == 1:
            first = picture.size
    document.close()
    return Made(*first, pages=pages)
