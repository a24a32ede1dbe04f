"""Where I stand: which rule, which dates, what would change it, who decides, how to disagree; and
the compliance plan to agree to (CASE-4, CASE-5)."""

from datetime import date, datetime
from typing import Any

import flask

from portal import clock, dates, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.contacts import ReportKind
from portal.models.noncompliance import Noncompliance
from portal.operations.noncompliance import sign_compliance_plan
from portal.participant.area import area, own_case
from portal.policy.letters import HEARING_DAYS
from portal.policy.noncompliance import ProcessAct
from portal.policy.refusals import Refused
from portal.policy.standing import AT_STAKE, StandingKind, rule_of, standing_of
from portal.reports.noncompliance import came_in, marked, plan_of, story_of
from portal.words import standing as words
from portal.words.cure_steps import CURE_STEPS
from portal.words.letters import BANKS

K = StandingKind


@area.get("/standing")
@requires(Permission.OWN_READ)
def standing_show() -> flask.Response:
    """Where one stands; also when all is well."""
    case: Any = own_case()
    today = clock.today(resources.timezone())
    found: Any = Noncompliance.open_of(case)
    state, effective_on = (found.state, found.effective_on) if found is not None else ("", None)
    kind = standing_of(str(case.status), str(state), effective_on, today)
    is_at_stake = kind in AT_STAKE and found is not None
    return pages.render(
        "participant/standing/show.html", kind=kind, title=words.TITLES[kind],
        what=words.WHAT[kind], changes=words.CHANGES[kind], dates=_dates(kind, case, found, today),
        decides=words.who_decides(kind, case.worker.name if case.worker_id else ""),
        rule=words.rule_line(kind, rule_of(kind, str(case.program))),
        stays=words.STAYS if is_at_stake else "", hearing_days=HEARING_DAYS, form=Form(),
        legal_aid=resources.current().config.legal_aid_phone, is_at_stake=is_at_stake,
        told_at=_told_at(case, found) if is_at_stake else None,
        **(_of_plan(found) if kind is K.PLAN else {}),
        cures=_cures(found) if kind in (K.COMING, K.LOWER) and found is not None else [],
    )  # fmt: skip


@area.post("/standing/agree")
@requires(Permission.OWN_WRITE)
def standing_agree() -> flask.typing.ResponseReturnValue:
    """Agrees to the compliance plan."""
    form, found = Form(), Noncompliance.open_of(own_case())
    if not form.validate_on_submit() or found is None:
        return pages.done("participant.standing_show")
    try:
        sign_compliance_plan(actor(), noncompliance=found, at=clock.now(), operation_key=form.key)
    except Refused:
        # Agreed before, or changed meanwhile: the page says how it is now.
        return pages.done("participant.standing_show")
    return pages.done("participant.standing_show", _("Thank you. Your worker sees that you agree."))


def _told_at(case: Any, found: Any) -> datetime | None:
    """The UTC moment of the last thing that answers the question. What somebody said about their
    safety, and what lies in the private file, is not told of here."""
    found.case = case  # at hand: it is not read again
    answers = (
        one.at for one in came_in(found, with_private=False)
        if one.kind != "report" or one.code == ReportKind.PROBLEM
    )  # fmt: skip
    return max(answers, default=None)


def _dates(kind: StandingKind, case: Any, found: Any, today: date) -> list[tuple[str, str, str]]:
    """(label, day in words, days left or "") of the dates that matter."""
    if found is not None and kind in AT_STAKE:
        return _at_stake(found, today)
    rows = []
    if kind in (K.EXCUSED, K.DEFERRED, K.VOLUNTEER) and case.status_since_on:
        rows.append((_("Since"), case.status_since_on, False))
    looked_at = case.status_review_on or case.status_until
    if kind in (K.EXCUSED, K.DEFERRED) and looked_at:
        rows.append((_("We look at it again"), looked_at, True))
    if case.live_due_on and kind in (K.WELL, K.NEW, K.VOLUNTEER, K.DEFERRED):
        rows.append((_("Next day to be in touch"), case.live_due_on, True))
    return [_row(label, on, today, runs) for label, on, runs in rows]


def _at_stake(found: Any, today: date) -> list[tuple[str, str, str]]:
    activity = str(BANKS["activity"].get(found.activity, ""))
    missed = words.missed_line(str(found.act), activity, dates.day(found.missed_on))
    rows: list[tuple[str, str, str]] = [(_("What it is about"), missed, "")]
    for label, on, runs in (
        (_("You got the letter"), found.delivered_on, False),
        (_("Last day to tell us your reason"), found.good_cause_until, found.state == "noticed"),
        (_("We decided about the reason"), found.found_on, False),
        (_("Your cash aid is lower from"), found.effective_on, True),
    ):
        if on is not None:
            rows.append(_row(label, on, today, runs))
    return rows


def _row(label: str, on: date, today: date, runs: bool) -> tuple[str, str, str]:
    left = formats.days_left(on, today) if runs and on >= today else ""
    return label, dates.day(on), left


def _of_plan(found: Any) -> dict[str, Any]:
    plan = plan_of(found)
    if plan is None:
        return {}
    codes = [one for one in str(plan.steps).split(",") if one in CURE_STEPS]
    return {"plan": plan, "plan_steps": [str(CURE_STEPS[one]) for one in codes]}


def _cures(found: Any) -> list[tuple[str, str]]:
    """Each step that ends it, with the day it was done in words, or nothing."""
    done = marked(story_of(found), ProcessAct.CURE_DONE)
    return [
        (str(CURE_STEPS[one]), dates.day(done[one]) if one in done else "")
        for one in filter(None, str(found.cure_steps).split(","))
    ]
