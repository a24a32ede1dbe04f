"""What alerts rest on, made for tests: each kind's fact, the day its alert begins, what ends it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from portal.models import (
    Account,
    Case,
    Contact,
    Document,
    Message,
    Note,
    NoteCopy,
    Opening,
    OutboxMessage,
    Plan,
    Report,
)
from portal.models.cases import OpeningKind
from portal.models.contacts import ReportKind, ReportState
from portal.models.messages import Author, Delivery
from portal.models.plans import PlanState
from portal.models.tasks import TaskOwner
from portal.operations import assessments, clocks, tasks
from portal.operations.contacts import record_contact
from portal.operations.noncompliance import open_noncompliance, withdraw
from portal.operations.statuses import entering as statuses
from portal.policy.alerts import AlertKind
from portal.policy.assessments import AssessmentKind
from portal.policy.calendar import Month
from portal.policy.contacts import Direction, Way
from portal.policy.documents import DocumentState
from portal.policy.noncompliance import NEAR_DAYS, NOTICE_DAYS, MissedAct
from portal.policy.programs import Clock, StopReason
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from portal.reports.statuses import periods_of
from tests.factories import NOON, TODAY, account, as_actor
from tests.rules.alert_hours import hours, objection, verdict
from tests.rules.alert_moments import Made, kept_moment, put


def noon_of(on: date) -> datetime:
    """Noon, in Los Angeles, of a local date."""
    return datetime.combine(on, time(20), tzinfo=UTC)


def _call(of: Case, ana: Account, on: date, way: Way = Way.TELEPHONE) -> Contact:
    return record_contact(
        ana.actor, case=of, occurred_on=on, way=way, direction=Direction.TWO_WAY, answered=True,
        summary="", at=noon_of(on),
    )  # fmt: skip


def _live_contact(of: Case, ana: Account) -> Made:
    _call(of, ana, TODAY)
    return Made(TODAY + timedelta(days=25), lambda: _call(of, ana, TODAY + timedelta(days=25)))


def _touch(of: Case, ana: Account) -> Made:
    # Touched in November: owed by the end of December, told in its last week.
    _call(of, ana, TODAY)
    return Made(date(2026, 12, 24), lambda: _call(of, ana, date(2026, 12, 24)))


def _unnoted(of: Case, ana: Account) -> Made:
    made = _call(of, ana, TODAY)
    # Seven days are the program's limit of entry; the eighth is past it.
    return Made(TODAY + timedelta(days=8), lambda: put(Contact, made, account=None))


def _document(of: Case, _ana: Account) -> Made:
    made = Document.create(
        case=of,
        kind="pay_stub",
        reference="D-1",
        state=DocumentState.RECEIVED,
        received_at=NOON,
        opened_at=NOON,
    )
    done = lambda: put(Document, made, state=DocumentState.ACCEPTED)  # noqa: E731
    return Made(TODAY + timedelta(days=3), done)


def private_document(of: Case, ana: Account) -> Made:
    made = _document(of, ana)
    Document.update(is_private=True).execute()
    return made


def _reported(of: Case, kind: ReportKind) -> Report:
    contact = Contact.create(
        case=of, occurred_on=TODAY, entered_at=NOON, way="portal", direction="from_participant",
        is_live=True, is_attempt=True, reason="report_through_portal",
    )  # fmt: skip
    return Report.create(
        case=of, contact=contact, reference=f"R-{kind}", kind=kind, answers="{}", locale="en",
        sent_at=NOON,
    )  # fmt: skip


def _report(of: Case, _ana: Account) -> Made:
    made = _reported(of, ReportKind.IN_TOUCH)
    return Made(TODAY + timedelta(days=2), lambda: put(Report, made, state=ReportState.SEEN))


def _address(of: Case, _ana: Account) -> Made:
    made = _reported(of, ReportKind.ADDRESS)
    put(Report, made, state=ReportState.SEEN)  # read is not decided
    return Made(TODAY, lambda: put(Report, made, state=ReportState.DECLINED))


def _good_cause(of: Case, _ana: Account) -> Made:
    made = _reported(of, ReportKind.PROBLEM)
    put(Report, made, follow_up="good_cause", follow_up_on=TODAY, state=ReportState.SEEN)
    return Made(TODAY, lambda: put(Report, made, follow_up_done_at=NOON))


def task(of: Case, ana: Account) -> Made:
    made = tasks.add_task(
        ana.actor, case=of, owner=TaskOwner.WORKER, text="Call", due_on=TODAY + timedelta(days=4),
        at=NOON,
    )  # fmt: skip
    return Made(TODAY + timedelta(days=4), lambda: tasks.finish_task(ana.actor, task=made, at=NOON))


def private_task(of: Case, ana: Account) -> Made:
    note = Note.create(
        case=of, author=ana, created_at=NOON, saved_at=NOON, state="finished",
        private_reason="health_barrier",
    )  # fmt: skip
    made = tasks.add_task(
        ana.actor, case=of, owner=TaskOwner.WORKER, text="Call", due_on=TODAY + timedelta(days=4),
        note=note, at=NOON,
    )  # fmt: skip
    return Made(TODAY + timedelta(days=4), lambda: tasks.finish_task(ana.actor, task=made, at=NOON))


def _told(of: Case, ana: Account) -> Made:
    made = tasks.add_task(
        ana.actor, case=of, owner=TaskOwner.PARTICIPANT, phrase="call_worker", due_on=TODAY, at=NOON
    )
    tasks.tell_done(as_actor(of.participant), task=made, at=NOON)
    return Made(TODAY, lambda: tasks.finish_task(ana.actor, task=made, at=NOON))


def _signature(of: Case, _ana: Account) -> Made:
    made = Plan.create(case=of, number=1, state=PlanState.OFFERED, starts_on=TODAY, created_at=NOON)
    return Made(TODAY + timedelta(days=3), lambda: put(Plan, made, state=PlanState.SIGNED))


def grace(of: Case, _ana: Account) -> Made:
    Plan.create(
        case=of, number=1, state=PlanState.SIGNED, starts_on=TODAY, created_at=NOON,
        change_until=TODAY + timedelta(days=5),
    )  # fmt: skip
    next_one = {"number": 2, "state": PlanState.SIGNED, "starts_on": TODAY, "created_at": NOON}
    return Made(TODAY + timedelta(days=3), lambda: Plan.create(case=of, **next_one))


def _reassignment(of: Case, _ana: Account) -> Made:
    Plan.create(
        case=of, number=1, state=PlanState.SIGNED, starts_on=TODAY, created_at=NOON,
        reassign_until=TODAY + timedelta(days=30),
    )  # fmt: skip
    next_one = {"number": 2, "state": PlanState.SIGNED, "starts_on": TODAY, "created_at": NOON}
    return Made(TODAY + timedelta(days=25), lambda: Plan.create(case=of, **next_one))


def _message(of: Case, _ana: Account) -> Made:
    made = Message.create(
        case=of, author=Author.PARTICIPANT, text="Hello", locale="en", sent_at=NOON
    )
    return Made(TODAY + timedelta(days=1), lambda: put(Message, made, read_at=NOON))


def _undelivered(of: Case, _ana: Account) -> Made:
    values = {
        "case_id": of.id, "kind": "news", "channel": "sms", "address": "1", "locale": "en",
        "body": "", "created_at": NOON,
    }  # fmt: skip
    OutboxMessage.create(cause="a", state=Delivery.FAILED, **values)
    reached = lambda: OutboxMessage.create(cause="b", state=Delivery.SENT, **values)  # noqa: E731
    return Made(TODAY, reached)


def _copy(of: Case, ana: Account) -> Made:
    made = NoteCopy.create(
        case=of, asked_on=TODAY, asked_at=NOON, due_on=TODAY + timedelta(days=30), made_with=""
    )
    return Made(
        TODAY + timedelta(days=25), lambda: put(NoteCopy, made, released_at=NOON, released_by=ana)
    )


def _opened(of: Case, _ana: Account) -> Made:
    other = account("Bo Lee")
    made = Opening.create(
        case=of, account=other, kind=OpeningKind.OPENED, reason="stand_in", at=NOON
    )
    # Nothing is left to be done about it: it goes by itself after a week.
    return Made(TODAY, lambda: put(Opening, made, at=NOON - timedelta(days=7)))


def _follow_up(of: Case, ana: Account) -> Made:
    put(Case, of, status="follow_up", status_since_on=TODAY)
    begins_on = date(2026, 12, 13)  # a week before the month after exit is over
    return Made(begins_on, lambda: _call(of, ana, begins_on))


def _reassessment(of: Case, ana: Account) -> Made:
    def assessed(on: date, again_on: date | None) -> None:
        assessments.record_assessment(
            ana.actor, case=of, kind=AssessmentKind.SKILLS, tool="Talk", taken_on=on,
            result="Good", again_on=again_on, at=noon_of(on),
        )  # fmt: skip

    assessed(TODAY, TODAY + timedelta(days=30))
    begins_on = TODAY + timedelta(days=16)
    return Made(begins_on, lambda: assessed(begins_on, None))


def _exemption(of: Case, ana: Account) -> Made:
    def exempt(on: date, review_on: date) -> None:
        statuses.set_status(
            ana.actor, case=of, status=CaseStatus.EXEMPT, reason=StatusReason.CARING,
            starts_on=TODAY, ends_on=None, review_on=review_on, text="Form", at=noon_of(on),
            version=statuses.version_of(periods_of(of)),
        )  # fmt: skip

    exempt(TODAY, TODAY + timedelta(days=60))
    begins_on = TODAY + timedelta(days=30)
    return Made(begins_on, lambda: exempt(begins_on, begins_on + timedelta(days=300)))


def _clock(of: Case, ana: Account) -> Made:
    clocks.begin_clock(
        ana.actor, case=of, clock=Clock.TIME_ON_AID, month=Month(2026, 9), months_before=36,
        evidence="Printout", at=NOON,
    )  # fmt: skip
    stopped = lambda: clocks.stop_clocks(  # noqa: E731
        ana.actor, case=of, reason=StopReason.CARING, starts_on=TODAY, ends_on=None,
        evidence="Form", at=NOON,
    )  # fmt: skip
    # The 48th month is August 2027: in February six are left.
    return Made(date(2027, 2, 1), stopped)


def _noncompliance(of: Case, ana: Account) -> Made:
    opened = open_noncompliance(
        ana.actor, case=of, act=MissedAct.ACTIVITY, missed_on=TODAY, at=NOON
    )
    # Three days to let the notice arrive: near from the first one on.
    done = lambda: withdraw(ana.actor, noncompliance=opened, why="A mistake.", at=NOON)  # noqa: E731
    return Made(TODAY + timedelta(days=NOTICE_DAYS - NEAR_DAYS), done)


MAKERS: dict[AlertKind, Callable[[Case, Account], Made]] = {
    AlertKind.GOOD_CAUSE: _good_cause,
    AlertKind.NONCOMPLIANCE: _noncompliance,
    AlertKind.NEW_CASE: kept_moment("assigned_since_at"),
    AlertKind.HANDED_BACK: kept_moment("handing_since_at", handing="close/refused"),
    AlertKind.LIVE_CONTACT: _live_contact,
    AlertKind.UNDELIVERED: _undelivered,
    AlertKind.ADDRESS: _address,
    AlertKind.MESSAGE: _message,
    AlertKind.REPORT: _report,
    AlertKind.DOCUMENT: _document,
    AlertKind.PRIVATE_DOCUMENT: private_document,
    AlertKind.OBJECTION: objection,
    AlertKind.HOURS: hours,
    AlertKind.VERDICT: verdict,
    AlertKind.COPY: _copy,
    AlertKind.TASK: task,
    AlertKind.PRIVATE_TASK: private_task,
    AlertKind.TOLD: _told,
    AlertKind.SIGNATURE: _signature,
    AlertKind.GRACE: grace,
    AlertKind.REASSIGNMENT: _reassignment,
    AlertKind.ATTEMPT: _live_contact,  # a live contact is an attempt, and both clocks run alike
    AlertKind.TOUCH: _touch,
    AlertKind.UNNOTED: _unnoted,
    AlertKind.FOLLOW_UP: _follow_up,
    AlertKind.REASSESSMENT: _reassessment,
    AlertKind.EXEMPTION_REVIEW: _exemption,
    AlertKind.CLOCK: _clock,
    AlertKind.OPENED: _opened,
}
