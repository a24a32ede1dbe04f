"""`keys rotate` and what `doctor` says of the keys."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator

import flask
import pytest
from click.testing import Result

from portal import resources
from portal.config import ROOT, Config
from portal.models import Case
from portal.operations import keys
from portal.operations.cases.keys import case_key, open_case_key
from tests.factories import NOON, case, participant
from tests.operations.test_keys import NEW, OLD, OTHER, with_keys


@pytest.fixture
def sealed(app: flask.Flask) -> Iterator[list[Case]]:
    """Three cases whose keys the old key wraps."""
    before = resources.current()
    with_keys(OLD)
    made = [case(participant(), number=f"WTW-{number}") for number in range(3)]
    for one in made:
        case_key(one, at=NOON)
    yield made
    resources._current = before


def run(app: flask.Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=words)


def test_progress_and_the_keys_that_may_go_are_printed(
    app: flask.Flask, sealed: list[Case]
) -> None:
    with_keys(NEW, OLD)
    said = run(app, "keys", "rotate")
    assert said.exit_code == 0
    assert "keys of cases: 3 of 3 wrapped anew" in said.output
    assert "second factors: nothing to do" in said.output
    assert "key 2 of PORTAL_KEYS" in said.output
    assert "may be removed" in said.output
    assert OLD.hex() not in said.output
    again = run(app, "keys", "rotate")
    assert again.exit_code == 0
    assert "keys of cases: nothing to do" in again.output


def test_a_lost_key_is_told_by_count_and_not_by_traceback(
    app: flask.Flask, sealed: list[Case]
) -> None:
    with_keys(OTHER)
    said = run(app, "keys", "rotate")
    assert said.exit_code == 1
    assert "keys of cases: 3 are wrapped by a key not in PORTAL_KEYS" in said.output
    assert "Traceback" not in said.output
    assert said.exception is None or isinstance(said.exception, SystemExit)


def test_a_damaged_key_keeps_its_key_in_use(app: flask.Flask, sealed: list[Case]) -> None:
    moved = Case.select(Case.sealed_key).where(Case.id == sealed[1].id)
    Case.update(sealed_key=moved).where(Case.id == sealed[0].id).execute()
    with_keys(NEW, OLD)
    said = run(app, "keys", "rotate")
    assert said.exit_code == 1
    assert "is still in use" in said.output


def test_the_doctor_tells_of_older_and_of_lost_keys(app: flask.Flask, sealed: list[Case]) -> None:
    with_keys(NEW, OLD)
    assert "keys of cases: 3 wrapped by an older key: run keys rotate" in run(app, "doctor").output
    with_keys(NEW)
    said = run(app, "doctor")
    assert "keys of cases: 3 wrapped by a key not in PORTAL_KEYS" in said.output
    assert said.exit_code == 1


def test_the_help_has_an_example(app: flask.Flask) -> None:
    assert "Example: python app.py keys rotate" in run(app, "keys", "rotate", "--help").output


KILLED = """
import os, sys
from portal import clock, create_app
from portal.config import Config
from portal.operations import keys
create_app(Config.from_env())
chunks, kept = [], keys.record
def record(*given, **named):
    kept(*given, **named)
    chunks.append(1)
    if len(chunks) == 2:
        os.kill(os.getpid(), 9)  # the second chunk is written and not committed
keys.record = record
for _done in keys.rotate(keys.SEALED[0], clock.now(), 1):
    pass
"""


def test_a_rotation_killed_in_the_middle_of_a_chunk_is_taken_up_again(
    app: flask.Flask, config: Config, sealed: list[Case]
) -> None:
    ring = ",".join(base64.urlsafe_b64encode(key).decode() for key in (NEW, OLD))
    settings = {
        "PORTAL_DATABASE_URL": config.database_url, "PORTAL_STORAGE_URL": config.storage_url,
        "PORTAL_KEYS": ring,
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=ROOT, env=os.environ | settings, check=False,
        capture_output=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode == -9, ended.stderr
    with_keys(NEW, OLD)
    assert keys.usage(keys.SEALED[0]).by_key == {0: 1, 1: 2}
    assert "keys of cases: 2 of 2 wrapped anew" in run(app, "keys", "rotate").output
    with_keys(NEW)
    assert [len(open_case_key(row)) for row in Case.select()] == [32, 32, 32]
