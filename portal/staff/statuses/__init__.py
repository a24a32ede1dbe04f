"""Where a case stands, and stood: its periods, one of them, and the form that enters another."""

import json
from typing import Any

import flask
from flask import request

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.statuses import StatusPeriod
from portal.operations.statuses import entering
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.policy.status_periods import StatusReason, referral_of
from portal.policy.statuses import CaseStatus
from portal.reports.cases.sealed_texts import opened
from portal.reports.statuses import all_of, facts_from
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.cases.links import reads_private_file
from portal.staff.clocks import document_link
from portal.staff.evidence import papers
from portal.staff.statuses.forms import OFFERED, StatusForm
from portal.words import statuses as words
from portal.words.cases import STATUSES


@area.get("/cases/<key:case_key>/status")
@requires(Permission.CASE_READ)
def statuses_show(case_key: str) -> flask.Response:
    """Where the case stands, and its periods."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="status", at=clock.now())
    rows, today = all_of(case), clock.today(resources.timezone())
    facts = facts_from([row for row in rows if row.replaced_at is None], today)
    return pages.render(
        "staff/statuses/show.html",
        lines=[_line(case, row) for row in rows if row.replaced_at is None],
        replaced=[_line(case, row) for row in rows if row.replaced_at is not None],
        now=_line(case, facts.period) if facts.period else None,
        since=dates.short_day(facts.since_on) if facts.since_on else "",
        coming=_line(case, facts.next_period) if facts.next_period else None,
        offered=[(one, STATUSES[one]) for one in OFFERED],
        **head(case),
    )


@area.get("/cases/<key:case_key>/status/enter")
@requires(Permission.CASE_WRITE)
def statuses_enter(case_key: str) -> flask.Response:
    """The form of one status; with `from`, filled in with the period that is looked at again."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="status", at=clock.now())
    form = StatusForm(formdata=None, **_given(case))
    form.offer(papers(case))
    form.suit(form.status.data or "")
    return _form_page(case, form)


@area.post("/cases/<key:case_key>/status/enter")
@requires(Permission.CASE_WRITE)
def statuses_set(case_key: str) -> flask.typing.ResponseReturnValue:
    """Tells first what a status would change, on the same page; then enters it as it was told."""
    case, form = Case.get_for(actor(), case_key), StatusForm()
    form.offer(papers(case))
    form.suit(form.status.data or "")
    if form.validate():
        entered: dict[str, Any] = {"case": case, **_entered(case, form), "at": clock.now()}
        try:
            if "look" in request.form or not form.is_foreseen():
                told = words.changes(entering.foresee_status(actor(), **entered))
                form.mark_foreseen()
                return _form_page(case, form, told=told)
            made = entering.set_status(actor(), **entered, operation_key=form.key)
            return pages.done("staff.statuses_period", _("The status is entered."),
                              case_key=case_key, status_key=made.key)  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _form_page(case, form, 422)


@area.get("/cases/<key:case_key>/status/<key:status_key>")
@requires(Permission.CASE_READ)
def statuses_period(case_key: str, status_key: str) -> flask.Response:
    """One period: why, what shows it, and what entering it changed."""
    case = Case.get_for(actor(), case_key)
    period: Any = StatusPeriod.get_for(actor(), case, status_key)
    record_view(actor(), case=case, what="status", at=clock.now())
    row = next(one for one in all_of(case) if one.id == period.id)
    reads = reads_private_file(actor(), case)
    help_with = referral_of(row.reason) if row.status == CaseStatus.EXEMPT else None
    return pages.render(
        "staff/statuses/period.html",
        line=_line(case, row),
        text=opened(case, f"status/{row.key}/text", row.sealed_text) if reads else "",
        changes=words.changes(json.loads(row.changed)) if row.changed else [],
        help_with=words.REFERRALS[help_with] if help_with and reads else "",
        reads_why=reads,
        **head(case),
    )


def _line(case: Case, row: Any) -> dict[str, Any]:
    """A period in words; why, and what shows it, for the readers of the private file alone."""
    reads = reads_private_file(actor(), case)
    href, link = document_link(case, row) if reads else ("", "")
    return {
        "row": row,
        "status": STATUSES[CaseStatus(row.status)],
        "why": words.reason_line(row.status, row.reason, reads),
        "begins": dates.short_day(row.starts_on),
        "ends": dates.short_day(row.ends_on) if row.ends_on else _("no end yet"),
        "review": dates.short_day(row.review_on) if row.review_on else "",
        "source": words.SOURCES.get(row.source, ""),
        "href": href,
        "link": link,
    }


def _given(case: Case) -> dict[str, Any]:
    """What the form begins with: the status that was asked for, or the period to be looked at."""
    rows = all_of(case)
    given: dict[str, Any] = {
        "status": request.args.get("status", "")[:20],
        "starts_on": clock.today(resources.timezone()),
        "version": entering.version_of([row for row in rows if row.replaced_at is None]),
    }
    asked = request.args.get("from", "")
    period = next((row for row in rows if row.key == asked and row.replaced_at is None), None)
    if period is None:
        return given
    reads = reads_private_file(actor(), case)
    kept = {name: getattr(period, name) for name in ("status", "starts_on", "ends_on", "review_on")}
    return given | kept | ({"reason": period.reason} if reads else {})


def _entered(case: Case, form: StatusForm) -> dict[str, Any]:
    return {
        "status": CaseStatus(form.status.data),
        "reason": StatusReason(form.reason.data),
        "starts_on": form.starts_on.data,
        "ends_on": form.ends_on.data,
        "review_on": form.review_on.data,
        "text": form.text.data or "",
        "version": form.version.data,
        "is_help_offered": bool(form.offers_help.data),
        "document": form.chosen(case),
    }


def _form_page(
    case: Case, form: StatusForm, status: int = 200, told: list[str] | None = None
) -> flask.Response:
    return pages.render(
        "staff/statuses/enter.html", status=status, form=form, shown=form.shown, told=told,
        name=STATUSES[form.chosen_status], **head(case),
    )  # fmt: skip
