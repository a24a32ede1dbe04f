"""Staff answer a document page by page, put it in order and say what it belongs to."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import AuditEntry, Contact, Document, DocumentTie, HoursEntry, Page
from portal.models.accounts import Role
from portal.operations.contacts import record_contact
from portal.operations.documents.private import move_to_private_file
from portal.policy.contacts import Direction, Way
from portal.policy.documents import DocumentState
from tests import samples
from tests.browser import Browser
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY, account


@pytest.fixture
def sender(app: flask.Flask) -> Sender:
    """A participant with a case."""
    return Sender()


@pytest.fixture
def desk(sender: Sender, app: flask.Flask) -> Browser:
    """The worker's signed-in browser."""
    return Browser(app, sender.worker)


def viewed(sender: Sender, *files: Any) -> tuple[Document, str]:
    """A clean document and the address it is looked at."""
    document = sender.send(*files)
    run_jobs()
    return document, f"/staff/cases/{sender.case.key}/documents/{document.key}"


def field_of(page: Page, part: int = 1) -> str:
    """The name of the answer to a sheet."""
    return f"page-{page.key}-{part}"


def test_one_page_is_marked_and_asked_for_again(desk: Browser, sender: Sender) -> None:
    document, path = viewed(sender, *samples.ATTENDANCE)
    page = desk.get(path)
    bad = Page.of_document(document.id)[1]
    assert len(page.all("select[form=pages-form]")) == 3
    answer = desk.submit(page, f"{path}/pages", {field_of(bad): "too_dark"}, "#pages-form")
    shown = desk.follow(answer)
    assert "These pages are asked for again" in shown.text
    assert "Asked for again: Too dark" in shown.words("#sheet-2")
    assert "In order" in shown.words("#sheet-1")
    assert Document.get_by_id(document.id).state == DocumentState.RETURNED


def test_what_was_marked_and_typed_stays_when_it_was_not_enough(
    desk: Browser, sender: Sender
) -> None:
    document, path = viewed(sender, samples.ATTENDANCE_1, samples.ATTENDANCE_2)
    page = desk.get(path)
    wrong = desk.submit(page, f"{path}/pages", {"page_words": "The top"}, "#pages-form", 422)
    assert "Please mark the pages" in wrong.text
    assert wrong.one("#page_words").text.strip() == "The top"
    second = Page.of_document(document.id)[1]
    wrong = desk.submit(wrong, f"{path}/pages", {field_of(second): "other", "page_words": ""},
                        "#pages-form", 422)  # fmt: skip
    assert "Please give the reason" in wrong.text
    assert wrong.one(f"#{field_of(second)} option[selected]").get("value") == "other"


def test_one_sheet_of_a_pdf_is_marked(desk: Browser, sender: Sender) -> None:
    document, path = viewed(sender, samples.SCHOOL_RECORD)
    record = Page.of_document(document.id)[0]
    page = desk.get(path)
    shown = desk.follow(
        desk.submit(page, f"{path}/pages", {field_of(record, 2): "blurred"}, "#pages-form")
    )
    assert "Asked for again: Not sharp" in shown.words("#sheet-2")
    assert shown.all("figure a[href$=file]"), "the PDF as it came can still be saved"
    assert "The PDF as it came" in shown.text


def test_the_second_person_sees_how_the_pages_stand(desk: Browser, sender: Sender) -> None:
    document, path = viewed(sender)
    bad = Page.of_document(document.id)[0]
    page = desk.get(path)
    desk.submit(page, f"{path}/accept", selector="form[action$=accept]")
    told = desk.post(
        f"{path}/pages", {"version": str(document.version), field_of(bad): "blurred"}, 409
    )
    assert "Somebody else decided" in told.text
    assert Document.get_by_id(document.id).state == DocumentState.ACCEPTED


