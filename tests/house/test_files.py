"""Rules of the house: files stay small and well named, nothing lies about unused, and the README
says every setting, command and permission."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import click
import flask
import pytest

from portal.access import Permission
from portal.config import ROOT, Config

FILE, FUNCTION, VIEW = 300, 40, 20  # lines
BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "data", "info"}
NOT_OURS = {".git", ".venv", "instance", "__pycache__", "build", "test-results", "node_modules"}
README = (ROOT / "README.md").read_text("utf-8")


def ours() -> Iterator[Path]:
    """Every file that belongs to the project."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        is_cache = any(part.endswith(("_cache", ".egg-info")) for part in parts)
        if (
            path.is_file()
            and not is_cache
            and not NOT_OURS & set(parts)
            and parts[0] != ".hypothesis"
        ):
            yield path


FILES = list(ours())
PYTHON = [path for path in FILES if path.suffix == ".py" and "migrations" not in path.parts]
WRITTEN = [
    path
    for path in FILES
    if path.suffix in {".py", ".html", ".js", ".css", ".toml", ".typ", ".md", ".po", ".pot", ".txt", ""}
    and "vendor" not in path.parts
    and path.parent.name != "letters"
    and not (path.suffix == "" and path.parent.name not in ("", ROOT.name, ".ci"))
]  # fmt: skip


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    marks = {ast.unparse(mark).split("(")[0] for mark in function.decorator_list}
    return bool(marks & {"requires", "public", "access.requires", "access.public"})


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def test_no_file_is_longer_than_300_lines() -> None:
    kinds = {".py", ".html", ".js", ".css"}
    long = {
        named(path): lines
        for path in FILES
        if path.suffix in kinds and "vendor" not in path.parts and "migrations" not in path.parts
        if (lines := path.read_text("utf-8").count("\n")) > FILE
    }
    assert long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{named(path)}:{f.name}": length(f) for path in PYTHON for f in functions(path)
        if length(f) > FUNCTION
    }  # fmt: skip
    assert long == {}


def test_no_view_is_longer_than_20_lines() -> None:
    long = {
        f"{named(path)}:{f.name}": length(f) for path in PYTHON for f in functions(path)
        if is_view(f) and length(f) > VIEW
    }  # fmt: skip
    assert long == {}


def test_names_say_something() -> None:
    """No utils, helpers, common, manager, misc, data or info: such a name says nothing."""
    empty = [
        named(path) for path in FILES
        if path.suffix in (".py", ".html", ".toml") and BANNED & set(re.split(r"[_.-]", path.stem.lower()))
    ]  # fmt: skip
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                words = re.findall(r"[a-z0-9]+|[A-Z][a-z0-9]*", node.name)
                if BANNED & {word.lower() for word in words} - {"data", "info"}:
                    empty.append(f"{named(path)}:{node.name}")
    assert empty == []


def test_every_public_function_of_the_portal_says_what_it_does() -> None:
    silent = [
        f"{named(path)}:{f.name}"
        for path in PYTHON
        if path.is_relative_to(ROOT / "portal")
        for f in ast.parse(path.read_text("utf-8")).body
        if isinstance(f, ast.FunctionDef | ast.ClassDef)
        and not f.name.startswith("_")
        and not ast.get_docstring(f)
    ]
    assert silent == []


def test_every_template_is_used() -> None:
    places = [
        path.read_text("utf-8") for path in FILES
        if path.suffix in (".html", ".py") and path.parts[len(ROOT.parts)] in ("portal", "templates")
    ]  # fmt: skip
    text = "\n".join(places)
    unused = [
        name
        for path in (ROOT / "templates").rglob("*.html")
        if (name := path.relative_to(ROOT / "templates").as_posix())
        and f'"{name}"' not in text
        and f"'{name}'" not in text
    ]
    assert unused == []


def test_every_static_file_is_used() -> None:
    places = [
        path.read_text("utf-8") for path in FILES
        if path.suffix in (".html", ".py", ".css", ".js", ".typ", ".toml")
        and path.parts[len(ROOT.parts)] in ("portal", "templates", "static")
    ]  # fmt: skip
    text = "\n".join(places)
    unused = [
        named(path)
        for path in (ROOT / "static").rglob("*")
        if path.is_file()
        # The stylesheet's first rules are those of the vendored one, word by word (tests/kit).
        and path.name not in ("DIGESTS", "LICENSE", "modern-normalize.css")
        and "fonts" not in path.parts
        and path.name not in text
    ]
    assert unused == []


