"""What somebody who takes a case over must know at once: what waits, what is open, what is planned.

All topics are one statement: each says its rows in the same columns.
"""

from datetime import date
from typing import Any

from peewee import JOIN, SQL, ModelSelect, fn
from peewee import Case as When

from portal.models.absences import Absence
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.catalogs import RequestState as TextState
from portal.models.catalogs import TextRequest
from portal.models.contacts import Report, ReportState
from portal.models.copies import NoteCopy
from portal.models.documents import Document, DocumentRequest, RequestState
from portal.models.letters import Letter, LetterState
from portal.models.messages import Author, Message
from portal.models.notes import Note, NoteState
from portal.models.plans import UNOFFERED, Activity, Plan, PlanItem
from portal.models.safety import SafetyConcern
from portal.models.tasks import Task
from portal.policy.documents import DocumentState
from portal.prepared import Place, Prepared
from portal.reports.cases.handover_rows import MOMENTS, Row, Topic, of_topic
from portal.reports.cases.handover_steps import running_steps

AT_MOST = 300  # rows of all topics together: a page that is read before the first call


def rows(actor: Actor, case: Case, today: date) -> list[Row]:
    """Everything that runs on a case and that this person may see, by topic, the oldest first.

    In: a case that was loaded for them, the office's date of today. One statement.
    """
    found = _ALL.tuples(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id, today=today)
    return [_row(*one) for one in found]


def _row(topic: str, key: str, code: str, state: str, detail: str, by: str, on: Any, at: Any,
         number: int) -> Row:  # fmt: skip
    # SQLite gives dates and moments as text.
    day = date.fromisoformat(on) if type(on) is str else on
    return Row(topic, key, code, state, detail, by, day, MOMENTS.python_value(at), number)


def _all(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    parts = [
        _tasks(anybody), _reports(), _documents(anybody), _messages(), _requests(anybody),
        _drafts(), _letters(), _translations(), _copies(), *_plan(), _concern(anybody),
        *running_steps(anybody), _away(),
    ]  # fmt: skip
    union: Any = parts[0]
    for part in parts[1:]:
        union = union.union_all(part)
    return union.order_by(SQL("topic"), SQL('"at"'), SQL("number")).limit(AT_MOST)


def _tasks(actor: Actor) -> ModelSelect:
    is_private = When(None, [(Note.private_reason != "", 1)], 0)
    return (
        of_topic(
            Topic.TASK, Task, Task.key, Task.phrase, Task.owner, Task.text, Task.sealed_text,
            Task.due_on, Task.told_at, is_private,
        )
        .join(Case)
        .switch(Task)
        .join(Note, JOIN.LEFT_OUTER)
        .where(Task.case == Place("case"), Task.done_at.is_null(), Task.readable_by(actor))
    )  # fmt: skip


def _reports() -> ModelSelect:
    is_asking = Report.follow_up.is_null(False) & Report.follow_up_done_at.is_null()
    return of_topic(
        Topic.REPORT, Report, Report.key, Report.kind, Report.state,
        fn.COALESCE(Report.follow_up, ""), at=Report.sent_at,
    ).where(
        Report.case == Place("case"), (Report.state == ReportState.SENT) | is_asking
    )  # fmt: skip


def _documents(actor: Actor) -> ModelSelect:
    return (
        of_topic(
            Topic.DOCUMENT, Document, Document.key, Document.kind, Document.state,
            at=Document.received_at,
        )
        .join(Case)
        .where(
            Document.case == Place("case"), Document.readable_by(actor),
            Document.received_at.is_null(False),
            Document.state.in_([DocumentState.RECEIVED, DocumentState.BEING_CHECKED]),
        )
    )  # fmt: skip


def _messages() -> ModelSelect:
    return of_topic(
        Topic.MESSAGE, Message, Message.key, detail=Message.text, at=Message.sent_at
    ).where(Message.case == Place("case"), Message.is_unread_from(Author.PARTICIPANT))


def _requests(actor: Actor) -> ModelSelect:
    waits = DocumentRequest.state.in_([RequestState.ASKED, RequestState.CANNOT])
    return (
        of_topic(
            Topic.REQUEST, DocumentRequest, DocumentRequest.key, DocumentRequest.kind,
            DocumentRequest.state, on=DocumentRequest.due_on, at=DocumentRequest.asked_at,
        )
        .join(Case)
        .where(DocumentRequest.case == Place("case"), DocumentRequest.readable_by(actor), waits)
    )  # fmt: skip


def _drafts() -> ModelSelect:
    # Its text is its author's alone (NOTE-8); that it is there is for who takes over.
    return (
        of_topic(Topic.DRAFT, Note, by=Account.name, at=Note.saved_at)
        .join(Account, on=(Note.author == Account.id))
        .where(Note.case == Place("case"), Note.state == NoteState.DRAFT)
    )


def _letters() -> ModelSelect:
    return (
        of_topic(
            Topic.LETTER, Letter, Letter.key, Letter.kind, Letter.state, Letter.locale,
            fn.COALESCE(Account.name, ""), at=Letter.created_at,
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Letter.created_by == Account.id))
        .where(Letter.case == Place("case"), Letter.state == LetterState.DRAFT)
    )  # fmt: skip


