"""Programs of the operating system that make files: run with a time limit, text on their stdin.

Nothing of a letter stands on a command line, where everybody on the machine could read it.
"""

import shutil
import subprocess
from collections.abc import Sequence

_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


class ProgramMissing(Exception):
    """The program is not installed on this machine."""


class ProgramFailed(Exception):
    """The program ended with an error, or took too long."""


def is_installed(program: str) -> bool:
    """Whether a program is there to be run."""
    return shutil.which(program, path=_ENVIRONMENT["PATH"]) is not None


def run(command: Sequence[str], text: str, seconds: int) -> str:
    """What a program prints for a text, within a time limit in seconds.

    Raises ProgramMissing and ProgramFailed.
    """
    if not is_installed(command[0]):
        raise ProgramMissing(command[0])
    try:
        done = subprocess.run(  # noqa: S603  a fixed program, its text on stdin
            list(command), input=text.encode(), capture_output=True, timeout=seconds,
            env=_ENVIRONMENT, cwd="/", check=True,
        )  # fmt: skip
        return done.stdout.decode()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise ProgramFailed(f"{command[0]}: {type(error).__name__}") from error
