"""What a case of the corpus is, and the small real files that the cases are made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf
from PIL import Image

from portal.policy.documents import RefusalCode
from tests import samples

CLEAN = "clean"  # taken, and what is kept holds nothing of what was hidden in it
EITHER = frozenset({CLEAN, *(str(code) for code in RefusalCode)})
HIDDEN = b"TOUCHPOINT-HIDDEN-PAYLOAD-5d1c"


@dataclass(frozen=True)
class Bad:
    """One bad file: what it is, the name it comes under, its bytes, and what may become of it:
    codes of RefusalCode, or CLEAN."""

    what: str
    file_name: str
    content: bytes
    gets: frozenset[str]


def bad(what: str, file_name: str, content: bytes, *gets: str | Iterable[str]) -> Bad:
    """A case; with nothing told it may be refused for any reason, or be taken and made clean."""
    wanted = frozenset(str(code) for code in gets) if gets else EITHER
    return Bad(what, file_name, content, wanted)


@cache
def small() -> Image.Image:
    """A photo of an attendance sheet, made small: the corpus is long."""
    with Image.open(samples.ATTENDANCE_1) as photo:
        return photo.convert("RGB").resize((150, 200))


@cache
def written(kind: str, **options: object) -> bytes:
    """The small photo as a file of a kind."""
    sink = BytesIO()
    small().save(sink, kind, **options)
    return sink.getvalue()


@cache
def jpeg() -> bytes:
    """The small photo as phones write it."""
    return written("JPEG", quality=70)


@cache
def pdf() -> bytes:
    """The first page of the school record."""
    sink = BytesIO()
    with pikepdf.open(samples.SCHOOL_RECORD) as whole:
        del whole.pages[1:]
        whole.save(sink)
    return sink.getvalue()


@cache
def heic() -> bytes:
    """The phone's own photo: nothing here writes HEIC."""
    return samples.PAY_STUB_HEIC.read_bytes()


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    """A PDF's bytes."""
    sink = BytesIO()
    document.save(sink, **options)  # type: ignore[arg-type]
    return sink.getvalue()
