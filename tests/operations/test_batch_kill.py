"""A worker killed in the middle of letters to many: every case has its letter once, and each is
whole."""

import hashlib
import signal
import subprocess
import time
from collections import Counter

import flask

from portal import jobs
from portal.bench.processes import start_worker
from portal.config import Config
from portal.models import BatchLetter, Case, Letter, LetterBatch
from portal.models.letters import LetterState
from portal.models.printing import BatchState
from portal.operations.letters.batches import take_up_batches
from tests.factories import NOON
from tests.operations.batching import begin, caseload, states
from tests.operations.lettering import stored

LETTERS = 70
PATIENCE = 60  # seconds


def until(done: object, worker: "subprocess.Popen[bytes]") -> None:
    """Waits until it is so. Raises AssertionError where the worker ends or takes too long."""
    end = time.monotonic() + PATIENCE
    while not done():  # type: ignore[operator]
        assert worker.poll() is None, "the worker ended"
        assert time.monotonic() < end, "the worker is too slow"
        time.sleep(0.02)


def test_a_worker_killed_in_the_middle_makes_no_letter_twice_and_loses_none(
    app: flask.Flask, config: Config
) -> None:
    batch = begin(caseload(LETTERS, ("en", "vi")))

    def made() -> int:
        return Counter(states(batch))["made"]

    worker = start_worker(config)
    try:
        until(lambda: made() > 0, worker)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert 0 < made() < LETTERS, "the worker was killed too late for the test"
    worker = start_worker(config)  # it takes up at once what the killed one left
    try:
        until(lambda: LetterBatch.get_by_id(batch.id).state == BatchState.DONE, worker)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    jobs.queue().flush()  # what the worker's clock asked for
    take_up_batches(NOON)
    jobs.run_waiting()
    assert Counter(states(batch)) == {"made": LETTERS}
    letters = list(Letter.select())
    assert Counter(one.case_id for one in letters) == {
        number: 1 for (number,) in Case.select(Case.id).tuples()
    }
    named = BatchLetter.select(BatchLetter.letter).where(BatchLetter.batch == batch.id)
    assert {one.letter_id for one in named} == {one.id for one in letters}
    assert {one.state for one in letters} == {LetterState.WAITING}
    assert len({one.letter_no for one in letters}) == LETTERS
    for one in letters[:: LETTERS // 10]:
        content = stored(one.case, one.pdf)
        assert hashlib.sha256(content).hexdigest() == one.pdf_sha256
