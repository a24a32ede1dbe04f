"""What a review's points rest on: a fact that the case keeps, and the page on which it stands."""

from typing import Any

from portal import clock, dates, formats, resources
from portal.access import actor
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.models.cases import Case
from portal.policy.reviews import Point
from portal.staff.cases.links import pages_of
from portal.words.cases import PLANS
from portal.words.reviews import EVIDENCE


def evidence_of(case: Case) -> dict[Point, tuple[str, str]]:
    """By point: the address of its evidence, for pages that this person may open, and the fact
    that the case keeps of it, in words; nothing is read anew."""
    there = pages_of(actor().role) | {""}
    base = f"/staff/cases/{case.key}"
    facts = _facts(case)
    return {
        one: (f"{base}/{page}".rstrip("/") if page in there else base, facts.get(one, ""))
        for one, page in EVIDENCE.items()
    }


def _facts(case: Any) -> dict[Point, str]:
    today = clock.today(resources.timezone())
    live = formats.days_since(case.last_live_on, today) or _("never")
    done = case.month_minutes_done if case.month == f"{today:%Y-%m}" else 0
    waiting = case.documents_waiting
    return {
        Point.CONTACT: _("Last live contact: %(when)s", when=live),
        Point.NOTES: _("A contact waits for its note since %(day)s",
                       day=dates.short_day(case.unnoted_on))
        if case.unnoted_on else _("Each contact has its note"),
        Point.PLAN: str(PLANS[case.plan_status]),
        Point.HOURS: _("%(done)s of %(needed)s hours this month", done=dates.hours(done),
                       needed=dates.hours(case.month_minutes_required)),
        Point.DOCUMENTS: ngettext("%(n)s document waits", "%(n)s documents wait", waiting)
        if waiting else _("No document waits"),
        Point.LANGUAGE: _("Reads %(language)s", language=formats.english_language(case.locale)),
    }  # fmt: skip
