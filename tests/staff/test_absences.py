"""Who stands in for whom, and what is open to them."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock, worker
from portal.models import Account, Case, Message
from portal.models.absences import Absence
from portal.models.accounts import Role
from portal.operations.messages import absences
from portal.policy.messages import AbsenceRefusal
from portal.policy.refusals import Refused
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, case, participant
from tests.staff.threads import path, written


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """The case of Maria, who reads Spanish and wants texts."""
    return case(participant(phone="+15105550201"), ana)


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Ana's browser."""
    return Browser(app, ana)


def away(worker: Account, stand_in: Account, first: int = 0, last: int = 6) -> Absence:
    """A worker is away for some days from today."""
    return absences.enter_absence(
        worker.actor, worker=worker, stand_in=stand_in, starts_on=TODAY + timedelta(days=first),
        ends_on=TODAY + timedelta(days=last), at=NOON,
    )  # fmt: skip


def test_a_stand_in_reads_and_answers_and_the_thread_says_who_wrote(
    both_databases: flask.Flask,
) -> None:
    app, ana, lee = both_databases, account(), account("Lee Park")
    made = case(participant(phone="+15105550201"), ana)
    away(ana, lee)
    written(made)
    written(made, "Otra cosa")
    theirs = Browser(app, lee)
    assert theirs.get("/staff/inbox").words("tbody th a") == "2 messages to read"
    page = theirs.get(path(made))
    assert "Lee Park stands in" in page.words(".notice")
    assert "Automatic answer" in page.text
    seen = page.one('input[name="seen"][form="reply"]').get("value")
    theirs.submit(page, path(made), {"text": "I read it for Ana.", "seen": seen}, "#reply")
    shown = Browser(app, made.participant).get("/my/messages")
    assert "Lee Park" in shown.words(".thread")
    assert "Nothing waits" in theirs.get("/staff/inbox").text


def test_what_was_open_to_a_stand_in_closes_with_the_absence(
    app: flask.Flask, ana: Account, made: Case
) -> None:
    lee = account("Lee Park")
    absence = away(ana, lee)
    theirs = Browser(app, lee)
    theirs.get(path(made))
    Browser(app, ana).post(f"/staff/absence/{absence.key}/end")
    page = theirs.get(path(made), status=303)
    assert f"/staff/cases/{made.key}/open" in page.headers["Location"]
    written(made)
    assert Message.select().count() == 1


def test_an_absence_that_begins_later_opens_on_its_first_day(
    app: flask.Flask, ana: Account, made: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = account("Lee Park")
    away(ana, lee, first=3)
    worker.sweep_doors()
    Browser(app, lee).get(path(made), status=303)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=3))
    for _night in range(2):
        worker.sweep_doors()
    assert Browser(app, lee).get(path(made))


def test_a_private_case_stays_closed_to_the_stand_in(app: flask.Flask, ana: Account) -> None:
    made = case(participant(), ana, is_restricted=True)
    lee = account("Lee Park")
    away(ana, lee)
    written(made)
    Browser(app, lee).get(path(made), status=404)
    assert "message" not in Browser(app, lee).get("/staff/inbox").words("main")


@pytest.mark.parametrize(
    ("who", "first", "last", "field", "code"),
    [
        ("Lee Park", 3, 2, "ends_on", AbsenceRefusal.ENDS_BEFORE_START),
        ("Lee Park", -5, -1, "ends_on", AbsenceRefusal.IN_THE_PAST),
        ("Lee Park", 0, 183, "ends_on", AbsenceRefusal.TOO_LONG),
        ("Ana Ruiz", 0, 1, "stand_in", AbsenceRefusal.SAME_PERSON),
        ("Cy Ng", 0, 1, "stand_in", AbsenceRefusal.NOT_OF_UNIT),
        ("Mo Ali", 0, 1, "stand_in", AbsenceRefusal.STAND_IN_AWAY),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused_at_its_field(
    app: flask.Flask,
    ana: Account,
    who: str,
    first: int,
    last: int,
    field: str,
    code: AbsenceRefusal,
) -> None:
    lee = account("Lee Park")
    account("Cy Ng", unit="Unit 2")
    away(account("Mo Ali"), lee, 1, 1)
    with pytest.raises(Refused) as refused:
        away(ana, Account.get(Account.name == who), first, last)
    assert refused.value.codes == {field: code}


def test_nobody_is_away_twice_on_one_day(app: flask.Flask, ana: Account) -> None:
    lee = account("Lee Park")
    away(ana, lee, 0, 2)
    with pytest.raises(Refused):
        away(ana, lee, 2, 4)
    assert away(ana, lee, 3, 4)


def test_a_worker_enters_their_own_absence_and_a_supervisor_anybodys(
    app: flask.Flask, ana: Account, browser: Browser
) -> None:
    lee, sue = account("Lee Park"), account("Sue Hart", Role.SUPERVISOR)
    days = {"starts_on": "2026-11-23", "ends_on": "2026-11-25"}
    page = browser.get("/staff/absence")
    assert [one.text for one in page.all("#worker option")] == ["Ana Ruiz"]
    browser.submit(
        page, "/staff/absence", days | {"stand_in": lee.key}, "form[action='/staff/absence']"
    )
    hers = Browser(app, sue)
    page = hers.get("/staff/absence")
    assert "Ana Ruiz" in page.words("tbody")
    assert [one.text for one in page.all("#worker option")] == ["Ana Ruiz", "Lee Park"]
    hers.submit(
        page, "/staff/absence", days | {"worker": lee.key, "stand_in": ana.key},
        "form[action='/staff/absence']", status=422,
    )  # fmt: skip
    assert Absence.select().count() == 1


def test_an_unfilled_absence_is_refused_and_keeps_what_was_typed(browser: Browser) -> None:
    fields: dict[str, Any] = {"starts_on": "2026-11-23", "ends_on": ""}
    page = browser.post("/staff/absence", fields, status=422)
    assert page.form("form[action='/staff/absence']")["starts_on"] == "2026-11-23"
