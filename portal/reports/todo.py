"""What a participant has to do next, computed from the facts; read only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from peewee import ModelSelect, fn

from portal import i18n, resources
from portal.models.cases import Case
from portal.models.contacts import Report
from portal.models.copies import NoteCopy
from portal.models.letters import Letter
from portal.models.meetings import Meeting
from portal.models.plans import UNOFFERED, Activity, Plan, PlanState
from portal.policy.calendar import Month, day_starts_at, ended_week, week_of
from portal.policy.meetings import MeetingState
from portal.policy.programs import program
from portal.prepared import Place, Prepared
from portal.reports.hours.spans import first_returned, minutes_in, planned_in, told_in
from portal.reports.messages import unread_by_participant
from portal.reports.supports.offers import is_offered
from portal.reports.tasks.texts import task_text
from portal.reports.todo_rows import ANSWERED, ASKED, DRAFTS, RETURNED, TASKS

LIVE_CONTACT_LEAD = 10  # days before the last day, from which staying in touch is something to do
COPY_DAYS = 14  # the same of a copy of the notes that was released
ANSWER_DAYS = 7  # an answer of the worker is pointed to for so many days
URGENT_DAYS = 3  # days before a last day, from which it comes before all that has no day


class TodoKind(StrEnum):
    """What there can be to do; of things equally urgent the earlier in this list comes first."""

    GIVE_REASON = "give_reason"
    STAY_IN_TOUCH = "stay_in_touch"
    SEND_AGAIN = "send_again"
    SEND_DOCUMENT = "send_document"
    LOOK_AT_HOURS = "look_at_hours"
    SIGN_PLAN = "sign_plan"
    REPORT_HOURS = "report_hours"
    CHANGE_PLAN = "change_plan"
    CHANGE_ACTIVITY = "change_activity"
    TASK = "task"
    FINISH_DRAFT = "finish_draft"
    READ_LETTERS = "read_letters"


_WEIGHT = {kind: weight for weight, kind in enumerate(TodoKind)}
_WITHOUT_DAY_FIRST = (
    TodoKind.SEND_AGAIN, TodoKind.LOOK_AT_HOURS, TodoKind.SIGN_PLAN, TodoKind.REPORT_HOURS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. `code` is a document's or report's kind, a step's phrase or a month, `key`
    names its row in addresses, `text` is what a worker typed, `translation` the same in the page's
    language once a translator answered (LANG-3), `number` how many letters,
    or how many pages are wanted of a document whose other pages are fine."""

    kind: TodoKind
    due_on: date | None = None
    code: str = ""
    key: str = ""
    text: str = ""
    translation: str = ""
    row_id: int = 0
    number: int = 0

    def urgency(self, today: date) -> tuple[int, date, int]:
        """The key that sorts what to do: last days that are near or past, then what waits without
        a day, then later days, then the rest (ours)."""
        weight = _WEIGHT[self.kind]
        if self.due_on is not None:
            is_near = self.due_on <= today + timedelta(days=URGENT_DAYS)
            return (0 if is_near else 2, self.due_on, weight)
        return (1 if self.kind in _WITHOUT_DAY_FIRST else 3, date.max, weight)


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page says. Figures in minutes; `live_why_days` is how many days the program
    lets pass without live contact."""

    todos: list[Todo]
    week_done: int
    week_planned: int
    month_done: int
    month_required: int
    letters_new: int
    messages_new: int  # of the worker, not read yet
    answered: str  # the key of a report that the worker answered in these days; empty for none
    copy_key: str  # the key of a copy of the notes released in these days; empty for none
    live_why_days: int
    meeting_at: datetime | None  # the next meeting begins, UTC
    has_offer: bool  # a referral that the worker offers and nobody answered


def read_home(case: Case, today: date) -> Home:
    """The facts of the first page for the office's date of today; seven statements (goals.md)."""
    figures = _figures(case, today)
    todos = [
        *_clocks(case, today),
        *_documents(case),
        *_plan(figures, today),
        *_told_hours(figures, today),
        *_tasks(case, i18n.current()),
        *_drafts(case),
    ]
    if figures["letters_new"]:
        todos.append(Todo(TodoKind.READ_LETTERS, number=figures["letters_new"]))
    todos.sort(key=lambda one: one.urgency(today))
    return Home(
        todos=todos,
        week_done=figures["week_done"] or 0,
        week_planned=figures["week_planned"] or 0,
        month_done=figures["month_done"] or 0,
        month_required=_month_required(case, today),
        letters_new=figures["letters_new"],
        messages_new=figures["messages_new"],
        answered=_answered(case, today),
        copy_key=figures["copy_key"] or "",
        live_why_days=program(str(case.program)).live_contact.value,
        meeting_at=Meeting.starts_at.python_value(figures["meeting_at"]),
        has_offer=bool(figures["has_offer"]),
    )


def _answered(case: Case, today: date) -> str:
    since = day_starts_at(today - timedelta(days=ANSWER_DAYS), resources.timezone())
    rows = ANSWERED.tuples(case=case.id, since=Report.replied_at.db_value(since))
    return str(rows[0][0]) if rows else ""


def _month_required(case: Any, today: date) -> int:
    # What is kept belongs to the month it was computed in; the night brings the next one.
    return case.month_minutes_required if case.month == today.strftime("%Y-%m") else 0


def _clocks(case: Any, today: date) -> list[Todo]:
    found = []
    # Who told it waits for an answer: nobody is asked for what they said already.
    if case.good_cause_until is not None and case.cause_asked_on is None:
        found.append(Todo(TodoKind.GIVE_REASON, case.good_cause_until))
    due_on = case.live_due_on
    if due_on is not None and due_on <= today + timedelta(days=LIVE_CONTACT_LEAD):
        found.append(Todo(TodoKind.STAY_IN_TOUCH, due_on))
    return found


