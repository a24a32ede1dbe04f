"""Storage: acknowledged means durable, and nothing is left of what was refused."""

import errno
import hashlib
import os
import threading
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from portal import storage as storage_module
from portal.framing import FRAME_BYTES
from portal.policy.documents import RefusalCode
from portal.policy.refusals import Refused
from portal.sealing import SealBrokenError, new_case_key
from portal.storage import FileMissingError, Storage, StorageError

KEY = new_case_key()
LARGE = 25 * 1024 * 1024


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    url = f"file://{tmp_path / 'my files'}" if request.param == "folder" else "memory://"
    return Storage.from_url(url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def local(folder: Path) -> Storage:
    return Storage.from_url(f"file://{folder}")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES, FRAME_BYTES + 1, 5_000_000])
def test_what_was_received_comes_back_and_is_described_truly(store: Storage, size: int) -> None:
    plain = os.urandom(size)
    stored = store.receive(BytesIO(plain), KEY, max_bytes=LARGE)
    assert store.read(stored.name, KEY) == plain
    assert stored.size == size
    assert stored.sha256 == hashlib.sha256(plain).hexdigest()
    raw = b"".join(store.open_raw(stored.name))
    assert len(raw) == stored.stored_size
    assert [found.stored_size for found in store.listed()] == [len(raw)]


def test_a_stream_that_gives_little_at_a_time_is_read_to_its_end(store: Storage) -> None:
    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1, 7919))

    plain = os.urandom(300_000)
    stored = store.receive(Slow(plain), KEY, max_bytes=LARGE)
    assert store.read(stored.name, KEY) == plain


def test_the_stored_bytes_do_not_show_the_plain_ones(local: Storage, folder: Path) -> None:
    local.put_bytes(b"where she lives now " * 100, KEY)
    (path,) = files_in(folder)
    assert b"where she" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_names_are_random_and_tell_nothing(store: Storage) -> None:
    names = {store.put_bytes(b"same", KEY).name for _ in range(50)}
    assert len(names) == 50
    assert all(len(name) == 35 for name in names)


def test_a_file_is_accepted_at_the_limit_and_refused_one_byte_over(store: Storage) -> None:
    store.receive(BytesIO(bytes(2_000_000)), KEY, max_bytes=2_000_000)
    with pytest.raises(Refused) as refusal:
        store.receive(BytesIO(bytes(2_000_001)), KEY, max_bytes=2_000_000)
    assert refusal.value.codes == {"file": RefusalCode.TOO_LARGE}


def test_a_file_over_the_limit_is_not_read_to_its_end(store: Storage) -> None:
    endless = BytesIO(bytes(10 * FRAME_BYTES))
    with pytest.raises(Refused):
        store.receive(endless, KEY, max_bytes=FRAME_BYTES)
    assert endless.tell() == 2 * FRAME_BYTES


