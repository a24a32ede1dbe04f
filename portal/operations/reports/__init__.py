"""Reports: what participants send, and the worker's answer to it."""

import secrets
from datetime import date, datetime
from typing import Any

from portal import channels, resources
from portal.db import new_key
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.catalogs import PersonalText
from portal.models.contacts import Report, ReportDraft, ReportKind, ReportState
from portal.models.people import Participant
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.answers import kept_answers
from portal.operations.catalogs.translations import ask_translation
from portal.operations.contacts import add_contact
from portal.operations.messages import queue_message
from portal.operations.reports.job_search import add_entries
from portal.operations.reports.plan_changes import keep_request
from portal.operations.reports.unsafe import begin_reported_concern
from portal.policy.contacts import Direction, Way, reported_on
from portal.policy.refusals import refuse_if
from portal.policy.reports import (
    FollowUp,
    ReportRefusal,
    follow_up_of,
    refusals_to_answer,
    refusals_to_decide,
)
from portal.reports.plan_changes import grace_periods
from portal.reports.reports.answers import answers_of
from portal.reports.reports.job_search import entries_of

# Without the look-alikes I, L, O, U, 0 and 1: a reference is read out on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """A reference a person can read out: two groups of four."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


@operation(result=Report)
def submit_report(
    actor: Actor,
    *,
    case: Case,
    kind: ReportKind,
    answers: dict[str, str],
    locale: str,
    at: datetime,
    operation_key: str | None = None,
) -> Report:
    """Takes a participant's report: live contact on the day it was sent, office time (CON-6).

    The answers are kept as written, with their language (LANG-4); the draft is gone. A report that
    somebody is not safe begins the concern in the same moment (NOTE-6); a log of a job search
    becomes rows (CON-12). Raises Refused for an empty log.
    """
    sent_on = reported_on(at, resources.timezone())
    contact = add_contact(
        actor, case=case, occurred_on=sent_on, way=Way.PORTAL,
        direction=Direction.FROM_PARTICIPANT, answered=False, summary="", at=at,
    )  # fmt: skip
    is_log, key = kind == ReportKind.JOB_SEARCH, new_key()
    shown = {} if is_log else answers
    kept = kept_answers(actor, case=case, kind=kind, place=key, answers=shown, at=at)
    made: Report = Report.create(
        key=key, reference=new_reference(), case=case.id, contact=contact.id, kind=kind,
        answers=kept, locale=locale, sent_at=at, state=ReportState.SENT,
        **_asked(case, kind, answers, sent_on),
    )  # fmt: skip
    if is_log:
        add_entries(actor, report=made, entries=entries_of(answers))
    if kind == ReportKind.SAFETY:
        begin_reported_concern(actor, case=case, answers=answers, at=at)
    if kind == ReportKind.PLAN_CHANGE:
        keep_request(actor, report=made, case=case, answers=answers, asked_on=sent_on, at=at)
    add_to_timeline(case, EntryKind.REPORT, at, made.id)
    ReportDraft.delete().where(ReportDraft.case == case.id, ReportDraft.kind == kind).execute()
    refresh(case.id, sent_on)
    record(actor, "submit_report", made, case=case)
    return made


def _asked(case: Case, kind: str, answers: dict[str, str], sent_on: date) -> dict[str, Any]:
    """What the report asks of the worker, and in which grace periods of the plan it came."""
    follow_up = follow_up_of(kind, answers)
    if follow_up is None:
        return {}
    asked: dict[str, Any] = {"follow_up": follow_up, "follow_up_on": sent_on}
    if follow_up is FollowUp.PLAN_CHANGE:
        met = grace_periods(case).met_on(sent_on)
        asked |= {"change_until": met.change_until, "reassign_until": met.reassign_until}
    return asked


@operation(result=ReportDraft)
def save_draft(
    actor: Actor,
    *,
    case: Case,
    kind: ReportKind,
    answers: dict[str, str],
    step: int,
    at: datetime,
    operation_key: str | None = None,
) -> ReportDraft:
    """Keeps what a participant has answered so far, so that a lost session loses nothing.

    In: all answers so far by question name, the number of the next step (from 0). Source: CON-11;
    screens.md, acceptance 9.
    """
    kept = {
        "answers": kept_answers(
            actor, case=case, kind=kind, place=f"draft-{kind}", answers=answers, at=at
        ),
        "step": step,
        "saved_at": at,
    }
    ReportDraft.insert(case=case.id, kind=kind, **kept).on_conflict(
        conflict_target=[ReportDraft.case, ReportDraft.kind], update=kept
    ).execute()
    draft: ReportDraft = ReportDraft.get(ReportDraft.case == case.id, ReportDraft.kind == kind)
    record(actor, "save_draft", draft, case=case, fields=["answers"])
    return draft


