"""Hours in a participant's words: how long, what was told of a day, where it comes from, what
became of it (PLAN-9)."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.policy.attendance import (
    AbsenceReason,
    HoursKind,
    HoursRefusal,
    HoursSource,
    HoursState,
    Objection,
    ObjectionAnswer,
)
from portal.policy.hours_decisions import ReturnReason

REASONS: dict[str, Any] = {
    AbsenceReason.ILL: _l("I was sick"),
    AbsenceReason.CHILD_ILL: _l("My child was sick"),
    AbsenceReason.CHILD_CARE: _l("I had no child care"),
    AbsenceReason.NO_RIDE: _l("I had no way to get there"),
    AbsenceReason.APPOINTMENT: _l("I had an appointment"),
    AbsenceReason.CANCELED: _l("It did not take place that day"),
    AbsenceReason.HOLIDAY: _l("It was a holiday"),
    AbsenceReason.FAMILY: _l("My family needed me"),
    AbsenceReason.OTHER: _l("Something else"),
}

OBJECTIONS: dict[str, Any] = {
    Objection.WAS_THERE: _l("I was there on this day"),
    Objection.WAS_LONGER: _l("I was there for more time"),
    Objection.OTHER_DAY: _l("It was another day"),
    Objection.HAD_REASON: _l("I had a good reason"),
    Objection.OTHER: _l("Something else"),
}

OBJECTION_ANSWERS: dict[str, Any] = {
    "": _l("Your worker looks at it. You will see the answer here."),
    ObjectionAnswer.CORRECTED: _l("Your worker corrected the hours."),
    ObjectionAnswer.KEPT: _l(
        "Your worker looked at it. The hours stay as they are. If you do not agree, call your "
        "worker."
    ),
}

# Where a week stands; one that was not sent has no state.
STATES: dict[str, Any] = {
    "": _l("Not sent yet"),
    HoursState.REPORTED: _l("Sent"),
    HoursState.ACCEPTED: _l("Accepted"),
    HoursState.RETURNED: _l("Please look again"),
}
TONES: dict[str, str] = {
    "": "plain",
    HoursState.REPORTED: "info",
    HoursState.ACCEPTED: "good",
    HoursState.RETURNED: "warn",
}

RETURNS: dict[str, Any] = {
    ReturnReason.PROOF_MISSING: _l("A paper that shows your hours is missing. Please add it."),
    ReturnReason.PROOF_DIFFERS: _l(
        "The paper shows other hours. Please look at both, and change what is not right."
    ),
    ReturnReason.OTHER_DAYS: _l("Some days are not right. Please look at each day again."),
    ReturnReason.REASON_UNCLEAR: _l(
        "Please tell us more about why you were not there. A few words are enough."
    ),
    ReturnReason.OTHER: _l("Your worker wrote to you about it:"),
}

REFUSALS: dict[HoursRefusal, Any] = {
    HoursRefusal.NO_SUCH_WEEK: _l("This day is not in this week."),
    HoursRefusal.NOT_YET: _l("This day has not come yet."),
    HoursRefusal.TOO_LONG_AGO: _l(
        "This week is too long ago to change here. Please call your worker."
    ),
    HoursRefusal.ALREADY_ACCEPTED: _l(
        "Your worker accepted this week already. If something is not right, call your worker."
    ),
    HoursRefusal.NOTHING_TO_SEND: _l("There is nothing to send here."),
    HoursRefusal.NO_SUCH_TIME: _l("Please choose how long you were there."),
    HoursRefusal.MORE_THAN_A_DAY: _l("These are more hours than a day has."),
    HoursRefusal.REASON_MISSING: _l("Please choose why. Your worker wants to understand it."),
    HoursRefusal.NO_SUCH_ACTIVITY: _l("Please choose one of your activities."),
    HoursRefusal.OWN_ENTRY: _l("You told us these hours. You can change them in your week."),
    HoursRefusal.CHANGED_MEANWHILE: _l("This changed in the meantime. Please look at it again."),
}


def length(minutes: int) -> str:
    """A number of minutes in words: "3 hours", "45 minutes", "1 h 30 min"."""
    whole, rest = divmod(minutes, 60)
    if rest == 0:
        return ngettext("%(n)s hour", "%(n)s hours", whole)
    if whole == 0:
        return ngettext("%(n)s minute", "%(n)s minutes", rest)
    return _("%(hours)s h %(minutes)s min", hours=whole, minutes=rest)


def told_line(entry: Any, planned: int) -> str:
    """What was told of a day, in one sentence. In: the entry, minutes planned."""
    if not entry.minutes:
        return _("Not there")
    if not planned or entry.minutes == planned:
        return length(entry.minutes)
    return _("%(done)s of %(planned)s", done=length(entry.minutes), planned=length(planned))


def absence_lines(entry: Any) -> list[str]:
    """Why somebody was not there, and what the worker said of it; nothing where nothing was
    missed."""
    if not entry.missed_minutes:
        return []
    said = {
        HoursKind.ABSENT: _("Your worker looks at it."),
        HoursKind.EXCUSED: _("Your worker says: this was a good reason."),
        HoursKind.UNEXCUSED: _("These hours do not count. Call your worker if you had a reason."),
    }
    why = [str(REASONS[entry.reason])] if entry.reason in REASONS else []
    return [*why, *(line for kind, line in said.items() if kind == entry.kind)]


def source_line(entry: Any) -> str:
    """Where hours come from; empty for what the participant told (screens.md, section 2)."""
    who = entry.entered_by.name if entry.entered_by is not None else ""
    match str(entry.source):
        case HoursSource.PROVIDER:
            return _("Entered by %(name)s", name=who) if who else _("Entered by your school")
        case HoursSource.WORKER:
            return _("Entered by your worker, %(name)s", name=who) if who else _(
                "Entered by your worker"
            )  # fmt: skip
    return ""


def proof_line(day: Any) -> tuple[str, str]:
    """What proves the hours of a day, in words and as a tag's tone; ("", "") where there is
    nothing to prove. In: reports.hours.month.DayHours."""
    if day.entry is None or not day.entry.minutes:
        return "", ""
    tally = day.tally
    if tally.counted and not tally.unproven:
        return _("Counted"), "good"
    if not tally.unproven:
        return _("Proven"), "good"
    if tally.proven:
        return _("%(done)s proven", done=length(tally.proven)), "warn"
    return _("No proof yet"), "warn"
