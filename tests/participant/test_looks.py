"""A participant sees on which day and in which role somebody looked at their case."""

import flask

from portal import clock
from portal.models.accounts import Role
from portal.operations.views import record_view
from portal.reports.audit_trail import LOOKS
from tests.browser import Browser
from tests.factories import account, case, participant


def test_it_says_when_and_in_which_role_and_no_name(app: flask.Flask) -> None:
    ana, maria = account(), participant(locale="en")
    made = case(maria, ana)
    chief = account("Sam Chief", Role.SUPERVISOR)
    for who in (ana, ana, chief):
        record_view(who.actor, case=made, what="case", at=clock.now())
    told = Browser(app, maria).get("/my/profile/access")
    assert "Your worker, 2 times" in told.text
    assert "A supervisor, 1 time" in told.text
    assert "Sam" not in told.words("main")


def test_nobody_elses_case_is_told_of(app: flask.Flask) -> None:
    ana, maria, linh = account(), participant(), participant("Linh Tran", "en")
    record_view(ana.actor, case=case(maria, ana), what="case", at=clock.now())
    case(linh, ana, "WTW-1002")
    assert "Nobody has looked" in Browser(app, linh).get("/my/profile/access").text


def test_many_looks_go_on_on_another_page(app: flask.Flask) -> None:
    ana, maria = account(), participant(locale="en")
    made = case(maria, ana)
    for _ in range(LOOKS + 1):
        record_view(ana.actor, case=made, what="case", at=clock.now())
    browser = Browser(app, maria)
    first = browser.get("/my/profile/access")
    assert len(first.statements) <= 8
    rest = browser.get(str(first.one("a[rel=next]").get("href")))
    assert "Your worker, 1 time" in rest.text
    assert rest.all("a[rel=next]") == []
