"""Dates in each language, whichever was asked for before it."""

import subprocess
import sys
from datetime import date

from portal import dates
from portal.locales import LOCALES

MAY_12 = date(2026, 5, 12)
SAID = """
import sys
from datetime import date
from portal import dates
for tag in sys.argv[1:]:
    said = [dates.month(date(2026, 5, 12), tag), dates.clock_time(870, tag)]
    said += [f(day, tag) for f in (dates.weekday, dates.weekday_letter) for day in range(7)]
    print(tag, said)
"""


def test_no_language_names_the_months_and_days_of_another() -> None:
    """Names that languages share in memory were once those of whoever was asked for first."""
    tags = list(LOCALES)
    once, reversed_ = (
        subprocess.run(
            [sys.executable, "-c", SAID, *order], capture_output=True, text=True, check=True
        ).stdout
        for order in (tags, tags[::-1])
    )
    assert sorted(once.splitlines()) == sorted(reversed_.splitlines())
    assert dates.month(MAY_12, "fr") == "mai 2026"
    assert dates.month(MAY_12, "ar") == "مايو 2026"
    assert dates.month(MAY_12, "km") == "ឧសភា 2026"


def test_a_language_that_nobody_keeps_names_of_days_for_says_dates_in_numbers() -> None:
    for tag in ("hmn", "ksw", "ium"):
        assert dates.day(MAY_12, tag) == "05/12/2026"
        assert dates.near_day(MAY_12, tag) == "05/12"
        assert dates.clock_time(870, tag) == "2:30 PM"
