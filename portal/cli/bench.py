"""Measuring the figures of speed, weight and scale."""

import json
import os
import platform
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal import clock


@click.command()
@click.argument("names", nargs=-1)
@click.option("--smoke", is_flag=True, help="Small sizes, no verdicts: only that it works.")
@click.option("--json", "target", default="", help="Write the figures to this file.")
@with_appcontext
def bench(names: tuple[str, ...], smoke: bool, target: str) -> None:
    """Measure the figures, or the named groups of them. Example: python app.py bench pages"""
    from portal.bench import FIGURES, Size, run
    from portal.bench.running import as_json

    if unknown := set(names) - set(FIGURES):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}; there are: {', '.join(FIGURES)}")
    found = []
    click.echo(f"{'figure':9} {'goal':>14} {'value':>10}  verdict       what")
    for one in run(names, Size.SMOKE if smoke else Size.FULL):
        found.append(one)
        value = "-" if one.value is None else f"{one.value:.2f}"
        verdict = "" if smoke else one.verdict
        goal = str(one.goal or "")
        click.echo(
            f"{one.id:9} {goal:>14} {value:>10}  {verdict:12}  {one.what}  {one.note}".rstrip()
        )
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    if target:
        kept = as_json(found, clock.now(), machine)
        Path(target).write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    missed = [one for one in found if one.verdict == "MISSED" and not smoke]
    sys.exit(1 if missed else 0)


COMMANDS = (bench,)
