"""Amounts as staff type them, dollars or hours, and as they are kept: whole cents and minutes."""

from typing import Any

from wtforms import DecimalField
from wtforms.validators import NumberRange, Optional

from portal.i18n import gettext as _
from portal.i18n import lazy as _l

MOST_DOLLARS = 500  # an hour
MOST_HOURS = 120  # a week


class Amount(DecimalField):
    """A number that may be left empty; what is none is refused in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads what was typed. Raises ValueError, in words, for what is no number."""
        try:
            super().process_formdata([one.strip().replace(",", "") for one in valuelist])
        except ValueError:
            raise ValueError(_("Please give a number, for example 18.50.")) from None


class Wage(Amount):
    """Dollars an hour."""

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        message = _l("Please give dollars from 0 to 500.")
        super().__init__(label, [Optional(), NumberRange(0, MOST_DOLLARS, message)], **kwargs)

    @property
    def cents(self) -> int | None:
        """The amount in cents; None where nothing was typed."""
        return None if self.data is None else round(self.data * 100)


class Hours(Amount):
    """Hours a week."""

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        message = _l("Please give hours from 0 to 120.")
        super().__init__(label, [Optional(), NumberRange(0, MOST_HOURS, message)], **kwargs)

    @property
    def minutes(self) -> int | None:
        """The amount in minutes; None where nothing was typed."""
        return None if self.data is None else round(self.data * 60)
