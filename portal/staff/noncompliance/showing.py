"""A noncompliance in words: its facts, what is next, the gate, the seven steps, its story."""

from datetime import date
from typing import Any

from portal import clock, dates, formats, resources
from portal.access import actor
from portal.i18n import gettext as _
from portal.policy.noncompliance import (
    OPEN,
    NoncomplianceState,
    ProcessAct,
    nearness,
)
from portal.policy.programs import program
from portal.policy.sanction_gate import SOURCES, Missing, SanctionStep, missing, seven_steps
from portal.policy.statuses import good_cause_day
from portal.reports import noncompliance as reports
from portal.reports.noncompliance.gate import gate_facts, sanction_facts
from portal.staff.caseload import may_write
from portal.staff.cases.links import reads_private_file
from portal.staff.noncompliance.forms import MarkForm
from portal.staff.noncompliance.steps import STEPS
from portal.words import documents
from portal.words import noncompliance as words
from portal.words import reports as report_words
from portal.words.letters import BANKS

S = NoncomplianceState
_BY_STATE: dict[str, tuple[str, ...]] = {
    S.NOTICED: ("deliver", "ask", "determine", "plan", "supports", "withdraw"),
    S.NO_CAUSE: ("plan", "supports", "ask", "determine", "withdraw"),
    S.PLAN: ("outcome", "supports", "withdraw"),
    S.BROKEN: ("deliver", "ask", "determine", "plan", "supports", "withdraw"),
    S.SANCTIONED: ("cure",),
}


def line(found: Any) -> dict[str, Any]:
    """One noncompliance as lists and headings show it."""
    today = clock.today(resources.timezone())
    near, tone = words.NEARNESS[nearness(found.due_on, today)]
    is_open = found.state in OPEN
    return {
        "found": found,
        "act": words.ACTS[found.act],
        "activity": BANKS["activity"].get(found.activity, ""),
        "state": words.STATES[found.state],
        "tone": words.TONES[found.state],
        "is_open": is_open,
        "near": str(near) if is_open and found.due_on else "",
        "near_tone": tone,
        "left": formats.days_left(found.due_on, today) if found.due_on else "",
    }


def context(found: Any, mark: MarkForm | None = None) -> dict[str, Any]:
    """What the page of one shows."""
    today, story = clock.today(resources.timezone()), reports.story_of(found)
    is_sanctioned = found.state == S.SANCTIONED
    has_plan = not is_sanctioned and any(one.act == ProcessAct.PLAN_AGREED for one in story)
    plan = reports.plan_of(found) if has_plan else None
    return line(found) | {
        "facts": facts(found, today),
        "what": reports.text_of(found, "what", str(found.sealed_what)),
        "why": reports.text_of(found, "why", str(found.sealed_why)),
        "supports_text": reports.text_of(found, "supports", str(found.sealed_supports)),
        "plan": plan,
        "plan_steps": _said(plan.steps) if plan is not None else [],
        "came": came(found),
        "story": [_told(one) for one in story],
        "nexts": [(act, STEPS[act].title) for act in _BY_STATE.get(found.state, ())],
        "has_gate": _has_gate(found),
        "seven": _seven(found, story, today) if is_sanctioned else [],
        "cures": _cures(found, story),
        "mark": mark or MarkForm(formdata=None, data={"on": today, "version": found.version}),
    }


def _has_gate(found: Any) -> bool:
    return found.state in OPEN and found.state != S.SANCTIONED


def facts(found: Any, today: date) -> list[tuple[str, str]]:
    """The dates of it as label and value."""
    until = found.good_cause_until
    rows = [
        (_("Missed"), dates.day(found.missed_on)),
        (_("Noted"), dates.day(found.noticed_on)),
        (_("Notice delivered"), _delivered(found)),
        (_("Asked for the reason"), _asked(found)),
    ]
    if until is not None:
        rows.append((_("Last day to give a reason"), _until(found, today)))
    if found.found_on is not None:
        rows.append((_("Decided"), dates.day(found.found_on)))
    if found.supports_checked_on is not None:
        rows.append((_("Supports checked"), dates.day(found.supports_checked_on)))
    if found.effective_on is not None:
        rows.append((_("Sanction counts from"), dates.day(found.effective_on)))
    if found.ended_on is not None:
        rows.append((_("Ended"), dates.day(found.ended_on)))
    return rows


def _delivered(found: Any) -> str:
    if found.delivered_on is None:
        return _("Not yet: the days do not run")
    return _("%(day)s, in %(language)s", day=dates.day(found.delivered_on),
             language=formats.english_language(found.delivered_locale))  # fmt: skip


def _asked(found: Any) -> str:
    if found.asked_on is None:
        return _("Not yet")
    return _("%(day)s, in %(language)s", day=dates.day(found.asked_on),
             language=formats.english_language(found.asked_locale))  # fmt: skip


def _until(found: Any, today: date) -> str:
    length = program(str(found.case.program)).good_cause
    days = length.value if length is not None else 0
    number = good_cause_day(found.delivered_on, today)
    until = dates.day(found.good_cause_until)
    if found.state != S.NOTICED or not 0 < number <= days:
        return until
    return _("%(day)s (day %(number)s of %(days)s)", day=until, number=number, days=days)


