"""Reports: choose what to tell, one question a page, check, send, and what became of it."""

from datetime import timedelta
from typing import Any

import flask
from flask import request

from portal import clock, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.models.catalogs import PersonalText
from portal.models.contacts import Report, ReportKind
from portal.operations.reports import discard_draft, save_draft, submit_report
from portal.participant.area import area, own_case
from portal.participant.question_forms import answer_of, form_for
from portal.participant.questions import QUESTIONS, Question, asked, may_be_asked, unanswered
from portal.policy.calendar import office_date
from portal.reports.personal_texts import shown, texts_for
from portal.reports.plan_changes import grace_periods, request_of_report
from portal.reports.reports.answers import answers_of
from portal.reports.reports.job_search import entries_of, entries_of_report, is_step
from portal.reports.reports.own import (
    Begun,
    begun_report,
    begun_reports,
    last_sent,
    sent_reports,
    sent_with,
)
from portal.words import job_search
from portal.words.plan_changes import REASONS as CHANGE_REASONS
from portal.words.plan_changes import STATES as CHANGE_STATES
from portal.words.reports import HIDDEN, KIND_HINTS, KINDS, OWN_KINDS, STATES, answer_lines

# Someone who comes back to a sent form within this time meant the one they sent.
JUST_SENT = timedelta(hours=12)


@area.get("/contacts")
@requires(Permission.OWN_READ)
def contacts_index() -> flask.Response:
    """What you sent, and what became of it."""
    case = own_case()
    sent = sent_reports(case)
    return pages.render(
        "participant/contacts/index.html",
        sent=sent,
        begun=begun_reports(case),
        kinds=OWN_KINDS,
        states=STATES,
        has_log=any(one.kind == ReportKind.JOB_SEARCH for one in sent),
    )


@area.get("/contacts/new")
@requires(Permission.OWN_READ)
def contacts_new() -> flask.Response:
    """What do you want to tell us?"""
    return pages.render(
        "participant/contacts/new.html", offered=[ReportKind.HOURS, *QUESTIONS], kinds=KINDS,
        hints=KIND_HINTS,
    )  # fmt: skip


@area.get("/contacts/new/<string:kind>")
@requires(Permission.OWN_READ)
def contacts_start(kind: str) -> flask.typing.ResponseReturnValue:
    """On to the first question that waits for an answer, also after a lost session. Who is not
    safe reads first whom to call and how to leave."""
    if kind == ReportKind.HOURS:
        return flask.redirect(pages.address("participant.hours_index"))
    begun = _begun(kind)
    if kind == ReportKind.SAFETY and not begun.key:
        settings = flask.current_app.config
        return pages.render(
            "participant/contacts/unsafe.html", go_on=_next_url(begun),
            emergency_phone=settings["EMERGENCY_PHONE"], hotline_phone=settings["HOTLINE_PHONE"],
        )  # fmt: skip
    return flask.redirect(_next_url(begun))


@area.get("/contacts/new/<string:kind>/<string:step>")
@requires(Permission.OWN_READ)
def contacts_step(kind: str, step: str) -> flask.typing.ResponseReturnValue:
    """One question."""
    begun = _begun(kind)
    question = _question(begun, step)
    if question is None:
        return _nothing_here(begun)
    return _question_page(begun, question, form_for(question, begun.answers))


@area.post("/contacts/new/<string:kind>/<string:step>")
@requires(Permission.OWN_WRITE)
def contacts_answer(kind: str, step: str) -> flask.typing.ResponseReturnValue:
    """Keeps the answer, and on to the next question."""
    begun = _begun(kind)
    question = _question(begun, step)
    if question is None:
        return _nothing_here(begun)
    form = form_for(question, begun.answers)
    if not form.validate_on_submit():
        return _question_page(begun, question, form, status=422)
    answers = {**begun.answers, question.name: answer_of(question, form)}
    names = [one.name for one in asked(kind, answers)]
    kept = {name: answers[name] for name in names if name in answers}
    save_draft(actor(), case=own_case(), kind=ReportKind(kind), answers=kept,
               step=len(kept), at=clock.now())  # fmt: skip
    return flask.redirect(_next_url(Begun(kind, kept)), 303)


@area.get("/contacts/new/<string:kind>/check")
@requires(Permission.OWN_READ)
def contacts_check(kind: str) -> flask.typing.ResponseReturnValue:
    """All answers, to look at before they are sent."""
    begun = _begun(kind)
    if not begun.key or unanswered(kind, begun.answers):
        return _nothing_here(begun)
    form = Form()
    form.operation_key.data = begun.key
    return pages.render("participant/contacts/check.html", form=form, **_shown(begun))


