"""A case's line of time: what of it is asked for, its pages, and all of it on paper (NOTE-11).

A word to look for is sent by POST: it may be somebody's name, and no address holds one.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import flask
from flask import request

from portal import clock, dates, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case, EntryKind
from portal.operations.views import record_view
from portal.reports import timeline
from portal.reports.timeline import PARTICIPANT, Wanted
from portal.staff.area import area
from portal.staff.timeline import story
from portal.staff.timeline.story import Line

PRINTED = 1000  # entries on paper; the rest has a word
SEARCHED = 1000  # the newest entries that a word is looked for in

# What staff choose by, and the kinds of entry that belong to it.
GROUPS: dict[str, tuple[EntryKind, ...]] = {
    "contact": (EntryKind.CONTACT,),
    "note": (EntryKind.NOTE, EntryKind.COPY, EntryKind.PROGRESS),
    "message": (EntryKind.MESSAGE,),
    "report": (EntryKind.REPORT, EntryKind.HOURS),
    "document": (EntryKind.DOCUMENT, EntryKind.REQUEST),
    "letter": (EntryKind.LETTER, EntryKind.LETTER_EVENT),
    "plan": (EntryKind.PLAN, EntryKind.PLAN_SIGNED, EntryKind.ASSESSMENT),
    "task": (EntryKind.TASK, EntryKind.TASK_CHANGE, EntryKind.MONTH_STEP),
    "case": (
        EntryKind.STATUS,
        EntryKind.NONCOMPLIANCE,
        EntryKind.CLOCK,
        EntryKind.ASSIGNMENT,
        EntryKind.HANDING,
        EntryKind.SCREENING,
        EntryKind.STAFFING,
        EntryKind.MEETING,
        EntryKind.MEETING_OVER,
        EntryKind.SUPPORT,
        EntryKind.REFERRAL,
        EntryKind.UPDATE,
        EntryKind.OPENING,
        EntryKind.DANGER,
        EntryKind.DANGER_OVER,
    ),
}


@dataclass(frozen=True)
class Asked:
    """What of a line is asked for; `groups` in the order of GROUPS."""

    groups: tuple[str, ...]
    by: str
    from_on: date | None
    to_on: date | None
    words: str
    is_full: bool
    has_form: bool

    @property
    def wanted(self) -> Wanted:
        """The same in kinds of entry."""
        kinds = tuple(kind for group in self.groups for kind in GROUPS[group])
        return Wanted(kinds, self.by, self.from_on, self.to_on, self.is_full or bool(self.words))

    def query(self, groups: tuple[str, ...] | None = None, is_full: bool | None = None) -> str:
        """The query of an address that asks for this, with other kinds or another fullness; the
        word looked for is in none. Empty or beginning with "?"."""
        kept: list[tuple[str, str]] = [
            ("kind", one) for one in (self.groups if groups is None else groups)
        ]
        if self.by:
            kept.append(("by", self.by))
        kept += [
            (name, on.isoformat())
            for name, on in (("from", self.from_on), ("to", self.to_on))
            if on is not None
        ]
        if self.is_full if is_full is None else is_full:
            kept.append(("full", "1"))
        return "?" + urlencode(kept) if kept else ""


def asked() -> Asked:
    """What this request asks for; what makes no sense counts as not asked."""
    sent = request.values
    chosen = set(sent.getlist("kind"))
    by = sent.get("by", "")[:16]
    from_on, to_on = _day(sent.get("from", "")), _day(sent.get("to", ""))
    words = request.form.get("words", "").strip()[:80]
    has_form = bool(by or from_on or to_on or words or sent.get("filters"))
    groups = tuple(one for one in GROUPS if one in chosen) if chosen else ()
    return Asked(groups, by, from_on, to_on, words, sent.get("full") == "1", has_form)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2200 else None


@area.get("/cases/<key:case_key>/timeline/print")
@requires(Permission.CASE_READ)
def timeline_print(case_key: str) -> flask.Response:
    """All of the line that is asked for on one page, to be printed."""
    return _on_paper(Case.get_for(actor(), case_key))


@area.post("/cases/<key:case_key>/timeline/print")
@requires(Permission.CASE_SEARCH)
def timeline_print_found(case_key: str) -> flask.Response:
    """The same for the entries in which a word stands."""
    return _on_paper(Case.get_for(actor(), case_key))


def _on_paper(case: Case) -> flask.Response:
    wanted = asked()
    record_view(actor(), case=case, what="timeline", at=clock.now())
    found, older = told(case, wanted, "", PRINTED)
    return pages.render(
        "staff/cases/print.html", case=case, days=found, is_cut=bool(older), at_most=PRINTED,
        chosen=_chosen(case, wanted), back=f"/staff/cases/{case.key}{wanted.query()}",
        printed_at=clock.now(),
    )  # fmt: skip


def told(
    case: Case, wanted: Asked, before: str, size: int
) -> tuple[list[tuple[str, list[Line]]], str]:
    """The entries asked for in words, by day, and the key of the page after them."""
    if wanted.words:
        return _found(case, wanted), ""
    found = timeline.page(actor(), case, wanted.wanted, before, size)
    return story.lines(case, found.rows, wanted.is_full), found.older


def _found(case: Case, wanted: Asked) -> list[tuple[str, list[Line]]]:
    """The entries that say every one of the words, as this reader would read them: nothing that
    they may not see is looked at, and what lies sealed is opened for them alone."""
    words = [_folded(word) for word in wanted.words.split()]
    rows = timeline.page(actor(), case, wanted.wanted, "", SEARCHED).rows
    found = []
    for day, of_day in story.lines(case, rows, is_full=True):
        if kept := [line for line in of_day if _says(line, day, words)]:
            found.append((day, kept))
    return found


def _says(line: Line, day: str, words: list[str]) -> bool:
    said = _folded(" ".join([day, line.title, *(f"{one} {text}" for one, text in line.texts)]))
    return all(word in said for word in words)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one))


def context(case: Case, wanted: Asked) -> dict[str, Any]:
    """What the line of time on the case page shows."""
    before = request.args.get("before", "")[:80]
    found, older = told(case, wanted, before, timeline.PAGE)
    here = f"/staff/cases/{case.key}"
    kept = wanted.query()
    return {
        "days": found,
        "asked": wanted,
        "kinds": [
            (name, text, here + query, is_on)
            for name, text, query, is_on in _chips(replace(wanted, words=""))
        ],
        "fuller_url": here + wanted.query(is_full=not wanted.is_full),
        "filters_url": here + (kept + "&" if kept else "?") + "filters=1",
        "print_url": f"{here}/timeline/print{wanted.query(is_full=True)}",
        "older_url": here + (kept + "&" if kept else "?") + f"before={older}" if older else "",
        "newest_url": here + kept if before else "",
        "authors": timeline.authors(actor(), case) if wanted.has_form else [],
        "searched": SEARCHED,
    }


@lru_cache(maxsize=256)
def _chips(wanted: Asked) -> list[tuple[str, str, str, bool]]:
    """Word, name, query and whether it is chosen, a group of kinds each: a press turns it."""
    chips = [("all", _("All"), wanted.query(groups=()), not wanted.groups)]
    for group in GROUPS:
        is_on = group in wanted.groups
        chosen = {*wanted.groups, group} - ({group} if is_on else set())
        groups = tuple(one for one in GROUPS if one in chosen)
        chips.append((group, group_name(group), wanted.query(groups=groups), is_on))
    return chips


def group_name(group: str) -> str:
    """A group of kinds in words."""
    return {
        "contact": _("Contacts"),
        "note": _("Notes"),
        "message": _("Messages"),
        "report": _("Reports"),
        "document": _("Documents"),
        "letter": _("Letters"),
        "plan": _("Plan"),
        "task": _("Next steps"),
        "case": _("Case"),
    }[group]


def _chosen(case: Case, wanted: Asked) -> list[tuple[str, str]]:
    """What was asked for, for the head of the paper."""
    found = []
    if wanted.groups:
        found.append((_("Kinds"), ", ".join(group_name(one) for one in wanted.groups)))
    if wanted.by:
        names = dict(timeline.authors(actor(), case))
        who = _("the participant") if wanted.by == PARTICIPANT else names.get(wanted.by, "–")
        found.append((_("Written by"), who))
    for label, on in ((_("From"), wanted.from_on), (_("To"), wanted.to_on)):
        if on:
            found.append((label, dates.day(on)))
    if wanted.words:
        found.append((_("With the words"), wanted.words))
    return found
