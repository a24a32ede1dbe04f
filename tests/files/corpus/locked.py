"""PDFs with passwords, of every age of the format's locks; and locks that let everybody read."""

from collections.abc import Iterator

import pikepdf

from tests import samples
from tests.files.corpus.bad import Bad, bad, saved

_LOCKS = {"40 bits": 2, "128 bits": 3, "128 bits, newer": 4, "256 bits": 6}


def cases() -> Iterator[Bad]:
    """Locked with a password to open, and with one to change alone."""
    for what, age in _LOCKS.items():
        is_new = {"aes": age >= 4, "metadata": age >= 4}
        for user, gets in (("secret", "locked"), ("", "clean")):
            lock = pikepdf.Encryption(user=user, owner="owner", R=age, **is_new)  # type: ignore[arg-type]
            with pikepdf.open(samples.SCHOOL_RECORD) as document:
                content = saved(document, encryption=lock)
            kind = "opened with a password" if user else "that only forbids changes"
            yield bad(f"a PDF {kind}, {what}", "locked.pdf", content, gets)
    whole = samples.LOCKED_PDF.read_bytes()
    yield bad("a locked PDF called a photo", "photo.jpg", whole, "locked")
    yield bad("a locked PDF cut off", "locked.pdf", whole[: len(whole) // 2], "cut_off")
    told = ("locked", "unreadable", "bomb")
    broken = whole.replace(b"/Filter /Standard", b"/Filter /Stondord")
    yield bad("a lock of an unknown kind", "locked.pdf", broken, *told)
    yield bad("a lock that is said twice", "locked.pdf", whole + whole, *told)
    yield bad(
        "a lock that points nowhere", "locked.pdf",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 99 0 R>>\n%%EOF\n", *told,
    )  # fmt: skip
