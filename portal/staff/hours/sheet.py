"""A month of hours as its page shows it: each figure with the place that it comes from."""

from datetime import date
from typing import Any

from portal.i18n import ngettext
from portal.models.cases import Case
from portal.policy.attendance import HoursKind, HoursState
from portal.policy.calendar import Month
from portal.policy.programs import program
from portal.policy.statuses import CaseStatus
from portal.policy.verdicts import NextStep, Verdict, next_steps, verdict_of
from portal.reports.hours.month import DayHours, MonthHours, WeekHours
from portal.reports.hours.verdicts import figures_of, standing_verdicts
from portal.words import hours_decisions as words
from portal.words import verdicts
from portal.words.phrases import activity_words


def week_of(case: Case, week: WeekHours) -> dict[str, Any]:
    """One week: its figures, its days, and what may be decided on it."""
    entries: list[Any] = [day.entry for day in week.days if day.entry is not None]
    undecided = sum(entry.state != HoursState.ACCEPTED for entry in entries)
    absences = sum(entry.kind == HoursKind.ABSENT for entry in entries)
    sent: Any = week.sent
    return {
        "span": week.span,
        "sent": sent,
        "version": sent.version if sent is not None else 0,
        "tally": week.tally,
        "state": week.state,
        "may_accept": undecided > 0,
        "may_return": sent is not None and bool(entries),
        "absences": ngettext(
            "%(n)s absence is not decided.", "%(n)s absences are not decided.", absences
        )
        if absences
        else "",
        "days": [day_of(case, day) | {"has_come": day.done_on <= week.today} for day in week.days],
    }


def day_of(case: Case, day: DayHours) -> dict[str, Any]:
    """One activity on one day, with the address of what proves it."""
    entry: Any = day.entry
    document: Any = day.document
    base = f"/staff/cases/{case.key}"
    return {
        "on": day.done_on,
        "name": activity_words(day.kind) if day.kind else "",
        "provider": day.provider,
        "plan": day.plan_number,
        "tally": day.tally,
        "entry": entry,
        "source": words.SOURCES[entry.source] if entry is not None else "",
        "by": entry.entered_by.name if entry is not None and entry.entered_by_id else "",
        "missed": words.MISSED.get(entry.kind, "") if entry is not None else "",
        "reason": words.REASONS.get(entry.reason, "") if entry is not None else "",
        "state": words.STATES[entry.state] if entry is not None else "",
        "tone": words.STATE_TONES[entry.state] if entry is not None else "",
        "is_objected": day.is_objected,
        "document": document,
        "proof": _proof(base, document, day),
        "href": f"{base}/hours/{day.done_on.isoformat()}/{day.series}" if day.series else "",
    }


def _proof(base: str, document: Any, day: DayHours) -> str:
    """Where what proves a day is looked at; empty where nothing does."""
    if document is not None:
        return "" if document.is_private else f"{base}/documents/{document.key}"
    return f"{base}/job-search" if day.contacts and day.tally.proven else ""


def judged(case: Case, hours: MonthHours) -> dict[str, Any]:
    """What the portal says of the month, and the steps it offers; a step that was taken, by whom
    and when."""
    figures = figures_of(case, hours)
    verdict = verdict_of(figures)
    offered = next_steps(figures, CaseStatus(str(case.status)), program(str(case.program)))
    is_running = verdict is Verdict.SHORT and not figures.is_over
    given, others = standing_verdicts(case, hours.month)
    standing: Any = given
    return {
        "figures": figures,
        "words": verdicts.CANNOT_BE if is_running else verdicts.VERDICTS[verdict],
        "tone": "warning" if is_running else verdicts.TONES[verdict],
        "steps": [
            {"code": one, "name": verdicts.STEPS[one], "why": verdicts.WHY_STEPS[one],
             "href": "#weeks" if one is NextStep.DECIDE else ""}
            for one in offered
        ],
        "taken": verdicts.STEPS[standing.step] if standing is not None and standing.step else "",
        "standing": standing,
        "others": [(one.month, Month.of(date.fromisoformat(f"{one.month}-01"))) for one in others],
    }  # fmt: skip
