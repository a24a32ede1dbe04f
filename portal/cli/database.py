"""Commands on the database's schema."""

import click
from flask.cli import with_appcontext

from portal import clock, schema
from portal.operations.catalogs import load_letter_kinds
from portal.operations.catalogs.glossary import load_glossaries


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema and letters. Example: python app.py migrate"""
    applied = schema.migrate()
    for name in applied:
        click.echo(f"applied {name}")
    load_letter_kinds(at=clock.now())
    load_glossaries(at=clock.now())
    click.echo("the database is up to date")


COMMANDS = (migrate,)
