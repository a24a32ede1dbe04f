"""One kind of letter to many cases: made a slice at a time, paused, taken up, never twice."""

import json
from collections import Counter
from datetime import timedelta

import flask
import pytest

from portal import jobs, letter_kinds
from portal.models import (
    AuditEntry,
    BatchLetter,
    Case,
    Letter,
    LetterBatch,
    Participant,
    PrintItem,
)
from portal.models.letters import LetterState
from portal.models.printing import BatchState
from portal.operations.letters import batch_making, discard_letter
from portal.operations.letters.batches import continue_batch, pause_batch, take_up_batches
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.policy.batches import LANES, SLICE, TO_MANY, BatchRefusal, Skipped
from portal.policy.refusals import Refused
from tests.factories import NOON, account
from tests.operations.batching import begin, caseload, states
from tests.operations.lettering import stored, words


def refused(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return next(iter(refusal.value.codes.values()))


def why(batch: LetterBatch) -> list[tuple[str, str]]:
    rows = BatchLetter.select().where(BatchLetter.batch == batch.id).order_by(BatchLetter.number)
    return [(row.reason, row.field) for row in rows if row.reason]


def first_of(batch: LetterBatch, number: int = 0) -> int:
    return BatchLetter.get(BatchLetter.batch == batch.id, BatchLetter.number == number).id


def test_nothing_that_takes_something_away_goes_to_many() -> None:
    kinds = letter_kinds.kinds()
    assert set(TO_MANY) < set(kinds)
    for kind, fields in TO_MANY.items():
        assert "effective_on" not in kinds[kind].fields
        assert set(fields) <= letter_kinds.own_fields(kind)
    assert not {"sanction", "good_cause", "case_closing", "support_ended"} & set(TO_MANY)


def test_each_case_gets_one_letter_in_its_own_language(both_databases: flask.Flask) -> None:
    batch = begin(caseload(5))
    assert jobs.run_waiting() == 1
    letters = list(Letter.select().order_by(Letter.case))
    assert [one.locale for one in letters] == ["en", "es", "vi", "ar", "en"]
    assert {one.state for one in letters} == {LetterState.WAITING}
    assert [json.loads(one.fields)["reply_by"] for one in letters] == ["2026-12-04"] * 5
    assert len({one.letter_no for one in letters}) == 5
    assert len({one.pdf for one in letters}) == 5
    for one in letters:
        assert one.letter_no in words(stored(one.case, one.pdf))[0]
    found = LetterBatch.get_by_id(batch.id)
    assert (found.state, found.total) == (BatchState.DONE, 5)
    sent = AuditEntry.select().where(AuditEntry.action == "send_letter")
    assert Counter(entry.case_id for entry in sent) == {one.case_id: 1 for one in letters}


def test_large_print_is_made_for_those_who_read_it(both_databases: flask.Flask) -> None:
    large = caseload(1, wants_large_print=True)
    begin(large + caseload(1))
    jobs.run_waiting()
    first, second = Letter.select().order_by(Letter.case)
    assert first.pdf_large
    assert not second.pdf_large


def test_a_batch_leaves_and_waits_to_be_printed_like_any_letter(
    both_databases: flask.Flask,
) -> None:
    begin(caseload(3))
    jobs.run_waiting()
    leaves_at = max(one.leaves_at for one in Letter.select())
    assert let_letters_leave(leaves_at - timedelta(minutes=1)) == 0
    assert let_letters_leave(leaves_at) == 3
    assert PrintItem.select().count() == 3


def test_a_case_without_what_the_letter_needs_is_skipped_with_its_reason(
    both_databases: flask.Flask,
) -> None:
    cases = caseload(2) + caseload(1, address="") + caseload(1)
    batch = begin(cases)
    jobs.run_waiting()
    assert states(batch) == ["made", "made", "skipped", "made"]
    assert why(batch) == [("no_address", "mailing_address")]
    assert Letter.select().count() == 3  # the skipped one's draft is gone
    assert LetterBatch.get_by_id(batch.id).state == BatchState.DONE


def test_who_comes_into_danger_closes_or_moves_after_the_list_was_made_gets_none(
    both_databases: flask.Flask,
) -> None:
    private, closed, moved, there = cases = caseload(4)
    batch = begin(cases)
    Case.update(is_restricted=True).where(Case.id == private.id).execute()
    Case.update(status="closed").where(Case.id == closed.id).execute()
    Case.update(worker=account("Bo Lind")).where(Case.id == moved.id).execute()
    jobs.run_waiting()
    assert [reason for reason, _field in why(batch)] == [
        Skipped.PRIVATE, Skipped.CLOSED, Skipped.NOT_YOURS,
    ]  # fmt: skip
    assert [one.case_id for one in Letter.select()] == [there.id]


def test_what_is_not_the_senders_own_never_gets_into_a_batch(both_databases: flask.Flask) -> None:
    own, private, closed, foreign = cases = caseload(4)
    Case.update(is_restricted=True).where(Case.id == private.id).execute()
    Case.update(status="closed").where(Case.id == closed.id).execute()
    Case.update(worker=account("Bo Lind")).where(Case.id == foreign.id).execute()
    assert begin([*cases, own]).total == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"kind": "sanction"}, BatchRefusal.NOT_TO_MANY),
        ({"is_same_list": False}, BatchRefusal.LIST_CHANGED),
        ({"case_ids": []}, BatchRefusal.NOBODY),
    ],
)
def test_a_batch_that_may_not_be_is_refused(
    app: flask.Flask, options: dict[str, object], said: str
) -> None:
    cases = caseload(1)
    with pytest.raises(Refused) as refusal:
        begin(cases, **options)
    assert refused(refusal) == said
    assert LetterBatch.select().count() == 0


