"""The inbox: what participants sent, and the worker's answer to a report."""

import json
from typing import Any

import flask
from flask import request

from portal import clock, dates, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.contacts import Report, ReportKind, ReportState
from portal.operations import reports as operations
from portal.operations.reports.translations import ask_report_translation
from portal.operations.views import record_list_view, record_view
from portal.policy.calendar import office_date
from portal.policy.refusals import Refused
from portal.reports import inbox
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.story import report_state
from portal.words import documents
from portal.words.reports import KINDS, answer_lines, is_free


class ReplyForm(Form):
    """The worker's answer, in English; it is translated where the participant reads another."""

    reply = LongText(_l("Your answer"), [required()])


@area.get("/inbox")
@requires(Permission.CASE_READ)
def inbox_index() -> flask.Response:
    """Everything that waits, the oldest first."""
    page = min(max(request.args.get("page", 1, type=int), 1), 1000)
    found = inbox.waiting(actor(), (page - 1) * inbox.PAGE)
    record_list_view(actor(), what="inbox", at=clock.now())
    today, zone = clock.today(resources.timezone()), resources.timezone()
    return pages.render(
        "staff/inbox/index.html",
        lines=[_line(one, today, zone) for one in found[: inbox.PAGE]],
        previous_url=f"/staff/inbox?page={page - 1}" if page > 1 else "",
        next_url=f"/staff/inbox?page={page + 1}" if len(found) > inbox.PAGE else "",
        first=(page - 1) * inbox.PAGE + 1,
        last=(page - 1) * inbox.PAGE + len(found[: inbox.PAGE]),
    )


def _line(one: dict[str, Any], today: Any, zone: str) -> dict[str, Any]:
    is_report = one["what"] == "report"
    title, what, href = _named(one)
    return one | {
        "title": title,
        "is_urgent": is_report and one["kind"] == ReportKind.SAFETY,
        "what_words": what,
        "href": f"/staff/cases/{one['case_key']}/{href}",
        "language": formats.english_language(one["locale"]),
        "age": formats.days_since(office_date(one["at"], zone), today),
        "moment": dates.daytime(one["at"], zone),
    }


def _named(one: dict[str, Any]) -> tuple[str, str, str]:
    """Title, what it is, and where it is answered, below the case."""
    match one["what"]:
        case "report":
            return str(KINDS[one["kind"]]), _("Report"), f"reports/{one['key']}"
        case "document":
            return str(documents.KINDS[one["kind"]]), _("Document"), f"documents/{one['key']}"
    paper = str(documents.KINDS[one["kind"]])
    return _("Cannot send: %(document)s", document=paper), _("Needs your answer"), "documents"


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
    "/cases/<key:case_key>/reports/<key:report_key>/<any(seen,confirm,decline,translation):act>"
)
@requires(Permission.CASE_WRITE)
def reports_handle(case_key: str, report_key: str, act: str) -> flask.typing.ResponseReturnValue:
    """One tap: read, the new address taken over, or left as it was."""
    case, report = _found(case_key, report_key)
    operation, said = {
        "seen": (operations.mark_seen, _("Marked as read.")),
        "confirm": (operations.confirm_address, _("The new address is in the case.")),
        "decline": (operations.decline_address, _("The address stays as it was.")),
        "translation": (ask_report_translation, _("The translation was asked for.")),
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
    answers = json.loads(report.answers)
    decided = (ReportState.CONFIRMED, ReportState.DECLINED)
    return pages.render(
        "staff/inbox/report.html", status=status, form=form, report=report,
        title=KINDS[report.kind], lines=answer_lines(answers), state=report_state(report.state),
        is_free=is_free, has_free=any(is_free(name) for name in answers if answers[name]),
        language=formats.english_language(report.locale),
        translations=inbox.translations(report) if report.locale != "en" else {},
        is_address=report.kind == ReportKind.ADDRESS,
        is_decided=report.state in decided, is_waiting=report.state == ReportState.SENT,
        **head(case),
    )  # fmt: skip
