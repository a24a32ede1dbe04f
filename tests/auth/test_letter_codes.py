"""Starting with a letter's code and the birth date."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal import clock, db
from portal.models import AccessCode, AuditEntry, KnownBrowser, SignIn
from portal.models.accounts import SYSTEM
from portal.operations.accounts.codes import (
    ALPHABET,
    issue_demo_code,
    issue_letter_code,
    redeem_letter_code,
)
from portal.operations.accounts.throttles import Counter, Limit, take_try
from tests.factories import NOON, account, as_actor, case, participant

BORN = date(1990, 1, 15)


def redeem(code: str, born: date | None = BORN, at: Any = NOON) -> Any:
    return redeem_letter_code(SYSTEM, code=code, birth_on=born, at=at)


def test_a_letter_code_works_once_with_the_birth_date(both_databases: flask.Flask) -> None:
    maria = participant()
    code = issue_letter_code(SYSTEM, participant_id=maria.id, at=NOON)
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert redeem(code) == maria
    assert redeem(code) is None


def test_a_letter_code_is_kept_as_a_digest_alone(both_databases: flask.Flask) -> None:
    code = issue_letter_code(SYSTEM, participant_id=participant().id, at=NOON)
    kept = AccessCode.select().dicts().get()
    assert code not in str(kept)


def test_five_wrong_dates_use_a_code_up(both_databases: flask.Flask) -> None:
    code = issue_letter_code(SYSTEM, participant_id=participant().id, at=NOON)
    for day in range(1, 6):
        assert redeem(code, date(1991, 2, day)) is None
    assert redeem(code) is None


def test_a_code_ends_after_seven_days_and_with_the_next_letter(
    both_databases: flask.Flask,
) -> None:
    maria = participant()
    first = issue_letter_code(SYSTEM, participant_id=maria.id, at=NOON)
    assert redeem(first, at=NOON + timedelta(days=7)) is None
    second = issue_letter_code(SYSTEM, participant_id=maria.id, at=NOON + timedelta(days=1))
    assert redeem(first, at=NOON + timedelta(days=1)) is None
    assert redeem(second, at=NOON + timedelta(days=2)) == maria


def test_blanks_dashes_lower_case_and_look_alikes_do_not_matter(app: flask.Flask) -> None:
    maria = participant()
    made = case(maria)
    issue_demo_code(made, at=NOON)
    for typed in ("DEMO1001", "demo 1001", " demo-1001 ", "DEM0IO0l"):
        assert redeem(typed) == maria, typed


def test_the_demos_printed_code_works_again_and_again_but_not_in_production(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_demo_code(case(), at=NOON)
    assert redeem("DEMO1001")
    assert redeem("DEMO1001", date(1991, 1, 1)) is None
    assert redeem("DEMO1001")
    monkeypatch.setattr("portal.config.Config.is_demo", property(lambda _self: False))
    assert redeem("DEMO1001") is None


def test_every_try_is_on_record(both_databases: flask.Flask) -> None:
    redeem("ABCDEFGH")
    entry = AuditEntry.select().get()
    assert (entry.action, entry.outcome) == ("redeem_letter_code", "refused")


def fields(code: str = "DEMO1001", day: str = "15", **more: str) -> dict[str, Any]:
    return {"code": code, "birth_on": ["1", day, "1990"], **more}


def test_a_code_and_birth_date_open_the_area_and_bind_the_browser(
    app: flask.Flask, browser_for: Any
) -> None:
    issue_demo_code(case(), at=NOON)
    browser = browser_for()
    page = browser.get("/my/start")
    answer = browser.submit(page, "/my/start", fields())
    assert answer.headers["Location"] == "/my"
    assert KnownBrowser.select().count() == 1
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("browser="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_phone_that_is_not_mine_is_not_remembered_and_its_session_is_short(
    app: flask.Flask, browser_for: Any
) -> None:
    issue_demo_code(case(), at=NOON)
    answer = browser_for().post("/my/start", fields(is_shared="y"))
    assert KnownBrowser.select().count() == 0
    assert not any(c.startswith("browser=") for c in answer.headers.getlist("Set-Cookie"))
    made = SignIn.get()
    assert made.is_shared
    assert made.idle_seconds == 600


def test_a_wrong_code_and_a_wrong_date_get_the_same_answer_for_the_same_work(
    app: flask.Flask, browser_for: Any
) -> None:
    issue_letter_code(SYSTEM, participant_id=participant().id, at=clock.now())
    issue_demo_code(case(), at=NOON)
    browser = browser_for()
    wrong_code = browser.post("/my/start", fields(code="ABCDEFGH"), 422)
    wrong_date = browser.post("/my/start", fields(day="16"), 422)
    assert wrong_code.words(".error-summary") == wrong_date.words(".error-summary")
    assert [s.split()[0] for s in wrong_code.statements] == [
        s.split()[0] for s in wrong_date.statements
    ]


def test_looking_at_a_scanned_code_does_not_use_it_up(app: flask.Flask, browser_for: Any) -> None:
    maria = participant()
    case(maria)
    code = issue_letter_code(SYSTEM, participant_id=maria.id, at=clock.now())
    browser = browser_for()
    for _visit in range(3):
        page = browser.get(f"/my/start/{code}")
        assert page.one("#code").get("value") == code
    browser.submit(page, "/my/start", {"birth_on": ["1", "15", "1990"]})


def test_what_is_no_date_is_said_at_the_field_and_what_was_typed_stays(
    app: flask.Flask, browser_for: Any
) -> None:
    page = browser_for().post("/my/start", fields(day="45"), 422)
    assert page.one("#code").get("value") == "DEMO1001"
    assert page.one("#birth_on-day").get("value") == "45"


def test_somebody_bound_before_stays_bound_when_the_browsers_token_changes(
    app: flask.Flask, browser_for: Any
) -> None:
    maria, joao = participant(), participant("Joao Lima", birth_on=BORN)
    issue_demo_code(case(maria), at=NOON)
    issue_demo_code(case(joao, number="WTW-1002"), at=NOON)
    browser = browser_for()
    browser.post("/my/start", fields())
    first = KnownBrowser.get().digest
    browser.client.delete_cookie("portal")
    del browser._token
    browser.post("/my/start", fields(code="DEMO1002"))
    bound = {row.participant_id: row.digest for row in KnownBrowser.select()}
    assert set(bound) == {maria.id, joao.id}
    assert len(set(bound.values())) == 1
    assert first not in bound.values()


def test_failed_tries_wait_twice_as_long_each_time_and_say_so(
    app: flask.Flask, browser_for: Any
) -> None:
    issue_demo_code(case(), at=NOON)
    browser = browser_for()
    for _try in range(6):
        browser.post("/my/start", fields(day="16"), 422)
    answer = browser.post("/my/start", fields(), 429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 5
    assert "second" in answer.text


def test_delays_double_are_bounded_and_forgiven(both_databases: flask.Flask) -> None:
    limit = Limit(free=2, first=10, most=60, forgiven=600)
    assert [limit.delay(n) for n in range(1, 8)] == [0, 0, 10, 20, 40, 60, 60]
    counter = Counter("test", "maria", limit)
    at = NOON
    for _try in range(3):
        assert take_try(SYSTEM, counters=[counter], at=at) == 0
    assert take_try(SYSTEM, counters=[counter], at=at) == 10
    assert take_try(SYSTEM, counters=[counter], at=at + timedelta(seconds=10)) == 0
    assert take_try(SYSTEM, counters=[counter], at=at + timedelta(seconds=11)) == 19
    later = at + timedelta(hours=2)
    assert [take_try(SYSTEM, counters=[counter], at=later) for _n in range(2)] == [0, 0]


def test_many_tries_at_once_are_counted_each(both_databases: flask.Flask) -> None:
    counter = Counter("test", "at once", Limit(free=1, first=30, most=60, forgiven=600))
    waits = [take_try(SYSTEM, counters=[counter], at=NOON) for _n in range(3)]
    assert waits == [0, 0, 30]


def test_only_the_system_and_staff_make_codes_and_each_is_on_record(app: flask.Flask) -> None:
    ana = account()
    issue_letter_code(as_actor(ana), participant_id=participant().id, at=NOON)
    assert AuditEntry.get().actor_id == ana.id


def test_tries_from_many_threads_at_once_are_each_counted(both_databases: flask.Flask) -> None:
    limit = Limit(free=3, first=600, most=600, forgiven=3600)

    def knock(_number: int) -> int:
        try:
            return take_try(SYSTEM, counters=[Counter("test", "race", limit)], at=NOON)
        finally:
            if not db.is_sqlite():
                db.database.close()

    with ThreadPoolExecutor(6) as pool:
        waits = list(pool.map(knock, range(12)))
    assert waits.count(0) == 4, "three free ones and the one that starts the delay"


def test_one_code_tried_from_many_threads_lets_one_in(both_databases: flask.Flask) -> None:
    code = issue_letter_code(SYSTEM, participant_id=participant().id, at=NOON)

    def knock(_number: int) -> Any:
        try:
            return redeem(code)
        finally:
            if not db.is_sqlite():
                db.database.close()

    with ThreadPoolExecutor(6) as pool:
        let_in = [one for one in pool.map(knock, range(6)) if one]
    assert len(let_in) == 1