@area.post("/contacts/new/<string:kind>/check")
@requires(Permission.OWN_WRITE)
def contacts_send(kind: str) -> flask.typing.ResponseReturnValue:
    """Sends the report, once however often the button is pressed."""
    begun, form = _begun(kind), Form()
    report = sent_with(actor(), form.key)
    if report is None:
        if not begun.key or unanswered(kind, begun.answers):
            return _nothing_here(begun)
        form.operation_key.data = begun.key
        report = submit_report(
            actor(), case=own_case(), kind=ReportKind(kind), answers=begun.answers,
            locale=i18n.current(), at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    return pages.done("participant.contacts_show", report_key=report.key)


@area.post("/contacts/new/<string:kind>/discard")
@requires(Permission.OWN_WRITE)
def contacts_discard(kind: str) -> flask.typing.ResponseReturnValue:
    """Throws a begun report away."""
    _begun(kind)
    discard_draft(actor(), case=own_case(), kind=ReportKind(kind), at=clock.now())
    return pages.done("participant.contacts_index", i18n.gettext("Your draft is deleted."))


@area.get("/contacts/<key:report_key>")
@requires(Permission.OWN_READ)
def contacts_show(report_key: str) -> flask.Response:
    """The receipt: number, moment, what was sent, and what became of it; its address stays."""
    report = Report.get_for(actor(), report_key)
    case = own_case()
    reads = case.participant.written_locale
    words = texts_for(PersonalText.REPORT_REPLY, [report.id], reads)
    return pages.render(
        "participant/contacts/show.html",
        report=report,
        kind=OWN_KINDS[report.kind],
        state=STATES[report.state],
        lines=_own_lines(report, case),
        reply=shown(str(report.reply), words.get(report.id), reads),
        is_private=case.is_restricted,
        change=request_of_report(report) if report.kind == ReportKind.PLAN_CHANGE else None,
        change_states=CHANGE_STATES,
        change_reasons=CHANGE_REASONS,
        **_log(report),
    )


def _own_lines(report: Any, case: Any) -> list[tuple[str, str, str]]:
    """What was sent, for a phone that somebody else may see: nothing of being unsafe, and no
    place or number while the case is private (NOTE-6)."""
    if report.kind == ReportKind.SAFETY:
        return []
    lines = answer_lines(answers_of(report, case))
    if not case.is_restricted:
        return lines
    hidden = i18n.gettext("Not shown on this phone. Your worker can see it.")
    return [(name, label, hidden if name in HIDDEN else said) for name, label, said in lines]


def _log(report: Any) -> dict[str, Any]:
    """The employers of a log, and whether they can still be corrected."""
    if report.kind != ReportKind.JOB_SEARCH:
        return {"entries": []}
    zone = resources.timezone()
    return {
        "entries": entries_of_report(report),
        "may_correct": office_date(report.sent_at, zone) == clock.today(zone),
        "ways": job_search.WAYS,
        "results": job_search.RESULTS,
    }


def _begun(kind: str) -> Begun:
    if kind not in QUESTIONS:
        flask.abort(404)
    return begun_report(own_case(), kind)


def _question(begun: Begun, step: str) -> Question | None:
    """The question of an address, if it is asked and all before it are answered."""
    names = {question.name for question in QUESTIONS[begun.kind]}
    if step not in names and not (begun.kind == ReportKind.JOB_SEARCH and is_step(step)):
        flask.abort(404)
    for question in may_be_asked(begun.kind, begun.answers):
        if question.name == step:
            return question
        if question.name not in begun.answers:
            return None
    return None


def _next_url(begun: Begun) -> str:
    waiting = unanswered(begun.kind, begun.answers)
    if waiting is None:
        return flask.url_for("participant.contacts_check", kind=begun.kind)
    return flask.url_for("participant.contacts_step", kind=begun.kind, step=waiting.name)


def _nothing_here(begun: Begun) -> flask.typing.ResponseReturnValue:
    """Back after sending: it is sent already. Else on to what waits for an answer."""
    last = None if begun.key else last_sent(own_case(), begun.kind)
    if last is not None and clock.now() - last.sent_at < JUST_SENT:
        return pages.render("participant/contacts/sent.html", report=last, kind=begun.kind)
    return flask.redirect(_next_url(begun), 303 if request.method == "POST" else 302)


def _question_page(
    begun: Begun, question: Question, form: Any, status: int = 200
) -> flask.Response:
    steps = may_be_asked(begun.kind, begun.answers)
    number = [one.name for one in steps].index(question.name)
    back = (
        flask.url_for("participant.contacts_step", kind=begun.kind, step=steps[number - 1].name)
        if number
        else flask.url_for("participant.contacts_new")
    )
    return pages.render(
        "participant/contacts/question.html", status=status, form=form, question=question,
        kind=begun.kind,
        number=number + 1, total=len(steps) + 1, back=back, is_begun=bool(begun.key),
        grace=_grace(begun.kind), emergency_phone=flask.current_app.config["EMERGENCY_PHONE"],
        is_kept=question.name in begun.answers,
    )  # fmt: skip


def _grace(kind: str) -> Any:
    """The last days on which a wish for another plan is in time, if they are not over."""
    if kind != ReportKind.PLAN_CHANGE:
        return None
    return grace_periods(own_case()).met_on(clock.today(resources.timezone()))


def _shown(begun: Begun) -> dict[str, Any]:
    steps = asked(begun.kind, begun.answers)
    return {
        "kind": begun.kind,
        "title": OWN_KINDS[begun.kind],
        "number": len(steps) + 1,
        "back": flask.url_for("participant.contacts_step", kind=begun.kind, step=steps[-1].name),
        "lines": [] if begun.kind == ReportKind.JOB_SEARCH else answer_lines(begun.answers),
        "entries": entries_of(begun.answers),
        "may_add": len(may_be_asked(begun.kind, begun.answers)) > len(steps),
        "ways": job_search.WAYS,
        "results": job_search.RESULTS,
        "grace": _grace(begun.kind),
    }
