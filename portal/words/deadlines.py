"""Deadlines in words: what falls due, and the why of each."""

from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.policy.deadlines import DeadlineKind, DeadlineWhy, RanFrom
from portal.policy.programs import Unit

KINDS: dict[DeadlineKind, Any] = {
    DeadlineKind.GOOD_CAUSE: _l("Good cause"),
    DeadlineKind.LIVE_CONTACT: _l("Live contact"),
    DeadlineKind.DOCUMENT_REQUEST: _l("Document asked for"),
    DeadlineKind.PLAN_SIGNATURE: _l("Plan signature"),
    DeadlineKind.PLAN_CHANGE: _l("Change to the plan"),
    DeadlineKind.REASSIGNMENT: _l("Other activity"),
    DeadlineKind.ATTEMPT: _l("Attempt"),
    DeadlineKind.TOUCH: _l("Monthly touch"),
    DeadlineKind.EXEMPTION_REVIEW: _l("Exemption review"),
    DeadlineKind.TASK: _l("Task"),
}

RAN_FROM: dict[RanFrom, Any] = {
    RanFrom.ENROLLMENT: _l("Runs from enrollment"),
    RanFrom.LAST_LIVE_CONTACT: _l("Runs from the last live contact"),
    RanFrom.LAST_ATTEMPT: _l("Runs from the last attempt"),
    RanFrom.LAST_TOUCH: _l("Runs from the last time the case was touched"),
}


def length(why: DeadlineWhy) -> str:
    """How long a clock runs, in its unit."""
    match why.unit:
        case Unit.CALENDAR_DAYS:
            return ngettext("%(n)s calendar day", "%(n)s calendar days", why.length)
        case Unit.WORKING_DAYS:
            return ngettext("%(n)s working day", "%(n)s working days", why.length)
        case _:
            return ngettext(
                "to the end of the calendar month after it",
                "to the end of the month, %(n)s calendar months after it",
                why.length,
            )


def why_rows(why: DeadlineWhy) -> list[tuple[str, str]]:
    """The why of a deadline as label and value: from what it ran, when, how long, by which rule."""
    rows = [
        (str(RAN_FROM[why.ran_from]), dates.day(why.from_on)),
        (_("Length"), length(why)),
        (_("Rule"), f"{why.citation} ({why.citation.rule})"),
    ]
    if why.is_adopted:
        rows.append((_("Note"), _("Taken over from another program's policy.")))
    return rows
