"""Noncompliance and sanctions, made for tests of the letters that they ask for."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from portal.models import Case, Letter, Noncompliance
from portal.models.noncompliance import CompliancePlan
from portal.reports.letters.suggestions import Event
from tests.factories import NOON, TODAY

MISSED_ON, EFFECTIVE_ON = TODAY - timedelta(days=1), TODAY + timedelta(days=14)


def _stands(of: Case, state: str, **values: Any) -> Noncompliance:
    return Noncompliance.create(
        case=of, state=state, act="part_missed", activity="job_club", missed_on=MISSED_ON,
        noticed_on=TODAY, opened_at=NOON, **values,
    )  # fmt: skip


def _opened(of: Case) -> dict[str, str | None]:
    _stands(of, "noticed")
    return {"what_missed": "job_club@2026-11-19", "reply_by": "2026-12-10"}


def _plan_broken(of: Case) -> dict[str, str | None]:
    """Asked once, weeks ago; the plan was not kept since, and what was missed then is not asked
    about again."""
    before = TODAY - timedelta(days=40)
    stands = _stands(of, "broken", broken_on=TODAY, delivered_on=before, asked_on=before)
    for outcome in ("broken", "broken"):
        CompliancePlan.create(
            noncompliance=stands.id, steps="say_yes", agreed_on=before, starts_on=before,
            ends_on=MISSED_ON, agreed_at=NOON, outcome=outcome, ended_on=TODAY,
        )  # fmt: skip
    return {"what_missed": "job_club", "reply_by": "2026-12-10", "missed_on": None}


def _sanctioned(of: Case) -> dict[str, str | None]:
    _stands(
        of, "sanctioned", effective_on=EFFECTIVE_ON, sanctioned_at=NOON,
        cure_steps="say_yes,sign_the_plan",
    )  # fmt: skip
    return {"what_missed": "job_club@2026-11-19", "reasons": "part_missed",
            "effective_on": "2026-12-04", "keep_benefits_by": "2026-12-03",
            "cure_steps": "say_yes\nsign_the_plan"}  # fmt: skip


def _month_of_it(of: Case) -> dict[str, str | None]:
    """The sanction counts already, and its own letter was begun when it was entered."""
    lasts = _stands(
        of, "sanctioned", effective_on=TODAY, sanctioned_at=NOON, cure_steps="say_yes",
        supports="child_care",
    )  # fmt: skip
    Letter.create(
        case=of, kind="sanction", letter_no="S-1", locale="en", created_at=NOON,
        cause=f"{Event.SANCTIONED}:{lasts.id}",
    )  # fmt: skip
    Case.update(status="sanctioned").where(Case.id == of.id).execute()
    return {"cure_steps": "say_yes", "supports": "child_care"}


def _over(of: Case) -> dict[str, str | None]:
    _stands(
        of, "sanction_ended", effective_on=MISSED_ON, ended_on=TODAY, ended_at=NOON,
        end_reason="took_part", supports="child_care",
    )  # fmt: skip
    return {"ended_on": "2026-11-20", "reasons": "took_part", "supports": "child_care"}


EVENTS: dict[Event, Callable[[Case], Mapping[str, str | None]]] = {
    Event.NONCOMPLIANCE: _opened,
    Event.PLAN_BROKEN: _plan_broken,
    Event.SANCTIONED: _sanctioned,
    Event.SANCTION_MONTH: _month_of_it,
    Event.SANCTION_ENDED: _over,
}
