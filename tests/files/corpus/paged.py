"""PDFs with too many pages, or that lie about them."""

import re
from collections.abc import Iterator

import pikepdf

from tests.files.corpus.bad import Bad, bad, saved


def cases() -> Iterator[Bad]:
    """Twenty fit, twenty-one do not."""
    for pages, gets in (
        (19, "clean"), (20, "clean"), (21, "too_many_pages"), (22, "too_many_pages"),
        (100, "too_many_pages"), (101, "too_many_pages"), (2000, "too_many_pages"),
    ):  # fmt: skip
        yield bad(f"a PDF of {pages} pages", "pages.pdf", of_pages(pages), gets)
    yield bad("a PDF without a page", "none.pdf", of_pages(0), "unreadable")
    for claimed in (b"0", b"-1", b"100000", b"99999999999999999999", b"(x)", b"1.5", b"null"):
        content = re.sub(rb"/Count \d+", b"/Count " + claimed, _plain(2))
        yield bad(f"two pages that say they are {claimed.decode()}", "count.pdf", content)
    yield bad("pages that hold themselves", "circle.pdf", _circle())
    told = ("too_many_pages", "unreadable")
    yield bad("the same page a thousand times", "same.pdf", _same(1000), *told)


def of_pages(pages: int) -> bytes:
    """So many blank pages."""
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(60, 80))
        return saved(made)


def _plain(pages: int) -> bytes:
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(60, 80))
        return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def _circle() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 5/Kids[2 0 R 2 0 R]/Parent 2 0 R>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def _same(times: int) -> bytes:
    kids = b"3 0 R " * times
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count "
        + str(times).encode()
        + b"/Kids[" + kids + b"]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R"
        b"/MediaBox[0 0 60 80]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    )  # fmt: skip
