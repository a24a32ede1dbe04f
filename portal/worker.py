"""The background worker: binds the jobs' names to what they do, and runs them."""

from huey.consumer import Consumer

from portal import db, jobs


def bind() -> None:
    """Binds every job to its operation."""


def run() -> None:
    """Runs jobs until the process is told to stop; a lost parent stops it too."""
    bind()
    db.database.connect(reuse_if_open=True)
    Consumer(jobs.queue(), workers=1, worker_type="thread", periodic=True).run()
