"""Commands that keep a second copy of everything, and bring it back."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal import clock
from portal.backups.archive import BackupError
from portal.backups.work import make_backup, restore_backup
from portal.sealing import SealBrokenError
from portal.storage import StorageError

_Folder = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR", type=_Folder)
@with_appcontext
def backup(folder: Path) -> None:
    """Write everything into the empty folder DIR, sealed, while the portal runs.

    Example: python app.py backup /backups/2026-11-22T0915

    It is opened again by the newest key of PORTAL_KEYS alone: keep that key, and PORTAL_SECRET_KEY,
    in another place than the backup.
    """
    try:
        missing = make_backup(folder, clock.now(), click.echo)
    except (BackupError, StorageError, OSError) as error:
        _fail(error)
    for name in missing:
        click.echo(f"a file that is named in the database is not in the store: {name}", err=True)
    if missing:
        sys.exit(1)
    click.echo(f"the backup is in {folder}")


@click.command()
@click.argument("folder", metavar="DIR", type=_Folder)
@with_appcontext
def restore(folder: Path) -> None:
    """Bring the backup in DIR back, into an empty database and an empty store.

    Example: python app.py restore /backups/2026-11-22T0915
    """
    try:
        manifest = restore_backup(folder, clock.now(), click.echo)
    except (BackupError, StorageError, SealBrokenError, ValueError, OSError) as error:
        _fail(error)
    click.echo(f"restored as of {manifest['made_at']}; now run: python app.py doctor")


def _fail(error: Exception) -> None:
    click.echo(str(error) or type(error).__name__, err=True)
    sys.exit(1)


COMMANDS = (backup, restore)
