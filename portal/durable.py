"""Durable local writes: temporary file, fsync, rename, fsync of every folder that changed.

A folder counts as durable once this process has fsynced its parent. Each process does that for
itself, because it cannot know whether the process that made the folder got that far.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

INCOMING = ".incoming"


class DurableFolder:
    """A folder into which whole files appear at once, and only after they are on the disk."""

    def __init__(self, root: Path) -> None:
        """Makes the folder when it is not there, readable by this user alone."""
        self.root = root
        self.incoming = root / INCOMING
        self.incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._durable = {root}

    @contextmanager
    def writing(self, name: str) -> Iterator[FileIO]:
        """A raw file to write to; on leaving it is durable under `name`, or gone.

        Raises OSError when any write, fsync or rename fails: then nothing may be acknowledged.
        """
        target = self.root / name
        temporary = self.incoming / (name.replace("/", "-") + ".part")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with FileIO(handle, "wb") as sink:
                yield sink
                os.fsync(sink.fileno())
            self._make_durable(target.parent)
            os.rename(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        try:
            _fsync_folder(target.parent)
        except BaseException:
            with suppress(OSError):
                target.unlink()
            raise

    def sweep(self, before: float) -> int:
        """Remove temporary files last written before `before` (seconds, UTC). Out: how many."""
        gone = 0
        for left in self.incoming.iterdir():
            with suppress(FileNotFoundError):
                if left.stat().st_mtime < before:
                    left.unlink()
                    gone += 1
        return gone

    def _make_durable(self, folder: Path) -> None:
        if folder in self._durable:
            return
        self._make_durable(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _fsync_folder(folder.parent)
        self._durable.add(folder)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