def test_lanes_go_on_slice_by_slice_and_a_second_chain_stops_by_itself(app: flask.Flask) -> None:
    batch = begin(caseload(SLICE * LANES + 3, ("en",)))
    assert jobs.queue().pending_count() == LANES
    take_up_batches(NOON)  # while the worker works all the same
    assert jobs.run_waiting() == 2 * LANES + 1  # each slice once, and two that found nothing to do
    assert Counter(states(batch)) == {"made": SLICE * LANES + 3}
    assert Letter.select().count() == SLICE * LANES + 3


def test_a_slice_worked_on_twice_at_once_is_kept_once(both_databases: flask.Flask) -> None:
    batch = begin(caseload(2, ("en",)))
    items, sender = batch_making._slice(first_of(batch)), account("Bo Lind").actor
    drafts = batch_making.draft_slice(sender, batch=batch, items=items, at=NOON, skipped={})
    late = batch_making._frozen(sender, drafts, NOON, {})
    jobs.run_waiting()  # the other process was quicker
    before = {one.id: (one.letter_no, one.pdf) for one in Letter.select()}
    done = batch_making.keep_slice(
        sender, batch=batch, made=late, skipped={}, following=first_of(batch), at=NOON
    )
    assert done == 0
    assert jobs.queue().pending_count() == 0
    assert {one.id: (one.letter_no, one.pdf) for one in Letter.select()} == before


def test_drafts_of_a_killed_process_are_taken_up_again(both_databases: flask.Flask) -> None:
    batch = begin(caseload(3, ("en",)))
    items, sender = batch_making._slice(first_of(batch)), batch.made_by.actor
    drafts = batch_making.draft_slice(sender, batch=batch, items=items, at=NOON, skipped={})
    batch_making._frozen(sender, drafts, NOON, {})  # files are there, no row names them
    discard_letter(sender, letter=drafts[1][1], at=NOON)  # and somebody threw one draft away
    jobs.queue().flush()
    take_up_batches(NOON)
    jobs.run_waiting()
    assert states(batch) == ["made"] * 3
    assert Letter.select().count() == 3
    assert {drafts[0][1].id, drafts[2][1].id} < {one.id for one in Letter.select()}


def test_a_draft_that_its_worker_changed_into_a_sent_letter_is_left_alone(
    both_databases: flask.Flask,
) -> None:
    batch = begin(caseload(1, ("en",)))
    items, sender = batch_making._slice(first_of(batch)), batch.made_by.actor
    ((_item, letter),) = batch_making.draft_slice(
        sender, batch=batch, items=items, at=NOON, skipped={}
    )
    Letter.update(state=LetterState.WAITING, pdf="by-hand", leaves_at=NOON + UNDO).where(
        Letter.id == letter.id
    ).execute()
    jobs.run_waiting()
    assert states(batch) == ["made"]
    assert Letter.get().pdf == "by-hand"


def test_a_paused_batch_makes_nothing_and_goes_on_where_it_stopped(
    both_databases: flask.Flask,
) -> None:
    batch = begin(caseload(4, ("en",)))
    sender = batch.made_by.actor
    assert pause_batch(sender, batch=batch, at=NOON).state == BatchState.PAUSED
    take_up_batches(NOON)
    jobs.run_waiting()
    assert Letter.select().count() == 0
    assert continue_batch(sender, batch=batch, at=NOON).state == BatchState.RUNNING
    continue_batch(sender, batch=batch, at=NOON)
    jobs.run_waiting()
    assert Letter.select().count() == 4
    assert pause_batch(sender, batch=batch, at=NOON).state == BatchState.DONE


def test_nobody_but_the_sender_finds_a_batch(both_databases: flask.Flask) -> None:
    batch = begin(caseload(1))
    assert LetterBatch.get_for(batch.made_by.actor, batch.key).id == batch.id
    with pytest.raises(LetterBatch.DoesNotExist):
        LetterBatch.get_for(account("Bo Lind").actor, batch.key)


def test_a_signature_of_the_typesetter_that_fails_skips_one_letter_alone(
    both_databases: flask.Flask,
) -> None:
    cases = caseload(2, ("en",))
    Participant.update(given_name="A\U00013000").where(
        Participant.id == cases[0].participant_id
    ).execute()
    batch = begin(cases)
    jobs.run_waiting()
    assert states(batch) == ["skipped", "made"]
    assert why(batch)[0] == ("not_drawable", "client_name")
