"""Rules of the house: where a case stands changes in one way alone (CASE-3, CASE-5)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from portal.config import ROOT

# A case is made standing somewhere; from then on it is moved by operations/statuses alone.
ONE_PLACE = {"portal/operations/statuses/__init__.py"}
MAKES_CASES = {"portal/demo/cast.py"}
KEPT = {
    "status", "status_since_on", "status_reason", "status_until", "status_review_on", "not_owed",
}  # fmt: skip
TURNS = {"portal/operations/statuses/turning.py": {"status_until"}}


def written(tree: ast.AST) -> Iterator[str]:
    """The columns of a case's standing that a module writes itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_write(node.func):
            yield from (one.arg for one in node.keywords if one.arg in KEPT)
            for given in node.args:
                text = ast.unparse(given)
                yield from (name for name in KEPT if f"Case.{name}:" in text)
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr in KEPT:
                    owner = ast.unparse(target.value)
                    yield from (target.attr for _one in ("case",) if owner.endswith("case"))


def _is_write(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and called.attr in ("update", "insert", "insert_many", "create", "replace")
        and ast.unparse(called.value) == "Case"
    )


def writers(root: Path) -> dict[str, set[str]]:
    found = {}
    for path in sorted((root / "portal").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        names = set(written(ast.parse(path.read_text("utf-8"))))
        if names:
            found[path.relative_to(root).as_posix()] = names
    return found


def test_where_a_case_stands_is_written_in_one_place() -> None:
    found = writers(ROOT)
    others = {
        path: names - TURNS.get(path, set())
        for path, names in found.items()
        if path not in ONE_PLACE | MAKES_CASES
    }
    assert {path: names for path, names in others.items() if names} == {}


def test_a_second_place_would_be_found() -> None:
    planted = (
        "Case.update(status='closed').where(1)\ncase.status = 'x'\nCase.update({Case.status: 1})"
    )
    assert list(written(ast.parse(planted))) == ["status", "status", "status"]


def test_no_sentence_of_sql_writes_it_either() -> None:
    loud = [
        path.name
        for path in sorted((ROOT / "portal").rglob("*.py"))
        if "migrations" not in path.parts and "UPDATE case_file" in path.read_text("utf-8")
    ]
    assert loud == []
