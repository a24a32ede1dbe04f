"""The entries of a case's line of time in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal import dates, formats, resources
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.models.contacts import ReportState
from portal.models.tasks import TaskOwner
from portal.words import documents
from portal.words.cases import PLANS
from portal.words.contacts import WAYS, short_standing
from portal.words.phrases import STEPS
from portal.words.reports import KINDS as REPORT_KINDS

Tag = tuple[str, str]  # text, tone


@dataclass(frozen=True)
class Line:
    """One entry: its moment in words, who, what, where it leads, marks as (text, tone)."""

    kind: str
    at: str
    by: str
    title: str
    href: str = ""
    text: str = ""
    tags: list[Tag] = field(default_factory=list)


def lines(entries: Iterable[dict[str, Any]], case_key: str) -> list[Line]:
    """Entries as reports/timeline.py gives them, in words; moments in the office's zone."""
    base = f"/staff/cases/{case_key}"
    zone = ZoneInfo(resources.timezone())
    made = []
    for entry in entries:
        title, href, text, tags = _TELL[EntryKind(entry["kind"])](entry, base)
        at = _at(entry["at"], zone)
        made.append(Line(entry["kind"], at, entry["by"] or "", title, href, text, tags))
    return made


def _at(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{dates.short_day(local.date())}, {dates.clock_time(local.hour * 60 + local.minute)}"


Told = tuple[str, str, str, list[Tag]]


def _contact(entry: dict[str, Any], base: str) -> Told:
    way = WAYS[entry["way"]]
    tone = "good" if entry["is_live"] else "plain"
    counted = short_standing(entry["is_live"], entry["is_attempt"])
    title = _("%(way)s on %(day)s", way=way, day=dates.short_day(entry["occurred_on"]))
    return title, "", entry["summary"], [(counted, tone)]


def _note(entry: dict[str, Any], base: str) -> Told:
    parts = [entry["purpose"], entry["results"], entry["next_steps"]]
    tags: list[Tag] = [(_("Private"), "bad")] if entry["private_reason"] else []
    title = _("Note on %(day)s", day=dates.short_day(entry["note_on"]))
    text = "\n".join(part for part in parts if part)
    return title, f"{base}/notes/{entry['note_key']}", text, tags


def _report(entry: dict[str, Any], base: str) -> Told:
    state = entry["report_state"]
    waits = state == ReportState.SENT
    tag = (_("Waiting for you"), "warn") if waits else (report_state(state), "plain")
    title = _("Report: %(kind)s", kind=REPORT_KINDS[entry["report_kind"]])
    language: Tag = (formats.english_language(entry["report_locale"]), "info")
    return title, f"{base}/reports/{entry['report_key']}", "", [tag, language]


def _document(entry: dict[str, Any], base: str) -> Told:
    title = _("Document: %(kind)s", kind=documents.KINDS[entry["document_kind"]])
    state = str(documents.STATES[entry["document_state"]])
    return title, f"{base}/documents/{entry['document_key']}", "", [(state, "plain")]


def _request(entry: dict[str, Any], base: str) -> Told:
    title = _("Document asked for: %(kind)s", kind=documents.KINDS[entry["request_kind"]])
    return title, "", _("By %(day)s", day=dates.day(entry["request_due_on"])), []


def _plan(entry: dict[str, Any], base: str) -> Told:
    title = _("Plan, version %(number)s", number=entry["plan_number"])
    return title, f"{base}/plan", "", [(str(PLANS[entry["plan_state"]]), "plain")]


def _letter(entry: dict[str, Any], base: str) -> Told:
    title = _("Letter in %(language)s", language=formats.english_language(entry["letter_locale"]))
    return title, f"{base}/letters/{entry['letter_key']}", "", []


def _task(entry: dict[str, Any], base: str) -> Told:
    is_own = entry["task_owner"] == TaskOwner.WORKER
    what = entry["task_text"] or str(STEPS.get(entry["task_phrase"], ""))
    title = _("Next step of the worker") if is_own else _("Next step of the participant")
    by = _("By %(day)s", day=dates.day(entry["task_due_on"])) if entry["task_due_on"] else ""
    tags: list[Tag] = [(_("Done"), "good")] if entry["task_done_at"] else []
    return title, "", "\n".join(part for part in (what, by) if part), tags


def _status(entry: dict[str, Any], base: str) -> Told:
    return _("The status of the case changed"), "", "", []


_TELL: dict[EntryKind, Callable[[dict[str, Any], str], Told]] = {
    EntryKind.CONTACT: _contact,
    EntryKind.NOTE: _note,
    EntryKind.REPORT: _report,
    EntryKind.DOCUMENT: _document,
    EntryKind.REQUEST: _request,
    EntryKind.PLAN: _plan,
    EntryKind.LETTER: _letter,
    EntryKind.TASK: _task,
    EntryKind.STATUS: _status,
}


def report_state(state: str) -> str:
    """Where a report stands, for staff."""
    return {
        ReportState.SENT: _("Waiting"),
        ReportState.SEEN: _("Read"),
        ReportState.ANSWERED: _("Answered"),
        ReportState.CONFIRMED: _("Confirmed"),
        ReportState.DECLINED: _("Declined"),
    }[ReportState(state)]
