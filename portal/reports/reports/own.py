"""A participant's own reports: what was sent, and what was begun."""

from dataclasses import dataclass
from datetime import datetime

from portal.models.accounts import Actor
from portal.models.audit import OperationKey
from portal.models.cases import Case
from portal.models.contacts import Report, ReportDraft, ReportKind, ReportState
from portal.prepared import Place, Prepared
from portal.reports.reports.answers import answers_of

SHOWN = 50  # reports on one page; older ones are with the worker


@dataclass(frozen=True, slots=True)
class Begun:
    """A report that is being written. `key` is empty while nothing has been answered."""

    kind: str
    answers: dict[str, str]
    key: str = ""
    saved_at: datetime | None = None


_OF_CASE = Place("case")
_SENT = Prepared(
    lambda: Report.select().where(Report.case == _OF_CASE).order_by(Report.id.desc()).limit(SHOWN)
)
_DRAFTS = Prepared(
    lambda: ReportDraft.select().where(ReportDraft.case == _OF_CASE).order_by(ReportDraft.id.desc())
)
_ADDRESSES = Prepared(
    lambda: (
        Report.select()
        .where(
            Report.case == _OF_CASE,
            Report.kind == ReportKind.ADDRESS,
            Report.state.in_((ReportState.SENT, ReportState.SEEN, ReportState.ANSWERED)),
        )
        .order_by(Report.id.desc())
        .limit(1)
    )
)


def sent_reports(case: Case) -> list[Report]:
    """What the participant sent, the newest first; one statement."""
    return _SENT.rows(case=case.id)


def begun_reports(case: Case) -> list[Begun]:
    """What the participant began, the newest first, without the answers; one statement."""
    drafts = _DRAFTS.rows(case=case.id)
    return [Begun(draft.kind, {}, draft.key, draft.saved_at) for draft in drafts]


def begun_report(case: Case, kind: str) -> Begun:
    """The report of one kind that is being written, empty where none is; one statement."""
    draft = ReportDraft.get_or_none(ReportDraft.case == case.id, ReportDraft.kind == kind)
    if draft is None:
        return Begun(kind, {})
    return Begun(draft.kind, answers_of(draft, case), draft.key, draft.saved_at)


def address_waiting(case: Case) -> dict[str, str]:
    """The new address, telephone and e-mail that wait for the worker, by name (`address`, `phone`,
    `email`), of the newest report that nobody decided on (CON-11); one statement."""
    found = _ADDRESSES.rows(case=case.id)
    if not found:
        return {}
    answers = answers_of(found[0], case)
    told = {name: answers.get(f"new_{name}", "") for name in ("address", "phone", "email")}
    return {name: value for name, value in told.items() if value}


def sent_with(actor: Actor, operation_key: str) -> Report | None:
    """What a form that was sent before has made, if it was this participant's."""
    row = OperationKey.get_or_none(
        OperationKey.key == operation_key, OperationKey.operation == "submit_report"
    )
    if row is None:
        return None
    found: Report | None = (
        Report.select(Report, Case)
        .join(Case)
        .where(Case.scope(actor), Report.id == row.result_id)
        .first()
    )
    return found


def last_sent(case: Case, kind: str) -> Report | None:
    """The newest report of one kind, if there is one."""
    found: Report | None = (
        Report.select()
        .where(Report.case == case.id, Report.kind == kind)
        .order_by(Report.id.desc())
        .first()
    )
    return found
