"""The table of rules: every rule is in it once, and the test it names is there and carries its id."""

import ast
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WANTED = [
    *(f"CON-{number}" for number in range(1, 13)),
    *(f"NOTE-{number}" for number in range(1, 12)),
    *(f"PLAN-{number}" for number in range(1, 15)),
    *(f"DOC-{number}" for number in range(1, 6)),
    *(f"SUP-{number}" for number in range(1, 4)),
    "CASE-3",
    *(f"CASE-{number}" for number in range(8, 13)),
    *(f"STAFF-{number}" for number in range(1, 15)),
    "SUP-7",
    *(f"LET-{number}" for number in range(1, 10)),
    *(f"LANG-{number}" for number in range(1, 7)),
    *(f"R{number}" for number in range(1, 8)),
    *(f"TEAM-{number}" for number in range(1, 8)),
    *("CASE-1", "CASE-2", "CASE-4", "CASE-5", "CASE-6", "CASE-7"),
]
ROWS = tomllib.loads((HERE / "rules.toml").read_text()).get("rule", [])


def test_every_rule_of_the_topics_that_stand_is_in_the_table_once() -> None:
    assert sorted(row["id"] for row in ROWS) == sorted(WANTED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_named_test_is_there_is_named_after_its_rule_and_uses_both_databases(
    row: dict[str, str],
) -> None:
    assert row["source"], "a rule without its source"
    file, _, name = row["test"].partition("::")
    tree = ast.parse((HERE / file).read_text())
    found = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name]
    assert found, row["test"]
    assert name.startswith(f"test_{row['id'].lower().replace('-', '_')}_")
    assert "both_databases" in ast.unparse(found[0])
