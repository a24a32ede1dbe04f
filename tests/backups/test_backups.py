"""Backups: what was there is there again, byte for byte, on either database; nothing less is taken
for whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask
import pytest

from portal import create_app, db, demo, resources, schema, sealing
from portal.backups import tables
from portal.backups.archive import DATABASE, FILES, LISTING, MANIFEST, BackupError
from portal.backups.work import make_backup, restore_backup
from portal.config import Config
from portal.models import AuditEntry, Case, Contact, Page
from portal.operations import trail
from portal.operations.cases.keys import open_case_key
from portal.operations.contacts import record_contact
from portal.operations.documents.sweeping import named_files
from portal.policy.contacts import Direction, Way
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY, account, as_actor
from tests.samples import ATTENDANCE_1


def silent(_text: str) -> None:
    """Hears nothing."""


def rows() -> dict[str, list[str]]:
    """Every row of every table that is not of the backup's own making."""
    with tables.snapshot():
        found = {table._meta.table_name: list(tables.lines(table)) for table in tables.tables()}
    found["audit_entry"] = [
        line
        for line in found["audit_entry"]
        if "make_backup" not in line and "restore_" not in line
    ]
    return found


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, config: Config, tmp_path: Path
) -> Callable[..., flask.Flask]:
    """Makes an empty portal on a database of the kind wanted, with these settings changed."""

    def make(kind: str = "sqlite", **changes: Any) -> flask.Flask:
        url = f"sqlite:///{tmp_path / 'new.db'}"
        if kind == "postgresql":
            server = request.getfixturevalue("postgres")
            name = f"restored_{abs(hash(tmp_path))}"
            server.psql(f"CREATE DATABASE {name}")
            url = server.get_uri(name)
        changes.setdefault("storage_url", f"file://{tmp_path / 'new-files'}")
        return create_app(replace(config, database_url=url, **changes))

    return make


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_all_that_the_demo_holds_is_there_again_on_either_database(
    app: flask.Flask, tmp_path: Path, elsewhere: Callable[..., flask.Flask], kind: str
) -> None:
    demo.load()
    made = tmp_path / "backup"
    assert make_backup(made, NOON, silent) == []
    held = rows()
    db.database.close()
    elsewhere(kind)
    manifest = restore_backup(made, NOON, silent)
    assert rows() == held
    assert manifest["files"] == len(named_files()) > 10
    assert next(trail.broken_links(), None) is None
    page = Page.select().where(Page.clean != "").first()
    sealed = open_case_key(page.document.case)
    assert resources.current().storage.read(page.clean, sealed)[:2] == b"\xff\xd8"


def test_a_restored_portal_goes_on_where_the_other_stopped(
    both_databases: flask.Flask, tmp_path: Path, elsewhere: Callable[..., flask.Flask]
) -> None:
    sender = Sender()
    make_backup(tmp_path / "backup", NOON, silent)
    db.database.close()
    elsewhere(
        "sqlite" if "postgres" in str(both_databases.extensions["settings"]) else "postgresql"
    )
    restore_backup(tmp_path / "backup", NOON, silent)
    case = Case.get(Case.number == sender.case.number)
    record_contact(
        as_actor(sender.worker), case=case, occurred_on=TODAY, way=Way.TELEPHONE,
        direction=Direction.FROM_PARTICIPANT, answered=True, summary="", at=NOON,
    )  # fmt: skip
    assert Contact.select().count() == 1
    assert next(trail.broken_links(), None) is None


def test_a_file_that_is_replaced_during_the_backup_is_in_it_as_it_became(
    app: flask.Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    elsewhere: Callable[..., flask.Flask],
) -> None:  # fmt: skip
    Sender().send(ATTENDANCE_1)
    said: list[str] = []

    def clean_after_the_first_snapshot(text: str) -> None:
        if text.startswith("database") and not said:
            run_jobs()  # the original goes, the clean copy comes
        said.append(text)

    made = tmp_path / "backup"
    assert make_backup(made, NOON, clean_after_the_first_snapshot) == []
    assert sum(text.startswith("database") for text in said) == 2
    db.database.close()
    elsewhere()
    restore_backup(made, NOON, silent)
    assert {page.state for page in Page.select()} == {"clean"}


def test_a_file_that_is_lost_is_named_and_the_rest_is_kept(
    app: flask.Flask, tmp_path: Path, elsewhere: Callable[..., flask.Flask]
) -> None:
    Sender().send(ATTENDANCE_1)
    [lost] = named_files()
    resources.current().storage.delete(lost)
    assert make_backup(tmp_path / "backup", NOON, silent) == [lost]
    db.database.close()
    elsewhere()
    assert restore_backup(tmp_path / "backup", NOON, silent)["missing"] == [lost]


