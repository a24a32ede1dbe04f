"""Rules of the house: imports go down only, and the tools that read the code find nothing.

The floors stand in pyproject.toml ([tool.importlinter]); each tool runs once, as anybody runs it.
"""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from portal.config import ROOT


def run(*command: str) -> str:
    """What a tool says, empty when it finds nothing."""
    ran = subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout + ran.stderr if ran.returncode else ""


def test_imports_go_down_only() -> None:
    said = run("lint-imports", "--no-cache")
    assert not said, said


def test_the_code_is_clean() -> None:
    said = run("ruff", "check", "--no-cache")
    assert not said, said


def test_the_code_is_formatted() -> None:
    said = run("ruff", "format", "--check", "--no-cache")
    assert not said, said


def test_every_type_holds() -> None:
    said = run("mypy", "--cache-dir", os.devnull)
    assert not said, said


def test_nothing_is_taken_from_beneath_a_neighbours_underscore() -> None:
    """A name with an underscore belongs to its module alone."""
    taken = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {alias.name}"
        for path in (ROOT / "portal").rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("portal")
        for alias in node.names
        if alias.name.startswith("_")
    ]
    assert taken == []


def test_every_floor_of_the_house_is_held() -> None:
    """A new module has no place until the floors name it: the contract is exhaustive."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {c["name"]: c for c in settings["tool"]["importlinter"]["contracts"]}
    floors = contracts["Floors: imports go down only"]
    assert floors["exhaustive"] is True
    named = set(re.split(r"\s*[:|]\s*|\s+", " ".join(floors["layers"])))
    named |= set(floors["exhaustive_ignores"])
    there = {
        path.stem
        for path in (ROOT / "portal").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists() or path.name == "migrations"
    }
    assert there - {"__init__"} <= named
