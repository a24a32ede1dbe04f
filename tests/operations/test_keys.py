"""Rotation of the encryption keys: live, in chunks, resumable, and honest about what is lost."""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import flask
import pytest

from portal import db, resources, sealing
from portal.models import Account, AuditEntry, Case, HeldForm
from portal.models.accounts import Actor
from portal.operations import keys
from portal.operations.accounts import second_factors, sign_ins
from portal.operations.cases.keys import case_key, open_case_key
from portal.sealing import Keyring
from tests.factories import NOON, account, as_actor, case, participant

OLD, NEW, OTHER = (bytes(range(start, start + 32)) for start in (1, 40, 80))
CASES, ACCOUNTS, FORMS = keys.SEALED


def with_keys(*ring: bytes) -> None:
    """From now on the process knows these keys, the newest first."""
    resources._current = replace(resources.current(), keyring=Keyring(ring))


@pytest.fixture
def sealed_by_old(both_databases: flask.Flask) -> Iterator[list[Case]]:
    """Seven cases with keys of their own, all wrapped by the old key."""
    before = resources.current()
    with_keys(OLD)
    person = participant()
    made = [case(person, number=f"WTW-{number}") for number in range(7)]
    for one in made:
        case_key(one, at=NOON)
    yield made
    resources._current = before


def rotated(column: keys.SealedColumn = CASES, chunk: int = 3) -> int:
    return sum(keys.rotate(column, NOON, chunk))


def test_every_case_key_is_wrapped_by_the_newest_key_and_stays_the_same(
    sealed_by_old: list[Case],
) -> None:
    keys_before = [open_case_key(one) for one in sealed_by_old]
    with_keys(NEW, OLD)
    assert keys.usage(CASES).by_key == {1: 7}
    assert rotated() == 7
    assert keys.usage(CASES).by_key == {0: 7}
    with_keys(NEW)  # the old one is removed: everything still opens
    again = [Case.get_by_id(one.id) for one in sealed_by_old]
    assert [open_case_key(one) for one in again] == keys_before
    # Three chunks, each its own transaction and entry in the audit trail.
    assert AuditEntry.select().where(AuditEntry.action == "rotate_keys").count() == 3


def test_rotating_again_does_nothing(sealed_by_old: list[Case]) -> None:
    with_keys(NEW, OLD)
    rotated()
    before = list(Case.select(Case.sealed_key).tuples())
    assert rotated() == 0
    assert list(Case.select(Case.sealed_key).tuples()) == before


def test_a_rotation_that_was_cut_off_goes_on_where_it_stopped(sealed_by_old: list[Case]) -> None:
    with_keys(NEW, OLD)
    begun = keys.rotate(CASES, NOON, 3)
    assert next(begun) == 3
    begun.close()
    assert keys.usage(CASES).by_key == {0: 3, 1: 4}
    assert rotated() == 4
    assert keys.usage(CASES).older == 0


