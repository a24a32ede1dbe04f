"""Somebody in danger: the whole case private in one step, and what goes with it (NOTE-6)."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import AuditEntry, Case, Letter, Opening, OutboxMessage, SafetyConcern
from portal.models.accounts import Role
from portal.models.messages import Delivery
from portal.operations.accesses import open_case
from portal.operations.messages import queue_text
from portal.operations.safety import begin_concern, end_concern, safe_contact
from portal.policy.refusals import Refused
from portal.reports.letters import values_of
from tests.browser import Browser, Page
from tests.factories import NOON, TODAY, account, case, participant
from tests.house.makers import row


def in_danger() -> tuple[Any, Any]:
    """Ana's case of a person who has a phone and an address."""
    ana = account()
    person = participant(phone="+15105550142", address="12 Oak Street", email="m@example.org")
    return ana, case(person, ana)


def sent(browser: Browser, page: Page, action: str, status: int = 303, **typed: str) -> Page:
    """The form of an action, sent with what was typed."""
    return browser.submit(page, action, typed, f'form[action="{action}"]', status)


def test_one_step_makes_the_whole_case_private_on_every_open_page(app: flask.Flask) -> None:
    ana, made = in_danger()
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    worker = Browser(app, ana)
    path = f"/staff/cases/{made.key}"
    assert "Lopez" in chief.get("/staff").text
    chief.get(path)
    page = worker.get(f"{path}/safety")
    shown = worker.follow(sent(worker, page, f"{path}/safety", safe_ways="Her sister"))
    assert "The whole case is private" in shown.text
    assert "Her sister" in shown.text
    chief.get(path, 404)
    assert "Lopez" not in chief.get("/staff").text


def test_the_address_and_phone_are_hidden_until_they_are_asked_for(app: flask.Flask) -> None:
    ana, made = in_danger()
    worker = Browser(app, ana)
    path = f"/staff/cases/{made.key}"
    begin_concern(ana.actor, case=made, at=NOON)
    for page in ("", "/safety", "/documents", "/plan"):
        told = worker.get(path + page).body
        assert not [one for one in ("555-0142", "5550142", "12 Oak") if one in told]
    asked = worker.get(f"{path}/safety?address=1")
    assert "12 Oak Street" in asked.text
    last = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    assert (last.action, last.case_id) == ("view_address", made.id)


def test_beginning_again_goes_on_with_the_one_that_runs(both_databases: flask.Flask) -> None:
    ana, made = in_danger()
    first = begin_concern(ana.actor, case=made, safe_ways="Her sister", at=NOON)
    again = begin_concern(ana.actor, case=made, safe_times="Mornings", at=NOON)
    assert again.id == first.id
    kept = safe_contact(Case.get_by_id(made.id), SafetyConcern.get_by_id(first.id))
    assert (kept.safe_ways, kept.safe_times) == ("Her sister", "Mornings")


def test_what_is_written_on_safe_ways_is_sealed(app: flask.Flask) -> None:
    ana, made = in_danger()
    concern = begin_concern(ana.actor, case=made, safe_ways="Her sister", at=NOON)
    row = SafetyConcern.get_by_id(concern.id)
    assert "sister" not in row.safe_ways
    other = case(participant("Linh Tran"), ana, number="WTW-1002")
    SafetyConcern.update(case=other).where(SafetyConcern.id == row.id).execute()
    with pytest.raises(Exception, match="seal"):
        safe_contact(Case.get_by_id(other.id), SafetyConcern.get_by_id(row.id))


def test_only_the_two_workers_end_it(both_databases: flask.Flask) -> None:
    ana, made = in_danger()
    second = account("Bea Second")
    Case.update(secondary=second).where(Case.id == made.id).execute()
    made = Case.get_by_id(made.id)
    begin_concern(ana.actor, case=made, at=NOON)
    for who in (account("Sam Chief", Role.SUPERVISOR), account("Mona Tor", Role.MONITOR)):
        with pytest.raises(Refused):
            end_concern(who.actor, case=made, at=NOON)
    end_concern(second.actor, case=made, at=NOON)
    ended = SafetyConcern.get()
    assert (ended.ended_by_id, ended.ended_at) == (second.id, NOON)
    assert not Case.get_by_id(made.id).is_restricted
    with pytest.raises(Refused):
        end_concern(second.actor, case=made, at=NOON)


def test_ending_asks_once_more_and_says_who_ended_it(app: flask.Flask) -> None:
    ana, made = in_danger()
    begin_concern(ana.actor, case=made, at=NOON)
    worker, path = Browser(app, ana), f"/staff/cases/{made.key}/safety"
    asked = worker.get(f"{path}/end")
    assert Case.get_by_id(made.id).is_restricted
    shown = worker.follow(sent(worker, asked, f"{path}/end"))
    assert "by Ana Ruiz" in shown.text.split("Ended")[1]
    assert not Case.get_by_id(made.id).is_restricted
    worker.get(f"{path}/end", 303)


