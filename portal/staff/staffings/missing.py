"""What is missing before a staffing can be completed, in words, each with its tab (STAFF-10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal import clock, resources
from portal.policy.staffing_completion import refusals_to_complete, tab_of
from portal.policy.staffings import Tab
from portal.reports.staffings.contents import Contents
from portal.words.staffing_refusals import of_refusal


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing, in words, and its tab."""

    tab: str
    text: str


def still_missing(contents: Contents, has_letter: bool) -> list[Missing]:
    """What is missing as it stands now, as far as this person may read it, in the tabs' order."""
    return listed(
        refusals_to_complete(contents.facts(has_letter), clock.today(resources.timezone()))
    )


def listed(codes: Mapping[str, StrEnum]) -> list[Missing]:
    """Refusals in words, in the tabs' order."""
    lines = [Missing(str(tab_of(name)), of_refusal(code)) for name, code in codes.items()]
    order = [str(tab) for tab in Tab]
    return sorted(lines, key=lambda one: order.index(one.tab))
