"""The clocks of months of a case: what is used and left, month by month (PLAN-11)."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import flask

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.operations.views import record_view
from portal.policy.clock_months import LedgerMonth, MonthReason
from portal.policy.programs import StopReason
from portal.policy.statuses import CaseStatus
from portal.reports.cases.clocks import OF_STATUS, CaseClocks, ClockView, read_clocks
from portal.reports.cases.sealed_texts import opened
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.cases.links import reads_private_file
from portal.words import clocks as words


@dataclass(frozen=True)
class MonthLine:
    """A month of a ledger in words; `href` leads to what shows it."""

    month: str
    is_counted: bool
    why: str
    shown_by: str
    href: str
    link: str
    used: int
    asked: str  # the month as yyyy-mm, for the form that decides on it


@area.get("/cases/<key:case_key>/clocks")
@requires(Permission.CASE_READ)
def clocks_show(case_key: str) -> flask.Response:
    """The clocks of a case with their ledgers, and the periods that stop them."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="clocks", at=clock.now())
    today = clock.today(resources.timezone())
    found = read_clocks(case, today)
    return pages.render(
        "staff/clocks/show.html",
        clocks=[_shown(case, found, one) for one in found.clocks],
        stops=[stop_line(case, one) for one in found.stops],
        is_exempt_without=_is_exempt_without(case, found, today),
        **head(case),
    )


def _shown(case: Case, found: CaseClocks, one: ClockView) -> dict[str, Any]:
    lines = [(row.month.year, _line(case, found, one, row)) for row in reversed(one.months)]
    years = [
        (year, [line for _year, line in of_year])
        for year, of_year in groupby(lines, key=lambda pair: pair[0])
    ]
    begun = next((e for e in found.entries.values() if _begins(e, one)), None)
    return {
        "view": one,
        "name": words.CLOCKS[one.clock],
        "used": words.used_line(one.reading.used, one.limit.value),
        "left": words.left_line(one.reading.left),
        "tone": words.TONES[one.reading.warning],
        "ends": ends_words(one),
        "rule": f"{one.limit.citation} ({one.limit.citation.rule})",
        "begun": begun,
        "begun_href": document_link(case, begun)[0] if begun else "",
        "begins": words.BEGINS[one.rule.begins],
        "begins_month": dates.month(one.facts.begins.first_on) if one.facts.begins else "",
        "stopped_by": [words.STOPS[why] for why in StopReason if why in one.rule.stopped_by],
        "years": years,
    }  # fmt: skip


def ends_words(one: ClockView) -> str:
    """The last day of a clock's last month; nothing where no end is in sight."""
    return dates.day(one.ends_on) if one.ends_on else ""


def _begins(entry: Any, one: ClockView) -> bool:
    return entry.clock == one.clock and entry.act == "begins"


def _line(case: Case, found: CaseClocks, one: ClockView, row: LedgerMonth) -> MonthLine:
    why, shown_by, href, link = str(words.MONTH_REASONS[row.reason]), "", "", ""
    here, enrolled_on = f"/staff/cases/{case.key}", _day(case.enrolled_on)
    if row.reason is MonthReason.STOPPED and row.ref.startswith(OF_STATUS):
        href, link = f"{here}/status/{row.ref.removeprefix(OF_STATUS)}", _("The status")
    elif row.reason is MonthReason.STOPPED and row.ref:
        href, link = f"{here}/clocks/stops/{row.ref}", _("The period")
    elif row.reason is MonthReason.DECIDED:
        entry = found.entries[row.ref]
        why, shown_by = str(words.DECISIONS[entry.reason]), entry.evidence
        href, link = document_link(case, entry)
    elif row.reason is MonthReason.ON_AID:
        shown_by = _("Enrolled since %(day)s", day=dates.short_day(enrolled_on))
    elif row.reason is MonthReason.NOT_ON_AID:
        shown_by = _("Since %(day)s", day=dates.short_day(one.facts.aid_until))
    elif row.reason in (MonthReason.IN_TRAINING, MonthReason.NOT_IN_TRAINING):
        href, link = f"{here}/hours/{row.month}", _("The hours")
    return MonthLine(
        dates.month(row.month.first_on), row.is_counted, why, shown_by, href, link, row.used,
        str(row.month),
    )  # fmt: skip


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value


def document_link(case: Case, row: Any) -> tuple[str, str]:
    """Where the document of an entry is looked at, and the words of the link; nothing for who may
    not know of it (NOTE-7)."""
    if not row.document_key or (row.is_private and not reads_private_file(actor(), case)):
        return "", ""
    return f"/staff/cases/{case.key}/documents/{row.document_key}", _("The document")


def stop_line(case: Case, row: Any) -> dict[str, Any]:
    """A period in words; why, and what shows it, for the readers of the private file alone."""
    reads = reads_private_file(actor(), case)
    href, link = document_link(case, row) if reads else ("", "")
    return {
        "row": row,
        "begins": dates.short_day(row.starts_on),
        "ends": dates.short_day(row.ends_on) if row.ends_on else _("no end yet"),
        "why": str(words.STOPS[row.reason]) if reads else _("An exemption"),
        "evidence": evidence_of(case, row) if reads else "",
        "href": href,
        "link": link,
    }


def evidence_of(case: Case, row: Any) -> str:
    """What shows a period, opened for a reader of the private file."""
    return opened(case, f"clock_stop/{row.key}/evidence", row.sealed_evidence)


def _is_exempt_without(case: Case, found: CaseClocks, today: date) -> bool:
    """Whether the case is exempt and no period says so (WTW 42-7.38, II.H.3)."""
    running = [
        one
        for one in found.stops
        if one.starts_on <= today and (one.ends_on is None or today <= one.ends_on)
    ]
    return bool(found.clocks and case.status == CaseStatus.EXEMPT and not running)
