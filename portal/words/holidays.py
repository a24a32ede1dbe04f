"""What staff read of the calendar of working days."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.calendar import HolidayRefusal

REFUSALS: dict[HolidayRefusal, Any] = {
    HolidayRefusal.NO_NAME: _l("Please give the day a name."),
    HolidayRefusal.WEEKEND: _l("This is a Saturday or Sunday: no working day anyway."),
    HolidayRefusal.ENTERED_ALREADY: _l("This day is in the calendar already."),
    HolidayRefusal.OUT_OF_RANGE: _l("This day is too far away. Please check the year."),
}
STATES: dict[str, Any] = {
    "": _l("Federal holidays alone"),
    "CA": _l("Federal holidays and those of California"),
    "WA": _l("Federal holidays and those of Washington"),
}
