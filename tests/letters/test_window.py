"""A printed letter folded in three shows its two addresses in the windows of its envelope, and
nothing else: measured in the PDF itself."""

from dataclasses import dataclass

import pypdfium2
import pytest

from portal import pdf
from tests.letters.samples import MOMENT, letter

INCH = 72
SHEET, FOLDED = 11.0, 11.0 / 3  # inches
CLEAR = 1 / 8  # between an address and the edge of its window, as the post asks
LONG = "Edificio Las Palmas, Apt 1207\nc/o Lopez\n415 West Harrison Street, Rear House\nOakland, CA 94607"


@dataclass(frozen=True)
class Window:
    """A window of the envelope in inches, as its makers give it."""

    height: float
    width: float
    from_left: float
    from_bottom: float

    def holds(self, box: tuple[float, ...], clear: float, shift: float = 0) -> bool:
        """Whether a box (left, bottom, right, top, from the sheet's upper left corner in inches)
        lies in the window, when the sheet rests in the envelope's lower left corner or `shift`
        inches off it."""
        top = FOLDED - self.from_bottom - self.height
        return (
            self.from_left - shift + clear <= box[0]
            and box[2] <= self.from_left - shift + self.width - clear
            and top + shift + clear <= box[3]
            and box[1] <= top + shift + self.height - clear
        )

    def touches(self, box: tuple[float, ...], shift: float) -> bool:
        left, top = self.from_left - shift, FOLDED - self.from_bottom - self.height + shift
        is_beside = box[2] < left or box[0] > left + self.width
        return not (is_beside or box[1] < top or box[3] > top + self.height)


# A #10 double window envelope, 4 1/8 by 9 1/2 inches.
SENDER = Window(7 / 8, 3 + 1 / 4, 5 / 8, 2 + 3 / 8)
RECIPIENT = Window(1, 4, 5 / 8, 5 / 8)


def boxes(document):
    """The first page's signs with their boxes, in inches from the sheet's upper left corner."""
    page = pypdfium2.PdfDocument(pdf.render_letter(document, at=MOMENT))[0].get_textpage()
    found = []
    for number in range(page.count_chars()):
        sign = page.get_text_range(number, 1)
        if sign.strip():
            left, bottom, right, top = (side / INCH for side in page.get_charbox(number))
            found.append((sign, (left, SHEET - bottom, right, SHEET - top)))
    return found


def shown(found, window, shift=0.0):
    """The signs that a window shows, sorted: readers of PDF turn right-to-left pages around."""
    return sorted(sign for sign, box in found if window.touches(box, shift))


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("size", [12, 18])
def test_each_window_shows_its_address_and_nothing_else(tag, size):
    found = boxes(letter("appointment", tag, size=size, qr_url="https://portal.example/my"))
    sender = "OaklandOffice2000SanPabloAvenueOakland,CA94612"
    # A sheet does not lie still: nor does anything slip into a window an eighth of an inch off.
    for shift in (0.0, CLEAR):
        assert shown(found, SENDER, shift) == sorted(sender)
        assert shown(found, RECIPIENT, shift) == sorted("MariaRuiz12OakStreetOakland,CA94601")
    inside = [box for sign, box in found if RECIPIENT.touches(box, 0)]
    assert all(RECIPIENT.holds(box, CLEAR) for box in inside)
    assert all(SENDER.holds(box, CLEAR) for sign, box in found if SENDER.touches(box, 0))


@pytest.mark.parametrize("size", [12, 18])
def test_an_address_of_five_lines_is_whole_in_the_window(size):
    found = boxes(letter("appointment", "es", size=size, mailing_address=LONG))
    assert shown(found, RECIPIENT) == sorted("MariaRuiz" + "".join(LONG.split()))
    inside = [box for _sign, box in found if RECIPIENT.touches(box, 0)]
    assert all(RECIPIENT.holds(box, 0) for box in inside)
