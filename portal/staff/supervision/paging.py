"""Pages of a list that are asked for by number, and the addresses of those beside."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.policy.calendar import Month


def page_asked(asked: Mapping[str, str]) -> int:
    """The page of an address, counted from 1; what makes no sense is the first."""
    number = asked.get("page", "")
    return min(max(int(number), 1), 10_000) if number.isdecimal() and len(number) < 7 else 1


def page_of(base: str, page: int, has_more: bool) -> dict[str, Any]:
    """What a template's pager needs; `base` ends with "?" or "&"."""
    return {
        "previous_url": f"{base}page={page - 1}" if page > 1 else "",
        "next_url": f"{base}page={page + 1}" if has_more else "",
    }


def first_of(month: str) -> date:
    """The first local date of a month that is kept as "yyyy-mm"."""
    return Month(int(month[:4]), int(month[5:])).first_on
