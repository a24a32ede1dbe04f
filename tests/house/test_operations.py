"""Rules of the house: every write is an operation, every operation is on record, and fetching a
page writes nothing."""

import ast
from datetime import datetime

import flask
import pytest

from portal import access, db
from portal.config import ROOT
from portal.models import AuditEntry, Case, Task
from portal.models.accounts import SYSTEM, Actor
from portal.models.tasks import TaskOwner
from portal.operations import NoAuditEntry, is_safe_request, operation, record
from tests import factories
from tests.browser import Browser
from tests.house.writing import Function, functions, loose_writers

AREAS = ("auth", "participant", "staff", "translate")


def test_every_write_is_an_operation_or_part_of_one() -> None:
    assert loose_writers(functions()) == []


def test_a_write_outside_an_operation_would_be_found() -> None:
    planted = {
        "portal.staff.cases.cases_close": Function(
            "portal.staff.cases.cases_close", False, False, {"portal.operations.cases._close"}
        ),
        "portal.operations.cases._close": Function("portal.operations.cases._close", False, True),
    }
    assert loose_writers(functions() | planted) == ["portal.staff.cases.cases_close"]


def test_what_writes_as_part_of_an_operation_says_so() -> None:
    """A public function that writes without being an operation names its place in its docstring."""
    silent = []
    for name, function in functions().items():
        module, _, own = name.rpartition(".")
        if own.startswith("_") or function.is_operation or not function.writes:
            continue
        path = ROOT / (module.replace(".", "/") + ".py")
        if not path.exists() or "operations" not in path.parts:
            continue
        node = next(
            n
            for n in ast.parse(path.read_text("utf-8")).body
            if isinstance(n, ast.FunctionDef) and n.name == own
        )
        said = (ast.get_docstring(node) or "").lower()
        if not any(word in said for word in ("operation", "transaction", "inside")):
            silent.append(name)
    assert silent == []


def test_every_public_operation_takes_the_moment_it_happens() -> None:
    late = []
    for path in sorted((ROOT / "portal" / "operations").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            marks = {ast.unparse(mark).split("(")[0] for mark in node.decorator_list}
            names = {arg.arg for arg in node.args.kwonlyargs}
            if "operation" in marks and "at" not in names:
                late.append(f"{path.name}:{node.name}")
    assert late == []


@operation()
def _forgetful(actor: Actor, *, case: Case, at: datetime) -> None:
    Task.create(case=case, owner=TaskOwner.WORKER, due_on=factories.TODAY, created_at=at)


@operation()
def _orderly(actor: Actor, *, case: Case, at: datetime) -> None:
    Task.create(case=case, owner=TaskOwner.WORKER, due_on=factories.TODAY, created_at=at)
    record(actor, "add_task", case=case)


@operation(reads=True)
def _looking(actor: Actor, *, case: Case, at: datetime) -> None:
    record(actor, "view_case", case, case=case)


@operation()
def _around(actor: Actor, *, case: Case, at: datetime) -> None:
    record(actor, "handle_case", case=case)
    _forgetful(actor, case=case, at=at)


@pytest.mark.parametrize("operate", [_forgetful, _around], ids=["alone", "inside another"])
def test_an_operation_that_leaves_no_entry_fails_and_writes_nothing(
    both_databases: flask.Flask, operate: object
) -> None:
    case = factories.case()
    with pytest.raises(NoAuditEntry):
        operate(SYSTEM, case=case, at=factories.NOON)  # type: ignore[operator]
    assert Task.select().count() == 0
    assert AuditEntry.select().count() == 0


def test_an_operation_with_an_entry_writes_both(both_databases: flask.Flask) -> None:
    _orderly(SYSTEM, case=factories.case(), at=factories.NOON)
    assert Task.select().count() == 1
    assert [row.action for row in AuditEntry.select()] == ["add_task"]


def test_an_entry_outside_an_operation_is_refused(app: flask.Flask) -> None:
    with pytest.raises(RuntimeError, match="inside an operation"):
        record(SYSTEM, "view_case")


def test_an_operation_is_refused_while_a_page_is_fetched(app: flask.Flask) -> None:
    case = factories.case()
    token = is_safe_request.set(True)
    try:
        with pytest.raises(db.WriteRefused):
            _orderly(SYSTEM, case=case, at=factories.NOON)
        _looking(SYSTEM, case=case, at=factories.NOON)
    finally:
        is_safe_request.reset(token)
    assert Task.select().count() == 0
    assert [row.action for row in AuditEntry.select()] == ["view_case"]


def _writes_itself() -> str:
    Case.update(display_name="Changed").execute()
    return "done"


def _calls_an_operation() -> str:
    _orderly(SYSTEM, case=Case.get(), at=factories.NOON)
    return "done"


def _reads_and_writes() -> str:
    _writes_in_a_reading(SYSTEM, at=factories.NOON)
    return "done"


@operation(reads=True)
def _writes_in_a_reading(actor: Actor, *, at: datetime) -> None:
    record(actor, "view_case")
    Case.update(display_name="Changed").execute()


@pytest.mark.parametrize("view", [_writes_itself, _calls_an_operation, _reads_and_writes])
def test_fetching_a_page_cannot_write(both_databases: flask.Flask, view: object) -> None:
    """A view that tries is stopped by the connection: 500, and nothing is written."""
    factories.case()
    name = Case.get().display_name
    both_databases.add_url_rule("/planted", "planted", access.public(view))  # type: ignore[type-var]
    page = Browser(both_databases).get("/planted", status=500)
    assert "done" not in page.text
    assert (Case.get().display_name, Task.select().count()) == (name, 0)
    assert AuditEntry.select().count() == 0


def test_a_form_that_writes_outside_an_operation_is_stopped_too(
    both_databases: flask.Flask,
) -> None:
    factories.case()
    name = Case.get().display_name
    both_databases.add_url_rule(
        "/planted", "planted", access.public(_writes_itself), methods=["POST"]
    )
    Browser(both_databases).post("/planted", status=500)
    assert Case.get().display_name == name


@pytest.mark.parametrize("area", AREAS)
def test_views_hold_no_query(area: str) -> None:
    """They call a report, an operation, or a model's own query."""
    found = []
    for path in sorted((ROOT / "portal" / area).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in ("select", "where", "order_by", "execute"):
                found.append(f"{path.name}:{node.lineno}: .{node.func.attr}()")
            if isinstance(node, ast.ImportFrom | ast.Import) and "peewee" in ast.unparse(node):
                found.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    assert found == []