def test_nothing_in_a_backup_can_be_read_without_the_key(app: flask.Flask, tmp_path: Path) -> None:
    Sender().send(ATTENDANCE_1)
    make_backup(tmp_path / "backup", NOON, silent)
    held = b"".join(
        path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file()
    )
    for word in (b"Lopez", b"Semana", b"WTW-1001", b"JFIF", b"SQLite"):
        assert word not in held


@pytest.mark.parametrize("name", [DATABASE, LISTING, MANIFEST, FILES])
def test_a_backup_of_which_one_byte_was_changed_is_refused_and_nothing_is_written(
    app: flask.Flask, tmp_path: Path, elsewhere: Callable[..., flask.Flask], name: str
) -> None:
    Sender().send(ATTENDANCE_1)
    made = tmp_path / "backup"
    make_backup(made, NOON, silent)
    path = made / name
    if path.is_dir():
        path = next(one for one in path.rglob("*") if one.is_file())
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)
    db.database.close()
    elsewhere()
    with pytest.raises((BackupError, sealing.SealBrokenError)):
        restore_backup(made, NOON, silent)
    assert not db.database.table_exists("case_file")
    assert list(resources.current().storage.names()) == []


def test_a_backup_that_was_cut_off_is_not_taken_for_one(
    app: flask.Flask, tmp_path: Path, elsewhere: Callable[..., flask.Flask]
) -> None:
    make_backup(tmp_path / "backup", NOON, silent)
    (tmp_path / "backup" / MANIFEST).unlink()
    db.database.close()
    elsewhere()
    with pytest.raises(BackupError, match="no whole backup"):
        restore_backup(tmp_path / "backup", NOON, silent)


def test_after_the_keys_were_rotated_an_older_backup_opens_as_long_as_its_key_is_listed(
    app: flask.Flask, config: Config, tmp_path: Path, elsewhere: Callable[..., flask.Flask]
) -> None:
    Sender().send(ATTENDANCE_1)
    make_backup(tmp_path / "backup", NOON, silent)
    db.database.close()
    newer = sealing.new_key_text()
    elsewhere(keys=newer)
    with pytest.raises(BackupError, match="PORTAL_KEYS does not list"):
        restore_backup(tmp_path / "backup", NOON, silent)
    elsewhere(keys=f"{newer},{config.keys}")
    restore_backup(tmp_path / "backup", NOON, silent)


def test_a_backup_goes_into_an_empty_folder_and_back_into_an_empty_place_only(
    app: flask.Flask, tmp_path: Path
) -> None:
    account()
    make_backup(tmp_path / "backup", NOON, silent)
    with pytest.raises(BackupError, match="not empty"):
        make_backup(tmp_path / "backup", NOON, silent)
    with pytest.raises(BackupError, match="not empty"):
        restore_backup(tmp_path / "backup", NOON, silent)


def test_a_portal_that_was_only_migrated_counts_as_empty(
    app: flask.Flask, tmp_path: Path, elsewhere: Callable[..., flask.Flask]
) -> None:
    Sender()
    make_backup(tmp_path / "backup", NOON, silent)
    entries = AuditEntry.select().count()
    db.database.close()
    other = elsewhere()
    assert other.test_cli_runner().invoke(args=["migrate"]).exit_code == 0
    restore_backup(tmp_path / "backup", NOON, silent)
    assert AuditEntry.select().count() == entries + 1
    assert schema.pending() == []


def test_the_commands_say_what_they_do_and_what_is_wrong(
    app: flask.Flask, tmp_path: Path, elsewhere: Callable[..., flask.Flask]
) -> None:
    Sender().send(ATTENDANCE_1)
    made = str(tmp_path / "backup")
    told = app.test_cli_runner().invoke(args=["backup", made])
    assert (told.exit_code, "files: 1 of 1" in told.output) == (0, True)
    again = app.test_cli_runner().invoke(args=["backup", made])
    assert (again.exit_code, again.stderr.strip()) == (1, f"{made} is not empty")
    db.database.close()
    other = elsewhere()
    assert other.test_cli_runner().invoke(args=["restore", str(tmp_path)]).exit_code == 1
    back = other.test_cli_runner().invoke(args=["restore", made])
    assert (back.exit_code, "doctor" in back.output) == (0, True)
    assert other.test_cli_runner().invoke(args=["doctor"]).exit_code == 0