def test_a_chunk_that_breaks_off_leaves_its_rows_as_they_were(
    sealed_by_old: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_keys(NEW, OLD)
    monkeypatch.setattr(keys, "record", lambda *_given, **_named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rotated()
    monkeypatch.undo()
    assert keys.usage(CASES).by_key == {1: 7}


def test_what_the_keyring_sealed_besides_case_keys_is_rotated_too(
    sealed_by_old: list[Case],
) -> None:
    ana = account()
    maria = as_actor(sealed_by_old[0].participant)
    secret = second_factors.proposed_secret(ana, "nonce")
    digits = second_factors.pyotp.TOTP(secret).at(NOON)
    assert second_factors.set_up_second_factor(
        ana.actor, account=ana, secret=secret, digits=digits, at=NOON
    )
    for who in (ana.actor, maria):
        sign_ins.hold_form(who, path="/help", fields={"text": ["half a thought"]}, at=NOON)
    with_keys(NEW, OLD)
    assert (rotated(ACCOUNTS), rotated(FORMS)) == (1, 2)
    with_keys(NEW)
    assert second_factors._kept_secret(Account.get_by_id(ana.id)) == secret
    for who in (ana.actor, maria):
        assert sign_ins.held_fields(who, "/help", NOON) == {"text": ["half a thought"]}


def test_every_place_where_the_keyring_seals_is_rotated() -> None:
    """Whoever seals with the keyring lists the column: its key could never be removed."""
    from portal.config import ROOT

    callers = {
        str(path.relative_to(ROOT / "portal"))
        for path in (ROOT / "portal").rglob("*.py")
        if "keyring.wrap(" in path.read_text() or "ring.wrap(" in path.read_text()
    }
    assert callers == {
        "operations/cases/keys.py", "operations/accounts/second_factors.py",
        "operations/accounts/sign_ins.py",
    }  # fmt: skip


def test_a_lost_key_is_counted_and_touches_nothing_else(sealed_by_old: list[Case]) -> None:
    Case.update(
        sealed_key=Case.select(Case.sealed_key).where(Case.id == sealed_by_old[1].id)
    ).where(
        Case.id == sealed_by_old[0].id
    ).execute()  # moved to another case: the newest and the old key refuse it alike
    with_keys(OTHER)
    Case.update(sealed_key="").where(Case.id == sealed_by_old[6].id).execute()
    case_key(Case.get_by_id(sealed_by_old[6].id), at=NOON)
    with_keys(NEW, OLD)
    assert rotated() == 5
    found = keys.usage(CASES)
    assert (found.by_key, found.lost, found.older) == (Counter({0: 5, 1: 1}), 1, 1)


def test_what_is_no_base64_is_lost_and_no_traceback(sealed_by_old: list[Case]) -> None:
    Case.update(sealed_key="*not base64*").where(Case.id == sealed_by_old[0].id).execute()
    with_keys(NEW, OLD)
    assert rotated() == 6
    assert keys.usage(CASES).lost == 1


def test_the_portal_reads_and_makes_keys_while_they_are_rotated(
    both_databases: flask.Flask,
) -> None:
    before = resources.current()
    with_keys(OLD)
    person, ana = participant(), account()
    made = [case(person, number=f"WTW-{number}") for number in range(60)]
    first = {one.id: case_key(one, at=NOON) for one in made[:40]}
    with_keys(NEW, OLD)
    wrong: list[object] = []
    is_over = threading.Event()

    def work(actor: Actor) -> None:
        """Opens keys over and over, and makes the missing ones, as web and worker do."""
        with db.database.connection_context():
            later = iter(made[40:])
            while not is_over.is_set() or (one := next(later, None)) is not None:
                one = next(later, None)
                if one is not None:
                    first[one.id] = case_key(one, at=NOON, actor=actor)
                for row in Case.select().where(Case.sealed_key != "").order_by(Case.id).limit(30):
                    if open_case_key(row) != first.get(row.id, open_case_key(row)):
                        wrong.append(row.id)

    thread = threading.Thread(target=work, args=(ana.actor,))
    thread.start()
    for _chunk in keys.rotate(CASES, NOON, 4):
        pass
    is_over.set()
    thread.join(60)
    rotated()
    with_keys(NEW)
    assert wrong == []
    kept = {row.id: open_case_key(row) for row in Case.select().where(Case.sealed_key != "")}
    assert kept == first
    resources._current = before


def test_a_value_that_changed_since_it_was_read_is_not_overwritten(
    sealed_by_old: list[Case],
) -> None:
    with_keys(NEW, OLD)
    rows = keys._older(CASES, 0, 10)
    fresh = CASES.written(resources.current().keyring.wrap(os.urandom(32), sealed_by_old[0].key))
    Case.update(sealed_key=fresh).where(Case.id == sealed_by_old[0].id).execute()
    assert keys.rewrap_chunk(sign_ins.SYSTEM, sealed=CASES, rows=rows, at=NOON) == 6
    assert Case.get_by_id(sealed_by_old[0].id).sealed_key == fresh


def test_a_key_is_named_without_being_told() -> None:
    assert OLD.hex() not in sealing.key_id(OLD).hex()
    assert HeldForm.fields in [one.column for one in keys.SEALED]
