"""Somebody tells that they are not safe: the case is private at once, and nothing on the phone
gives it away."""

import re
from datetime import timedelta

import flask
import pytest

from portal import clock, db
from portal.models import (
    Account,
    AuditEntry,
    Case,
    KnownBrowser,
    Participant,
    Report,
    ReportDraft,
    SafetyConcern,
    SignIn,
    TextRequest,
)
from portal.models.accounts import Role
from portal.models.contacts import ReportKind
from portal.operations.reports import confirm_address
from portal.operations.safety import begin_concern, end_concern, safe_contact
from portal.reports.reports.answers import answers_of
from tests.browser import Browser, Page
from tests.factories import NOON, account, as_actor, case, participant
from tests.participant.reporting import ANSWERS, NEW, answer_all, begin, fill, send
from tests.participant.walking import Walker

TELLING = re.compile(
    "danger|not safe|unsafe|safety|hurt|violence|Wordofdanger|private case", re.IGNORECASE
)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def maria(app: flask.Flask) -> Walker:
    """Maria, who reads English, on her phone; her worker is Ana."""
    made = case(participant(locale="en"), account(phone="(510) 555-0142"))
    return Walker(app, Participant.get_by_id(made.participant_id))


def exits(page: Page) -> int:
    return len(page.all("form.quick-exit[action='/my/leave'] button"))


def test_the_first_page_has_the_numbers_and_how_to_leave(maria: Walker) -> None:
    page = maria.get(f"{NEW}/safety")
    assert {one.get("href") for one in page.all("main .card a[href^='tel:']")} == {
        "tel:911", "tel:1-800-799-7233",
    }  # fmt: skip
    assert "press the Esc key 3 times" in page.text
    assert exits(page) == 1


def test_the_numbers_are_settings(app: flask.Flask, maria: Walker) -> None:
    app.config["EMERGENCY_PHONE"], app.config["HOTLINE_PHONE"] = "112", "1 800 555 0100"
    page = maria.get(f"{NEW}/safety")
    assert {one.get("href") for one in page.all("main .card a[href^='tel:']")} == {
        "tel:112", "tel:18005550100",
    }  # fmt: skip


def test_one_can_leave_from_every_page_of_it_and_no_title_tells(maria: Walker) -> None:
    page = begin(maria, ReportKind.SAFETY)
    for fields in ANSWERS[ReportKind.SAFETY]:
        assert exits(page) == 1, maria.path
        assert not TELLING.search(page.words("title"))
        page = fill(maria, page, fields)
    assert exits(page) == 1
    receipt = maria.follow(maria.submit(page, maria.path))
    assert exits(receipt) == 1


def test_nothing_has_to_be_told_but_how_to_be_reached(maria: Walker) -> None:
    page = begin(maria, ReportKind.SAFETY)
    for fields in [{"answer": "not_sure"}, {"answer": "no"}, {"answer": "not_sure"}]:
        page = fill(maria, page, fields)
    page = fill(maria, page, {"answer": ""})
    maria.submit(page, maria.path)
    assert Report.get().kind == ReportKind.SAFETY


def test_sending_makes_the_whole_case_private_in_the_same_moment(maria: Walker) -> None:
    send(maria, ReportKind.SAFETY)
    made = Case.get()
    assert made.is_restricted
    concern = SafetyConcern.running_for(made)
    assert (concern.began_at, concern.began_by_id) == (NOON, None)
    kept = safe_contact(made, concern)
    assert "Talk with me at the office" in kept.safe_ways
    assert "do not mail anything to my home" in kept.safe_ways
    assert kept.safe_times == "In the morning"
    actions = [one.action for one in AuditEntry.select()]
    assert actions.count("submit_report") == actions.count("begin_concern") == 1


def test_neither_receipt_nor_list_nor_first_page_gives_it_away(maria: Walker) -> None:
    receipt = send(maria, ReportKind.SAFETY)
    again = maria.get(f"{NEW}/safety/check")
    assert "You already sent this" in again.text
    for page in (receipt, maria.get("/my/contacts"), maria.get("/my"), again):
        assert not TELLING.search(page.words("main")), TELLING.search(page.words("main"))
        assert not TELLING.search(page.words("title"))
    assert "A message to your worker" in maria.get("/my/contacts").text