def test_every_vendored_part_has_its_licence_beside_it() -> None:
    for folder in (ROOT / "static" / "vendor").iterdir():
        if folder.is_dir():
            assert (folder / "LICENSE").is_file(), folder.name
    for script in (ROOT / "tests" / "vendor").glob("*.js"):
        assert list(script.parent.glob(f"{script.name.split('.')[0]}*LICENSE")), script.name
    assert list((ROOT / "static" / "fonts" / "letters").glob("OFL*.txt"))


def section(title: str) -> str:
    """The text under one heading of the README."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_readme_says_every_setting_and_its_default() -> None:
    rows = {
        cells[1].strip("` "): cells[2]
        for line in section("Settings").splitlines()
        if line.startswith("| `PORTAL_") and (cells := line.split("|"))
    }
    settings = {
        f"PORTAL_{field.name.upper()}": field
        for field in dataclasses.fields(Config)
        if field.metadata.get("setting", True)
    }
    assert set(rows) == set(settings)
    for name in ("PORTAL_ENV", "PORTAL_TIMEZONE", "PORTAL_PROXIES"):
        assert f"`{settings[name].default}`" in rows[name]
    assert f"`{' '.join(Config().locales)}`" in rows["PORTAL_LOCALES"]


def test_the_readme_says_every_permission() -> None:
    said = section("The house")
    assert [str(one) for one in Permission if f"`{one}`" not in said] == []


def commands(app: flask.Flask) -> Iterator[tuple[str, click.Command]]:
    """Each command of ours by its words; Flask's own (run, shell, routes) are not."""
    for name, command in app.cli.commands.items():
        if name in ("run", "shell", "routes"):
            continue
        if isinstance(command, click.Group):
            yield from ((f"{name} {sub}", one) for sub, one in command.commands.items())
        else:
            yield name, command


def test_the_readme_says_every_command(app: flask.Flask) -> None:
    rows = [line for line in section("Commands").splitlines() if line.startswith("| `")]
    for name, _command in commands(app):
        group, _, sub = name.partition(" ")
        assert any(
            f"`{group}" in row and (f"`{name}`" in row or f"`{sub or group}`" in row)
            for row in rows
        ), name


def test_every_command_shows_an_example(app: flask.Flask) -> None:
    silent = [
        name for name, one in commands(app) if "Example: python app.py" not in (one.help or "")
    ]
    assert silent == []


def test_the_readme_has_the_two_commands_as_they_are() -> None:
    install = "python3 -m venv .venv && .venv/bin/pip install -e "
    assert f"{install}. && .venv/bin/python app.py" in README
    assert f"{install}'.[test]' && .venv/bin/pytest" in README


def test_every_picture_and_file_the_readme_names_is_there() -> None:
    named_files = re.findall(r"\]\(([\w./-]+)\)", README)
    assert named_files
    assert [name for name in named_files if not (ROOT / name).exists()] == []


REGISTRIES = ("py" + "pi.org", "pythonhosted" + ".org", "npm" + "js.", "crates" + ".io")
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3]) + r")\b")
OF_A_MACHINE = re.compile(r"(?<![\w.])/(work|root|home/\w+|Users/\w+)/")


@pytest.mark.parametrize("pattern", [
    pytest.param(re.compile("|".join(map(re.escape, REGISTRIES))), id="an address of a package registry"),
    pytest.param(UNFINISHED, id="a mark of something unfinished"),
    pytest.param(OF_A_MACHINE, id="a path of somebody's machine"),
])  # fmt: skip
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()[:80]}"
        for path in WRITTEN
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_skipped_tests_say_what_is_missing() -> None:
    """A test is skipped only for want of a program, and says which; none is expected to fail."""
    unsaid = [
        f"{named(path)}:{node.lineno}"
        for path in PYTHON
        if path.is_relative_to(ROOT / "tests")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and (
            node.attr == "xfail"
            or (node.attr == "skip" and ast.unparse(node) == "pytest.mark.skip")
        )
    ]
    assert unsaid == []
