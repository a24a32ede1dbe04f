"""Deadlines in words: what falls due, and the why of each."""

from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.policy.deadlines import DeadlineKind, DeadlineWhy, RanFrom
from portal.policy.programs import Unit, Value

KINDS: dict[DeadlineKind, Any] = {
    DeadlineKind.GOOD_CAUSE: _l("Good cause"),
    DeadlineKind.NONCOMPLIANCE: _l("Next step of the noncompliance"),
    DeadlineKind.LIVE_CONTACT: _l("Live contact"),
    DeadlineKind.DOCUMENT_REQUEST: _l("Document asked for"),
    DeadlineKind.PLAN_SIGNATURE: _l("Plan signature"),
    DeadlineKind.PLAN_CHANGE: _l("Change to the plan"),
    DeadlineKind.REASSIGNMENT: _l("Other activity"),
    DeadlineKind.ATTEMPT: _l("Attempt"),
    DeadlineKind.TOUCH: _l("Monthly touch"),
    DeadlineKind.EXEMPTION_REVIEW: _l("Exemption review"),
    DeadlineKind.FOLLOW_UP: _l("Follow-up contact"),
    DeadlineKind.REASSESSMENT: _l("Reassessment"),
    DeadlineKind.TASK: _l("Task"),
}

RAN_FROM: dict[RanFrom, Any] = {
    RanFrom.ENROLLMENT: _l("Runs from enrollment"),
    RanFrom.LAST_LIVE_CONTACT: _l("Runs from the last live contact"),
    RanFrom.LAST_ATTEMPT: _l("Runs from the last attempt"),
    RanFrom.LAST_TOUCH: _l("Runs from the last time the case was touched"),
}


def length(number: int, unit: Unit) -> str:
    """How long a clock runs, in its unit."""
    match unit:
        case Unit.CALENDAR_DAYS:
            return ngettext("%(n)s calendar day", "%(n)s calendar days", number)
        case Unit.WORKING_DAYS:
            return ngettext("%(n)s working day", "%(n)s working days", number)
        case _:
            return ngettext(
                "to the end of the calendar month after it",
                "to the end of the month, %(n)s calendar months after it",
                number,
            )


def why_rows(why: DeadlineWhy) -> list[tuple[str, str]]:
    """The why of a deadline as label and value: from what it ran, when, how long, by which rule."""
    value = Value(why.length, why.unit, why.citation, why.is_adopted)
    return [(str(RAN_FROM[why.ran_from]), dates.day(why.from_on)), *value_rows(value)]


def value_rows(value: Value) -> list[tuple[str, str]]:
    """A number of the program as label and value: how long, by which rule."""
    rule = f"{value.citation} ({value.citation.rule})"
    rows = [(_("Length"), length(value.value, value.unit)), (_("Rule"), rule)]
    if value.is_adopted:
        rows.append((_("Note"), _("Taken over from another program's policy.")))
    return rows