def test_who_opened_the_case_with_a_reason_is_out_at_once(app: flask.Flask) -> None:
    ana, made = in_danger()
    bo = account("Bo Lind")
    open_case(bo.actor, case=made, reason="stand_in", at=clock.now())
    colleague = Browser(app, bo)
    colleague.get(f"/staff/cases/{made.key}")
    begin_concern(ana.actor, case=made, at=clock.now())
    colleague.get(f"/staff/cases/{made.key}", 404)
    colleague.get(f"/staff/cases/{made.key}/open", 404)
    colleague.post(f"/staff/cases/{made.key}/open", {"reason": "stand_in"}, 404)


def test_a_worker_names_a_specialist_and_takes_the_name_back(app: flask.Flask) -> None:
    ana, made = in_danger()
    cy = account("Cy Ng", Role.SPECIALIST, "Unit 2")
    begin_concern(ana.actor, case=made, at=clock.now())
    worker, named = Browser(app, ana), Browser(app, cy)
    path = f"/staff/cases/{made.key}"
    named.get(path, 404)
    page = worker.get(f"{path}/safety")
    shown = worker.follow(sent(worker, page, f"{path}/safety/names", account=cy.key))
    assert "Cy Ng" in shown.text
    named.get(path)
    opening = Opening.get()
    worker.post(f"{path}/safety/names/{opening.key}/remove", {}, 303)
    named.get(path, 404)


def test_a_counselor_is_not_named_and_a_named_person_names_nobody(app: flask.Flask) -> None:
    ana, made = in_danger()
    bo, cy = account("Bo Lind"), account("Cy Ng", Role.SPECIALIST)
    begin_concern(ana.actor, case=made, at=clock.now())
    path = f"/staff/cases/{made.key}"
    worker = Browser(app, ana)
    worker.post(f"{path}/safety/names", {"account": bo.key}, 303)
    assert Opening.select().count() == 0
    worker.post(f"{path}/safety/names", {"account": cy.key}, 303)
    chief = account("Sam Chief", Role.SUPERVISOR)
    Browser(app, cy).post(f"{path}/safety/names", {"account": chief.key}, 303)
    assert Opening.select().count() == 1


def test_the_end_takes_the_names_back(app: flask.Flask) -> None:
    ana, made = in_danger()
    cy = account("Cy Ng", Role.SPECIALIST, "Unit 2")
    begin_concern(ana.actor, case=made, at=clock.now())
    Browser(app, ana).post(f"/staff/cases/{made.key}/safety/names", {"account": cy.key}, 303)
    end_concern(ana.actor, case=made, at=clock.now())
    Browser(app, cy).get(f"/staff/cases/{made.key}", 404)


def test_the_second_of_two_who_save_safe_ways_is_shown_both_texts(app: flask.Flask) -> None:
    ana, made = in_danger()
    begin_concern(ana.actor, case=made, at=clock.now())
    worker, path = Browser(app, ana), f"/staff/cases/{made.key}/safety"
    first, second = worker.get(path), worker.get(path)
    sent(worker, first, path, safe_ways="Her sister")
    shown = sent(worker, second, path, status=409, safe_ways="Her mother")
    assert "Her sister" in shown.text
    assert "Her mother" in shown.text


def test_a_stale_page_of_an_hour_ago_does_not_begin_a_second_concern(app: flask.Flask) -> None:
    ana, made = in_danger()
    begin_concern(ana.actor, case=made, at=clock.now() - timedelta(hours=1))
    begin_concern(ana.actor, case=made, at=clock.now())
    assert SafetyConcern.select().count() == 1


def test_the_page_takes_few_statements(app: flask.Flask) -> None:
    ana, made = in_danger()
    begin_concern(ana.actor, case=made, at=clock.now())
    page = Browser(app, ana).get(f"/staff/cases/{made.key}/safety")
    assert len(page.statements) <= 10


def test_what_waits_to_be_sent_is_not_sent_any_more(both_databases: flask.Flask) -> None:
    ana, made = in_danger()
    queue_text(
        case_id=made.id, kind="document_news", cause="c", channel="sms", address="+15105550142",
        locale="es", subject="", body="News", at=NOON,
    )  # fmt: skip
    begin_concern(ana.actor, case=made, at=NOON)
    assert OutboxMessage.get().state == Delivery.WITHHELD


def test_a_letter_waits_at_the_office_and_bears_no_address_of_theirs(app: flask.Flask) -> None:
    _ana, made = in_danger()
    letter = row(
        Letter, case=made, kind="appointment", locale="es", letter_no="L-1", fields="{}",
        made_with="{}",
    )  # fmt: skip
    for is_private, place in ((False, "12 Oak Street"), (True, "6955 Foothill Blvd")):
        Case.update(is_restricted=is_private).where(Case.id == made.id).execute()
        values = values_of(letter, Case.get_by_id(made.id), TODAY)
        assert values["mailing_address"].startswith(place)
