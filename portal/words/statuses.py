"""Where a case stands in words: why, from where, what cannot be entered, and what was changed."""

from datetime import date
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.clock_months import month_of
from portal.policy.status_periods import (
    CAUSES,
    EXEMPTIONS,
    Referral,
    StatusReason,
    StatusRefusal,
    StatusSource,
)
from portal.policy.statuses import CaseStatus
from portal.words.cases import STATUSES
from portal.words.clocks import CLOCKS, months_line

REASONS: dict[str, Any] = {
    StatusReason.NEW_CASE: _l("New case"),
    StatusReason.TAKES_PART: _l("Takes part in the program"),
    StatusReason.PERIOD_OVER: _l("The time before is over"),
    StatusReason.ENTERED_WRONG: _l("It was entered wrong before"),
    StatusReason.CAUSE_FOUND: _l("There was a good reason"),
    StatusReason.CURED: _l("The participant did what was asked"),
    StatusReason.WITHDRAWN: _l("The noncompliance was taken back"),
    StatusReason.PLAN_AGREED: _l("A compliance plan was agreed"),
    StatusReason.AID_RETURNED: _l("Cash aid began again"),
    StatusReason.CLOSING_REFUSED: _l("The closing was refused"),
    StatusReason.DISABILITY: _l("Illness or disability for a time"),
    StatusReason.PERMANENT_DISABILITY: _l("Lasting disability"),
    StatusReason.CARING: _l("Caring for a disabled family member"),
    StatusReason.PREGNANCY: _l("Pregnancy"),
    StatusReason.YOUNG_CHILD: _l("Caring for a young child"),
    StatusReason.AGE: _l("Age"),
    StatusReason.FAMILY_SAFETY: _l("Safety of the family"),
    StatusReason.NOT_REQUIRED: _l("Need not take part, and wants to"),
    StatusReason.CAUSE_PERIOD: _l("The days to give a reason"),
    StatusReason.ILLNESS: _l("Illness in the family"),
    StatusReason.NO_CHILD_CARE: _l("No child care"),
    StatusReason.NO_RIDE: _l("No way to get there"),
    StatusReason.NO_HOME: _l("No place to live"),
    StatusReason.FAMILY_CRISIS: _l("Crisis in the family"),
    StatusReason.COURT: _l("Court or jail"),
    StatusReason.NO_SUPPORT: _l("A promised service is not there"),
    StatusReason.OTHER_CAUSE: _l("Another good reason"),
    StatusReason.MISSED: _l("Something of the plan was missed"),
    StatusReason.NO_CAUSE: _l("No good reason was found"),
    StatusReason.PLAN_BROKEN: _l("The compliance plan was not kept"),
    StatusReason.AID_ENDED: _l("Cash aid ended"),
    StatusReason.MONTHS_USED: _l("All months of aid are used"),
    StatusReason.NOT_IN_AID: _l("Taken out of the cash aid"),
    StatusReason.LEFT_PROGRAM: _l("Left the program"),
    StatusReason.CLOSED_BY_HANDS: _l("Closed by worker, supervisor and clerical"),
    StatusReason.FROM_FILE: _l("As the other system has it"),
}

SOURCES: dict[str, Any] = {
    StatusSource.BEFORE: _l("From before periods were kept"),
    StatusSource.WORKER: _l("Entered by the worker"),
    StatusSource.STEPS: _l("By its own steps"),
    StatusSource.FILE: _l("From another system's file"),
    StatusSource.PORTAL: _l("Followed by itself"),
}

REFERRALS: dict[str, Any] = {
    Referral.SSI: _l("SSI advocacy"),
    Referral.HOME_CARE: _l("In-home support (IHSS)"),
}

_REFUSALS: dict[str, Any] = {
    StatusRefusal.NO_REASON: _l("This reason does not go with this status."),
    StatusRefusal.BEFORE_ENROLLMENT: _l("This is before the case was enrolled."),
    StatusRefusal.TOO_FAR: _l("This begins more than three months ahead. Please check it."),
    StatusRefusal.ENDS_BEFORE: _l("The last day is before the first one."),
    StatusRefusal.HAS_NO_END: _l("This status has no last day: enter the one that follows it."),
    StatusRefusal.NO_REVIEW: _l("Say by when it is looked at again, or when it ends."),
    StatusRefusal.REVIEW_OUTSIDE: _l("This day does not lie between the first and the last one."),
    StatusRefusal.REVIEW_TOO_FAR: _l("It is looked at again within a year. Please check the day."),
    StatusRefusal.NO_EVIDENCE: _l("Say what shows it, or choose a document."),
    StatusRefusal.NOTHING_NEW: _l("The case stands there already, in just this way."),
    StatusRefusal.BY_STEPS: _l(
        "These days are of a noncompliance or a sanction, which begin and end by their own steps."
    ),
    StatusRefusal.IS_CLOSED: _l("The case is closed on these days."),
    StatusRefusal.NO_STAFFING: _l(
        "No completed staffing before sanction decided to pursue it since the noncompliance began."
    ),
    StatusRefusal.CHANGED_MEANWHILE: _l(
        "Somebody else entered a status meanwhile. Look at the periods, then send yours again."
    ),
}