def _documents(case: Case) -> list[Todo]:
    asked, returned = ASKED.rows(case=case.id), RETURNED.rows(case=case.id)
    due = {one.id: one.due_on for one in asked}
    again = {one.request_id for one in returned}
    return [
        *(
            Todo(
                TodoKind.SEND_AGAIN,
                due.get(one.request_id),
                one.kind,
                one.key,
                number=one.again if one.fine else 0,
            )
            for one in returned
        ),
        *(
            Todo(TodoKind.SEND_DOCUMENT, one.due_on, one.kind, one.key)
            for one in asked
            if one.id not in again
        ),
    ]


def _plan(figures: dict[str, Any], today: date) -> list[Todo]:
    found = []
    if figures["state"] == PlanState.OFFERED and figures["signed_by_participant_at"] is None:
        found.append(Todo(TodoKind.SIGN_PLAN))
    for kind, name in (
        (TodoKind.CHANGE_PLAN, "change_until"),
        (TodoKind.CHANGE_ACTIVITY, "reassign_until"),
    ):
        # What is kept on the case knows of days off that came later, and of the version that runs
        # while the next one waits for signatures.
        known = [day for day in (figures[name], figures[f"kept_{name}"]) if day is not None]
        if known and max(known) >= today:
            found.append(Todo(kind, max(known)))
    return found


def _told_hours(figures: dict[str, Any], today: date) -> list[Todo]:
    """The week that ended last where nothing of it is told, and one that was sent back."""
    found = []
    if (returned := figures["hours_returned"]) is not None:
        found.append(Todo(TodoKind.LOOK_AT_HOURS, code=str(returned)[:7]))
    if figures["is_planned"] and not figures["is_told"]:
        month = Month.of(ended_week(today).starts_on)
        found.append(Todo(TodoKind.REPORT_HOURS, code=str(month)))
    return found


def _tasks(case: Case, locale: str) -> list[Todo]:
    rows = TASKS.rows(case=case.id, locale=locale)
    found = {
        row: Todo(
            TodoKind.TASK,
            due_on,
            phrase,
            key,
            task_text(case, key, text, sealed),
            translation or "",
            row,
        )
        for row, due_on, phrase, key, text, sealed, translation in rows
    }
    return list(found.values())


def _drafts(case: Case) -> list[Todo]:
    rows = DRAFTS.tuples(case=case.id)
    return [Todo(TodoKind.FINISH_DRAFT, code=kind) for (kind,) in rows]


def _figures(case: Case, today: date) -> dict[str, Any]:
    """Hours, new letters and the newest plan in one statement."""
    week, month, ended = week_of(today), Month.of(today).span, ended_week(today)
    row: dict[str, Any] = _NUMBERS.one(
        case=case.id, today=today, week_first=week.starts_on, week_last=week.ends_on,
        month_first=month.starts_on, month_last=month.ends_on,
        ended_first=ended.starts_on, ended_last=ended.ends_on,
        copied_since=NoteCopy.released_at.db_value(
            day_starts_at(today - timedelta(days=COPY_DAYS), resources.timezone())
        ),
    )  # fmt: skip
    return row


def _numbers() -> ModelSelect:
    copied = (
        NoteCopy.select(NoteCopy.key)
        .where(
            NoteCopy.case == Place("case"), NoteCopy.wants_portal,
            NoteCopy.released_at >= Place("copied_since"),
        )
        .order_by(NoteCopy.id.desc())
        .limit(1)
    )  # fmt: skip
    letters = Letter.select(fn.COUNT(Letter.id)).where(
        Letter.case == Place("case"), Letter.is_on_portal(), Letter.read_at.is_null()
    )
    return (
        Case.select(
            first_returned().alias("hours_returned"),
            fn.EXISTS(planned_in("ended")).alias("is_planned"),
            fn.EXISTS(told_in("ended")).alias("is_told"),
            minutes_in("week").alias("week_done"),
            minutes_in("month").alias("month_done"),
            letters.alias("letters_new"),
            _next_meeting().alias("meeting_at"),
            is_offered(Place("case")).alias("has_offer"),
            unread_by_participant(Place("case")).alias("messages_new"),
            _planned().alias("week_planned"),
            copied.alias("copy_key"),
            Plan.state.alias("state"),
            Plan.change_until,
            Plan.reassign_until,
            Case.change_until.alias("kept_change_until"),
            Case.reassign_until.alias("kept_reassign_until"),
            Plan.signed_by_participant_at,
        )
        .join(Plan, "LEFT JOIN", on=(Plan.id == _newest_plan()))
        .where(Case.id == Place("case"))
        .dicts()
    )


def _planned() -> ModelSelect:
    return Activity.select(fn.SUM(Activity.minutes_week)).where(
        Activity.plan == Plan.id,
        Activity.starts_on <= Place("week_last"),
        Activity.ends_on.is_null() | (Activity.ends_on >= Place("week_first")),
    )


def _next_meeting() -> ModelSelect:
    return Meeting.select(fn.MIN(Meeting.starts_at)).where(
        Meeting.case == Place("case"), Meeting.state == MeetingState.PLANNED,
        Meeting.starts_on >= Place("today"),
    )  # fmt: skip


def _newest_plan() -> ModelSelect:
    offered = Plan.select(Plan.id).where(Plan.case == Place("case"), Plan.state.not_in(UNOFFERED))
    return offered.order_by(Plan.number.desc()).limit(1)


_NUMBERS = Prepared(_numbers)
