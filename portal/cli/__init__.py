"""The commands of the portal, one file a group; `register` binds them to the application."""

import sys
from typing import NoReturn

import click
import flask
from flask.cli import ScriptInfo

from portal.cli import (
    accounts,
    audits,
    backups,
    bench,
    cases,
    catalogs,
    database,
    demos,
    doctor,
    keys,
    nights,
    running,
)

GROUPS = (
    running,
    database,
    demos,
    nights,
    accounts,
    cases,
    audits,
    backups,
    keys,
    catalogs,
    doctor,
    bench,
)


def register(app: flask.Flask) -> None:
    """Makes every command known to `flask --app app` and to `python app.py`."""
    for group in GROUPS:
        for command in group.COMMANDS:
            app.cli.add_command(command)


def refuse(reason: str) -> NoReturn:
    """Ends a process whose settings cannot be used, saying why."""
    click.echo(f"refused to start: {reason}", err=True)
    sys.exit(running.REFUSED)


def main(app: flask.Flask) -> None:
    """Runs one command; without one, the portal itself."""
    given = sys.argv[1:]
    if not given or (given[0].startswith("--") and given[0] != "--help"):
        given = ["serve", *given]
    app.cli.main(given, prog_name="app.py", obj=ScriptInfo(create_app=lambda: app))