def came(found: Any) -> list[dict[str, Any]]:
    """What the participant sent since the notice, with whether it is in time and was looked at."""
    base = f"/staff/cases/{found.case.key}"
    shown = []
    for one in reports.came_in(found, reads_private_file(actor(), found.case)):
        name, href = _("Message"), f"{base}/messages"
        if one.kind == "document":
            kind = str(documents.KINDS[one.code])
            name, href = _("Document: %(kind)s", kind=kind), f"{base}/documents/{one.key}"
        elif one.kind == "report":
            name, href = str(report_words.KINDS[one.code]), f"{base}/reports/{one.key}"
        shown.append({"one": one, "name": name, "href": href})
    return shown


def _missing(found: Any, today: date) -> tuple[Missing, ...]:
    return missing(gate_facts(found, today))


def missing_lines(found: Any) -> list[dict[str, Any]]:
    """Each thing that is missing before a sanction, with its source and where it is done; who
    only reads cases is not led to forms."""
    base = f"/staff/cases/{found.case.key}"
    lines = []
    for one in _missing(found, clock.today(resources.timezone())):
        where, act = words.DO[one]
        below = f"/noncompliance/{found.key}{where[1:]}" if where[0] == "." else f"/{where}"
        href = base + (where if where[0] == "?" else below)
        if not may_write() and (where[0] == "." or where.endswith("/new")):
            href = ""
        cited = SOURCES[one]
        lines.append({
            "code": str(one), "said": words.MISSING[one], "do": act, "href": href,
            "source": f"{cited} ({cited.rule})",
        })  # fmt: skip
    return lines


def gate(found: Any) -> dict[str, Any]:
    """What the page of the gate shows: all that must be done, done or missing."""
    lacking = missing_lines(found)
    return line(found) | {
        "missing": lacking,
        "done": [words_of for code, words_of in _DONE.items() if not (code & _codes(lacking))],
        "may_enter": found.state == S.NO_CAUSE and not lacking,
        "is_own": actor().id in (found.case.worker_id, found.case.secondary_id),
        "has_gate": _has_gate(found),
    }  # fmt: skip


def _codes(lines: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(one["code"] for one in lines)


M = Missing
_DONE: dict[frozenset[str], Any] = {
    frozenset({M.NOT_DELIVERED, M.DELIVERED_IN_OTHER_LANGUAGE}): words.DONE["delivered"],
    frozenset({M.NOT_ASKED, M.ASKED_IN_OTHER_LANGUAGE}): words.DONE["asked"],
    frozenset({M.DAYS_RUN, M.NOT_DELIVERED}): words.DONE["days"],
    frozenset({M.DOCUMENTS_UNREAD, M.MESSAGES_UNREAD, M.REPORTS_UNREAD, M.CAUSE_QUESTION_OPEN}):
        words.DONE["read"],
    frozenset({M.NOT_DECIDED, M.CAUSE_WAS_GOOD, M.PLAN_RUNS}): words.DONE["decided"],
    frozenset({M.SUPPORTS_NOT_CHECKED}): words.DONE["supports"],
    frozenset({M.NO_STAFFING, M.STAFFING_DECIDED_AGAINST, M.STAFFING_WITHOUT_REASON}):
        words.DONE["staffed"],
}  # fmt: skip


def _seven(found: Any, story: list[Any], today: date) -> list[dict[str, Any]]:
    """The seven steps of a sanction; a step that facts alone tell has no button."""
    alone = {SanctionStep.STATUS_SET, SanctionStep.CONTACTED}
    known = sanction_facts(found, found.case, today)
    # What must be so before a mark counts: the letter left, and no service runs.
    if known.announced_on is None:
        alone.add(SanctionStep.IMPOSED_CORRECTLY)
    if known.supports_run:
        alone.add(SanctionStep.SUPPORTS_ENDED)
    marks = reports.marked(story, ProcessAct.STEP_DONE)
    return [
        {"step": one, "said": words.STEPS[one.step], "may_mark": one.step not in alone}
        for one in seven_steps(known, marks)
    ]


def _cures(found: Any, story: list[Any]) -> list[dict[str, Any]]:
    done = reports.marked(story, ProcessAct.CURE_DONE)
    codes = filter(None, str(found.cure_steps).split(","))
    return [
        {"code": one, "said": BANKS["cure_step"][one], "done_on": done.get(one)} for one in codes
    ]


def _said(codes: Any) -> list[str]:
    bank = BANKS["cure_step"]
    return [str(bank[one]) for one in filter(None, str(codes).split(",")) if one in bank]


def _told(one: Any) -> dict[str, Any]:
    day = dates.day(one.done_on)
    # A sanction is entered on one day and counts from another.
    is_ahead = one.act == ProcessAct.SANCTIONED
    return {
        "said": words.told(str(one.act), getattr(one, "by", "") or _("The participant")),
        "detail": words.detail(str(one.act), str(one.code)),
        "on": _("counts from %(day)s", day=day) if is_ahead else day,
    }
