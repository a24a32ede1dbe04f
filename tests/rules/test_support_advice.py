"""CASE-10 and CASE-11: status updates to other workers of the family; what facts speak for."""

from datetime import date
from typing import Any

import flask

from portal.models import Case, TimelineEntry
from portal.models.cases import EntryKind
from portal.models.supports import ServiceReferral, StatusUpdate
from portal.operations.supports.updates import answer_update, send_update
from portal.policy.statuses import CaseStatus
from portal.policy.support_suggestions import CaseFacts, Why, suggestions
from portal.policy.supports import ReferralKind, SupportRefusal, UpdateAbout, UpdateTo
from portal.reports.supports import of_case
from portal.reports.supports.suggesting import suggested
from tests.factories import NOON, TODAY
from tests.operations.lettering import cast
from tests.rules.test_supports import DAY, THIS, offered, refused, stepped


def test_case_10_a_status_update_is_sent_and_answered_within_the_case(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en")
    told = {"case": of, "recipient": UpdateTo.CHILD_CARE, "worker_name": "Ms. Ortiz",
            "about": UpdateAbout.HOURS_CHANGED, "at": NOON}  # fmt: skip
    assert refused(send_update, ana.actor, text=" ", **told) == {
        "text": SupportRefusal.NOTHING_SAID
    }
    row: Any = send_update(ana.actor, text="Class now ends at 5", **told)
    assert "Class" not in row.text
    assert of_case.update_text(of, row, "text") == "Class now ends at 5"

    def answered(on: date, text: str = "Care until 5:30") -> StatusUpdate:
        return answer_update(ana.actor, update=row, answered_on=on, answer=text, at=NOON + DAY)

    early, late = SupportRefusal.BEFORE_LAST_STEP, SupportRefusal.AHEAD
    assert refused(answered, TODAY - DAY) == {"answered_on": early}
    assert refused(answered, TODAY + 2 * DAY) == {"answered_on": late}
    assert refused(answered, TODAY, "") == {"answer": SupportRefusal.NOTHING_SAID}
    done = answered(TODAY)
    assert of_case.update_text(of, done, "answer") == "Care until 5:30"
    # An answer stays as it came: of two the second is told.
    assert refused(answered, TODAY + DAY, "Something else") == {"": SupportRefusal.CHANGED}
    lines = TimelineEntry.select().where(TimelineEntry.kind == EntryKind.UPDATE)
    assert lines.count() == 2  # sent, answered
    (listed,) = of_case.updates_of(of)
    assert (listed.worker_name, listed.answered_on) == ("Ms. Ortiz", TODAY)


def codes(today: date, **facts: Any) -> dict[str, tuple[Why, ...]]:
    """What facts speak for, each with why."""
    given = CaseFacts(**({"status": CaseStatus.ACTIVE} | facts))
    return {one.code: one.whys for one in suggestions(given, today)}


def test_case_11_facts_speak_for_programs_and_services_and_each_says_why(
    both_databases: flask.Flask,
) -> None:
    away = {"activities": frozenset({"english_class"})}
    birthday = date(2026, 11, 20)
    for years, code in ((13, "child_care"), (2, "sosp")):
        born = {"youngest_child_born_on": date(2026 - years, 11, 20)}
        assert code in codes(birthday - DAY, **born, **away)
        assert code not in codes(birthday, **born, **away)
        assert code not in codes(birthday + DAY, **born, **away)
    assert codes(TODAY) == {}
    assert codes(TODAY, **away) == {"bus_pass": (Why.AWAY_FROM_HOME,)}
    open_now = {"taken": frozenset({("service", "gas_money")})}
    assert codes(TODAY, **away, **open_now) == {}
    paid = {"taken": frozenset({("service", "child_care"), ("service", "bus_pass")})}
    assert codes(TODAY, youngest_child_born_on=date(2020, 1, 1), **away, **paid) == {}
    both = codes(TODAY, phrases=frozenset({"stable_home"}), needs=frozenset({"housing_help"}))
    assert both["housing"] == (Why.HOUSING_GOAL, Why.HOUSING_NEED)
    assert codes(TODAY, reasons=frozenset({"caring"})) == {"ihss": (Why.CARING,)}
    assert codes(TODAY, status=CaseStatus.DISCONTINUED) == {"calfresh_et": (Why.AID_OVER,)}
    assert codes(TODAY, status=CaseStatus.CLOSED, is_in_danger=True) == {}
    _read_from_the_case()


def _read_from_the_case() -> None:
    ana, of = cast("en")
    Case.update(is_restricted=True, youngest_child_born_on=TODAY).where(Case.id == of.id).execute()
    of = Case.get_by_id(of.id)

    def found(*, private: bool) -> set[str]:
        rows = of_case.services_of(of, THIS), of_case.referrals_of(ana.actor, of)
        return {one.code for one in suggested(of, *rows, TODAY, private=private)}

    assert found(private=True) == {"sosp", "domestic_violence"}
    # That one of health or safety would help is told to nobody else.
    assert found(private=False) == {"sosp"}
    row = offered(ana, of, ReferralKind.SOSP)
    assert found(private=False) == set()
    stepped(ana, row, "declined", TODAY - 2 * DAY)
    assert found(private=False) == set()
    longer = TODAY - 90 * DAY
    ServiceReferral.update(answered_on=longer).where(ServiceReferral.id == row.id).execute()
    assert found(private=False) == {"sosp"}
