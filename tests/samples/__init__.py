"""Sample files by name. All are fictional, and `make.py` draws them anew."""

from pathlib import Path

FOLDER = Path(__file__).parent

PAY_STUB_12MP = FOLDER / "pay_stub_12mp.jpg"  # 4032 x 3024, stored on its side, EXIF with GPS
PAY_STUB_HEIC = FOLDER / "pay_stub.heic"
PAY_STUB_PNG = FOLDER / "pay_stub.png"
PAY_STUB_WEBP = FOLDER / "pay_stub.webp"
ATTENDANCE_1 = FOLDER / "attendance_1.jpg"
ATTENDANCE_2 = FOLDER / "attendance_2.jpg"
ATTENDANCE_3 = FOLDER / "attendance_3.jpg"
ATTENDANCE = (ATTENDANCE_1, ATTENDANCE_2, ATTENDANCE_3)
SCHOOL_RECORD = FOLDER / "school_record.pdf"  # two pages of text
GOOD = (PAY_STUB_12MP, PAY_STUB_HEIC, PAY_STUB_PNG, PAY_STUB_WEBP, *ATTENDANCE, SCHOOL_RECORD)

LOCKED_PDF = FOLDER / "locked.pdf"
PDF_PASSWORD = "sample-password"
CUT_OFF_JPEG = FOLDER / "cut_off.jpg"
EMPTY = FOLDER / "empty.jpg"
WRONG_TYPE = FOLDER / "wrong_type.jpg"  # a letter's text under a picture's name
PNG_BOMB = FOLDER / "bomb.png"  # 400 million pixels in 50 KB

# A harmless stand-in for a virus: MARKED is a whole JPEG with the marker in a comment, and
# SIGNATURE a ClamAV database that finds the marker under the name Touchpoint.Test.
MARKER = b"TOUCHPOINT-HARMLESS-TEST-SIGNATURE-7f3a"
CLAMAV_SIGNATURE = "Touchpoint.Test:0:*:" + MARKER.hex()
MARKED_JPEG = FOLDER / "marked.jpg"
MARKED_TEXT = FOLDER / "signature.txt"
SIGNATURE = FOLDER / "signature.ndb"
