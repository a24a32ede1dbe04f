"""The audit trail of a case: for its unit's supervisor and monitors, in plain words."""

import ast
import re
from typing import Any

import flask
import pytest

from portal import clock
from portal.config import ROOT
from portal.models import AuditEntry, Case
from portal.models.accounts import Role
from portal.operations import operation, record
from portal.operations.accesses import open_case
from portal.operations.safety import begin_concern
from portal.operations.views import record_view
from portal.reports.audit_trail import PAGE, Asked, Shown, page
from portal.words.audit import ACTIONS
from tests.browser import Browser
from tests.factories import NOON, account, case


def a_case() -> tuple[Any, Any, Case]:
    """Ana's case and the supervisor of her unit."""
    ana = account()
    return ana, account("Sam Chief", Role.SUPERVISOR), case(worker=ana)


@operation()
def _did(actor: Any, *, case: Case, action: str, at: Any) -> None:
    record(actor, action, case, case=case)


def test_it_says_who_saw_and_changed_what_and_why(app: flask.Flask) -> None:
    ana, chief, made = a_case()
    bo = account("Bo Lind")
    Browser(app, ana).get(f"/staff/cases/{made.key}/plan")
    open_case(bo.actor, case=made, reason="other", text="The court rang", at=clock.now())
    told = Browser(app, chief).get(f"/staff/cases/{made.key}/audit")
    assert "Ana Ruiz, counselor" in told.text
    assert "looked at the plan" in told.text
    assert "opened the case with a reason" in told.text
    assert "The court rang" in told.text


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.SUPERVISOR, "Unit 1", 200), (Role.MONITOR, "Unit 2", 200),
        (Role.SUPERVISOR, "Unit 2", 404), (Role.COUNSELOR, "Unit 1", 404),
        (Role.SPECIALIST, "Unit 1", 404), (Role.ADMINISTRATOR, "Unit 1", 404),
    ],
)  # fmt: skip
def test_supervisors_of_the_unit_and_monitors_read_it(
    app: flask.Flask, role: Role, unit: str, status: int
) -> None:
    _ana, _chief, made = a_case()
    Browser(app, account("Vi Ewer", role, unit)).get(f"/staff/cases/{made.key}/audit", status)


def test_its_own_worker_does_not_read_it_and_a_private_case_has_none_for_the_unit(
    app: flask.Flask,
) -> None:
    ana, chief, made = a_case()
    Browser(app, ana).get(f"/staff/cases/{made.key}/audit", 404)
    begin_concern(ana.actor, case=made, at=NOON)
    Browser(app, chief).get(f"/staff/cases/{made.key}/audit", 404)


def test_it_is_filtered_by_person_and_kind(app: flask.Flask) -> None:
    ana, chief, made = a_case()
    bo = account("Bo Lind")
    _did(ana.actor, case=made, action="send_letter", at=NOON)
    record_view(bo.actor, case=made, what="plan", at=NOON)
    browser, path = Browser(app, chief), f"/staff/cases/{made.key}/audit"
    of_bo = browser.get(f"{path}?who={bo.key}").words("#entries")
    assert "looked at the plan" in of_bo
    assert "sent a letter" not in of_bo
    seen = browser.get(f"{path}?kind=seen").words("#entries")
    assert "sent a letter" not in seen
    changed = browser.get(f"{path}?kind=changed").words("#entries")
    assert "looked at" not in changed
    assert "sent a letter" in changed
    nonsense = browser.get(f"{path}?who=x&kind=y&before=-3").words("#entries")
    assert "sent a letter" in nonsense


def test_it_goes_on_page_by_page_and_nothing_is_told_twice(both_databases: flask.Flask) -> None:
    ana, chief, made = a_case()
    for _ in range(PAGE + 20):
        record_view(ana.actor, case=made, what="case", at=NOON)
    first, older = page(chief.actor, made, Asked())
    rest, none = page(chief.actor, made, Asked(before=older))
    assert (len(first), len(rest), none) == (PAGE, 20, 0)
    ids = [one["id"] for one in [*first, *rest]]
    assert ids == sorted(set(ids), reverse=True)
    assert page(chief.actor, made, Asked(shown=Shown.ACCESS)) == ([], 0)


def test_many_entries_cost_no_more_statements(app: flask.Flask) -> None:
    ana, chief, made = a_case()
    browser, path = Browser(app, chief), f"/staff/cases/{made.key}/audit"
    few = len(browser.get(path).statements)
    for _ in range(60):
        record_view(ana.actor, case=made, what="case", at=NOON)
    assert len(browser.get(path).statements) == few <= 9


def test_an_act_without_words_is_told_in_words_all_the_same(app: flask.Flask) -> None:
    ana, chief, made = a_case()
    for action in ("frobnicate_case", "view_entrails", "export_entrails"):
        _did(ana.actor, case=made, action=action, at=NOON)
    told = Browser(app, chief).get(f"/staff/cases/{made.key}/audit").words("#entries")
    assert not re.search(r"frobnicate|entrails|_", told)


# Acts on record that no case's trail can hold: they belong to an account, a catalog, the portal.
_OF_NO_CASE = re.compile(
    r"account|sign|password|session|browser|digits|letter_code|second_factor|tries|held|hold_form"
    r"|seed|sweep|night|demo|load|catalog|english|translation$|release$|letter_kind|personal_text"
    r"|retire|approve_letter|caseload|search|drafts|inbox|absence|keys|case_key|refresh|claim"
    r"|backup|restore|import|calendar|print|phones|alerts|openings|place|mass|glossary|rows|digest"
    r"|holiday|official|screens|comment"
)


def test_every_act_that_the_portal_puts_on_record_has_its_words() -> None:
    acts = set()
    for path in (ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                acts |= _acts(node)
    missing = {act for act in acts if act not in ACTIONS and not _OF_NO_CASE.search(act)}
    assert missing == set(), "give each its words in portal/words/audit.py"


def _acts(call: ast.Call) -> set[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name == "record" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
        return {str(call.args[1].value)}
    start = {"record_view": "view_", "record_export": "export_"}.get(name)
    found = [one.value for one in call.keywords if one.arg == "what"]
    return {f"{start}{one.value}" for one in found if start and isinstance(one, ast.Constant)}


def test_what_lies_in_the_private_file_is_not_told_to_a_supervisor(app: flask.Flask) -> None:
    ana, chief, made = a_case()
    watch = account("Mona Tor", Role.MONITOR)
    record_view(ana.actor, case=made, what="private_file", at=NOON)
    _did(ana.actor, case=made, action="move_to_private_file", at=NOON)
    assert AuditEntry.select().where(AuditEntry.case_id == made.id).count() == 2
    path = f"/staff/cases/{made.key}/audit"
    assert "private file" not in Browser(app, chief).get(path).words("#entries")
    assert "looked at the private file" in Browser(app, watch).get(path).words("#entries")
