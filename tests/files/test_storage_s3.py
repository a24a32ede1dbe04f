"""Storage in a bucket: real S3 signing against rclone's server."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest

from portal.policy.refusals import Refused
from portal.sealing import new_case_key
from portal.storage import FileMissingError, Storage, StorageError

KEY = new_case_key()
ACCESS, SECRET = "touchpointtestaccess", "touchpointtestsecret"
pytestmark = pytest.mark.xdist_group("s3")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and folder of an S3 server with the bucket `papers`."""
    rclone = shutil.which("rclone", path=f"{Path(sys.executable).parent}:{os.defpath}")
    assert rclone, "rclone comes with the test extra"
    root = tmp_path_factory.mktemp("s3")
    (root / "papers").mkdir()
    port = free_port()
    command = [rclone, "serve", "s3", str(root), "--addr", f"127.0.0.1:{port}"]
    command += ["--auth-key", f"{ACCESS},{SECRET}", "--config", str(root / "none.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}", root / "papers"
        finally:
            process.terminate()


def address(endpoint: str, secret: str = SECRET) -> str:
    return (
        f"s3://papers/portal?endpoint={quote(endpoint)}&region=us-east-1"
        f"&access_key_id={ACCESS}&secret_access_key={secret}"
    )


@pytest.fixture
def store(server: tuple[str, Path]) -> Storage:
    return Storage.from_url(address(server[0]))


@pytest.mark.parametrize("size", [0, 1, 3_000_000, 12_000_000])
def test_a_file_comes_back_from_the_bucket(store: Storage, size: int) -> None:
    plain = os.urandom(size)
    stored = store.receive(BytesIO(plain), KEY, max_bytes=25_000_000)
    assert store.read(stored.name, KEY) == plain
    assert stored.name in set(store.names())
    store.delete(stored.name)
    store.delete(stored.name)
    assert stored.name not in set(store.names())
    with pytest.raises(FileMissingError):
        store.read(stored.name, KEY)


def test_files_lie_under_the_prefix_and_are_sealed(
    store: Storage, server: tuple[str, Path]
) -> None:
    stored = store.put_bytes(b"where she lives now", KEY)
    path = server[1] / "portal" / stored.name
    assert path.stat().st_size == stored.stored_size
    assert b"where she" not in path.read_bytes()


def test_a_refused_upload_never_reaches_the_bucket(store: Storage) -> None:
    before = set(store.names())
    with pytest.raises(Refused):
        store.receive(BytesIO(bytes(2_000_000)), KEY, max_bytes=1_000_000)
    assert set(store.names()) == before


def test_the_keys_may_come_from_the_environment(
    server: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    store = Storage.from_url(f"s3://papers/portal?endpoint={quote(server[0])}")
    store.check()


def test_a_wrong_secret_is_a_storage_error_not_an_acknowledgement(
    server: tuple[str, Path],
) -> None:
    store = Storage.from_url(address(server[0], secret="x" * 20))
    with pytest.raises(StorageError):
        store.put_bytes(b"paper", KEY)


def test_a_bucket_that_does_not_answer_is_a_storage_error() -> None:
    store = Storage.from_url(address(f"http://127.0.0.1:{free_port()}"))
    begun = time.monotonic()
    with pytest.raises(StorageError):
        store.put_bytes(b"paper", KEY)
    assert time.monotonic() - begun < 30
