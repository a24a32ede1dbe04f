"""Making a backup while the portal runs, and restoring one into an empty place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from portal import db, resources, schema, sealing
from portal.backups import tables
from portal.backups.archive import Archive, BackupError, Kept, open_archive
from portal.models import Account, AuditEntry, Case
from portal.models.accounts import SYSTEM, Actor
from portal.operations import operation, record, trail
from portal.operations.documents.sweeping import named_files
from portal.storage import FileMissingError

ROUNDS = 5  # snapshots until one fits the files: files are cleaned and replaced meanwhile
Say = Callable[[str], None]


@operation()
def record_backup(actor: Actor, *, made: bool, at: datetime) -> None:
    """Puts a backup or a restore on record (UTC moment)."""
    record(actor, "make_backup" if made else "restore_backup")


def make_backup(folder: Path, at: datetime, say: Say) -> list[str]:
    """Writes everything into an empty folder: the database first, then the files.

    Gives the names of files that rows name and the store does not have: real losses, which the
    backup is made without. Raises BackupError for a folder in use, StorageError, OSError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty")
    key = resources.current().keyring.keys[0]
    archive = Archive(folder, key)
    record_backup(SYSTEM, made=True, at=at)
    kept: dict[str, Kept] = {}
    missing: set[str] = set()
    for _round in range(ROUNDS):
        database, rows, names, head = _write_database(archive)
        say(f"database: {sum(rows.values())} rows of {len(rows)} tables")
        before, missing = missing, _copy(archive, names, kept, say)
        if missing == before or not missing:
            break
    archive.write_manifest(
        {
            "format": 1, "made_at": at.isoformat(), "key": sealing.key_id(key).hex(),
            "migrations": schema.applied(), "database": asdict(database), "rows": rows,
            "audit_head": head, "missing": sorted(missing),
        },
        [kept[name] for name in sorted(names & kept.keys())],
    )  # fmt: skip
    return sorted(missing)


def _write_database(archive: Archive) -> tuple[Kept, dict[str, int], set[str], list[Any]]:
    rows: dict[str, int] = {}
    held = tables.tables()  # the queue makes its own at first use, which a snapshot cannot

    def counted() -> Iterator[str]:
        for table in held:
            name = table._meta.table_name
            for number, line in enumerate(tables.lines(table)):
                rows[name] = number
                yield line

    with tables.snapshot():
        database = archive.write_database(counted())
        return database, rows, named_files(), _head()


def _head() -> list[Any]:
    last = AuditEntry.select(AuditEntry.id, AuditEntry.seal).order_by(AuditEntry.id.desc()).first()
    return [last.id, last.seal] if last else []


def _copy(archive: Archive, names: set[str], kept: dict[str, Kept], say: Say) -> set[str]:
    storage, missing = resources.current().storage, set()
    todo = sorted(names - kept.keys())
    for number, name in enumerate(todo, start=1):
        try:
            kept[name] = archive.write_file(name, storage.open_raw(name))
        except FileMissingError:
            missing.add(name)
        if number % 1000 == 0 or number == len(todo):
            say(f"files: {number} of {len(todo)}")
    return missing


def restore_backup(folder: Path, at: datetime, say: Say) -> dict[str, Any]:
    """Puts a backup into an empty database and an empty store, and checks it against its manifest.

    Nothing is written before every byte of the backup was read and found as it was. Gives the
    manifest. Raises BackupError for a backup that was changed, a place in use, or a mismatch.
    """
    archive = open_archive(folder)
    manifest = archive.manifest()
    files = archive.files(manifest)
    _check_whole(archive, files, say)
    _check_empty()
    _make_tables_anew()
    if unknown := sorted(set(manifest["migrations"]) - set(schema.applied())):
        raise BackupError(f"the backup is newer than this portal: {', '.join(unknown)}")
    rows = tables.load(archive.database())
    say(f"database: {sum(rows.values())} rows of {len(rows)} tables")
    storage = resources.current().storage
    for number, one in enumerate(files, start=1):
        storage.put_raw(one.name, archive.file(one))
        if number % 1000 == 0 or number == len(files):
            say(f"files: {number} of {len(files)}")
    _check_restored(manifest, rows)
    record_backup(SYSTEM, made=False, at=at)
    return manifest


def _check_whole(archive: Archive, files: list[Kept], say: Say) -> None:
    for _line in archive.database():
        pass
    for one in files:
        _drain(archive.file(one))
    say(f"the backup is whole: {len(files)} files")


def _drain(pieces: Iterable[bytes]) -> None:
    for _piece in pieces:
        pass


def _check_empty() -> None:
    if db.database.table_exists("case_file") and (
        Case.select(Case.id).exists() or Account.select(Account.id).exists()
    ):
        raise BackupError("the database is not empty: a backup goes into an empty place only")
    if next(iter(resources.current().storage.names()), None) is not None:
        raise BackupError("the store is not empty: a backup goes into an empty place only")


def _make_tables_anew() -> None:
    # A portal that was only migrated has letters and entries of its own: they come with the backup.
    while schema.applied():
        schema.step_down()
    schema.migrate()


def _check_restored(manifest: dict[str, Any], rows: dict[str, int]) -> None:
    if rows != manifest["rows"]:
        raise BackupError("the database has other rows than the backup counted")
    if _head() != manifest["audit_head"]:
        raise BackupError("the audit trail ends elsewhere than the backup's")
    if next(trail.broken_links(), None) is not None:
        raise BackupError("the audit trail does not hold")
    stored = set(resources.current().storage.names())
    if lost := named_files() - stored - set(manifest["missing"]):
        raise BackupError(f"{len(lost)} files that rows name are missing")