def test_twenty_pages_have_small_pictures_and_cost_no_more_statements(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document, path = viewed(sender, samples.SCHOOL_RECORD)
    desk = Browser(both_databases, sender.worker)
    desk.get(path)
    few = desk.get(path)
    row = Page.of_document(document.id)[0]
    for position in range(2, 11):
        values = {**row.__data__, "position": position}
        Page.create(**{name: values[name] for name in values if name not in ("id", "key")})
    many = desk.get(path)
    assert len(many.all(".strip img[loading=lazy]")) == 20
    assert len(many.all("img.viewer")) == 20
    assert len(many.all("img.viewer[loading=lazy]")) == 19
    assert len(many.statements) == len(few.statements) <= 8
    small = desk.get(many.all(".strip img")[1].get("src"))
    assert len(small.response.data) < 30_000


def test_a_page_is_turned_on_the_viewer(desk: Browser, sender: Sender) -> None:
    document, path = viewed(sender)
    page = Page.of_document(document.id)[0]
    answer = desk.post(f"{path}/turn", {"turn": f"{page.key} left"})
    assert answer.headers["Location"].endswith(f"{path}#page-{page.key}")
    assert Page.get_by_id(page.id).turn == 270
    desk.post(f"{path}/turn", {"turn": "nothing right"}, 404)


def test_pages_are_put_in_order_split_and_merged(both_databases: flask.Flask) -> None:
    sender = Sender()
    document, path = viewed(sender, samples.SCHOOL_RECORD, *samples.ATTENDANCE)
    desk = Browser(both_databases, sender.worker)
    page = desk.get(f"{path}/arrange")
    assert len(page.statements) <= 8
    first = Page.of_document(document.id)[0]
    page = desk.follow(
        desk.submit(page, f"{path}/move", {"move": f"{first.key} 2"}, ".page-cards form")
    )
    assert [one.id for one in Page.of_document(document.id)].index(first.id) == 1
    page = desk.follow(desk.submit(page, f"{path}/apart", {"apart": first.key}, ".page-cards form"))
    pages = Page.of_document(document.id)
    assert len(page.all(".page-cards li")) == len(pages) == 5
    split = desk.submit(
        page, f"{path}/split", {"page": [pages[1].key, pages[2].key], "kind": "pay_stub"},
        "#split-form",
    )  # fmt: skip
    new = desk.follow(split)
    assert "These pages are a document of their own now" in new.text
    made = Document.get(Document.split_from == document.id)
    merged = desk.follow(
        desk.submit(
            desk.get(f"{path}/arrange"), f"{path}/merge", {"other": made.key}, "form[action$=merge]"
        )
    )
    assert "They are one document now" in merged.text
    assert len(Page.of_document(document.id)) == 5
    led = desk.get(f"/staff/cases/{sender.case.key}/documents/{made.key}", 303)
    assert led.headers["Location"] == path


def test_nothing_chosen_is_said_and_two_people_are_told(desk: Browser, sender: Sender) -> None:
    document, path = viewed(sender, samples.ATTENDANCE_1, samples.ATTENDANCE_2)
    viewed(sender, samples.ATTENDANCE_3)
    page = desk.get(f"{path}/arrange")
    first = Page.of_document(document.id)[0]
    assert (
        "Please choose the pages first"
        in desk.submit(page, f"{path}/split", selector="#split-form", status=422).text
    )
    assert (
        "Please choose the other document"
        in desk.submit(page, f"{path}/merge", selector="form[action$=merge]", status=422).text
    )
    desk.submit(page, f"{path}/move", {"move": f"{first.key} 2"}, ".page-cards form")
    late = desk.post(f"{path}/move", {"version": str(document.version), "move": f"{first.key} 1"},
                     409)  # fmt: skip
    assert "Somebody else" in late.text


def test_a_document_is_tied_to_hours_contact_activity_and_request(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document, path = viewed(sender)
    made = record_contact(
        sender.worker.actor, case=sender.case, occurred_on=TODAY, way=Way.TELEPHONE,
        direction=Direction.FROM_STAFF, answered=True, summary="", at=NOON,
    )  # fmt: skip
    for days in (0, 1, 9):
        HoursEntry.create(
            case=sender.case, series="s" * 16, done_on=clock.today("UTC") - timedelta(days=days),
            minutes=240, entered_at=NOON,
        )  # fmt: skip
    desk = Browser(both_databases, sender.worker)
    page = desk.get(f"{path}/ties")
    assert len(page.statements) <= 8
    weeks = [one.get("value") for one in page.all("input[name=weeks]")]
    shown = desk.follow(
        desk.submit(page, f"{path}/ties", {"weeks": weeks[:1], "contact": made.key})
    )
    assert "Saved what it belongs to" in shown.text
    assert HoursEntry.select().where(HoursEntry.document == document.id).count() in (1, 2)
    assert DocumentTie.get().contact_id == made.id
    assert "Telephone" in shown.words("#review")
    assert len(desk.get(path).statements) <= 8
    tie = DocumentTie.get()
    listed = desk.get(f"{path}/ties")
    desk.submit(listed, f"/staff/cases/{sender.case.key}/documents/ties/{tie.key}/remove",
                selector="form[action$=remove]")  # fmt: skip
    assert not DocumentTie.select().exists()
    listed = desk.get(f"{path}/ties")
    desk.submit(listed, f"{path}/ties/hours", selector="form[action$='ties/hours']")
    assert not HoursEntry.select().where(HoursEntry.document == document.id).exists()
    assert Contact.select().count() == 1


def test_a_document_is_tied_to_something(desk: Browser, sender: Sender) -> None:
    _, path = viewed(sender)
    page = desk.get(f"{path}/ties")
    wrong = desk.submit(page, f"{path}/ties", status=422)
    assert "Please choose what the document belongs to" in wrong.text
    desk.submit(page, f"{path}/ties", {"contact": "nobodynobodynobo"}, status=404)


def test_the_same_file_is_recognized_and_a_private_one_is_not_told(
    app: flask.Flask, desk: Browser, sender: Sender
) -> None:
    first, _ = viewed(sender)
    _, path = viewed(sender)
    assert f"The same file came before: {first.reference}" in desk.get(path).words("#review")
    move_to_private_file(sender.worker.actor, document=first, at=NOON)
    assert "The same file" in desk.get(path).text
    boss = Browser(app, account("Bea Boss", Role.SUPERVISOR))
    assert "The same file" not in boss.get(path).text


def test_the_pdf_of_a_document_is_taken_out_on_record(desk: Browser, sender: Sender) -> None:
    _, path = viewed(sender)
    desk.get(f"{path}.pdf")
    assert AuditEntry.select().where(AuditEntry.action == "export_document").count() == 1


def test_that_a_private_document_was_taken_out_stands_for_its_readers_alone(
    app: flask.Flask, desk: Browser, sender: Sender
) -> None:
    document, path = viewed(sender)
    move_to_private_file(sender.worker.actor, document=document, at=NOON)
    desk.get(f"{path}.pdf")
    trail = f"/staff/cases/{sender.case.key}/audit"
    told = "took a document of the private file out"
    assert told in Browser(app, account("Mo Nito", Role.MONITOR)).get(trail).text
    boss = Browser(app, account("Bea Boss", Role.SUPERVISOR))
    boss.get(f"{path}.pdf", 404)
    assert told not in boss.get(trail).text


def test_the_scanners_word_stands_at_the_pages(desk: Browser, sender: Sender) -> None:
    document = sender.send()
    path = f"/staff/cases/{sender.case.key}/documents/{document.key}"
    assert "Waits for the virus scanner" in desk.get(path).text
    run_jobs()
    assert "No virus scanner looked at these files" in desk.get(path).text
    Page.update(scan="clean").execute()
    assert "The virus scanner found nothing" in desk.get(path).text


def test_the_next_of_the_inbox_follows_in_its_order(desk: Browser, sender: Sender) -> None:
    first, path = viewed(sender)
    second, after = viewed(sender, samples.ATTENDANCE_2)
    page = desk.get(path)
    order = sorted([(first.key, path), (second.key, after)])
    link = desk.get(order[0][1]).one("a[data-key=i]").get("href")
    assert desk.get(link, 303).headers["Location"] == order[1][1]
    last = desk.get(order[1][1]).one("a[data-key=i]").get("href")
    assert desk.get(last, 303).headers["Location"] == "/staff/inbox"
    assert desk.get("/staff/inbox/next?at=nonsense", 303).headers["Location"] == "/staff/inbox"
    assert page.one("button[data-key=a]") is not None


def test_readers_may_look_and_save_and_nothing_else(app: flask.Flask, sender: Sender) -> None:
    document, path = viewed(sender)
    page = Page.of_document(document.id)[0]
    monitor = Browser(app, account("Mo Nito", Role.MONITOR))
    assert not monitor.get(path).all("select[form=pages-form], form[action$=turn]")
    monitor.get(f"{path}.pdf")
    monitor.get(f"{path}/arrange", 404)
    monitor.get(f"{path}/ties", 404)
    for act in ("pages", "turn", "move", "apart", "split", "merge", "ties"):
        monitor.post(f"{path}/{act}", {"turn": f"{page.key} left"}, 404)
