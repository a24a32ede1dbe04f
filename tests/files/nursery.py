"""A process that is ready to clean, and makes a child of itself for each file.

The portal starts a new interpreter for each file; hundreds of them would spend a minute on
starting. Here the same child runs with the same limits on memory; only its time is shorter, and
the pictures of a PDF's pages are smaller.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace

from portal import cleaning
from portal.cleaning.terms import Task

_READY = """
import json, os, sys, types
package = types.ModuleType("portal")
package.__path__ = [sys.argv[1]]
sys.modules["portal"] = package
import pi_heif
import portal.cleaning.pdfs, portal.cleaning.pictures
from portal.cleaning.child import main
for line in sys.stdin:
    folder, told = json.loads(line)
    child = os.fork()
    if child == 0:
        sys.stderr = open(os.devnull, "w")
        os.dup2(sys.stderr.fileno(), 2)
        os.chdir(folder)
        try:
            main(told)
        finally:
            os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
HASTE = {"cpu_seconds": 1, "wall_seconds": 4.0, "page_long_side": 400}


@contextmanager
def nursery() -> Iterator[None]:
    """Within, the portal cleans in children of one process."""
    command = [sys.executable, "-I", "-c", _READY, cleaning._PACKAGE]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={}
    ) as ready:
        assert ready.stdin
        assert ready.stdout

        def run(task: Task) -> int:
            hasty = replace(task.limits, **HASTE)
            told = json.dumps(asdict(replace(task, limits=hasty)))
            print(json.dumps([task.into, told]), file=ready.stdin, flush=True)
            return int(ready.stdout.readline())  # type: ignore[union-attr]

        kept = cleaning._run
        cleaning._run = run
        try:
            yield
        finally:
            cleaning._run = kept
            ready.stdin.close()
