"""The night's work: idempotent, safe to run twice, late, or again after it was cut off.

Each job claims its business date; rows are found by one statement and written in chunks, so that
nobody waits long for the write lock (goals.md, SPEED-6).
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from peewee import IntegrityError

from portal import db, i18n, resources
from portal.models.accounts import SYSTEM
from portal.models.audit import NightlyRun
from portal.models.messages import Delivery, OutboxMessage
from portal.models.reminders import Reminded
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.hours.verdicts import judge_last_month
from portal.operations.meetings.news import remind_of_meetings
from portal.operations.messages import EMAIL, SMS
from portal.operations.noncompliance.deliveries import note_deliveries
from portal.operations.statuses.turning import draft_reviews, turn_statuses
from portal.policy.calendar import Month, office_date
from portal.policy.programs import PROGRAMS
from portal.reports import nights
from portal.words.messages import reminder_body, subject_of, todo_reminder_body

CHUNK = 2_000
LOOK = 20_000  # things to be reminded of that are read at once
REMIND_CHUNK = 500  # reminders in one transaction: others wait for it with their writes
REFRESH_CHUNK = 100  # cases computed again in one transaction


def run_night(at: datetime, said: Callable[[str, int], None] | None = None) -> dict[str, int]:
    """Does every job of the night for the office's date of `at`; rows by job.

    A job that ran to its end on that date is not run again; `said` hears of each as it ends.
    """
    today = office_date(at, resources.timezone())
    done = {}
    for job, work in JOBS.items():
        run = _claim(job=job, run_on=today, at=at)
        done[job] = 0 if run is None else sum(work(today, at))
        if run is not None:
            _finish(run=run, rows=done[job], at=at)
        if said:
            said(job, done[job])
    return done


def is_done(at: datetime) -> bool:
    """Whether every job of the office's date of `at` (UTC) ran to its end."""
    today = office_date(at, resources.timezone())
    finished = NightlyRun.select().where(
        NightlyRun.run_on == today, NightlyRun.finished_at.is_null(False)
    )
    return bool(finished.count() >= len(JOBS))


@operation()
def _claim(*, job: str, run_on: date, at: datetime) -> NightlyRun | None:
    try:
        with db.database.atomic():
            run: NightlyRun = NightlyRun.create(job=job, run_on=run_on, started_at=at)
    except IntegrityError:
        run = NightlyRun.get(NightlyRun.job == job, NightlyRun.run_on == run_on)
    record(SYSTEM, "claim_night", run, reason=job)
    return run if run.finished_at is None else None


@operation()
def _finish(*, run: NightlyRun, rows: int, at: datetime) -> None:
    NightlyRun.update(finished_at=at, rows=rows).where(NightlyRun.id == run.id).execute()
    record(SYSTEM, "finish_night", run)


def remind(today: date, at: datetime) -> Iterator[int]:
    """Reminds of live contacts, papers and tasks before they fall due: each thing once for each
    last day, each person with one message a day however much falls together (CON-2, NOTE-4,
    DOC-4). What was settled is not found. Gives the messages of each chunk."""
    # Every program reminds by its own leads; they agree today, so one look does for all.
    leads = {
        what: max(getattr(rules, name).value for rules in PROGRAMS.values())
        for what, name in (
            (nights.LIVE, "reminder_lead"),
            (nights.PAPER, "document_lead"),
            (nights.STEP, "task_lead"),
        )
    }
    while rows := nights.to_remind(today, leads, LOOK):
        people = [list(things) for _, things in groupby(rows, key=lambda row: row.participant_id)]
        is_cut = len(rows) == LOOK and len(people) > 1
        if is_cut:
            people.pop()  # the rest of what this person has is in the next look
        for start in range(0, len(people), REMIND_CHUNK):
            # Worded before the transaction: nobody waits for that.
            told = people[start : start + REMIND_CHUNK]
            messages = [_reminder(things, today, at) for things in told]
            causes = [(thing.cause, today) for things in told for thing in things]
            yield _queue_reminders(messages=messages, causes=causes, at=at)
        if not is_cut:
            return


