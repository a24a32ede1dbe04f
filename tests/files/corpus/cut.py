"""Files that came in part, and files with nothing in them."""

from collections.abc import Iterator

from tests.files.corpus.bad import Bad, bad, heic, jpeg, pdf, written

_SHARES = (0.1, 0.35, 0.6, 0.9, 0.99)


def cases() -> Iterator[Bad]:
    """Every kind cut at several places; zero bytes under every name."""
    whole = {
        "jpg": jpeg(),
        "progressive.jpg": written("JPEG", progressive=True),
        "png": written("PNG"),
        "webp": written("WEBP"),
        "lossless.webp": written("WEBP", lossless=True),
        "heic": heic(),
        "pdf": pdf(),
    }
    for kind, content in whole.items():
        for share in _SHARES:
            part = content[: int(len(content) * share)]
            yield bad(f"{kind} cut after {share:.0%}", f"cut.{kind}", part, "cut_off")
        told = ("cut_off", "wrong_type", "unreadable")
        yield bad(f"two bytes of a {kind}", f"two.{kind}", content[:2], *told)
        yield bad(f"sixteen bytes of a {kind}", f"sixteen.{kind}", content[:16], *told)
        yield bad(f"a {kind} without its start", f"headless.{kind}", content[40:], *told, "clean")
    yield from _nothing()


def _nothing() -> Iterator[Bad]:
    for kind in ("jpg", "png", "webp", "heic", "pdf", "PDF", "txt", "exe"):
        yield bad(f"zero bytes under .{kind}", f"empty.{kind}", b"", "empty")
    for what, content in (
        ("one blank", b" "), ("one zero byte", b"\0"), ("a thousand blanks", b" " * 1000),
        ("a thousand zero bytes", b"\0" * 1000), ("line ends alone", b"\r\n" * 40),
        ("a byte order mark alone", b"\xef\xbb\xbf"),
    ):  # fmt: skip
        yield bad(what, "nothing.jpg", content, "wrong_type")
