"""Commands on the audit trail."""

import sys
from itertools import islice

import click
from flask.cli import AppGroup

from portal.models.audit import AuditEntry
from portal.operations import trail

audit = AppGroup("audit", help="Look after the audit trail.")

SHOWN = 20


@audit.command()
def verify() -> None:
    """Check that no entry was changed, taken out or put in. Example: python app.py audit verify"""
    broken = list(islice(trail.broken_links(), SHOWN))
    for row_id in broken:
        click.echo(f"entry {row_id} does not fit the one before it, or was changed", err=True)
    if broken:
        sys.exit(1)
    click.echo(f"{AuditEntry.select().count()} entries, every one in its place")


COMMANDS = (audit,)