def test_a_begun_one_stands_on_the_lists_under_a_name_that_tells_nothing(maria: Walker) -> None:
    fill(maria, begin(maria, ReportKind.SAFETY), {"answer": "yes"})
    for path in ("/my", "/my/contacts"):
        page = maria.get(path)
        assert "A message to your worker" in page.text
        assert not TELLING.search(page.words("main"))


def test_what_is_written_lies_sealed_in_the_database(both_databases: flask.Flask) -> None:
    made = case(participant(locale="en"), account())
    maria = Walker(both_databases, Participant.get_by_id(made.participant_id))
    page = answer_all(maria, ReportKind.SAFETY)
    assert "Wordofdanger" in page.text
    assert ReportDraft.get().answers.startswith("sealed:")
    maria.submit(page, maria.path)
    assert Report.get().answers.startswith("sealed:")
    for table in db.database.get_tables():
        rows = db.database.execute_sql(f'SELECT * FROM "{table}"').fetchall()
        assert "Wordofdanger" not in repr(rows), table


def test_the_worker_reads_it_first_and_whole(app: flask.Flask, maria: Walker) -> None:
    send(maria, ReportKind.SAFETY)
    ana = case_worker()
    other = case(participant("Lan Tran", "en"), ana, number="WTW-1002")
    Report.insert(
        key="o" * 16, reference="R-OLD", case=other.id, contact=Report.get().contact_id,
        kind="in-touch", answers="{}", locale="en", sent_at=NOON.replace(day=1),
    ).execute()  # fmt: skip
    staff = Browser(app, ana)
    inbox = staff.get("/staff/inbox")
    assert "I am not safe read first" in " ".join(inbox.all("tbody tr")[0].text_content().split())
    assert len(inbox.statements) <= 8
    report = staff.get(f"/staff/cases/{Case.get().key}/reports/{Report.get().key}")
    assert "Wordofdanger" in report.text
    assert "The participant is not safe" in report.text
    assert len(report.statements) <= 8


def case_worker() -> Account:
    return Account.get_by_id(Case.get().worker_id)


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.SPECIALIST, Role.SUPERVISOR])
def test_nobody_beside_its_workers_learns_of_it(
    app: flask.Flask, maria: Walker, role: Role
) -> None:
    send(maria, ReportKind.SAFETY)
    staff = Browser(app, account("Otto Other", role))
    assert "I am not safe" not in staff.get("/staff/inbox").text
    staff.get(f"/staff/cases/{Case.get().key}/reports/{Report.get().key}", status=404)


def test_it_never_goes_to_a_translator(app: flask.Flask) -> None:
    made = case(participant("Mai Vang", "vi"), ana := account())
    mai = Walker(app, Participant.get_by_id(made.participant_id))
    send(mai, ReportKind.SAFETY)
    staff = Browser(app, ana)
    path = f"/staff/cases/{made.key}/reports/{Report.get().key}"
    page = staff.get(path)
    assert "Ask for a translation" not in page.text
    staff.submit(page, f"{path}/translation", selector=f"form[action='{path}/seen']")
    assert TextRequest.select().count() == 0


def test_from_then_on_every_page_can_be_left_at_once(maria: Walker) -> None:
    assert exits(maria.get("/my")) == 0
    send(maria, ReportKind.SAFETY)
    for path in ("/my", "/my/contacts", "/my/documents", "/my/letters", "/my/profile"):
        assert exits(maria.get(path)) == 1, path
    made = Case.get()
    end_concern(case_worker().actor, case=made, at=NOON)
    assert exits(maria.get("/my")) == 0


def test_every_phone_counts_as_shared_from_then_on(app: flask.Flask, maria: Walker) -> None:
    person = Participant.get()
    KnownBrowser.create(participant_id=person.id, digest="d" * 64, created_at=NOON)
    at_home = Walker(app, person)
    send(maria, ReportKind.SAFETY)
    kept = [(one.is_shared, one.idle_seconds) for one in SignIn.select()]
    assert kept == [(True, 600)] * 2
    assert all((one.ends_at - NOON).total_seconds() <= 7200 for one in SignIn.select())
    assert KnownBrowser.select().count() == 0
    assert at_home.get("/my").one("body").get("data-idle-seconds") == "600"
    assert Walker(app, person).get("/my").one("body").get("data-idle-seconds") == "600"


