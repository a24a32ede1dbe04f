"""Starting the portal: what it refuses, and how it says so."""

import os
import subprocess
import sys
from pathlib import Path

import flask
import pytest

from portal import schema
from portal.config import DEMO_KEY, DEMO_SECRET, ROOT, Config

REFUSED = 78  # sysexits.h, EX_CONFIG


def started(folder: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The program run with these settings, until it ends by itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    ours = {
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
        "PORTAL_STORAGE_URL": f"file://{folder / 'files'}",
    }
    return subprocess.run(
        [sys.executable, "app.py", *command], cwd=ROOT, env=kept | ours | settings,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["worker"]], ids=["web", "worker"])
def test_a_portal_for_real_people_names_every_reason_not_to_start(
    tmp_path: Path, command: list[str]
) -> None:
    ended = started(tmp_path, *command, PORTAL_ENV="production")
    assert ended.returncode == REFUSED
    for name in ("PORTAL_SECRET_KEY", "PORTAL_KEYS", "PORTAL_HOSTS", "lacks migrations"):
        assert name in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_portal_for_real_people_does_not_start_on_the_demos_cases(tmp_path: Path) -> None:
    assert started(tmp_path, "demo").returncode == 0
    ended = started(
        tmp_path, "serve", "--port", "0", PORTAL_ENV="production", PORTAL_HOSTS="a.example",
        PORTAL_SECRET_KEY="s" * 40, PORTAL_KEYS="AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
    )  # fmt: skip
    assert (ended.returncode, ended.stderr.count("\n")) == (REFUSED, 1)
    assert "demo's cases" in ended.stderr


@pytest.mark.parametrize(("name", "value"), [
    ("PORTAL_ENV", "live"), ("PORTAL_KEYS", "short"), ("PORTAL_PROXIES", "many"),
    ("PORTAL_TIMEZONE", "Mars/Base"), ("PORTAL_LOCALES", "en xx"),
    ("PORTAL_DATABASE_URL", "mysql://host/name"), ("PORTAL_STORAGE_URL", "ftp://host"),
])  # fmt: skip
def test_a_setting_that_cannot_be_used_is_refused_in_one_line(
    tmp_path: Path, name: str, value: str
) -> None:
    ended = started(tmp_path, "serve", "--port", "0", **{name: value})
    assert ended.returncode == REFUSED
    assert ended.stderr.startswith("refused to start: ")
    assert ended.stderr.count("\n") == 1


def test_a_demo_listens_on_this_machine_alone(tmp_path: Path) -> None:
    ended = started(tmp_path, "serve", "--host", "0.0.0.0")
    assert (ended.returncode, "this machine alone" in ended.stderr) == (REFUSED, True)


def test_the_secrets_that_everybody_knows_are_refused() -> None:
    known = Config(env="production", secret_key=DEMO_SECRET, keys=DEMO_KEY, hosts=("a.example",))
    assert len(known.refusals_to_start()) == 2
    own = Config(env="production", secret_key="s" * 32, keys="own", hosts=("a.example",))
    assert own.refusals_to_start() == []


def test_migrating_twice_says_that_all_is_well(app: flask.Flask) -> None:
    runner = app.test_cli_runner()
    assert "up to date" in runner.invoke(args=["migrate"]).output
    assert schema.pending() == []


def test_every_command_has_help(app: flask.Flask) -> None:
    runner = app.test_cli_runner()
    for name in app.cli.commands:
        if name not in ("run", "shell", "routes"):
            assert runner.invoke(args=[name, "--help"]).exit_code == 0, name