@operation()
def discard_draft(actor: Actor, *, case: Case, kind: ReportKind, at: datetime) -> None:
    """Throws a begun report away because the participant asked for it."""
    ReportDraft.delete().where(ReportDraft.case == case.id, ReportDraft.kind == kind).execute()
    record(actor, "discard_draft", case=case)


@operation()
def mark_seen(actor: Actor, *, report: Report, at: datetime) -> Report:
    """The worker has read a report; it waits no more. Says nothing new of one handled before."""
    _handle(actor, report, ReportState.SEEN, at, only_from=(ReportState.SENT,))
    record(actor, "mark_report_seen", report, case=report.case_id)
    return report


@operation(result=Report)
def answer_report(
    actor: Actor, *, report: Report, reply: str, at: datetime, operation_key: str | None = None
) -> Report:
    """Answers a report in the worker's words; a translation is asked for where the participant
    reads another language (LANG-3). A decided address stays decided.

    Raises Refused for an empty reply. Source: CON-11.
    """
    refuse_if(refusals_to_answer(reply))
    open_states = (ReportState.SENT, ReportState.SEEN)
    _handle(actor, report, ReportState.ANSWERED, at, only_from=open_states)
    # A second answer stands below the first: the participant may have read that one already.
    row: Any = report
    row.reply = "\n\n".join(filter(None, (row.reply, reply.strip())))
    row.replied_at = at
    row.save(only=["reply", "replied_at"])
    case = _tell(report, at)
    ask_translation(
        actor, case=case, object_kind=PersonalText.REPORT_REPLY,
        object_id=report.id, texts=[row.reply], at=at,
    )  # fmt: skip
    record(actor, "answer_report", report, case=report.case_id, fields=["reply"])
    return report


@operation()
def confirm_address(actor: Actor, *, report: Report, at: datetime) -> Report:
    """Takes the reported address, telephone and e-mail over to the participant (CON-11).

    What was left empty stays as it was. Raises Refused for another kind of report, or for one
    that was decided before.
    """
    _decide(actor, report, ReportState.CONFIRMED, at)
    answers = answers_of(report)
    changed: dict[str, str] = {
        name: answers[f"new_{name}"]
        for name in ("address", "phone", "email")
        if answers.get(f"new_{name}")
    }
    fields = list(changed)
    for channel in ("phone", "email"):
        if channel in changed:
            # Kept in the one form that signing in looks it up by.
            changed[channel] = channels.normal(changed[channel]) or changed[channel]
            changed[f"{channel}_digest"] = resources.channel_digest(changed[channel])
    # The news goes to the old number or mailbox: its owner learns of a change that is not theirs.
    case = _tell(report, at)
    if changed:
        Participant.update(**changed).where(Participant.id == case.participant_id).execute()
    record(actor, "confirm_address", report, case=report.case_id, fields=fields)
    return report


@operation()
def decline_address(actor: Actor, *, report: Report, at: datetime) -> Report:
    """Leaves the participant's address, telephone and e-mail as they are (CON-11).

    Raises Refused for another kind of report, or for one that was decided before.
    """
    _decide(actor, report, ReportState.DECLINED, at)
    _tell(report, at)
    record(actor, "decline_address", report, case=report.case_id)
    return report


def _tell(report: Report, at: datetime) -> Case:
    """Queues the news that there is an answer; gives the case."""
    case: Case = Case.get_by_id(report.case_id)
    cause = f"report:{report.key}:{report.state}:{at:%Y%m%d%H%M%S}"
    queue_message(case, kind="report_news", cause=cause, at=at)
    return case


_DECIDED = (ReportState.CONFIRMED, ReportState.DECLINED)


def _decide(actor: Actor, report: Report, to: ReportState, at: datetime) -> None:
    is_address = report.kind == ReportKind.ADDRESS
    refuse_if(refusals_to_decide(is_address, report.state in _DECIDED))
    undecided = (ReportState.SENT, ReportState.SEEN, ReportState.ANSWERED)
    if not _handle(actor, report, to, at, only_from=undecided):
        refuse_if({"": ReportRefusal.ALREADY_DECIDED})


def _handle(
    actor: Actor,
    report: Report,
    to: ReportState,
    at: datetime,
    only_from: tuple[ReportState, ...],
) -> bool:
    # The row is asked, not the object in hand: two workers may act on one report.
    changed: int = (
        Report.update(state=to, handled_by=actor.id, handled_at=at)
        .where(Report.id == report.id, Report.state.in_(only_from))
        .execute()
    )
    if changed:
        row: Any = report
        row.state, row.handled_by_id, row.handled_at = to, actor.id, at
        refresh(report.case_id, reported_on(at, resources.timezone()))
    return bool(changed)
