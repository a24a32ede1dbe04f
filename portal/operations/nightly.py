"""The night's work: idempotent, safe to run twice, late, or again after it was cut off.

Each job claims its business date; rows are found by one statement and written in chunks, so that
nobody waits long for the write lock (goals.md, SPEED-6).
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from peewee import IntegrityError

from portal import db, i18n, resources
from portal.models.accounts import SYSTEM
from portal.models.audit import NightlyRun
from portal.models.messages import OutboxMessage
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.messages import EMAIL, SMS
from portal.policy.calendar import Month, office_date
from portal.policy.programs import PROGRAMS
from portal.reports import nights
from portal.words.messages import reminder_body, subject_of

CHUNK = 2_000
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
    """Reminds, once for each due date, before a live contact falls due; who has been in touch
    has a later due date and is not found (CON-2). Gives the rows of each chunk."""
    # Every program reminds by its own lead; they agree today, so one look does for all.
    lead = max(rules.reminder_lead.value for rules in PROGRAMS.values())
    while rows := nights.to_remind(today, today + timedelta(days=lead), REMIND_CHUNK):
        # Worded before the transaction: nobody waits for that.
        yield _queue_reminders(reminders=[_reminder(row, at) for row in rows], at=at)


@operation()
def _queue_reminders(*, reminders: list[dict[str, Any]], at: datetime) -> int:
    OutboxMessage.insert_many(reminders).execute()
    record(SYSTEM, "queue_reminders")
    return len(reminders)


def _reminder(row: tuple[Any, ...], at: datetime) -> dict[str, Any]:
    case_id, due_on, phone, email, wants_texts, locale, worker = row
    by_phone = bool(phone and wants_texts)
    with i18n.use(locale):
        return {
            "key": db.new_key(),
            "case_id": case_id,
            "kind": "reminder",
            "cause": f"{nights.REMINDER}:{case_id}:{due_on}",
            "channel": SMS if by_phone else EMAIL,
            "address": phone if by_phone else email,
            "locale": i18n.current(),
            "subject": "" if by_phone else subject_of("reminder"),
            "body": reminder_body((worker or "").split(" ")[0], due_on, by_phone),
            "created_at": at,
        }


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
    "end_grace": end_grace,
    "remind": remind,
    "repair": repair,
}
