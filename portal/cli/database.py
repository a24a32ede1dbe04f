"""Commands on the database's schema."""

import click
from flask.cli import with_appcontext

from portal import schema


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema. Example: python app.py migrate"""
    applied = schema.migrate()
    for name in applied:
        click.echo(f"applied {name}")
    click.echo("the database is up to date")


COMMANDS = (migrate,)