def test_nothing_is_left_of_a_refused_or_broken_upload(local: Storage, folder: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise ConnectionError("the phone left the network")

    with pytest.raises(Refused):
        local.receive(BytesIO(bytes(1000)), KEY, max_bytes=10)
    with pytest.raises(StorageError):
        local.receive(Broken(), KEY, max_bytes=10)
    assert files_in(folder) == []


@pytest.mark.parametrize("which", range(1, 5))
def test_nothing_is_acknowledged_after_a_failed_fsync(
    local: Storage, folder: Path, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    calls = 0
    real = os.fsync

    def failing(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == which:
            raise OSError(errno.EIO, "the disk is gone")
        real(handle)

    monkeypatch.setattr("portal.durable.os.fsync", failing)
    if which == 4:  # a first file in a new folder needs three, and no more
        local.put_bytes(b"paper", KEY)
        assert calls == 3
        return
    with pytest.raises(StorageError):
        local.put_bytes(b"paper", KEY)
    assert files_in(folder) == []
    stored = local.put_bytes(b"paper", KEY)
    assert local.read(stored.name, KEY) == b"paper"


def test_file_and_folders_are_synced_in_the_order_that_makes_them_durable(
    local: Storage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_sync, real_rename = os.fsync, os.rename

    def sync(handle: int) -> None:
        steps.append("sync " + Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        real_sync(handle)

    def rename(old: Path, new: Path) -> None:
        steps.append("rename")
        real_rename(old, new)

    monkeypatch.setattr("portal.durable.os.fsync", sync)
    monkeypatch.setattr("portal.durable.os.rename", rename)
    name = local.put_bytes(b"paper", KEY).name
    shard, rest = name.split("/")
    assert steps == [f"sync {shard}-{rest}.part", f"sync {folder.name}", "rename", f"sync {shard}"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_refusal_in_words_and_leaves_nothing(
    local: Storage, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(handle: int) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr("portal.durable.os.fsync", full)
    with pytest.raises(Refused) as refusal:
        local.put_bytes(b"paper", KEY)
    assert refusal.value.codes == {"file": RefusalCode.NO_SPACE}
    assert files_in(folder) == []


@pytest.mark.parametrize(("free", "takes"), [(11, True), (10, False), (0, False)])
def test_files_are_taken_above_ten_percent_of_free_disk(
    local: Storage, monkeypatch: pytest.MonkeyPatch, free: int, takes: bool
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(
        storage_module.shutil, "disk_usage", lambda path: usage(100, 100 - free, free)
    )
    assert local.takes_files() is takes
    if not takes:
        with pytest.raises(Refused) as refusal:
            local.put_bytes(b"paper", KEY)
        assert refusal.value.codes == {"file": RefusalCode.NO_SPACE}


def test_memory_has_no_disk_to_run_out_of() -> None:
    assert Storage.from_url("memory://").free_share() is None


def test_a_missing_file_fails_before_an_answer_begins(store: Storage) -> None:
    with pytest.raises(FileMissingError):
        store.open("ab/" + "0" * 32, KEY)


def test_a_file_put_under_another_files_name_is_refused(store: Storage) -> None:
    one, two = store.put_bytes(b"one", KEY), store.put_bytes(b"two", KEY)
    moved = b"".join(store.open_raw(one.name))
    store.delete(two.name)
    store.put_raw(two.name, [moved])
    with pytest.raises(SealBrokenError):
        store.open(two.name, KEY)
    with pytest.raises(SealBrokenError):
        store.open(one.name, new_case_key())


def test_a_deleted_file_is_gone_and_deleting_twice_is_no_fault(store: Storage) -> None:
    stored = store.put_bytes(b"paper", KEY)
    store.delete(stored.name)
    store.delete(stored.name)
    assert list(store.names()) == []
    with pytest.raises(FileMissingError):
        store.read(stored.name, KEY)


def test_the_sweeper_sees_only_files_old_enough(store: Storage) -> None:
    stored = store.put_bytes(b"paper", KEY)
    now = datetime.now(UTC)
    assert list(store.names(written_before=now - timedelta(hours=1))) == []
    assert list(store.names(written_before=now + timedelta(hours=1))) == [stored.name]
    assert list(store.names(stored.name[:2])) == [stored.name]
    assert list(store.names("zz")) == []


def test_what_a_killed_process_left_is_swept_and_never_listed(local: Storage, folder: Path) -> None:
    left = folder / ".incoming" / "ab-cd.part"
    left.write_bytes(b"half")
    assert list(local.names()) == []
    now = datetime.now(UTC)
    assert local.sweep_incoming(now - timedelta(hours=1)) == 0
    os.utime(left, (0, 0))
    assert local.sweep_incoming(now - timedelta(hours=1)) == 1
    assert not left.exists()


def test_a_backup_copy_opens_after_a_restore_elsewhere(local: Storage, tmp_path: Path) -> None:
    plain = os.urandom(2_500_000)
    stored = local.put_bytes(plain, KEY)
    other = Storage.from_url(f"file://{tmp_path / 'other'}")
    for name in local.names():
        other.put_raw(name, local.open_raw(name))
    assert other.read(stored.name, KEY) == plain


def test_a_local_file_can_be_stored_and_check_leaves_nothing(
    store: Storage, tmp_path: Path
) -> None:
    source = tmp_path / "clean.jpg"
    source.write_bytes(os.urandom(70_000))
    stored = store.put_file(source, KEY)
    assert store.read(stored.name, KEY) == source.read_bytes()
    store.check()
    assert list(store.names()) == [stored.name]


def test_check_tells_of_a_folder_that_takes_nothing(local: Storage, folder: Path) -> None:
    (folder / ".incoming").rmdir()
    with pytest.raises(StorageError):
        local.check()


@pytest.mark.parametrize("url", ["", "files", "ftp://x/y", "s3:///prefix", "file://host/path"])
def test_a_url_that_is_no_storage_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="storage is"):
        Storage.from_url(url)


def test_many_threads_may_write_at_once(local: Storage) -> None:
    plain = [os.urandom(200_000 + number) for number in range(16)]
    names: dict[int, str] = {}

    def write(number: int) -> None:
        names[number] = local.put_bytes(plain[number], KEY).name

    threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(local.read(names[number], KEY) == plain[number] for number in range(16))