DATES: dict[str, Any] = {
    "live_due_on": _l("Live contact due"),
    "attempt_due_on": _l("Next try due"),
    "next_deadline_on": _l("Next deadline"),
    "clock_ends_on": _l("End of the clock that ends first"),
    "follow_up_due_on": _l("Follow-up contact due"),
    "status_review_on": _l("Looked at again"),
}


def of_refusal(code: str) -> str:
    """Why a status was not taken, in words. Raises KeyError for an unknown code."""
    return str(_REFUSALS[code])


def reason_line(status: str, reason: str, reads_why: bool) -> str:
    """Why a case stands there; what may tell of health or of danger in general words, for who does
    not read the private file (NOTE-7)."""
    if not reads_why and reason in EXEMPTIONS:
        return _("An exemption")
    if not reads_why and reason in CAUSES:
        return _("A good reason")
    return str(REASONS[reason]) if reason in REASONS else _("not said")


def until_line(starts_on: date, ends_on: date | None) -> str:
    """From when to when a period runs."""
    first = dates.short_day(starts_on)
    if ends_on is None:
        return _("since %(first)s", first=first)
    return _("%(first)s to %(last)s", first=first, last=dates.short_day(ends_on))


def tag_line(status: str, until: date | None) -> str:
    """The status of a case for the line that stays in sight, with its last day where one is
    known."""
    name = str(STATUSES[CaseStatus(status)])
    return name if until is None else _("%(status)s to %(day)s", status=name,
                                        day=dates.short_day(until))  # fmt: skip


def changes(told: dict[str, Any]) -> list[str]:
    """What entering a status changed, a sentence each: the periods that gave way, then months of
    clocks, hours owed, and dates. In: codes and dates as they are kept with the period."""
    return [
        *_periods(told),
        *(line for one in told.get("clocks", ()) for line in _clock(one)),
        *_owed(told.get("owed", {})),
        *(_date(name, was, now) for name, (was, now) in told.get("dates", {}).items()),
    ]


def _periods(told: dict[str, Any]) -> list[str]:
    lines = []
    if told.get("status"):
        was, now = (STATUSES[CaseStatus(one)] for one in told["status"])
        lines.append(_("The case stands as: %(now)s. Before: %(was)s.", now=now, was=was))
    for one in told.get("covered", ()):
        lines.append(_("Taken back: %(period)s.", period=_stretch(one, one["was_to"])))
    for one in told.get("shortened", ()):
        lines.append(
            _("%(period)s now ends on %(day)s.", period=_stretch(one, one["was_to"]),
              day=_day(one["to"]))
        )  # fmt: skip
    for one in told.get("follow", ()):
        lines.append(_("After it: %(period)s.", period=_stretch(one, one["was_to"])))
    return lines


def _stretch(one: dict[str, str], ends: str) -> str:
    first, last = date.fromisoformat(one["from"]), date.fromisoformat(ends) if ends else None
    return _("%(status)s, %(days)s", status=STATUSES[CaseStatus(one["status"])],
             days=until_line(first, last))  # fmt: skip


def _clock(one: dict[str, Any]) -> list[str]:
    name, (was, now), lines = CLOCKS[one["clock"]], one["used"], []
    if was != now:
        lines.append(_("%(clock)s: %(now)s used, before it was %(was)s.", clock=name, now=now,
                       was=was))  # fmt: skip
    if one["freed"]:
        lines.append(_("%(clock)s: not counted any more: %(months)s.", clock=name,
                       months=_months(one["freed"])))  # fmt: skip
    if one["counted"]:
        lines.append(_("%(clock)s: counted now: %(months)s.", clock=name,
                       months=_months(one["counted"])))  # fmt: skip
    if one["ends"][0] != one["ends"][1]:
        lines.append(_("%(clock)s: its end moves from %(was)s to %(now)s.", clock=name,
                       was=_day(one["ends"][0]), now=_day(one["ends"][1])))  # fmt: skip
    return lines


def _months(written: list[str]) -> str:
    return months_line([month for text in written if (month := month_of(text))])


def _owed(months: dict[str, list[int]]) -> list[str]:
    lines = []
    for text, (was, now) in sorted(months.items()):
        month = month_of(text)
        if month is not None:
            lines.append(
                _("Hours owed in %(month)s: %(now)s, before it was %(was)s.",
                  month=dates.month(month.first_on), now=dates.hours(now), was=dates.hours(was))
            )  # fmt: skip
    return lines


def _date(name: str, was: str, now: str) -> str:
    return _("%(what)s: %(now)s, before it was %(was)s.", what=DATES[name], now=_day(now),
             was=_day(was))  # fmt: skip


def _day(text: str) -> str:
    return dates.short_day(date.fromisoformat(text)) if text else _("no day")
