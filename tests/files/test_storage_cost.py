"""What it costs to accept an upload, against copying and hashing the same bytes."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from portal.framing import FRAME_BYTES
from portal.sealing import new_case_key
from portal.storage import Storage

KEY = new_case_key()
LARGE = 25 * 1024 * 1024


def test_accepting_five_megabytes_costs_little_more_than_copying_and_hashing_them(
    tmp_path: Path,
) -> None:
    local = Storage.from_url(f"file://{tmp_path / 'files'}")
    source = tmp_path / "upload"
    source.write_bytes(os.urandom(5_000_000))

    def copy_and_hash() -> None:
        digest = hashlib.sha256()
        with source.open("rb") as stream, (tmp_path / "copy").open("wb") as target:
            while chunk := stream.read(FRAME_BYTES):
                digest.update(chunk)
                target.write(chunk)

    def accept() -> None:
        with source.open("rb") as stream:
            local.receive(stream, KEY, max_bytes=LARGE)

    def cost(act: Callable[[], None]) -> float:
        spent = []
        for _ in range(9):
            begun = time.process_time()
            act()
            spent.append(time.process_time() - begun)
        return min(spent)

    assert cost(accept) <= 4 * cost(copy_and_hash)
