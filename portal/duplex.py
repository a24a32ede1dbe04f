"""PDFs one behind the other for a printer that prints on both sides: nothing is made anew, the
pages are those of the files."""

from collections.abc import Iterable
from io import BytesIO

import pikepdf
import pypdfium2


def page_count(content: bytes) -> int:
    """How many pages a PDF has. Raises pypdfium2.PdfiumError for what is no PDF."""
    opened = pypdfium2.PdfDocument(content)
    try:
        return len(opened)
    finally:
        opened.close()


def behind_one_another(files: Iterable[bytes]) -> bytes:
    """One PDF of all files in their order; an empty page is put behind those with an odd number of
    pages, so that each starts on a front page. No separators (LET-2).

    Raises pikepdf.PdfError for what is no PDF.
    """
    made, kept = BytesIO(), []
    with pikepdf.new() as new:
        for content in files:
            old = pikepdf.open(BytesIO(content))
            kept.append(old)  # its pages are read when all is written
            new.pages.extend(old.pages)
            if len(old.pages) % 2:
                _left, _bottom, width, height = old.pages[0].mediabox
                new.add_blank_page(page_size=(float(width), float(height)))
        # The tags of each file name the pages of that file alone: paper has none.
        new.save(made, deterministic_id=True)
    for old in kept:
        old.close()
    return made.getvalue()
