"""Noncompliance as its pages show it: what was done, what came in since, what is agreed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import Value

from portal import resources
from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.contacts import Report, ReportState
from portal.models.documents import Document
from portal.models.letters import Letter, LetterState
from portal.models.messages import Author, Message
from portal.models.noncompliance import CompliancePlan, Noncompliance, NoncomplianceAct
from portal.policy.calendar import day_starts_at, office_date
from portal.policy.documents import DocumentState
from portal.policy.noncompliance import ProcessAct, is_on_time
from portal.reports.cases.sealed_texts import opened

MOST = 40  # of what came in, the latest
_WAITS = (DocumentState.RECEIVED, DocumentState.BEING_CHECKED)


@dataclass(frozen=True, slots=True)
class CameIn:
    """Something that the participant sent since the notice: `at` is the UTC moment of its upload
    or sending, which decides whether it is in time."""

    kind: str  # document, message, report
    code: str
    key: str
    at: datetime
    in_time: bool
    is_read: bool


def all_of(case: Case) -> list[Any]:
    """Every noncompliance of a case, the newest first. One statement."""
    query = Noncompliance.select().where(Noncompliance.case == case.id)
    return list(query.order_by(Noncompliance.noticed_on.desc(), Noncompliance.id.desc()))


def story_of(found: Noncompliance) -> list[Any]:
    """What was done in it, the earliest first, each with who did it (`by`). One statement."""
    return list(
        NoncomplianceAct.select(NoncomplianceAct, Account.name.alias("by"))
        .join(Account, "LEFT JOIN", on=(NoncomplianceAct.account == Account.id))
        .where(NoncomplianceAct.noncompliance == found.id)
        .order_by(NoncomplianceAct.at, NoncomplianceAct.id)
        .objects()
    )


def marked(story: list[Any], act: ProcessAct) -> dict[str, date]:
    """The steps marked as done by an act of this kind, each with its latest local date."""
    return {str(one.code): one.done_on for one in story if one.act == act}


def plan_of(found: Noncompliance) -> Any:
    """The newest compliance plan, where there is one; `text` is what it says more."""
    plan: Any = (
        CompliancePlan.select()
        .where(CompliancePlan.noncompliance == found.id)
        .order_by(CompliancePlan.id.desc())
        .first()
    )
    if plan is not None:
        plan.text = text_of(found, f"plan-{plan.id}", str(plan.sealed_text))
    return plan


def text_of(found: Any, name: str, column: str) -> str:
    """A text of it, from what its column holds."""
    case: Case = found.case
    return opened(case, f"noncompliance/{found.key}/{name}", column) if column else ""


def notices_of(found: Any) -> list[Any]:
    """The letters that ask what happened and were sent since it was opened, the newest first.
    One statement."""
    since = day_starts_at(found.noticed_on, resources.timezone())
    query = Letter.select(Letter.id, Letter.key, Letter.letter_no, Letter.locale, Letter.sent_at,
                          Letter.read_at, Letter.state, Letter.kind, Letter.case).where(
        Letter.case == found.case_id, Letter.kind == "good_cause",
        Letter.state == LetterState.SENT, Letter.sent_at >= since,
    )  # fmt: skip
    return list(query.order_by(Letter.id.desc()))


def came_in(found: Any, with_private: bool) -> list[CameIn]:
    """What the participant sent since the notice, the latest first; of the private file only for
    who reads it (NOTE-7). One statement."""
    since, zone = day_starts_at(found.noticed_on, resources.timezone()), resources.timezone()
    documents = Document.select(
        Value("document").alias("what"), Document.kind, Document.key,
        Document.received_at.alias("at"), Document.state.alias("said"),
    ).where(
        Document.case == found.case_id, Document.received_at >= since,
        *([] if with_private else [Document.is_private == False]),  # noqa: E712
    )  # fmt: skip
    messages = Message.select(
        Value("message").alias("what"), Value(""), Message.key, Message.sent_at,
        Message.read_at.is_null(False).cast("VARCHAR"),
    ).where(
        Message.case == found.case_id, Message.author == Author.PARTICIPANT,
        Message.sent_at >= since,
    )  # fmt: skip
    reports = Report.select(
        Value("report").alias("what"), Report.kind, Report.key, Report.sent_at, Report.state
    ).where(Report.case == found.case_id, Report.sent_at >= since)
    rows = (documents | messages | reports).tuples()
    found_rows = [
        CameIn(
            what,
            code,
            key,
            at,
            is_on_time(office_date(at, zone), found.good_cause_until),
            _is_read(what, said),
        )
        for what, code, key, moment, said in rows
        if (at := Message.sent_at.python_value(moment)) is not None
    ]
    return sorted(found_rows, key=lambda one: one.at, reverse=True)[:MOST]


def _is_read(what: str, said: Any) -> bool:
    if what == "document":
        return said not in _WAITS
    if what == "report":
        return said != ReportState.SENT
    return str(said).lower() in ("1", "true")


def earliest_end(today: date, days: int = 14) -> date:
    """A usual last day of a compliance plan that begins today (ours: two weeks)."""
    return today + timedelta(days=days - 1)
