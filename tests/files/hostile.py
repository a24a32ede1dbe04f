"""Files that want something: PDFs that act or tell, and files that swell when opened."""

import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests import samples

HIDING_PLACE = b"GPS-WHERE-SHE-HIDES"
MEGABYTE = 1024 * 1024


def photo_with_place() -> bytes:
    """A JPEG whose EXIF and comment tell a place."""
    photo = samples.ATTENDANCE_1.read_bytes()
    exif = b"Exif\0\0" + HIDING_PLACE
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    comment = b"\xff\xfe" + (len(HIDING_PLACE) + 2).to_bytes(2, "big") + HIDING_PLACE
    return photo[:2] + segment + comment + photo[2:]


def acting_pdf(path: Path) -> None:
    """Scripts, actions, an attachment, links, a filled form, metadata and a photo with GPS."""
    with pikepdf.open(samples.SCHOOL_RECORD) as pdf:
        page = pdf.pages[0]
        _add_actions(pdf, page)
        _add_form(pdf, page)
        _add_photo(pdf, pdf.pages[1])
        pdf.attachments["virus.exe"] = b"MZ attached"
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = [HIDING_PLACE.decode()]
        pdf.docinfo["/Author"] = HIDING_PLACE.decode()
        pdf.save(path)


def _add_actions(pdf: Pdf, page: pikepdf.Page) -> None:
    script = Dictionary(S=Name.JavaScript, JS="app.alert('script ran')")
    pdf.Root.OpenAction = script
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["start", script])))
    page.obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F="cmd.exe"))
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[0, 0, 100, 100],
        A=Dictionary(S=Name.URI, URI="https://tracker.example"),
    )
    page.obj.Annots = Array([pdf.make_indirect(link)])


def _add_form(pdf: Pdf, page: pikepdf.Page) -> None:
    drawn = Stream(pdf, b"0 0 0 rg 0 0 200 100 re f")
    drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 100])
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="hours",
            V="40",
            F=4,
            Rect=[300, 300, 500, 400],
            AP=Dictionary(N=drawn),
        )
    )
    page.obj.Annots.append(field)
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=Stream(pdf, b"<xfa/>"))


def _add_photo(pdf: Pdf, page: pikepdf.Page) -> None:
    shown = Dictionary()
    for name, content, filters in (
        ("/Plain", photo_with_place(), Name.DCTDecode),
        ("/Twice", zlib.compress(photo_with_place()), [Name.FlateDecode, Name.DCTDecode]),
    ):
        photo = Stream(pdf, content)
        photo.Type, photo.Subtype, photo.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
        photo.Width, photo.Height, photo.BitsPerComponent = 1200, 1600, 8
        photo.Filter = filters if isinstance(filters, Name) else Array(filters)
        shown[name] = pdf.make_indirect(photo)
    page.obj.Resources.XObject = shown
    page.contents_add(b"q 120 0 0 160 50 50 cm /Plain Do Q q 120 0 0 160 250 50 cm /Twice Do Q")


def swollen(megabytes: int, byte: bytes) -> bytes:
    """So many megabytes of one byte, deflated: a kilobyte each, and 200 bytes deflated again."""
    packer = zlib.compressobj(9)
    first = packer.compress(byte * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    head, block = first[:2], first[2:]
    check = 1
    for _ in range(megabytes):
        check = zlib.adler32(byte * MEGABYTE, check)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return head + block * megabytes + end + check.to_bytes(4, "big")


def swelling_pdf(path: Path) -> None:
    """A page whose content grows from a kilobyte to 1.5 GB."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        content = Stream(pdf, zlib.compress(swollen(1500, b" "), 9))
        content.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        pdf.pages[0].obj.Contents = pdf.make_indirect(content)
        pdf.save(path, compress_streams=False)


def picture_bomb_pdf(path: Path) -> None:
    """A page with a picture of 300 million pixels in a kilobyte."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        picture = Stream(pdf, zlib.compress(swollen(900, b"\0"), 9))
        picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
        picture.Width, picture.Height, picture.BitsPerComponent = 30_000, 10_000, 8
        picture.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        page = pdf.pages[0]
        page.obj.Resources = Dictionary(XObject=Dictionary(P=pdf.make_indirect(picture)))
        page.contents_add(b"600 0 0 800 0 0 cm /P Do")
        pdf.save(path, compress_streams=False)


def endless_pdf(path: Path) -> None:
    """Forms within forms: ten times ten times ten drawings, eight deep."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        inner = Stream(pdf, b"0 0 m 9 9 l S " * 100)
        for _ in range(9):
            inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 800])
            outer = Stream(pdf, b"/F Do " * 10)
            outer.Resources = Dictionary(XObject=Dictionary(F=pdf.make_indirect(inner)))
            inner = outer
        page = pdf.pages[0]
        page.obj.Resources = inner.Resources
        page.contents_add(b"/F Do " * 10)
        pdf.save(path)


def paged_pdf(path: Path, pages: int) -> None:
    """Blank pages."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(300, 400))
        pdf.save(path)


def huge_page_pdf(path: Path) -> None:
    """A page of 14,400,000 points, one that is almost only a line, and one of no size."""
    with pikepdf.new() as pdf:
        for size in ((14_400_000, 14_400_000), (14_400, 1), (0, 0)):
            page = pdf.add_blank_page()
            page.obj.MediaBox = Array([0, 0, *size])
        pdf.save(path)


def text_of(path: Path) -> bytes:
    """Everything in a PDF, unpacked, to search in."""
    sink = BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(
            sink,
            qdf=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return sink.getvalue()
