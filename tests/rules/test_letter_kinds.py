"""LET-1 and LET-9: the letters that ship, and what a letter that takes something away must say."""

import json
import re
from datetime import date, timedelta

import flask
import pytest

from portal import letter_kinds, letter_values
from portal.models import Account, Case, Letter
from portal.operations.letters import draft_letter, save_letter_fields
from portal.policy.composing import plain_text
from portal.policy.lettering import FieldType
from portal.policy.refusals import Refused
from portal.policy.sending import Stop
from portal.reports import letters
from portal.words.letters import BANKS
from tests.factories import NOON, TODAY, case, participant
from tests.operations.lettering import ADDRESS, cast

NAMED = {  # by LET-1, in its order
    "appointment", "contact_due_soon", "no_contact_30_days", "documents_needed",
    "documents_received", "plan_to_sign", "plan_amended", "good_cause", "staffing_invitation",
    "staffing_result", "sanction", "sanction_ended", "exemption_decided", "support_decided",
    "support_ended", "case_closing", "notes_copy_ready",
}  # fmt: skip
ALSO = {"access_code", "hours_short", "sanction_check_in"}  # of the design of letters
TAKE_AWAY = {  # with the sample person from whom each takes something away
    "sanction": 0, "support_ended": 0, "case_closing": 0, "exemption_decided": 2,
}  # fmt: skip
NOTICE = 10  # calendar days
GOOD_CAUSE = 20  # calendar days
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def filled(kind: str, sample: int, program: str = "wtw") -> dict[str, str]:
    """What a sample person's letter holds, as if it were written today."""
    found = letter_kinds.kinds()[kind]
    raw = letter_values.samples_of(found, sample)
    moved = TODAY - date.fromisoformat(raw["letter_date"])

    def now(text: str) -> str:
        return _DAY.sub(lambda day: str(date.fromisoformat(day[0]) + moved), text)

    own = {name: now(raw[name]) for name in letter_kinds.own_fields(kind)}
    return own | {"rule": found.citations[program][0]}


def drafted(ana: Account, of: Case, kind: str, sample: int = 0, **changes: str) -> Letter:
    made = draft_letter(ana.actor, case=of, kind=kind, at=NOON)
    fields = filled(kind, sample, of.program) | changes
    return save_letter_fields(ana.actor, letter=made, fields=fields, personal_text="", at=NOON)


def stops(ana: Account, of: Case, kind: str, sample: int = 0, **changes: str) -> set[str]:
    """The fields for which a letter cannot go; "" is the whole letter."""
    letter = drafted(ana, of, kind, sample, **changes)
    return {one.field for one in letters.prepare(letter, of, TODAY).findings if one.stops}


def said(ana: Account, of: Case, kind: str, sample: int = 0) -> str:
    document = letters.prepare(drafted(ana, of, kind, sample), of, TODAY).document
    assert document is not None
    return plain_text(document.parts[0])


def test_let_1_every_letter_ships_and_can_be_drafted_in_the_programs_that_know_it(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en", "appointment")
    shipped = set(letter_kinds.kinds())
    assert shipped >= NAMED | ALSO
    for kind in sorted(NAMED | ALSO):
        for sample in range(3):
            assert stops(ana, of, kind, sample) == set(), f"{kind}, sample {sample}"
    text = said(ana, of, "plan_amended")
    assert "You can ask us to change the new plan until Monday, November 23, 2026." in text
    assert "You can ask for another class or training until Sunday, December 27, 2026." in text
    assert "CalFresh" in said(ana, of, "case_closing")
    assert "CalFresh" not in said(ana, of, "case_closing", 1)
    hoa = participant("Hoa Tran", "en", address=ADDRESS)
    away = Case.get_for(ana.actor, case(hoa, ana, program="dw", number="DW-2002").key)
    for kind in sorted(NAMED | ALSO):
        if "dw" in letter_kinds.kinds()[kind].citations:
            assert stops(ana, away, kind, 1) == set(), kind
        else:
            with pytest.raises(Refused) as refused:
                draft_letter(ana.actor, case=away, kind=kind, at=NOON)
            assert refused.value.codes == {"kind": Stop.NOT_IN_PROGRAM}


def test_let_9_what_takes_away_says_what_why_from_when_by_which_rule_how_to_cure_and_appeal(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en", "sanction")
    for kind, sample in TAKE_AWAY.items():
        found, fields = letter_kinds.kinds()[kind], filled(kind, sample)
        text = said(ana, of, kind, sample)
        for name in ("effective_on", "hearing_deadline"):
            assert letter_values.in_words(found.fields[name], fields[name], "en", _plain) in text
        for name in [one for one in ("reasons", "supports", "cure_steps") if one in found.fields]:
            for code in fields[name].split("\n"):
                assert str(BANKS[found.fields[name].bank][code]) in text, (kind, name, code)
        assert f"The rule is {fields['rule']}." in text
        assert "call (510) 555-0142" in text.lower(), f"{kind}: how to cure it"
        for right in ("ask for a hearing", "A hearing is free.", "free legal help"):
            assert right in text, (kind, right)
        needed = ("effective_on", "hearing_deadline", "legal_aid_phone", "reasons")
        for name in needed:
            assert stops(ana, of, kind, sample, **{name: ""}) == {name}, (kind, name)
        edge = TODAY + timedelta(days=NOTICE)
        early = str(edge - timedelta(days=1))
        assert stops(ana, of, kind, sample, effective_on=early) == {"effective_on"}
        assert stops(ana, of, kind, sample, effective_on=str(edge)) == set()
    for name in ("amount_from", "amount_to", "stays", "cure_steps", "keep_benefits_by"):
        assert stops(ana, of, "sanction", **{name: ""}) == {name}
    # A "no" takes something away too; a "yes" needs no reasons.
    assert stops(ana, of, "support_decided", 1, reasons="") == {"reasons"}
    assert stops(ana, of, "support_decided", 0, reasons="") == set()
    assert stops(ana, of, "exemption_decided", 1, reasons="") == {"reasons"}
    assert stops(ana, of, "notes_copy_ready", 1, reasons="") == {"reasons"}
    # Before anything is taken away there are twenty days to give a good reason (CASE-4).
    last = TODAY + timedelta(days=GOOD_CAUSE)
    begun = draft_letter(ana.actor, case=of, kind="good_cause", at=NOON)
    assert json.loads(begun.fields)["reply_by"] == str(last)
    early = str(last - timedelta(days=1))
    assert stops(ana, of, "good_cause", reply_by=early) == {"reply_by"}
    assert stops(ana, of, "good_cause", reply_by=str(last)) == set()


def _plain(code: str, _tag: str) -> str:
    return code


def test_what_may_take_away_has_its_fields_for_money_and_days_typed() -> None:
    found = letter_kinds.kinds()["sanction"].fields
    assert found["amount_to"].type is found["amount_from"].type is FieldType.MONEY
    assert all(
        letter_kinds.kinds()[kind].fields["effective_on"].type is FieldType.DATE
        for kind in TAKE_AWAY
    )
