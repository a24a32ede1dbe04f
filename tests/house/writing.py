"""Finds by reading the program which functions write to the database, and who calls them.

A function writes when it sends an INSERT, UPDATE or DELETE itself, or calls one that does and is
no operation of its own. Names are followed through imports; what cannot be followed is not guessed.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal.config import ROOT

_WRITES = {
    "create", "insert", "insert_many", "insert_from", "update", "delete", "replace_many",
    "bulk_create", "bulk_update", "get_or_create", "delete_instance", "delete_by_id",
}  # fmt: skip
# Beneath the operations: what brings the schema, and measures what it made itself.
_NOT_READ = ("migrations", "bench")
# The two functions that make an operation what it is.
_FRAME = {"portal.operations._claimed", "portal.operations.trail.write"}


@dataclass
class Function:
    """A function of the portal: whether it is an operation, writes itself, and what it calls."""

    name: str
    is_operation: bool
    writes: bool
    calls: set[str] = field(default_factory=set)


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "portal").rglob("*.py")):
        if not set(_NOT_READ) & set(path.parts):
            yield _named(path), ast.parse(path.read_text("utf-8"))


def _named(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(tree: ast.AST) -> dict[str, str]:
    """What each name of a module stands for, in dots."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("portal"):
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def _sends_a_write(call: ast.Call) -> bool:
    """`Table.create(...)`, `Table.update(...).where(...)`: a table's name has a capital."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _WRITES:
        return False
    owner = call.func.value
    return isinstance(owner, ast.Name) and owner.id[0].isupper() and not owner.id.isupper()


def functions() -> dict[str, Function]:
    """Every function on the top of a module of the portal, by its name in dots."""
    found: dict[str, Function] = {}
    for module, tree in _modules():
        imports = _imports(tree)
        own = {node.name: f"{module}.{node.name}" for node in tree.body if hasattr(node, "name")}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                found[own[node.name]] = _read(node, own[node.name], imports | own)
    return found


def _read(node: ast.FunctionDef, name: str, known: dict[str, str]) -> Function:
    marks = {ast.unparse(mark).split("(")[0] for mark in node.decorator_list}
    made = Function(name, "operation" in marks, False)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            made.writes = made.writes or _sends_a_write(inner)
        # A function is also used by being handed on.
        if isinstance(inner, ast.Name) and inner.id in known:
            made.calls.add(known[inner.id])
        elif isinstance(inner, ast.Attribute):
            owner = inner.value.id if isinstance(inner.value, ast.Name) else ""
            if owner in known:
                made.calls.add(f"{known[owner]}.{inner.attr}")
    return made


def loose_writers(known: dict[str, Function]) -> list[str]:
    """Functions that write, are no operation, and are not called from within operations alone."""
    open_ones = {f.name for f in known.values() if f.writes and not f.is_operation}
    while grown := {
        f.name
        for f in known.values()
        if not f.is_operation and f.name not in open_ones and f.calls & open_ones
    }:
        open_ones |= grown
    called = {name for f in known.values() for name in f.calls - {f.name}}
    return sorted(name for name in open_ones - _FRAME if name not in called)
