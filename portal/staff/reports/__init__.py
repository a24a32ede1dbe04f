"""One report as it was written, and what its worker does about it."""

from typing import Any

import flask

from portal import channels, clock, formats, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.contacts import Report, ReportKind, ReportState
from portal.operations import reports as operations
from portal.operations.reports.following_up import finish_follow_up
from portal.operations.reports.translations import ask_report_translation
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.reports import inbox
from portal.reports.plan_changes import request_of_report
from portal.reports.reports.answers import answers_of, is_sealed_kind
from portal.reports.reports.job_search import entries_of_report
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.timeline.entries import report_state
from portal.words import job_search as log_words
from portal.words.reports import (
    FOLLOW_UPS,
    FOLLOW_UPS_DONE,
    HIDDEN,
    KINDS,
    LABELS,
    answer_lines,
    is_free,
)


class ReplyForm(Form):
    """The worker's answer, in English; it is translated where the participant reads another."""

    reply = LongText(_l("Your answer"), [required()])


@area.get("/cases/<key:case_key>/reports/<key:report_key>")
@requires(Permission.CASE_READ)
def reports_show(case_key: str, report_key: str) -> flask.Response:
    """A report as it was written, with what can be done about it."""
    case, report = _found(case_key, report_key)
    record_view(actor(), case=case, what="report", at=clock.now())
    return _page(case, report, ReplyForm())


@area.post("/cases/<key:case_key>/reports/<key:report_key>/reply")
@requires(Permission.CASE_WRITE)
def reports_reply(case_key: str, report_key: str) -> flask.typing.ResponseReturnValue:
    """Answers a report."""
    case, report = _found(case_key, report_key)
    form = ReplyForm()
    if form.validate_on_submit():
        try:
            operations.answer_report(
                actor(), report=report, reply=form.reply.data, at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, lambda _code: _("Please fill this in."))
        else:
            return _done(case, report, _("Your answer is sent."))
    return _page(case, report, form, 422)


@area.post(
    "/cases/<key:case_key>/reports/<key:report_key>"
    "/<any(seen,confirm,decline,translation,follow_up):act>"
)
@requires(Permission.CASE_WRITE)
def reports_handle(case_key: str, report_key: str, act: str) -> flask.typing.ResponseReturnValue:
    """One tap: read, the new address taken over, or left as it was, what was asked done."""
    case, report = _found(case_key, report_key)
    operation, said = {
        "seen": (operations.mark_seen, _("Marked as read.")),
        "confirm": (operations.confirm_address, _("The new address is in the case.")),
        "decline": (operations.decline_address, _("The address stays as it was.")),
        "translation": (ask_report_translation, _("The translation was asked for.")),
        "follow_up": (finish_follow_up, _("Marked as done.")),
    }[act]
    try:
        operation(actor(), report=report, at=clock.now())
    except Refused:
        said = _("Somebody decided this before you. It stays as it is.")
    return _done(case, report, said)


def _found(case_key: str, report_key: str) -> tuple[Case, Any]:
    case = Case.get_for(actor(), case_key)
    report: Any = Report.get_for(actor(), report_key)
    if report.case_id != case.id:
        raise Report.DoesNotExist
    return case, report


def _done(case: Case, report: Any, said: str) -> flask.typing.ResponseReturnValue:
    return pages.done("staff.reports_show", said, case_key=case.key, report_key=report.key)


def _page(case: Case, report: Any, form: ReplyForm, status: int = 200) -> flask.Response:
    answers = answers_of(report, case)
    decided = (ReportState.CONFIRMED, ReportState.DECLINED)
    is_secret = is_sealed_kind(case, report.kind)
    has_free = any(is_free(name) for name in answers if answers[name])
    return pages.render(
        "staff/inbox/report.html", status=status, form=form, report=report,
        title=KINDS[report.kind], lines=_lines(report, answers), state=report_state(report.state),
        is_free=is_free, may_translate=has_free and report.locale != "en" and not is_secret,
        is_secret=is_secret, language=formats.english_language(report.locale),
        translations=inbox.translations(report) if report.locale != "en" else {},
        changes=_changes(case, report, answers), is_decided=report.state in decided,
        is_waiting=report.state == ReportState.SENT,
        **_asked(report), **_log(report), **head(case),
    )  # fmt: skip


def _lines(report: Any, answers: dict[str, str]) -> list[tuple[str, str, str]]:
    """The answers in words; what stands beside its old value stands there alone."""
    is_open = report.state not in (ReportState.CONFIRMED, ReportState.DECLINED)
    return [one for one in answer_lines(answers) if not (is_open and one[0] in HIDDEN)]


def _changes(case: Case, report: Any, answers: dict[str, str]) -> list[tuple[str, str, str]]:
    """What a report of a new address would change: label, the value in use, the new one."""
    if report.kind != ReportKind.ADDRESS:
        return []
    person: Any = case.participant
    found = []
    for name in ("address", "phone", "email"):
        if new := answers.get(f"new_{name}"):
            old = str(getattr(person, name))
            if name == "phone":
                old, new = channels.written_phone(old), channels.written_phone(new)
            found.append((str(LABELS[f"new_{name}"]), old, new))
    return found


def _asked(report: Any) -> dict[str, Any]:
    if not report.follow_up:
        return {"follow_up": "", "change": None}
    is_wish = report.kind == ReportKind.PLAN_CHANGE
    return {
        "change": request_of_report(report) if is_wish else None,
        "follow_up": FOLLOW_UPS[report.follow_up],
        "follow_up_act": FOLLOW_UPS_DONE[report.follow_up],
    }


def _log(report: Any) -> dict[str, Any]:
    if report.kind != ReportKind.JOB_SEARCH:
        return {"entries": []}
    return {
        "entries": entries_of_report(report), "ways": log_words.WAYS,
        "results": log_words.RESULTS,
    }  # fmt: skip