@operation()
def _queue_reminders(
    *, messages: list[tuple[Any, ...]], causes: list[tuple[str, date]], at: datetime
) -> int:
    # Told by another process meanwhile: the first stays.
    place = db.database.param
    cursor = db.database.connection().cursor()
    for table, columns, rows in (
        (OutboxMessage, _MESSAGE, messages),
        (Reminded, ("cause", "told_on"), causes),
    ):
        listed = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join([place] * len(columns))
        cursor.executemany(
            f'INSERT INTO "{table._meta.table_name}" ({listed}) VALUES ({places})'  # noqa: S608
            " ON CONFLICT DO NOTHING",
            rows,
        )
    record(SYSTEM, "queue_reminders")
    return len(messages)


_MESSAGE = (
    "key", "case_id", "kind", "cause", "channel", "address", "locale", "subject", "body", "state",
    "tries", "created_at",
)  # fmt: skip


def _reminder(things: list[nights.ToRemind], today: date, at: datetime) -> tuple[Any, ...]:
    """The columns of one message: worded by what falls due first."""
    first = things[0]
    by_phone = bool(first.phone and first.wants_texts)
    locale, subject, body = _worded(
        # What is late already is to be done today.
        first.locale,
        first.worker.split(" ")[0],
        max(first.due_on, today),
        by_phone,
        first.what == nights.LIVE,
    )
    return (
        db.new_key(), first.case_id, "reminder", nights.day_cause(first.participant_id, today),
        SMS if by_phone else EMAIL, first.phone if by_phone else first.email, locale, subject,
        body, Delivery.QUEUED, 0, OutboxMessage.created_at.db_value(at),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _worded(
    locale: str, worker: str, due_on: date, by_phone: bool, is_contact: bool
) -> tuple[str, str, str]:
    with i18n.use(locale):
        body = reminder_body if is_contact else todo_reminder_body
        subject = "" if by_phone else subject_of("reminder")
        return i18n.current(), subject, body(worker, due_on, by_phone)


def end_grace(today: date, _at: datetime) -> Iterator[int]:
    """Gives cases whose grace period ended yesterday their next deadline."""
    yield from _refreshed(lambda: nights.ran_out(today, REFRESH_CHUNK), today, _at)


def turn_month(today: date, at: datetime) -> Iterator[int]:
    """On the first of a month: the hours done and required of the new one."""
    month = str(Month.of(today))
    yield from _refreshed(lambda: nights.of_another_month(month, REFRESH_CHUNK), today, at)


def repair(today: date, at: datetime) -> Iterator[int]:
    """Looks at every case in chunks of ids; what is out of step is a defect and set right."""
    last = nights.last_case_id()
    for first in range(1, last + 1, CHUNK):
        wrong = nights.out_of_step(first, first + CHUNK - 1)
        for start in range(0, len(wrong), REFRESH_CHUNK):
            yield _refresh_cases(
                ids=wrong[start : start + REFRESH_CHUNK], today=today, reason="defect", at=at
            )


def _refreshed(found: Callable[[], list[int]], today: date, at: datetime) -> Iterator[int]:
    while ids := found():
        yield _refresh_cases(ids=ids, today=today, reason="", at=at)


@operation()
def _refresh_cases(*, ids: list[int], today: date, reason: str, at: datetime) -> int:
    for case_id in ids:
        refresh(case_id, today)
    record(SYSTEM, "refresh_cases", reason=reason)
    return len(ids)


JOBS: dict[str, Callable[[date, datetime], Iterator[int]]] = {
    "turn_month": turn_month,
    "judge_last_month": judge_last_month,
    "end_grace": end_grace,
    "turn_statuses": turn_statuses,
    "draft_reviews": draft_reviews,
    "note_deliveries": note_deliveries,
    "remind": remind,
    "remind_of_meetings": remind_of_meetings,
    "repair": repair,
}
