"""Draws the sample files anew: `python -m tests.samples.make`. The same every time, but for the
HEIC (needs `heif-enc`, from Debian's libheif-examples; kept as it is without) and the PDFs' ids.

Nothing here shows a real person, employer, school or clinic.
"""

import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import pikepdf
import typst
from PIL import ExifTags, Image, ImageEnhance

from tests.samples import CLAMAV_SIGNATURE, MARKER, PDF_PASSWORD, heic, paper, photo

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "portal" / "demo" / "files"
# Orientation 6: the phone was held upright, the picture is stored lying on its side.
ON_ITS_SIDE = 6

SCHOOL_RECORD = """
#set page(paper: "us-letter", margin: 2.2cm)
#set text(size: 11pt)
#set document(title: "School record", author: "Alder Creek Adult School")
= Alder Creek Adult School
*Record of enrollment and progress* #h(1fr) November 18, 2026

Student: Sample Person #h(1fr) Program: Office Skills 2

#table(columns: (1fr, auto, auto, auto), inset: 7pt,
  [*Course*], [*Weekly hours*], [*Attended*], [*Mark*],
  [Keyboard and documents], [9], [34 of 36], [B+],
  [Spreadsheets], [6], [24 of 24], [A-],
  [English at work], [3], [12 of 12], [Pass])

Enrolled from September 8, 2026. The term ends on December 18, 2026.
Progress is satisfactory. Fictional sample.

#pagebreak()
== Attendance in November 2026
#table(columns: (1fr, auto, auto), inset: 7pt,
  [*Week of*], [*Hours*], [*Absent*],
  [November 2], [18], [0], [November 9], [15], [3], [November 16], [18], [0])

Jo Tamarack, instructor
"""


def _exif(orientation: int) -> Image.Exif:
    """What a phone writes: orientation, maker, and where the picture was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SamplePhone"
    exif[ExifTags.Base.Orientation] = orientation
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (37.0, 48.0, 0.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "W"
    place[ExifTags.GPS.GPSLongitude] = (122.0, 16.0, 0.0)
    return exif


def _photos() -> None:
    stub = photo.photograph(paper.pay_stub(), (3024, 4032), seed=1, blur=1.6)
    lying = stub.transpose(Image.Transpose.ROTATE_90)
    lying.save(HERE / "pay_stub_12mp.jpg", quality=80, exif=_exif(ON_ITS_SIDE))
    _heic(lying.resize((2016, 1512)))
    small = stub.resize((1008, 1344))
    small.save(HERE / "pay_stub.webp", quality=70, method=6)
    small.resize((504, 672)).quantize(64).save(HERE / "pay_stub.png", optimize=True)
    _cut_and_marked(small)
    for page in (1, 2, 3):
        sheet = photo.photograph(paper.attendance(page), (1200, 1600), seed=10 + page)
        sheet.save(HERE / f"attendance_{page}.jpg", quality=68, exif=_exif(1))


def _cut_and_marked(picture: Image.Image) -> None:
    whole = HERE / "marked.jpg"
    picture.save(whole, quality=60, comment=MARKER)
    found = whole.read_bytes()
    (HERE / "cut_off.jpg").write_bytes(found[: len(found) * 2 // 3])


def _heic(picture: Image.Image) -> None:
    encoder = shutil.which("heif-enc")
    if encoder is None:
        print("heif-enc is not installed: the HEIC sample stays as it is")
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "photo.jpg"
        picture.save(source, quality=90, exif=_exif(ON_ITS_SIDE))
        target = HERE / "pay_stub.heic"
        subprocess.run([encoder, "-q", "45", "-o", str(target), str(source)], check=True)
        target.write_bytes(heic.turned(target.read_bytes(), 3))


def _pdfs() -> None:
    plain = HERE / "school_record.pdf"
    plain.write_bytes(typst.compile(SCHOOL_RECORD.encode()))
    with pikepdf.open(plain) as document:
        document.save(
            HERE / "locked.pdf",
            encryption=pikepdf.Encryption(user=PDF_PASSWORD, owner=PDF_PASSWORD + "-owner"),
        )


def _hostile() -> None:
    (HERE / "empty.jpg").write_bytes(b"")
    (HERE / "wrong_type.jpg").write_bytes(b"Dear school,\nplease send the record by post.\n")
    (HERE / "signature.ndb").write_text(CLAMAV_SIGNATURE + "\n", encoding="ascii")
    (HERE / "signature.txt").write_bytes(b"A harmless text.\n" + MARKER + b"\n")
    (HERE / "bomb.png").write_bytes(_png_bomb(20_000, 20_000))


def _png_bomb(width: int, height: int) -> bytes:
    """A valid black-and-white PNG: 400 million pixels in some 50 KB."""
    row = bytes(1 + (width + 7) // 8)
    body = zlib.compress(row * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _demo() -> None:
    DEMO.mkdir(parents=True, exist_ok=True)
    for number, (name, draw) in enumerate(paper.PAPERS.items()):
        flat = draw()
        size = (1600, 1200) if flat.width > flat.height else (1200, 1300)
        picture = photo.photograph(flat, size, seed=40 + number)
        picture.save(DEMO / f"{name}.jpg", quality=72, exif=_exif(1))
    for page in (1, 2, 3):
        shutil.copyfile(HERE / f"attendance_{page}.jpg", DEMO / f"attendance_{page}.jpg")
    with Image.open(HERE / "attendance_2.jpg") as sheet:
        dark = ImageEnhance.Brightness(sheet).enhance(0.3)
        dark.save(DEMO / "attendance_2_dark.jpg", quality=72, exif=_exif(1))
    shutil.copyfile(HERE / "school_record.pdf", DEMO / "school_record.pdf")


if __name__ == "__main__":
    _photos()
    _pdfs()
    _hostile()
    _demo()
