"""The night's command."""

from datetime import datetime

import click
from flask.cli import with_appcontext

from portal import clock
from portal.operations import nightly as work


@click.command()
@click.option("--at", default="", help="The moment to run for, ISO with zone; the present one.")
@with_appcontext
def nightly(at: str) -> None:
    """Do the night's work: reminders, the month's turn, repairs. Safe to run twice.

    Example: python app.py nightly
    """
    moment = datetime.fromisoformat(at) if at else clock.now()
    if moment.tzinfo is None:
        raise click.BadParameter("--at needs a zone, for example 2026-11-24T02:00:00-08:00")
    work.run_night(moment, lambda job, rows: click.echo(f"{job}: {rows}"))


COMMANDS = (nightly,)
