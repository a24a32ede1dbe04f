"""The background worker: binds the jobs' names to what they do, and runs them."""

import structlog
from huey import crontab
from huey.consumer import Consumer

from portal import clock, db, jobs
from portal.operations import codes, deliveries, sign_ins, throttles
from portal.operations.document_sweeping import sweep_documents
from portal.operations.page_cleaning import clean_page

log = structlog.get_logger("portal.worker")


def bind() -> None:
    """Binds every job to its operation."""
    jobs.HANDLERS["clean_page"] = clean_page
    jobs.HANDLERS["deliver_message"] = deliveries.deliver_message
    jobs.HANDLERS["send_digits"] = deliveries.send_digits


def sweep() -> None:
    """Every ten minutes: what was cut off is done, what was left lying goes."""
    log.info("documents_swept", **sweep_documents(clock.now()))


def sweep_doors() -> None:
    """Every ten minutes: messages whose try was cut off, and sessions and codes that ended."""
    at = clock.now()
    deliveries.sweep_messages(at=at)
    sign_ins.sweep_sign_ins(at=at)
    codes.sweep_codes(at=at)
    throttles.sweep_throttles(at=at)


def run() -> None:
    """Runs jobs until the process is told to stop; a lost parent stops it too."""
    bind()
    db.database.connect(reuse_if_open=True)
    jobs.queue().periodic_task(crontab(minute="*/10"))(sweep)
    jobs.queue().periodic_task(crontab(minute="5-55/10"))(sweep_doors)
    Consumer(jobs.queue(), workers=1, worker_type="thread", periodic=True).run()
