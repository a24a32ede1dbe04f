"""Commands that run the portal: the web server with its worker, or the worker alone."""

import os
import signal
import subprocess
import sys
from types import FrameType

import click
import flask
import waitress
from flask.cli import with_appcontext

from portal import clock, db, schema, worker
from portal.config import ROOT, Config
from portal.models import Case
from portal.operations.catalogs import load_letter_kinds
from portal.operations.catalogs.glossary import load_glossaries
from portal.reports.fitness import reasons_not_to_run

REFUSED = 78  # the exit status of a configuration that must not run (sysexits.h, EX_CONFIG)


def _settings() -> Config:
    found: Config = flask.current_app.extensions["settings"]
    return found


def _refuse(reasons: list[str]) -> None:
    for reason in reasons:
        click.echo(f"refused to start: {reason}", err=True)
    if reasons:
        sys.exit(REFUSED)


def _prepare(config: Config, with_demo: bool) -> None:
    db.database.connect(reuse_if_open=True)
    if not config.is_demo:
        _refuse(reasons_not_to_run(config))
        return
    schema.migrate()
    if with_demo and not Case.select().exists():
        from portal import demo

        click.echo("loading the demo ...")
        demo.load()
    load_letter_kinds(at=clock.now())
    load_glossaries(at=clock.now())


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _start_worker() -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(ROOT / "app.py"), "worker", "--parent", str(os.getpid())]
    return subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - our own program


def _say_how_to_sign_in(address: str) -> None:
    from portal import demo

    click.echo(f"Touchpoint runs at {address}  (Ctrl-C stops it)")
    for line in demo.how_to_sign_in(address):
        click.echo(line)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--demo/--no-demo", "with_demo", default=True, help="Load the demo cast if empty.")
@click.option("--worker/--no-worker", "with_worker", default=True, help="Run the worker as well.")
@with_appcontext
def serve(host: str, port: int, with_demo: bool, with_worker: bool) -> None:
    """Run the portal and its worker. Example: python app.py --port 8080"""
    config = _settings()
    signal.signal(signal.SIGTERM, _stop)
    if config.is_demo and host not in ("127.0.0.1", "localhost", "::1"):
        _refuse(["a demo listens on this machine alone; its passwords are known to everybody"])
    _prepare(config, with_demo and config.is_demo)
    app = flask.current_app._get_current_object()  # type: ignore[attr-defined]
    server = waitress.create_server(
        app, host=host, port=port, threads=8, ident="",
        # What is somewhat too large is told so by our own page, not by the server's bare line.
        max_request_body_size=2 * app.config["MAX_CONTENT_LENGTH"],
    )  # fmt: skip
    child = _start_worker() if with_worker else None
    if config.is_demo:
        _say_how_to_sign_in(f"http://{host}:{port}")
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()
        if child is not None:
            child.terminate()
            child.wait(timeout=10)
        os._exit(0)  # threads with slow phones on their lines must not hold the exit up


@click.command("worker")
@click.option("--parent", default=0, hidden=True, help="Stop when this process is gone.")
@with_appcontext
def run_worker(parent: int) -> None:
    """Run the background worker alone. Example: python app.py worker"""
    config = _settings()
    db.database.connect(reuse_if_open=True)
    if not config.is_demo:
        _refuse(reasons_not_to_run(config))
    worker.run(parent)


COMMANDS = (serve, run_worker)