def test_while_one_is_not_safe_no_place_or_number_stands_on_the_phone(maria: Walker) -> None:
    Participant.update(phone="+15105550100", address="9 Elm St", email="m@mail.com").execute()
    send(maria, ReportKind.ADDRESS)
    key = Report.get().key
    begin_concern(case_worker().actor, case=Case.get(), at=NOON)
    profile, receipt = maria.get("/my/profile"), maria.get(f"/my/contacts/{key}")
    for page in (profile, receipt):
        assert not re.search("555 ?-?01|Elm|m@mail", page.words("main"))
        assert "Your worker can see it." in page.text


def test_leaving_ends_the_session_and_shows_a_page_that_tells_nothing(
    app: flask.Flask, maria: Walker
) -> None:
    page = maria.get(f"{NEW}/safety")
    answer = maria.submit(page, "/my/leave", selector="form.quick-exit")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert SignIn.select().count() == 0
    away = maria.follow(answer)
    assert (maria.path, away.words("h1")) == ("/calendar", "November 2026")
    assert away.words("td[aria-current]") == "20"
    assert "Touchpoint" not in away.body
    for path in ("/my", f"{NEW}/safety", "/my/contacts"):
        assert maria.get(path, status=303).headers["Location"] == "/calendar", path


def test_some_minutes_after_leaving_one_is_asked_to_sign_in_again(
    maria: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria.post("/my/leave", {"csrf_token": ""})
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=11))
    assert maria.get("/my", status=303).headers["Location"].startswith("/my/sign-in")


def test_one_can_leave_from_a_page_that_is_too_old_for_its_token(maria: Walker) -> None:
    with maria.client.session_transaction() as session:
        session["seen"] = 0
    answer = maria.post("/my/leave", {"csrf_token": "old"})
    assert answer.headers["Location"] == "/calendar"
    assert SignIn.select().count() == 0


def test_the_sign_in_page_does_not_name_what_was_looked_at(app: flask.Flask) -> None:
    stranger = Walker(app)
    answer = stranger.get(f"{NEW}/safety/safe_ways", status=303)
    assert answer.headers["Location"] == "/my/sign-in?next=/my/contacts"


def test_who_is_not_safe_may_tell_it_again_while_the_concern_runs(maria: Walker) -> None:
    send(maria, ReportKind.SAFETY)
    send(maria, ReportKind.SAFETY)
    assert (Report.select().count(), SafetyConcern.select().count()) == (2, 1)


def test_a_report_of_another_kind_is_sealed_while_a_concern_runs(maria: Walker) -> None:
    begin_concern(as_actor(Participant.get()), case=Case.get(), at=NOON)
    send(maria, ReportKind.IN_TOUCH)
    assert Report.get().answers.startswith("sealed:")
    assert "All is well." in maria.get(f"/my/contacts/{Report.get().key}").text


def test_what_was_written_before_is_sealed_when_a_concern_begins(
    both_databases: flask.Flask,
) -> None:
    made = case(participant(locale="en"), ana := account())
    maria = Walker(both_databases, Participant.get_by_id(made.participant_id))
    send(maria, ReportKind.ADDRESS)
    fill(maria, begin(maria, ReportKind.PLAN_CHANGE), {"answer": ["place"]})
    assert "555 0199" in Report.get().answers
    begin_concern(ana.actor, case=made, at=NOON)
    assert Report.get().answers.startswith("sealed:")
    assert ReportDraft.get().answers.startswith("sealed:")
    assert answers_of(Report.get())["new_phone"] == "510 555 0199"
    maria.follow(maria.get(f"{NEW}/plan-change", status=302))
    assert maria.path.endswith("/about")
    end_concern(ana.actor, case=made, at=NOON)
    confirm_address(ana.actor, report=Report.get(), at=NOON)
    assert Participant.get().phone == "+15105550199"


def test_the_help_page_can_be_left_at_once_on_a_shared_phone(app: flask.Flask) -> None:
    made = case(participant(locale="en"), account())
    person = Participant.get_by_id(made.participant_id)
    assert exits(Walker(app, person).get("/help")) == 0
    assert exits(Walker(app, person, is_shared=True).get("/help")) == 1
    assert exits(Walker(app).get("/help")) == 0
