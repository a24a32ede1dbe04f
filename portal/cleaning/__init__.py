"""Cleaning: an untrusted file becomes a clean copy, in a child process with narrow limits.

Pictures are decoded and written anew as JPEG; PDFs are sanitized, and their pages become
pictures. The child may crash, loop or swell: the parent gets a refusal (safety rule Files).
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NoReturn

from portal.cleaning.terms import (
    CLEAN_PDF,
    CLEAN_PICTURE,
    JOINED,
    RESULT,
    THUMB,
    Limits,
    Made,
    Task,
    page_name,
    thumb_name,
)
from portal.policy.documents import FileType, RefusalCode
from portal.policy.refusals import Refused

__all__ = ["Cleaned", "Limits", "clean", "join", "refuse_if_locked"]

# The child gets a bare `portal` package: the wiring's imports (the web, the database) would cost
# it half a second and hand its reader more than it needs.
_START = """
import sys, types
package = types.ModuleType("portal")
package.__path__ = [sys.argv[1]]
sys.modules["portal"] = package
from portal.cleaning.child import main
main(sys.argv[2])
"""
_PACKAGE = str(Path(__file__).resolve().parent.parent)
# A decoder that gets no more memory aborts itself.
_SPENT = {
    -signal.SIGKILL,
    -signal.SIGXCPU,
    -signal.SIGALRM,
    -signal.SIGXFSZ,
    -signal.SIGABRT,
    -signal.SIGTRAP,
}
_RESULT_AT_MOST = 4096


@dataclass(frozen=True)
class Cleaned:
    """The clean copy: type, pixels (of page 1 of a PDF), pages, files, digests by file name.

    `page_images` and `page_thumbs` are empty for a picture: its clean copy is the page.
    """

    media_type: FileType
    width: int
    height: int
    page_count: int
    clean_path: Path
    page_images: tuple[Path, ...]
    thumb_path: Path
    page_thumbs: tuple[Path, ...]
    sha256s: dict[str, str]


def clean(source: Path, media_type: str, into: Path, limits: Limits | None = None) -> Cleaned:
    """Clean the file at `source`, which `sniff` called `media_type`, into the folder `into`.

    Takes up to `limits.wall_seconds`. Raises Refused({"file": code}) with cut_off, locked,
    too_many_pages, bomb (also when time or memory ran out) or unreadable; `into` is then empty
    of results. Source: safety rule Files; contract.md, Limits.
    """
    limits = limits or Limits()
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    into = into.resolve()
    task = Task(str(source.resolve()), str(media_type), str(into), limits)
    try:
        made = _made(task)
        return _cleaned(made, FileType(media_type), into, limits)
    except BaseException:
        _empty(into)
        raise


def refuse_if_locked(source: Path) -> None:
    """Refuse an encrypted PDF that needs a password; takes some 0.3 s of another process.

    Raises Refused({"file": code}) with locked, bomb or unreadable.
    """
    limits = replace(Limits(), cpu_seconds=5, wall_seconds=10)
    with tempfile.TemporaryDirectory() as into:
        _made(Task(str(source.resolve()), FileType.PDF, into, limits, lock_only=True))


def join(parts: Sequence[tuple[Path, int, int]], into: Path) -> Path:
    """One PDF, in the folder `into`, of clean files: each with the page of a PDF that is meant (0:
    all of them) and the degrees to turn it clockwise by. Takes up to a minute of another process.

    Raises Refused({"file": code}) with unreadable or bomb. Source: DOC-3.
    """
    told = tuple((str(path), number, turn) for path, number, turn in parts)
    _made(Task("", FileType.PDF, str(into.resolve()), Limits(), parts=told))
    _digest(into / JOINED, b"%PDF-")
    return into / JOINED


def _made(task: Task) -> Made:
    """Run the child and read its answer. Never hangs, whatever the child does."""
    result = Path(task.into) / RESULT
    result.unlink(missing_ok=True)
    exit_code = _run(task)
    try:
        with result.open("rb") as answer_file:
            answer = json.loads(answer_file.read(_RESULT_AT_MOST))
        result.unlink()
    except (OSError, ValueError):
        _refuse(RefusalCode.BOMB if exit_code in _SPENT else RefusalCode.UNREADABLE)
    if "refused" in answer:
        _refuse(RefusalCode(answer["refused"]))
    return Made(**answer["made"])


def _run(task: Task) -> int:
    """Out: the child's exit code; negative is the signal that ended it."""
    command = [sys.executable, "-I", "-c", _START, _PACKAGE, json.dumps(asdict(task))]
    with subprocess.Popen(  # noqa: S603  (our own interpreter and code; the task is one argument)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=task.into,
        env={},
        start_new_session=True,
    ) as child:
        try:
            return child.wait(task.limits.wall_seconds)
        except BaseException as error:
            os.killpg(child.pid, signal.SIGKILL)  # not yet waited for: the id is still its own
            if isinstance(error, subprocess.TimeoutExpired):
                return -signal.SIGKILL
            raise


def _cleaned(made: Made, media_type: FileType, into: Path, limits: Limits) -> Cleaned:
    """The result, its files checked and hashed here: the child's word is not taken for them."""
    is_pdf = media_type is FileType.PDF
    clean_path = into / (CLEAN_PDF if is_pdf else CLEAN_PICTURE)
    pages: tuple[Path, ...] = ()
    thumbs: tuple[Path, ...] = ()
    if is_pdf:
        if not 1 <= made.pages <= limits.pages:
            _refuse(RefusalCode.TOO_MANY_PAGES)
        pages = tuple(into / page_name(number) for number in range(1, made.pages + 1))
        thumbs = tuple(into / thumb_name(number) for number in range(1, made.pages + 1))
    thumb = into / THUMB
    digests = {}
    for path in (clean_path, *pages, thumb, *thumbs):
        wanted = b"%PDF-" if path.suffix == ".pdf" else b"\xff\xd8\xff"
        digests[path.name] = _digest(path, wanted)
    return Cleaned(
        media_type=FileType.PDF if is_pdf else FileType.JPEG,
        width=made.width,
        height=made.height,
        page_count=made.pages,
        clean_path=clean_path,
        page_images=pages,
        thumb_path=thumb,
        page_thumbs=thumbs,
        sha256s=digests,
    )


def _digest(path: Path, wanted: bytes) -> str:
    """SHA-256 of a result; a missing, linked or foreign one is refused."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        _refuse(RefusalCode.UNREADABLE)
    with os.fdopen(handle, "rb") as stream:
        if not stream.read(len(wanted)).startswith(wanted):
            _refuse(RefusalCode.UNREADABLE)
        stream.seek(0)
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _empty(into: Path) -> None:
    for pattern in (CLEAN_PICTURE, CLEAN_PDF, THUMB, RESULT, "page-*.jpg", "thumb-*.jpg"):
        for left in into.glob(pattern):
            with suppress(OSError):
                left.unlink()


def _refuse(code: RefusalCode) -> NoReturn:
    raise Refused({"file": code})
