"""Letters on paper: queued once, counted out and in, printed again, held for people in danger."""

import threading
from io import BytesIO

import flask
import pikepdf
import pypdfium2
import pytest

from portal import db, duplex
from portal.models import AuditEntry, Case, Letter, LetterEvent, PrintItem, PrintRun
from portal.models.printing import PrintState
from portal.operations.letters.printing import (
    count_in,
    count_out,
    hand_over,
    print_again,
    queue_print,
)
from portal.policy.mailing import MOST_LETTERS, PrintRefusal, ReprintReason, sheets
from portal.policy.refusals import Refused
from portal.reports import printing
from tests import factories
from tests.factories import NOON, account
from tests.operations.mailing import clerk, paper, print_now, row, sent_letter, waiting


def refused(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return next(iter(refusal.value.codes.values()))


def in_danger(letter: Letter) -> None:
    Case.update(is_restricted=True).where(Case.id == letter.case_id).execute()


def words(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


@pytest.mark.parametrize(("pages", "paper_used"), [(1, 1), (2, 1), (3, 2), (6, 3), (9, 5)])
def test_sheets_are_printed_on_both_sides_and_belong_to_one_letter(
    pages: int, paper_used: int
) -> None:
    assert sheets(pages) == paper_used


def test_files_one_behind_the_other_each_begin_on_a_front_page() -> None:
    made = duplex.behind_one_another([paper("A", 3), paper("B", 2), paper("C", 1)])
    assert words(made) == ["A page 1", "A page 2", "A page 3", "", "B page 1", "B page 2", "C page 1", ""]  # fmt: skip
    assert all(page.mediabox == [0, 0, 612, 792] for page in pikepdf.open(BytesIO(made)).pages)


def test_a_letter_that_leaves_waits_once(both_databases: flask.Flask) -> None:
    (letter,) = waiting(1)
    queue_print(account("Bo Lind").actor, letter=letter, at=NOON)
    assert PrintItem.select().count() == 1
    assert row(letter).state == PrintState.WAITING


def test_what_was_mailed_is_not_queued_again_by_a_second_leaving(
    both_databases: flask.Flask,
) -> None:
    (letter,) = waiting(1)
    ed = clerk()
    count_in(ed.actor, run=print_now(ed), missing=[], at=NOON)
    queue_print(ed.actor, letter=letter, at=NOON)
    assert PrintItem.select().count() == 1


def test_a_run_counts_letters_and_sheets_and_who_and_when(both_databases: flask.Flask) -> None:
    waiting(2, pages=3)
    waiting(1, pages=4, is_large=True)
    run = print_now(ed := clerk())
    assert (run.letters, run.sheets) == (3, 2 + 2 + 3)
    assert (run.made_by_id, run.made_at) == (ed.id, NOON)
    assert [one.pages for one in printing.lines_of(run)] == [3, 3, 6]
    assert LetterEvent.select().where(LetterEvent.kind == "printed").count() == 3
    assert AuditEntry.select().where(AuditEntry.action == "count_out_letters").count() == 1


def test_the_pile_is_made_of_the_frozen_files(both_databases: flask.Flask) -> None:
    first, second = waiting(2, pages=1)
    (large,) = waiting(1, pages=1, is_large=True)
    assert words(printing.pile(print_now(clerk()))) == [
        f"{first.letter_no} page 1", "",
        f"{second.letter_no} page 1", "",
        *(f"{large.letter_no} large page {number}" for number in (1, 2, 3)), "",
    ]  # fmt: skip


def test_nothing_waits_twice(both_databases: flask.Flask) -> None:
    waiting(2)
    ed = clerk()
    print_now(ed)
    with pytest.raises(Refused) as refusal:
        print_now(ed)
    assert refused(refusal) == PrintRefusal.NOTHING_WAITS
    assert PrintRun.select().count() == 1


def test_two_clerks_at_once_never_print_the_same_letter(both_databases: flask.Flask) -> None:
    waiting(6)
    clerks = [clerk(), clerk("Flo Ray")]
    pile = printing.next_pile(factories.office().id)  # both saw the same list
    outcomes: list[object] = []
    both = threading.Barrier(2)

    def press(who: object) -> None:
        with db.database.connection_context():
            both.wait()
            try:
                outcomes.append(count_out(who, pile=pile, at=NOON).letters)  # type: ignore[arg-type]
            except Refused as refusal:
                outcomes.append(refusal.codes[""])

    threads = [threading.Thread(target=press, args=(one.actor,)) for one in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["6", PrintRefusal.NOTHING_WAITS]
    assert PrintRun.get().letters == 6


def test_another_office_prints_its_own_letters_alone(both_databases: flask.Flask) -> None:
    waiting(1)
    far = clerk()
    far.office = factories.office("Hayward")
    far.save()
    assert printing.next_pile(far.office_id) == []
    pile = printing.next_pile(factories.office().id)
    with pytest.raises(Refused) as refusal:
        count_out(far.actor, pile=pile, at=NOON)
    assert refused(refusal) == PrintRefusal.NOTHING_WAITS
    assert [(one["name"], one["waiting"], one["out"]) for one in printing.by_office()] == [
        ("Eastmont", 1, 0)
    ]


def test_a_run_holds_as_many_as_a_person_can_fold(both_databases: flask.Flask) -> None:
    (letter,) = waiting(1)
    for _more in range(MOST_LETTERS):
        made = Letter.create(
            case=letter.case_id, kind="appointment", locale="es", letter_no=f"M-{_more}",
            state="sent", pdf=letter.pdf, sent_at=NOON, created_at=NOON,
        )  # fmt: skip
        PrintItem.create(letter=made, office=factories.office(), queued_at=NOON)
    assert len(printing.next_pile(factories.office().id)) == MOST_LETTERS


def test_what_is_missing_is_named_and_goes_back_to_the_queue(both_databases: flask.Flask) -> None:
    letters = waiting(3)
    ed = clerk()
    run = print_now(ed)
    lost = row(letters[1])
    counted = count_in(ed.actor, run=run, missing=[lost.key], at=NOON)
    assert (counted.mailed, counted.letters, counted.counted_by_id) == (2, 3, ed.id)
    assert [row(one).state for one in letters] == ["mailed", "waiting", "mailed"]
    assert PrintItem.get_by_id(lost.id).state == PrintState.MISSING
    assert row(letters[1]).reason == ReprintReason.MISSING
    mailed = LetterEvent.select().where(LetterEvent.kind == "mailed")
    assert {one.letter_id for one in mailed} == {letters[0].id, letters[2].id}
    assert [one.letter_no for one in printing.waiting_at(factories.office().id)] == [
        letters[1].letter_no
    ]


def test_a_run_is_counted_in_once_and_only_with_its_own_letters(
    both_databases: flask.Flask,
) -> None:
    ed = clerk()
    waiting(1)
    first = print_now(ed)
    (other,) = waiting(1)
    with pytest.raises(Refused) as refusal:
        count_in(ed.actor, run=first, missing=[row(other).key], at=NOON)
    assert refused(refusal) == PrintRefusal.NOT_IN_RUN
    count_in(ed.actor, run=first, missing=[], at=NOON)
    with pytest.raises(Refused) as refusal:
        count_in(ed.actor, run=first, missing=[], at=NOON)
    assert refused(refusal) == PrintRefusal.COUNTED_ALREADY


def test_a_letter_of_somebody_in_danger_waits_and_is_in_no_run(both_databases: flask.Flask) -> None:
    held, free = waiting(2)
    in_danger(held)
    ed = clerk()
    lines = printing.waiting_at(factories.office().id)
    assert (lines[0].is_held, lines[0].name, lines[0].case_no, lines[0].locale) == (
        True,
        "",
        "",
        "",
    )
    run = print_now(ed)
    assert [one.letter_no for one in printing.lines_of(run)] == [free.letter_no]
    assert row(held).state == PrintState.WAITING
    assert printing.by_office()[0]["held"] == 1


def test_who_comes_into_danger_after_the_printing_is_taken_out_again(
    both_databases: flask.Flask,
) -> None:
    first, second = waiting(2, pages=1)
    ed = clerk()
    pile = printing.next_pile(factories.office().id)
    in_danger(first)
    run = count_out(ed.actor, pile=pile, at=NOON)
    assert run.letters == 1  # between the list and the press
    in_danger(second)
    assert printing.pile(run) == b""
    counted = count_in(ed.actor, run=run, missing=[], at=NOON)
    assert counted.mailed == 0
    assert row(second).state == PrintState.WAITING
    assert printing.lines_of(run)[0].name == ""


def test_a_held_letter_is_handed_over_by_who_works_on_the_case(
    both_databases: flask.Flask,
) -> None:
    held, free = waiting(2)
    in_danger(held)
    ana, bo = held.case.worker, account("Bo Lind", unit="Unit 2")
    assert [one["letter_no"] for one in printing.held_for(ana.actor)] == [held.letter_no]
    assert printing.held_for(bo.actor) == []
    with pytest.raises(PrintItem.DoesNotExist):
        PrintItem.to_hand_over(bo.actor, row(held).key)
    item = PrintItem.to_hand_over(ana.actor, row(held).key)
    hand_over(ana.actor, item=item, at=NOON)
    assert row(held).state == PrintState.HANDED
    assert LetterEvent.get(LetterEvent.letter == held.id).kind == "delivered"
    with pytest.raises(Refused) as refusal:
        hand_over(ana.actor, item=PrintItem.to_hand_over(ana.actor, row(free).key), at=NOON)
    assert refused(refusal) == PrintRefusal.NOT_HELD


def test_a_letter_is_printed_again_with_a_reason_as_it_was_sent(
    both_databases: flask.Flask,
) -> None:
    (letter,) = waiting(1)
    ed = clerk()
    number, reason = letter.letter_no, ReprintReason.SPOILED
    for wrong, said in (("L-0", "no_such_letter"), (number, "in_the_queue")):
        with pytest.raises(Refused) as refusal:
            print_again(ed.actor, letter_no=wrong, reason=reason, at=NOON)
        assert refused(refusal) == said
    count_in(ed.actor, run=print_now(ed), missing=[], at=NOON)
    again = print_again(ed.actor, letter_no=f" {number} ", reason=reason, at=NOON)
    assert (again.reason, again.asked_by_id, again.state) == (reason, ed.id, PrintState.WAITING)
    assert printing.next_pile(factories.office().id) == [(again.id, 3)]
    assert Letter.get_by_id(letter.id).pdf == letter.pdf
    entry = AuditEntry.get(AuditEntry.action == "print_again")
    assert (entry.reason, entry.case_id) == (reason, letter.case_id)


def test_a_letter_of_another_office_is_not_printed_again_here(both_databases: flask.Flask) -> None:
    letter = sent_letter(factories.case(worker=account()))
    with pytest.raises(Refused) as refusal:
        print_again(clerk().actor, letter_no=letter.letter_no, reason=ReprintReason.LOST, at=NOON)
    assert refused(refusal) == PrintRefusal.NO_SUCH_LETTER
