"""Rule of the house: of a private case without a worker its unit's supervisor learns that one
waits, and can give it to somebody; of whom it tells nobody learns but who gets it."""

from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Case
from portal.models.accounts import Role
from portal.models.messages import OutboxMessage
from portal.operations.safety import begin_concern
from tests.factories import account, as_actor, case, participant
from tests.house.test_planted import _MAY_DIFFER, walked, words_in

NAME, NUMBER, PLACE = "Vexleyplum", "WTW-66613", "/staff/counselor-of-the-day"
TOLD = "A private case has no worker"


def _planted(worker: Account | None = None, number: str = NUMBER) -> Case:
    """Somebody who told through the portal that they are in danger."""
    person = participant(f"Quillon {NAME}", "es", address="66613 Larkspur")
    made = case(person, worker, number)
    begin_concern(as_actor(person), case=Case.get_by_id(made.id), at=clock.now())
    return Case.get_by_id(made.id)


def test_that_one_waits_is_all_that_anybody_finds_and_the_unit_s_supervisor_alone(
    app: flask.Flask, browser_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    people = [
        account("Sam Chief", Role.SUPERVISOR), account("Eli Far", Role.SUPERVISOR, "Unit 2"),
        account("Bo Lind"), account("Ed Roe", Role.CLERICAL),
    ]  # fmt: skip
    case(participant(), people[2])
    browsers = [(who, browser_for(who)) for who in people]
    before = {who.id: walked(browser, False) for who, browser in browsers}
    hidden = _planted()
    Case.update(unit=people[0].unit_id).where(Case.id == hidden.id).execute()
    wrong, changed = [], []
    for who, browser in browsers:
        for address, body in walked(browser, False).items():
            if found := words_in(body, NAME, NUMBER, hidden.key):
                wrong.append(f"{who.name}: {address} holds {found}")
            if body != before[who.id].get(address) and not _MAY_DIFFER.search(address):
                changed.append((who.name, address.partition("?")[0]))
    assert not wrong, "\n".join(wrong)
    assert set(changed) == {("Sam Chief", PLACE), ("Sam Chief", "/staff/supervision")}


def test_a_supervisor_gives_it_without_seeing_it_and_its_worker_alone_is_told(
    app: flask.Flask, browser_for: Any
) -> None:
    ana, sue, far = account(), account("Sue Park", Role.SUPERVISOR), account("Di Vo", unit="Unit 2")
    first, second = _planted(), _planted(number="WTW-66614")
    boss, other = browser_for(sue), browser_for(account("Tom Roe", Role.SUPERVISOR))
    for place in (PLACE, "/staff/supervision"):
        page = boss.get(place)
        assert TOLD in page.text
        assert len(page.statements) <= 8, page.statements
    page, here = boss.get(PLACE), f"{PLACE}/private"
    form = f"form[action='{here}']"
    boss.submit(page, here, {"worker": ""}, selector=form)
    assert Case.get_by_id(first.id).worker_id is None
    for _twice in range(2):
        after = boss.follow(boss.submit(page, here, {"worker": ana.key}, selector=form))
    assert not words_in(after.body, NAME, "66613", first.key)
    assert Case.get_by_id(first.id).worker_id == ana.id
    assert Case.get_by_id(second.id).worker_id is None, "sent twice, given once"
    mail: Any = OutboxMessage.get(OutboxMessage.kind == "case_assigned")
    assert mail.address == ana.email
    assert not words_in(f"{mail.subject} {mail.body}", NAME, "66613")
    assert "New case to accept" in browser_for(ana).get("/staff/alerts").text
    boss.get(f"/staff/cases/{first.key}", 404)
    late = other.get(PLACE)
    boss.submit(boss.get(PLACE), here, {"worker": far.key}, selector=form)
    told = other.follow(other.submit(late, here, {"worker": ana.key}, selector=form))
    assert "Every private case has its worker meanwhile." in told.text
    assert TOLD not in told.text
    assert Case.get_by_id(second.id).worker_id == far.id
    browser_for(ana).post(here, {"worker": ana.key}, 403)


def test_a_case_whose_workers_left_waits_as_well_and_one_with_a_second_worker_does_not(
    app: flask.Flask, browser_for: Any
) -> None:
    ana, second = account(), account("Bea Second")
    boss = browser_for(account("Sue Park", Role.SUPERVISOR))
    of = _planted(ana)
    Case.update(secondary=second).where(Case.id == of.id).execute()
    Account.update(is_locked=True).where(Account.id == ana.id).execute()
    assert TOLD not in boss.get(PLACE).text
    Account.update(is_locked=True).where(Account.id == second.id).execute()
    cy, page = account("Cy Fox"), boss.get(PLACE)
    assert TOLD in page.text
    here = f"{PLACE}/private"
    boss.submit(page, here, {"worker": cy.key}, selector=f"form[action='{here}']")
    assert Case.get_by_id(of.id).worker_id == cy.id
    assert TOLD not in boss.get(PLACE).text
