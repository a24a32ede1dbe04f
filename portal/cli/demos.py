"""Loading the demo, or a large population for load and growth."""

import sys

import click
import flask
from flask.cli import with_appcontext

from portal import clock, resources
from portal.models import Case


@click.command()
@click.option("--cases", default=0, help="Add so many cases of a large population instead.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same people.")
@with_appcontext
def demo(cases: int, seed: int) -> None:
    """Load the demo cast, or with --cases a large, repeatable population.

    Example: python app.py demo --cases 100000 --seed 7
    """
    from portal import demo as story
    from portal import schema
    from portal.demo.population import add_population

    if not flask.current_app.config["IS_DEMO"]:
        click.echo(
            "refused: PORTAL_ENV is production, and the demo is for no real portal", err=True
        )
        sys.exit(1)
    schema.migrate()
    if not cases:
        if Case.select().where(Case.number == "WTW-1001").exists():
            click.echo("the demo cast is already there")
            return
        story.load()
        click.echo("the demo cast is loaded")
        return
    if Case.select().where(Case.number.startswith(f"P{seed}-")).exists():
        click.echo(f"the population of seed {seed} is already there", err=True)
        sys.exit(1)
    with click.progressbar(length=cases, label="cases", file=sys.stderr) as bar:
        done = 0

        def said(count: int) -> None:
            nonlocal done
            bar.update(count - done)
            done = count

        add_population(
            cases, seed, today=clock.today(resources.timezone()), at=clock.now(), said=said
        )
    click.echo(f"{cases} cases added")


COMMANDS = (demo,)