def _translations() -> ModelSelect:
    return of_topic(
        Topic.TRANSLATION, TextRequest, code=TextRequest.object_kind,
        state=TextRequest.source_locale, detail=TextRequest.target_locale, on=TextRequest.due_on,
        at=TextRequest.asked_at,
    ).where(TextRequest.case == Place("case"), TextRequest.state == TextState.WAITING)  # fmt: skip


def _copies() -> ModelSelect:
    return of_topic(
        Topic.COPY, NoteCopy, NoteCopy.key, on=NoteCopy.due_on, at=NoteCopy.asked_at
    ).where(NoteCopy.case == Place("case"), NoteCopy.released_at.is_null())


def _plan() -> list[ModelSelect]:
    newest = (
        Plan.select(fn.MAX(Plan.number))
        .where(Plan.case == Place("case"), Plan.state.not_in(UNOFFERED))
    )  # fmt: skip
    plan, of_item, of_activity = Plan.alias(), Plan.alias(), Plan.alias()

    def is_it(one: Any) -> Any:
        return (one.case == Place("case")) & (one.number == newest)

    return [
        of_topic(
            Topic.PLAN, plan, state=plan.state, detail=plan.vision,
            at=plan.signed_by_participant_at, number=plan.number,
        ).where(is_it(plan)),
        of_topic(
            Topic.ITEM, PlanItem, code=PlanItem.phrase, state=PlanItem.kind, detail=PlanItem.text,
            on=PlanItem.due_on, number=PlanItem.position,
        )
        .join(of_item, on=(PlanItem.plan == of_item.id))
        .where(is_it(of_item), PlanItem.done_on.is_null()),
        of_topic(
            Topic.ACTIVITY, Activity, code=Activity.kind, detail=Activity.provider,
            on=Activity.ends_on, number=Activity.minutes_week,
        )
        .join(of_activity, on=(Activity.plan == of_activity.id))
        .where(is_it(of_activity)),
    ]  # fmt: skip


def _concern(actor: Actor) -> ModelSelect:
    return (
        of_topic(
            Topic.SAFETY, SafetyConcern, state=SafetyConcern.channel,
            code=SafetyConcern.safe_ways, detail=SafetyConcern.safe_times,
            at=SafetyConcern.began_at, number=SafetyConcern.id,
        )
        .join(Case)
        .where(
            SafetyConcern.case == Place("case"), SafetyConcern.ended_at.is_null(),
            SafetyConcern.readable_by(actor),
        )
    )  # fmt: skip


def _away() -> ModelSelect:
    away, second = Account.alias(), Account.alias()
    return (
        of_topic(Topic.AWAY, Absence, detail=away.name, by=second.name, on=Absence.ends_on)
        .join(away, on=(Absence.account == away.id))
        .switch(Absence)
        .join(second, on=(Absence.stand_in == second.id))
        .switch(Absence)
        .join(Case, on=(Case.worker == Absence.account))
        .where(Case.id == Place("case"), Absence.runs_on(Place("today")))
    )


_ALL = Prepared(_all)
