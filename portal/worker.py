"""The background worker: binds the jobs' names to what they do, and runs them."""

import os
import signal
import threading
import time
from zoneinfo import ZoneInfo

import structlog
from huey import crontab
from huey.consumer import Consumer

from portal import clock, db, jobs, resources
from portal.operations import nightly
from portal.operations.accounts import codes, sign_ins, throttles
from portal.operations.catalogs.screens import keep_current
from portal.operations.documents.cleaning import clean_page
from portal.operations.documents.sweeping import sweep_documents
from portal.operations.letters import batch_making, batches, following, leaving
from portal.operations.letters.formats import make_letter_file, sweep_letter_files
from portal.operations.messages import absences, deliveries
from portal.operations.plans.signing import keep_lost_files, keep_plan_files

log = structlog.get_logger("portal.worker")


def bind() -> None:
    """Binds every job to its operation."""
    jobs.HANDLERS["clean_page"] = clean_page
    jobs.HANDLERS["make_letters"] = batch_making.make_letters
    jobs.HANDLERS["deliver_message"] = deliveries.deliver_message
    jobs.HANDLERS["go_on_with_letter"] = following.go_on_with_letter
    jobs.HANDLERS["keep_plan_files"] = keep_plan_files
    jobs.HANDLERS["make_letter_file"] = make_letter_file
    jobs.HANDLERS["send_digits"] = deliveries.send_digits


def sweep() -> None:
    """Every ten minutes: what was cut off is done, what was left lying goes."""
    at = clock.now()
    log.info("documents_swept", **sweep_documents(at))
    keep_lost_files(at)
    batches.take_up_batches(at)
    sweep_letter_files(at=at)


def sweep_doors() -> None:
    """Every ten minutes: messages whose try was cut off, letters whose note is translated, sessions
    and codes that ended, and who stands in for whom today."""
    at = clock.now()
    keep_current()  # messages speak as the screens do
    absences.keep_stand_ins(at)
    following.sweep_letters(at)
    deliveries.sweep_messages(at=at)
    sign_ins.sweep_sign_ins(at=at)
    codes.sweep_codes(at=at)
    throttles.sweep_throttles(at=at)


def let_leave() -> None:
    """Every minute: letters whose quarter of an hour is over leave."""
    leaving.let_letters_leave(clock.now())


def keep_night() -> None:
    """Every hour from two in the morning on, office time: the night's work, if it is not done."""
    at = clock.now()
    if at.astimezone(ZoneInfo(resources.timezone())).hour >= 2 and not nightly.is_done(at):
        log.info("night_kept", **nightly.run_night(at))


def _watch(parent: int) -> None:
    """Stops this process when the web server that started it is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(2)
    os.kill(os.getpid(), signal.SIGTERM)


def run(parent: int = 0) -> None:
    """Runs jobs until the process is told to stop; with a parent's process id, until that ends."""
    if parent:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    bind()
    db.database.connect(reuse_if_open=True)
    batches.take_up_batches(clock.now())  # what a killed worker left goes on at once
    jobs.queue().periodic_task(crontab(minute="*/10"))(sweep)
    jobs.queue().periodic_task(crontab(minute="5-55/10"))(sweep_doors)
    jobs.queue().periodic_task(crontab(minute="15"))(keep_night)
    jobs.queue().periodic_task(crontab())(let_leave)
    Consumer(jobs.queue(), workers=1, worker_type="thread", periodic=True).run()
