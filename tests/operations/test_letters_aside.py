"""A letter that an event asks for is put aside with a reason: not for ever, and nothing else."""

import threading
from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import db
from portal.models import AuditEntry, Case, DocumentRequest, Letter, LetterAside
from portal.operations.letters.aside import put_letter_aside, take_letter_up
from portal.operations.letters.drafting import draft_for_event
from portal.operations.statuses.turning import draft_reviews
from portal.policy.letters_aside import NOTICES, AsideReason, AsideRefusal, refusals_to_put_aside
from portal.policy.refusals import Refused
from portal.policy.sanction_gate import missing
from portal.policy.sending import Stop
from portal.reports.letters.asides import asides_of
from portal.reports.letters.suggestions import KINDS, Event, suggested
from portal.reports.noncompliance.gate import gate_facts
from tests.factories import NOON, TODAY, account
from tests.noncompliance import scene
from tests.operations.lettering import cast
from tests.operations.test_letter_drafting import asked, exemption_ends

DAY = timedelta(days=1)


def put(who: Any, of: Case, cause: str, reason: str = AsideReason.TOLD, text: str = "") -> Any:
    return put_letter_aside(who.actor, case=of, cause=cause, reason=reason, text=text, at=NOON)


def test_what_was_put_aside_is_asked_for_no_more_but_something_new_is(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en")
    asked(of)
    (one,) = suggested(of, NOON)
    made = put(ana, of, one.cause, AsideReason.OTHER, "He has it in his hand.")
    assert suggested(of, NOON) == []
    assert "hand" not in str(LetterAside.get().sealed_text)
    (shown,) = asides_of(Case.get_by_id(of.id))
    assert (shown.event, shown.reason, shown.text, shown.by) == (
        "document_asked", "other", "He has it in his hand.", "Ana Ruiz",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        draft_for_event(ana.actor, case=of, cause=one.cause, at=NOON)
    assert refused.value.codes == {"": Stop.NOT_ASKED_FOR}
    assert put(ana, of, one.cause).id == made.id, "of two who do it the second gets the first"
    DocumentRequest.create(case=of, kind="pay_stub", why="hours", due_on=TODAY, asked_at=NOON)
    (new,) = suggested(of, NOON)
    assert new.event == one.event
    assert new.cause != one.cause
    row = AuditEntry.get(AuditEntry.action == "put_letter_aside")
    assert (row.actor_id, row.case_id, row.reason) == (ana.id, of.id, "other")


def test_what_is_taken_back_is_asked_for_again(both_databases: flask.Flask) -> None:
    ana, of = cast("en")
    ben = account("Ben Stone")
    asked(of)
    (one,) = suggested(of, NOON)
    made = put(ana, of, one.cause)
    assert take_letter_up(ben.actor, aside=made, at=NOON + DAY)
    assert not take_letter_up(ana.actor, aside=made, at=NOON + 2 * DAY)
    row: Any = LetterAside.get()
    assert (row.taken_back_by_id, row.taken_back_at) == (ben.id, NOON + DAY), "the first time stays"
    assert suggested(of, NOON) == [one]
    assert asides_of(of) == []
    assert put(ana, of, one.cause).id != made.id
    assert suggested(of, NOON) == []


def test_two_who_put_one_letter_aside_at_once_do_it_once(both_databases: flask.Flask) -> None:
    ana, of = cast("en")
    asked(of)
    (one,) = suggested(of, NOON)

    def press() -> None:
        with db.database.connection_context():
            put(ana, Case.get_by_id(of.id), one.cause)

    hands = [threading.Thread(target=press) for _hand in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert LetterAside.select().count() == 1


def test_a_notice_before_something_is_taken_away_needs_words_beside_every_reason() -> None:
    for kind in {*KINDS.values(), *NOTICES}:
        for reason in AsideReason:
            needs = kind in NOTICES or reason == AsideReason.OTHER
            assert bool(refusals_to_put_aside(kind, reason, "  ")) == needs, (kind, reason)
            assert refusals_to_put_aside(kind, reason, "Told at home.") == {}
        assert refusals_to_put_aside(kind, "", "Words") == {"reason": AsideRefusal.NO_REASON}


def test_a_notice_put_aside_opens_no_gate_and_delivers_nothing(
    both_databases: flask.Flask,
) -> None:
    ana, of = scene.case_of("Put Aside", "en")
    found = scene.opened(ana, of, TODAY)
    before = missing(gate_facts(found, TODAY))
    one = next(one for one in suggested(of, NOON) if one.event == Event.NONCOMPLIANCE)
    with pytest.raises(Refused) as refused:
        put(ana, of, one.cause)
    assert refused.value.codes == {"text": AsideRefusal.NO_WORDS_FOR_NOTICE}
    put(ana, of, one.cause, text="I read it to her at the door.")
    again: Any = type(found).get_by_id(found.id)
    assert missing(gate_facts(again, TODAY)) == before
    assert before != ()
    assert again.delivered_on is None
    assert Letter.select().count() == 0


def test_the_night_does_not_begin_what_a_worker_put_aside(both_databases: flask.Flask) -> None:
    ana, of = cast("en")
    exemption_ends(of)
    (one,) = suggested(Case.get_by_id(of.id), NOON)
    made = put(ana, Case.get_by_id(of.id), one.cause, text="The exemption is renewed tomorrow.")
    assert list(draft_reviews(TODAY, NOON)) == []
    take_letter_up(ana.actor, aside=made, at=NOON)
    assert list(draft_reviews(TODAY, NOON)) == [1]
