"""Search: what is found by what, by whom, and what a page of it costs."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock, resources
from portal.models import Account, AuditEntry, Case, Letter, NamePiece
from portal.models.accounts import Role
from portal.models.letters import LetterState
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.policy.names import folded, pieces, search_words
from portal.reports import search
from tests.browser import Browser, Page
from tests.factories import NOON, TODAY, account, case, office, participant
from tests.house.makers import row

ENROLLED = clock.today("America/Los_Angeles") - timedelta(days=40)


def person(name: str, number: str, worker: Account, **values: Any) -> Case:
    """A case of somebody by that name."""
    phone = values.pop("phone", "")
    who = participant(name, phone=phone, phone_digest=resources.channel_digest(phone))
    return case(who, worker, number, ENROLLED, **values)


def numbers(page: Page) -> list[str]:
    """The case numbers in the list, in order."""
    return [one.text_content() for one in page.all("tbody th .sub")]


def find(who: Account, words: str) -> list[str]:
    """The numbers of the cases found that open."""
    return [one.number for one in search.find(who.actor, words).rows]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("López, María", "lopez maria"), ("Nguyễn Thị Đỗ", "nguyen thi do"),
        ("Łukasz Straße", "lukasz strasse"), ("Al-Masri, Huda", "almasri huda"),
        ("O’Brien", "obrien"), ("ПЕТРОВА Ольга", "петрова ольга"), ("Ørsted Æsa", "orsted aesa"),
        ("  ‐ , ", ""), ("Iñés İpek", "ines ipek"), ("陳 美玲", "陳 美玲"),
    ],
)  # fmt: skip
def test_a_name_is_folded_as_people_type_it(typed: str, kept: str) -> None:
    assert folded(typed) == kept


def test_a_search_may_begin_at_any_ending_of_a_name_and_at_the_digits_of_a_number() -> None:
    found = pieces(search_words("Cruz, Al", "WTW-1001"))
    assert found == {b"cruz", b"ruz", b"al", b"wtw1001", b"1001"}
    assert pieces("") == set()
    assert {one.decode() for one in pieces("美玲 w1")} == {"美玲", "玲", "w1", "1"}


def test_a_name_is_found_in_any_order_by_any_part_and_without_its_accents(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    person("María López", "WTW-1", ana)
    person("Mario Peña-López", "WTW-2", ana)
    person("Thị Nguyễn", "WTW-3", ana)
    for words, wanted in (
        ("lopez", ["WTW-1", "WTW-2"]), ("MARIA  lopez", ["WTW-1"]), ("lópez, maría", ["WTW-1"]),
        ("ope mar", ["WTW-1", "WTW-2"]), ("pena", ["WTW-2"]), ("guyen", ["WTW-3"]),
        ("ng", ["WTW-3"]), ("pe", ["WTW-2"]), ("ria", ["WTW-1"]), ("wtw-3", ["WTW-3"]),
        ("ma lo", ["WTW-1"]), ("penalopezz", []), ("%", []), ("_", []), ("lopez nguyen", []),
    ):  # fmt: skip
        assert find(ana, words) == wanted, words


def test_a_case_is_found_by_its_number_its_telephone_and_a_letters_number(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = person("María López", "WTW-1001", ana, phone="+15105550142")
    person("Luz Vega", "WTW-1010", ana, phone="+15105550199")
    sent = row(
        Letter, case=made, kind="appointment", locale="es", letter_no="100001-3", made_with="{}",
        state=LetterState.SENT, sent_at=NOON,
    )  # fmt: skip
    for words in (
        "1001", "wtw1001", "WTW-1001", "(510) 555-0142", "510.555.0142", "+1 510 555 0142",
        "5105550142", sent.letter_no, "1000013",
    ):  # fmt: skip
        assert find(ana, words) == ["WTW-1001"], words
    for part in ("555-0142", "5550142", "100001", "00001-3", "5105550143"):
        assert find(ana, part) == [], part


def test_nobody_finds_what_is_not_theirs_and_a_case_of_the_unit_asks_for_a_reason(
    both_databases: flask.Flask,
) -> None:
    ana, bo = account(), account("Bo Lind")
    lee = account("Lee Park", unit="Unit 2")
    person("Rosa Own", "WTW-1", ana)
    person("Rosa Unit", "WTW-2", bo, phone="+15105550142")
    person("Rosa Danger", "WTW-3", bo, is_restricted=True, phone="+15105550142")
    person("Rosa Far", "WTW-4", lee)
    page = Browser(both_databases, ana).post("/staff/search", {"words": "rosa"}, 200)
    assert numbers(page) == ["WTW-1"]
    assert page.words("section ul") == "Unit, Rosa WTW-2 asks for a reason"
    for hidden in ("Danger", "WTW-3", "Far", "WTW-4", "555-0142", "Spanish WTW"):
        assert hidden not in page.text
    by_phone = search.find(ana.actor, "510 555 0142")
    assert (by_phone.rows, [one.number for one in by_phone.asking]) == ([], ["WTW-2"])
    seen = {}
    for name, role in (("Sam Chief", Role.SUPERVISOR), ("Mona Tor", Role.MONITOR)):
        seen[role] = sorted(find(account(name, role), "rosa"))
    assert seen[Role.SUPERVISOR] == ["WTW-1", "WTW-2"]
    assert seen[Role.MONITOR] == ["WTW-1", "WTW-2", "WTW-3", "WTW-4"]


def test_a_changed_name_is_found_by_the_new_one_alone(both_databases: flask.Flask) -> None:
    ana = account()
    made = person("María López", "WTW-1", ana)
    before = NamePiece.select().count()

    @operation()
    def rename(name: str, *, at: Any) -> None:
        Case.update(display_name=name).where(Case.id == made.id).execute()
        refresh(made.id, TODAY)
        record(ana.actor, "rename", made, case=made)

    rename("Vega, María", at=NOON)
    assert find(ana, "vega") == ["WTW-1"]
    assert find(ana, "lopez") == []
    rename("López, María", at=NOON)
    assert NamePiece.select().count() == before


def test_the_page_says_when_nothing_too_much_or_nothing_yet_was_asked(app: flask.Flask) -> None:
    ana = account()
    browser = Browser(app, ana)
    assert "Type a name or a part of it" in browser.get("/staff/search").text
    assert "Type a name" in browser.post("/staff/search", {"words": "  "}, 200).text
    nothing = browser.post("/staff/search", {"words": "zzz <b>&"}, 200)
    assert "Nothing found for “zzz <b>&”" in nothing.text
    assert "zzz" not in nothing.words("title")
    for n in range(81):
        person(f"Rosa Common{n:02}", f"WTW-{n}", ana)
    many = browser.post("/staff/search", {"words": "common"}, 200)
    assert "More than 80 cases fit." in many.text
    assert len(numbers(many)) == 80
    assert len(numbers(browser.post("/staff/search", {"words": "common0"}, 200))) == 10


def test_a_search_takes_few_statements_however_many_it_finds_and_is_on_record(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    browser = Browser(both_databases, ana)
    for n in range(12):
        person(f"Rosa Common{n:02}", f"WTW-{n}", ana)
    browser.post("/staff/search", {"words": "common"}, 200)
    few = browser.post("/staff/search", {"words": "common1"}, 200)
    many = browser.post("/staff/search", {"words": "common"}, 200)
    assert (len(numbers(few)), len(numbers(many))) == (2, 12)
    assert len(few.statements) == len(many.statements) <= 8
    assert AuditEntry.select().where(AuditEntry.action == "view_search").count() == 3
    number = browser.post("/staff/search", {"words": "510 555 0142"}, 200)
    assert len(number.statements) <= 8


def test_a_contact_is_logged_from_the_row_that_a_search_found(app: flask.Flask) -> None:
    ana = account()
    one, _other = person("Rosa Own", "WTW-1", ana), person("Rosa Two", "WTW-2", ana)
    browser = Browser(app, ana)
    page = browser.post("/staff/search", {"words": "rosa"}, 200)
    log = page.one(f"#log-{one.key}")
    assert log.get("hx-get") == log.get("href") == f"/staff/cases/{one.key}/contacts/new"
    assert page.one("#keys").get("hidden") is not None


def test_no_name_stands_in_the_address_of_a_search(app: flask.Flask) -> None:
    ana = account()
    person("Rosa Own", "WTW-1", ana)
    page = Browser(app, ana).get("/staff/search?words=rosa")
    assert "Rosa" not in page.text
    assert not page.all("tbody")


def test_ones_own_office_comes_first_and_another_office_is_found_too(
    both_databases: flask.Flask,
) -> None:
    lee = account("Lee Park", unit="Unit 2")
    near, far = office("Westside"), person("Rosa Aaa", "WTW-1", lee)
    person("Luz Vega", "WTW-2", lee)
    watch = account("Mona Tor", Role.MONITOR)
    Account.update(office=near).where(Account.id == watch.id).execute()
    own = Case.create(
        number="WTW-3", participant=participant("Rosa Zzz"), program="wtw", office=near,
        enrolled_on=ENROLLED, display_name="Zzz, Rosa", locale="es",
    )  # fmt: skip
    refresh(own.id, TODAY)
    found = search.find(Account.get_by_id(watch.id).actor, "rosa")
    assert [one.number for one in found.rows] == ["WTW-3", far.number]
