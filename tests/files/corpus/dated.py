"""Photos whose EXIF tells dates, places and sizes that cannot be; they are good photos."""

from collections.abc import Iterator
from io import BytesIO

from PIL import ExifTags, Image

from tests.files.corpus.bad import HIDDEN, Bad, bad, jpeg, small

_DATES = (
    "0000:00:00 00:00:00", "9999:99:99 99:99:99", "1970:01:01 00:00:00", "1904:01:01 00:00:00",
    "2038:01:19 03:14:08", "2026:02:30 25:61:61", "2099:12:31 23:59:60", "-001:13:32 00:00:00",
    "2026-11-22T10:00:00Z", "22/11/2026", "", " ", "\x00\x00\x00", "٢٠٢٦:١١:٢٢ ١٠:٠٠:٠٠",
    "2026年11月22日", "next Tuesday", "'; DROP TABLE document; --", "A" * 5000,
)  # fmt: skip
_TURNS = (0, 9, 255, 65535)


def cases() -> Iterator[Bad]:
    """Wrong dates, wrong turns, damaged and circular directories: all are taken, nothing is kept."""
    for number, date in enumerate(_DATES):
        yield bad(f"EXIF date {number}: {date[:20]!r}", "photo.jpg", with_date(date), "clean")
    for turn in _TURNS:
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = turn
        yield bad(f"turned by {turn}", "photo.jpg", with_exif(exif.tobytes()), "clean")
    big, little = b"Exif\0\0MM\0*\0\0\0\x08", b"Exif\0\0II*\0\x08\0\0\0"
    for what, block in (
        ("that points behind the file", b"Exif\0\0MM\0*\xff\xff\xff\xff"),
        ("of no entry", big + b"\0\0\0\0\0\0"),
        ("of 65535 entries", big + b"\xff\xff" + bytes(40)),
        ("that follows itself for ever", big + b"\0\0\0\0\0\x08"),
        ("with a value of four gigabytes", little + b"\1\0\x0f\1\2\0\xff\xff\xff\xff\0\0\0\0\0\0"),
        ("with a turn that is a text", little + b"\1\0\x12\1\2\0\4\0\0\0abc\0\0\0\0\0"),
        ("of an unknown order of bytes", b"Exif\0\0XX*\0\x08\0\0\0\0\0"),
        ("of its name alone", b"Exif\0\0"),
        ("that tells where somebody is", b"Exif\0\0" + HIDDEN),
    ):
        yield bad(f"EXIF {what}", "photo.jpg", with_exif(block), "clean")


def with_date(date: str) -> bytes:
    """The photo, taken at that time by what its EXIF says, with a hidden place beside it."""
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = date
    exif[ExifTags.Base.ImageDescription] = HIDDEN.decode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = date
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSDateStamp] = date
    place[ExifTags.GPS.GPSLatitude] = (999.0, 61.0, 61.0)
    return with_exif(exif.tobytes())


def with_exif(block: bytes) -> bytes:
    """The photo with this block as its EXIF."""
    photo = jpeg()
    if len(block) > 65_000:
        sink = BytesIO()
        small().save(sink, "JPEG", exif=block[:65_000])
        return sink.getvalue()
    return photo[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + photo[2:]
