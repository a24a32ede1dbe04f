"""Commands on cases."""

import sys
from collections import Counter
from pathlib import Path

import click
from flask.cli import AppGroup

from portal import clock, resources
from portal.case_files import CaseFileError, read_cases
from portal.models.accounts import SYSTEM
from portal.operations.case_files import Outcome, Plan, plan_rows, take_row
from portal.policy.case_rows import RowRefusal

cases = AppGroup("cases", help="Take cases over from another system.")

SHOWN = 50  # rows told one by one
_WHY = {
    RowRefusal.MISSING: "is missing",
    RowRefusal.TOO_LONG: "is too long",
    RowRefusal.CONTROL_CHARACTER: "holds a character that no keyboard types",
    RowRefusal.NO_DATE: "is no date such as 2026-11-22 or 11/22/2026",
    RowRefusal.IN_FUTURE: "lies in the future",
    RowRefusal.TOO_OLD: "lies too far back",
    RowRefusal.NO_PROGRAM: "is none of dw, wtw, workfirst",
    RowRefusal.NO_LANGUAGE: "is no language tag such as es or zh-Hant",
    RowRefusal.NO_FAMILY_TYPE: "is neither one_parent nor two_parents",
    RowRefusal.NO_STATUS: "is no status such as active or exempt",
    RowRefusal.NO_PHONE: "is no telephone number",
    RowRefusal.NO_EMAIL: "is no e-mail address",
    RowRefusal.NO_WORKER: "is the e-mail of no account",
    RowRefusal.NUMBER_TWICE: "stands in the file twice",
    RowRefusal.OTHER_PERSON: "or birth date is not that of the person this case belongs to",
    RowRefusal.SEVERAL_PEOPLE: "and birth date fit several people: enter this case by hand",
    RowRefusal.IS_PRIVATE: "is a case that is changed by its workers alone",
    RowRefusal.TRANSFERRED_BY_STEPS: "is another worker: a case goes to one by its own steps alone",
    RowRefusal.STATUS_BY_STEPS: "is begun and ended by its own steps in the portal alone",
}


@cases.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--take", is_flag=True, help="Take the rows; without it nothing is written.")
def import_cases(file: Path, take: bool) -> None:
    """Take cases from a CSV or Excel file: first only looked at, then taken with --take.

    Example: python app.py cases import cases.xlsx --take

    The first row names the columns; those of README's list "Cases from a file". Rows that cannot
    be taken are told by row and column and left out. The same file again changes nothing.
    """
    try:
        rows = read_cases(file)
    except CaseFileError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    plans = plan_rows(rows, clock.today(resources.timezone()))
    _tell(plans)
    if take:
        _take(plans)
    else:
        click.echo("nothing was written; add --take to take these rows")
    if any(plan.outcome is Outcome.REFUSED for plan in plans):
        sys.exit(1)


def _tell(plans: list[Plan]) -> None:
    refused = [plan for plan in plans if plan.outcome is Outcome.REFUSED]
    for plan in refused[:SHOWN]:
        for column, code in plan.wrong.items():
            click.echo(f"row {plan.number}: {column} {_WHY[code]}", err=True)
    if len(refused) > SHOWN:
        click.echo(f"... and {len(refused) - SHOWN} more rows", err=True)
    for plan in [plan for plan in plans if plan.outcome is Outcome.CHANGED][:SHOWN]:
        click.echo(f"row {plan.number}: changes {', '.join(plan.fields)}")
    counts = Counter(plan.outcome for plan in plans)
    click.echo(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome))


def _take(plans: list[Plan]) -> None:
    wanted = [plan for plan in plans if plan.outcome in (Outcome.NEW, Outcome.CHANGED)]
    for done, plan in enumerate(wanted, start=1):
        assert plan.row is not None
        take_row(SYSTEM, number=plan.number, row=plan.row, at=clock.now())
        if done % 1000 == 0 or done == len(wanted):
            click.echo(f"taken: {done} of {len(wanted)}")


COMMANDS = (cases,)
