"""What is configured, what is missing, what is unsafe."""

import sys
from collections.abc import Iterator

import click
import flask
from flask.cli import with_appcontext

from portal import braille, clock, db, i18n, jobs, resources, schema, speech
from portal.config import Config
from portal.models import Case, LetterFile, NoteCopy, PlanText
from portal.models.documents import Page, PageState
from portal.operations import keys, trail
from portal.policy.formats import BRAILLE_TABLES, VOICES
from portal.reports.formats import approvals
from portal.reports.plans.frozen import changed_plans
from portal.reports.working_days import years_without
from portal.storage import StorageError

Finding = tuple[str, str]  # ok, note or unsafe; what was found


def _settings(config: Config) -> Iterator[Finding]:
    yield "ok", f"runs as {config.env}, zone {config.timezone}"
    for reason in config.refusals_to_start():
        yield "unsafe", reason
    if config.is_demo:
        yield (
            "note",
            "a demo, its passwords known to everybody; for real: PORTAL_ENV=production",
        )
    for name, url in (("mail", config.mail_url), ("text messages", config.sms_url)):
        if not url:
            yield "note", f"{name} stay in the outbox: nothing is sent"
    if not config.public_phone:
        yield "note", "pages before signing in show no telephone: PORTAL_HELP_PHONE is empty"
    if not config.scanner_url:
        yield "note", "uploads are not scanned: PORTAL_SCANNER_URL names no ClamAV"


def _database(config: Config) -> Iterator[Finding]:
    kind = "SQLite" if db.is_sqlite() else "PostgreSQL"
    if waiting := schema.pending():
        yield "unsafe", f"{kind} lacks migrations: {', '.join(waiting)}"
        return
    yield "ok", f"{kind}, all migrations applied, {Case.select().count()} cases"
    for year in years_without(clock.today(config.timezone)):
        yield (
            "note",
            f"days off of {year} are missing: see /staff/admin/working-days",
        )
    changed = ", ".join(f"{number} version {version}" for number, version in changed_plans())
    if changed:
        yield "unsafe", f"signed plans are not what was signed: {changed}"
    broken = next(trail.broken_links(), None)
    yield ("ok", "the audit trail is whole") if broken is None else (
        "unsafe", f"the audit trail does not hold from entry {broken} on"
    )  # fmt: skip
    yield "ok", f"{jobs.queue().pending_count()} jobs wait for the worker"


def _files() -> Iterator[Finding]:
    storage = resources.current().storage
    try:
        storage.check()
    except StorageError as error:
        yield "unsafe", f"files cannot be kept: {error}"
        return
    if not storage.takes_files():
        yield "unsafe", "under 10 % of the disk is free: uploads are refused"
    names = set(storage.names())
    rows = Page.select(Page.id, Page.original, Page.clean).where(Page.state != PageState.REFUSED)
    missing = sum(1 for page in rows if (page.clean or page.original) not in names)
    copied = NoteCopy.select(NoteCopy.text, NoteCopy.pdf).where(~NoteCopy.waiting()).tuples()
    if gone := sum(1 for row in copied if not names.issuperset(row)):
        yield "unsafe", f"{gone} released copies of notes have no file"
    printed = PlanText.select(PlanText.pdf).where(PlanText.pdf != "").tuples()
    if gone := sum(1 for (name,) in printed if name not in names):
        yield "unsafe", f"{gone} files of signed plans are gone"
    made = LetterFile.select(LetterFile.stored).where(LetterFile.stored != "").tuples()
    if gone := sum(1 for (name,) in made if name not in names):
        yield "unsafe", f"{gone} letters in Braille or as speech are gone"
    yield ("unsafe", f"{missing} pages have no file") if missing else (
        "ok", f"{len(names)} files, every page has its own"
    )  # fmt: skip


def _keys() -> Iterator[Finding]:
    if schema.pending():
        return
    for sealed in keys.SEALED:
        found = keys.usage(sealed)
        if found.lost:
            yield "unsafe", f"{sealed.name}: {found.lost} wrapped by a key not in PORTAL_KEYS"
        if found.older:
            yield "note", f"{sealed.name}: {found.older} wrapped by an older key: run keys rotate"
    if len(resources.current().keyring.keys) > 1:
        yield "note", "PORTAL_KEYS lists older keys; keys rotate says which may be removed"
    else:
        yield "ok", "PORTAL_KEYS holds one key"


def _languages(config: Config) -> Iterator[Finding]:
    there = [spec.tag for spec in i18n.usable(config.locales)]
    yield "ok", f"screens in {', '.join(there)}"
    if lacking := [tag for tag in config.locales if tag not in there]:
        yield "note", f"no screens yet in {', '.join(lacking)}: shown in English"
    yield from _formats()


def _formats() -> Iterator[Finding]:
    """What letters can be made in on this machine; what cannot is read to people instead."""
    if braille.is_possible():
        yield "ok", f"letters in Braille: {', '.join(sorted(BRAILLE_TABLES))}"
    else:
        yield "note", f"no letters in Braille: {braille.PROGRAM} (liblouis-bin) is not installed"
    if not speech.is_possible():
        yield "note", f"no spoken letters: {speech.PROGRAM} is not installed"
        return
    yield "ok", f"spoken letters: {', '.join(sorted(VOICES))}, {len(approvals())} approved"
    if not speech.is_compact():
        yield "note", "spoken letters are large WAV files: soundfile (the extra audio) is missing"


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is configured, what is missing and what is unsafe. Example: python app.py doctor"""
    config: Config = flask.current_app.extensions["settings"]
    unsafe = 0
    for part in (
        _settings(config),
        _database(config),
        _keys(),
        _files(),
        _languages(config),
    ):
        for level, found in part:
            unsafe += level == "unsafe"
            click.echo(f"{level:7} {found}", err=level == "unsafe")
    sys.exit(1 if unsafe else 0)


COMMANDS = (doctor,)
