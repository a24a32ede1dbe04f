"""Supports of a case on one page: what is suggested, services by month, referrals, status updates
(CASE-8 to CASE-11)."""

from datetime import date
from typing import Any

import flask
from flask import request

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.models.cases import Case
from portal.operations.views import record_view
from portal.policy.calendar import Month
from portal.policy.support_suggestions import Suggestion
from portal.policy.supports import MonthState
from portal.reports.supports import of_case
from portal.reports.supports.suggesting import suggested
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.cases.links import reads_private_file
from portal.words import support_decisions as words
from portal.words.assessments import money
from portal.words.phrases import SERVICES
from portal.words.supports import TONES

BACK = 3  # months of the grid before the present one


@area.get("/cases/<key:case_key>/supports")
@requires(Permission.CASE_READ)
def supports_index(case_key: str) -> flask.Response:
    """All supports of a case; the grid begins where the address asks."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="supports", at=clock.now())
    today = clock.today(resources.timezone())
    first = _first_month(today)
    services = of_case.services_of(case, first)
    referrals = of_case.referrals_of(actor(), case)
    found = suggested(case, services, referrals, today, private=reads_private_file(actor(), case))
    return pages.render(
        "staff/supports/index.html", **_grid(services, first, today),
        suggestions=[_suggestion(one) for one in found],
        referrals=[referral_line(one) for one in referrals],
        updates=[_update(one) for one in of_case.updates_of(case)], today=today, **head(case),
    )  # fmt: skip


def _first_month(today: date) -> Month:
    """The first month of the grid: as the address asks, within ten years, else of today."""
    this = Month.of(today)
    try:
        asked = of_case.read_months(request.args.get("from", ""))
    except ValueError:
        return this.plus(-BACK)
    is_near = this.plus(-120).first_on <= asked.first_on <= this.plus(24).first_on
    return asked if is_near else this.plus(-BACK)


def _grid(services: list[of_case.OfService], first: Month, today: date) -> dict[str, Any]:
    months = [first.plus(number) for number in range(of_case.MONTHS)]
    return {
        "months": [(str(one), dates.month(one.first_on)) for one in months],
        "services": [
            service_line(one.row)
            | {"cells": [_cell(one.months.get(str(month))) for month in months]}
            for one in services
        ],
        "this": str(Month.of(today)),
        "earlier": str(first.plus(-of_case.MONTHS)),
        "later": str(first.plus(of_case.MONTHS)),
    }


def _cell(found: of_case.GridMonth | None) -> dict[str, Any] | None:
    if found is None:
        return None
    cents = found.issued if found.issued is not None else found.authorized
    is_paid = found.state in (MonthState.AUTHORIZED, MonthState.ISSUED)
    return {
        "words": words.MONTHS[found.state], "tone": TONES[found.state],
        "money": money(cents) if cents and is_paid else "",
    }  # fmt: skip


def service_line(row: Any) -> dict[str, Any]:
    """A service as lists show it."""
    return {
        "row": row, "name": SERVICES.get(row.service, row.service),
        "state": words.SERVICE_STATES[row.state], "tone": TONES[row.state],
        "notice": row.letter_key or "", "notice_is_draft": row.letter_state == "draft",
    }  # fmt: skip


def referral_line(row: Any) -> dict[str, Any]:
    """A referral as lists show it, with the days of its steps in their order."""
    days = (
        ("asked", row.asked_on), ("offered", row.offered_on),
        ("declined" if row.state == "declined" else "accepted", row.answered_on),
        ("sent", row.sent_on), ("ended", row.ended_on),
    )  # fmt: skip
    return {
        "row": row, "name": words.REFERRALS[row.kind], "state": words.REFERRAL_STATES[row.state],
        "tone": TONES[row.state], "outcome": words.OUTCOMES.get(row.outcome, ""),
        "days": [(words.REFERRAL_STATES[code], on) for code, on in days if on],
    }  # fmt: skip


def _update(row: Any) -> dict[str, Any]:
    return {
        "row": row, "to": words.RECIPIENTS[row.recipient], "about": words.ABOUT[row.about],
    }  # fmt: skip


def _suggestion(one: Suggestion) -> dict[str, Any]:
    names = {"referral": words.REFERRALS, "service": SERVICES, "program": words.PROGRAMS}
    return {
        "sort": one.sort, "code": one.code, "name": names[one.sort].get(one.code, one.code),
        "whys": [words.WHYS[why] for why in one.whys],
    }  # fmt: skip
