"""Commands on texts: the screens' texts taken out for translators, the letters' out and in."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from portal import clock
from portal.catalog_files import FILE_LIMIT, BrokenFile, InFile
from portal.catalog_tables import read_file, write_file
from portal.cli import extraction
from portal.locales import LOCALES, PSEUDO
from portal.models import Account
from portal.models.catalogs import Translation
from portal.operations.catalogs import load_letter_kinds
from portal.operations.catalogs.imports import import_catalog
from portal.operations.catalogs.screens import import_screens
from portal.policy.refusals import Refused
from portal.reports.catalogs.imports import ImportPlan, out_entries, plan_import
from portal.reports.catalogs.screens import out_screens, plan_screens

catalogs = AppGroup("catalogs", help="Texts of the screens and letters, for translators.")
_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)
_LANGUAGE = click.Choice([tag for tag in LOCALES if tag not in ("en", *PSEUDO)])


def _fail(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(1)


@catalogs.command()
@click.option("--check", is_flag=True, help="Change nothing; fail when a text is missing.")
def extract(check: bool) -> None:
    """Take the screens' texts out of the program into translations/.

    Example: python app.py catalogs extract
    """
    made = extraction.extract()
    if check:
        is_same = extraction.TEMPLATE.read_text("utf-8") == f"{made}\n"
        click.echo("the texts are all there" if is_same else "run: python app.py catalogs extract")
        sys.exit(0 if is_same else 1)
    extraction.TEMPLATE.write_text(f"{made}\n", "utf-8")
    for spec in extraction.translated_languages():
        catalog = extraction.updated(spec, made)
        path = extraction.catalog_path(spec)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{catalog}\n", "utf-8")
        needed = [e for e in catalog if not e.obsolete and extraction.is_for_participants(e)]
        done = sum(1 for entry in needed if entry.translated())
        click.echo(f"{spec.tag:8} {done} of {len(needed)} texts for participants translated")


@catalogs.command("export")
@click.argument("locale", type=_LANGUAGE)
@click.argument("file", type=_OUT)
@click.option("--screens", "is_screens", is_flag=True, help="The texts of the screens instead.")
def export_texts(locale: str, file: Path, is_screens: bool) -> None:
    """Write a language's letters, or the texts of its screens, to a .po, .csv or .xlsx file.

    Example: python app.py catalogs export vi letters-vi.po
    """
    ending = file.suffix.lower().removeprefix(".")
    if ending not in ("po", "csv", "xlsx"):
        _fail(f"{file.name} is neither .po nor .csv nor .xlsx")
    load_letter_kinds(at=clock.now())
    entries = out_screens(locale) if is_screens else out_entries(locale)
    what = "screens" if is_screens else "letters"
    file.write_bytes(write_file(entries, LOCALES[locale], clock.now(), ending, what))
    click.echo(f"{len(entries)} {'texts' if is_screens else 'blocks'} written")


@catalogs.command("import")
@click.argument("locale", type=_LANGUAGE)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", "email", required=True, help="The translator whose work this is (e-mail).")
@click.option("--screens", "is_screens", is_flag=True, help="The texts of the screens instead.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and change nothing.")
def import_texts(locale: str, file: Path, email: str, is_screens: bool, dry_run: bool) -> None:
    """Take a language's letters, or the texts of its screens, from a .po, .csv or .xlsx file; each
    text waits for a second person.

    Example: python app.py catalogs import vi letters-vi.po --by translator@demo.example --dry-run
    """
    who: Account | None = Account.get_or_none(Account.email == email.lower())
    if who is None:
        _fail(f"there is no account {email}")
        return
    read = _read(file, locale)
    _say(plan_screens(read, locale) if is_screens else plan_import(read, locale))
    if dry_run:
        click.echo("nothing was changed")
        return
    take = import_screens if is_screens else import_catalog
    try:
        take(who.actor, locale=locale, file=read, at=clock.now())
    except Translation.DoesNotExist:
        _fail(f"{email} does not translate {locale}")
    except Refused:
        _fail("a text was changed at this very moment: nothing was taken, run it again")


def _read(file: Path, locale: str) -> InFile:
    try:
        with file.open("rb") as source:
            return read_file(source.read(FILE_LIMIT + 1), file.name, LOCALES[locale])
    except BrokenFile as broken:
        place = f" (line {broken.line})" if broken.line else ""
        _fail(f"{file.name} cannot be taken: {str(broken.fault).replace('_', ' ')}{place}")
        raise


def _say(plan: ImportPlan) -> None:
    for row in plan.rejected:
        why = str(row.outcome).replace("_", " ")
        name = row.entry.context or row.entry.english
        click.echo(f"line {row.entry.line}: {name}: left out: {why}", err=True)
    for outcome, count in plan.counts.items():
        click.echo(f"{str(outcome).replace('_', ' ')}: {count}")


COMMANDS = (catalogs,)
