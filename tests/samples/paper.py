"""Papers as participants hold them, drawn flat: fictional people, employers and schools."""

from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

INK = (28, 30, 42)
PEN = (34, 52, 140)
Page = tuple[Image.Image, ImageDraw.ImageDraw]


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size=size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow needs FreeType for the samples"
    return font


def _page(width: int, height: int, colour: tuple[int, int, int] = (250, 249, 244)) -> Page:
    image = Image.new("RGB", (width, height), colour)
    return image, ImageDraw.Draw(image)


def _rows(
    draw: ImageDraw.ImageDraw,
    rows: list[list[str]],
    columns: list[int],
    top: int,
    step: int,
    size: int,
) -> int:
    """A ruled table; out: where it ends."""
    for number, row in enumerate(rows):
        y = top + number * step
        draw.line((columns[0], y, columns[-1], y), fill=(150, 150, 150), width=2)
        for text, x in zip(row, columns, strict=False):
            hand = number > 0 and text.startswith("~")
            draw.text((x + 12, y + 12), text.lstrip("~"), PEN if hand else INK, font=_font(size))
    end = top + len(rows) * step
    draw.line((columns[0], end, columns[-1], end), fill=(150, 150, 150), width=2)
    for x in columns:
        draw.line((x, top, x, end), fill=(150, 150, 150), width=2)
    return end


def pay_stub() -> Image.Image:
    """Two weeks at a laundry, November 2026."""
    image, draw = _page(1700, 1150)
    draw.rectangle((0, 0, 1700, 130), fill=(42, 84, 122))
    draw.text((50, 36), "Juniper Street Laundry", "white", font=_font(58))
    draw.text((1230, 50), "Earnings statement", "white", font=_font(36))
    lines = [
        "Employee: Sample Person          Employee no. 0417",
        "Pay period: 11/02/2026 - 11/15/2026",
        "Pay date: 11/20/2026                Check no. 20881",
    ]
    for number, line in enumerate(lines):
        draw.text((50, 170 + number * 56), line, INK, font=_font(38))
    rows = [
        ["Earnings", "Rate", "Hours", "This period"],
        ["Regular", "$17.50", "48.00", "$840.00"],
        ["Overtime", "$26.25", "3.50", "$91.88"],
        ["Gross pay", "", "51.50", "$931.88"],
        ["Federal tax", "", "", "- $41.20"],
        ["Social Security", "", "", "- $57.78"],
        ["Medicare", "", "", "- $13.51"],
        ["Net pay", "", "", "$819.39"],
    ]
    end = _rows(draw, rows, [50, 700, 980, 1260, 1650], 370, 78, 40)
    draw.text((50, end + 50), "12 Juniper Street, Anytown    Fictional sample", INK, font=_font(34))
    return image


def attendance(page: int) -> Image.Image:
    """One of three pages of class attendance, signed by hand, November 2026."""
    image, draw = _page(1275, 1650)
    draw.text((80, 70), "Alder Creek Adult School", INK, font=_font(56))
    draw.text((80, 150), f"Attendance sheet, November 2026, page {page} of 3", INK, font=_font(38))
    draw.text((80, 210), "Student: Sample Person      Class: Office Skills 2", INK, font=_font(34))
    first = {1: 2, 2: 9, 3: 16}[page]
    rows = [["Date", "In", "Out", "Hours", "Initials"]]
    for offset in range(10):
        day = first + offset // 2
        half = "AM" if offset % 2 == 0 else "PM"
        times = ("~9:00", "~12:00") if half == "AM" else ("~12:30", "~3:30")
        hours = "~3" if (page, offset) != (2, 7) else "~absent"
        rows.append([f"11/{day:02d}/2026 {half}", *times, hours, "~JT"])
    end = _rows(draw, rows, [80, 460, 640, 820, 990, 1195], 290, 78, 36)
    total = {1: "30", 2: "27", 3: "30"}[page]
    draw.text((80, end + 30), f"Hours on this page: {total}", INK, font=_font(40))
    draw.text((80, end + 110), "Instructor: ", INK, font=_font(38))
    draw.text((300, end + 100), "Jo Tamarack", PEN, font=_font(52))
    return image


def medical_note() -> Image.Image:
    """A clinic's note about days off, without a diagnosis."""
    image, draw = _page(1275, 1250, (246, 248, 250))
    draw.text((90, 80), "Larkspur Community Clinic", (24, 92, 84), font=_font(58))
    draw.line((90, 160, 1185, 160), fill=(24, 92, 84), width=5)
    lines = [
        "Date: November 12, 2026",
        "Patient: Sample Person",
        "",
        "The patient was seen today and cannot",
        "attend work or class from November 12",
        "to November 17, 2026.",
        "",
        "May return on November 18, 2026",
        "without limits.",
    ]
    for number, line in enumerate(lines):
        draw.text((90, 220 + number * 70), line, INK, font=_font(44))
    draw.text((90, 930), "P. Quillfeather, NP", PEN, font=_font(60))
    draw.text((90, 1030), "Fictional sample", INK, font=_font(32))
    return image


def identity_card() -> Image.Image:
    """A card that no office issues: it says so across its face."""
    image, draw = _page(1400, 880, (222, 234, 244))
    draw.rectangle((0, 0, 1400, 130), fill=(96, 60, 120))
    draw.text((40, 34), "STATE OF NOWHERE  -  SPECIMEN", "white", font=_font(60))
    draw.rectangle((60, 190, 440, 690), fill=(196, 204, 212), outline=INK, width=4)
    draw.ellipse((160, 270, 340, 470), fill=(140, 150, 160))
    draw.pieslice((110, 480, 390, 860), 180, 360, fill=(140, 150, 160))
    lines = ["NAME  SAMPLE PERSON", "BORN  01/15/1990", "CARD  S0000 0000", "ENDS  01/15/2030"]
    for number, line in enumerate(lines):
        draw.text((500, 210 + number * 100), line, INK, font=_font(58))
    draw.text((60, 760), "FICTIONAL - NOT A REAL IDENTITY DOCUMENT", (170, 30, 40), font=_font(52))
    return image


PAPERS: dict[str, Callable[[], Image.Image]] = {
    "pay_stub": pay_stub,
    "medical_note": medical_note,
    "identity_card": identity_card,
}
