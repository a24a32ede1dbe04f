"""CASE-8 and CASE-9: referrals to services, supportive services by month."""

from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal.models import Account, Case, Letter, SupportMonth, TimelineEntry
from portal.models.accounts import Role
from portal.models.cases import EntryKind
from portal.models.supports import ServiceReferral, SupportiveService
from portal.operations.supports import (
    authorize_service,
    deny_service,
    discontinue_service,
    end_services,
    issue_month,
    request_service,
)
from portal.operations.supports.referrals import ask_referral, offer_referral, take_step
from portal.policy.calendar import Month
from portal.policy.refusals import Refused
from portal.policy.supports import (
    ReferralKind,
    ReferralOutcome,
    ReferralState,
    SupportRefusal,
)
from portal.reports.supports import of_case
from tests.factories import NOON, TODAY, account, as_actor
from tests.operations.lettering import cast

THIS = Month.of(TODAY)
DAY = timedelta(days=1)
NOTICE = 10  # calendar days
OFFERED = TODAY - 5 * DAY


def refused(of: Any, *args: Any, **values: Any) -> dict[str, Any]:
    with pytest.raises(Refused) as caught:
        of(*args, **values)
    return caught.value.codes


def offered(ana: Account, of: Case, kind: ReferralKind = ReferralKind.HOUSING) -> ServiceReferral:
    return offer_referral(
        ana.actor, case=of, kind=kind, place="Hope House", why="They must leave by May",
        is_hidden=False, offered_on=OFFERED, at=NOON,
    )  # fmt: skip


def stepped(ana: Account, row: Any, then: str, on: date, outcome: str = "") -> ServiceReferral:
    return take_step(
        ana.actor, referral=row, then=ReferralState(then), on=on, version=row.version,
        outcome=ReferralOutcome(outcome) if outcome else None, at=NOON,
    )  # fmt: skip


def test_case_8_a_referral_is_offered_accepted_sent_and_ended_each_with_its_day(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en")
    row = offered(ana, of)
    assert "Hope" not in row.place
    assert of_case.referral_text(of, row, "place") == "Hope House"
    # The day of the step before counts, the day before it does not; nor does tomorrow.
    refused_on = refused(stepped, ana, row, "accepted", OFFERED - DAY)
    assert refused_on == {"on": SupportRefusal.BEFORE_LAST_STEP}
    assert refused(stepped, ana, row, "accepted", TODAY + DAY) == {"on": SupportRefusal.AHEAD}
    assert refused(stepped, ana, row, "sent", TODAY) == {"": SupportRefusal.WRONG_STEP}
    yes = stepped(ana, row, "accepted", OFFERED)
    assert refused(stepped, ana, row, "declined", TODAY) == {"": SupportRefusal.CHANGED}
    sent = stepped(ana, yes, "sent", TODAY - DAY)
    assert refused(stepped, ana, sent, "ended", TODAY) == {"outcome": SupportRefusal.NO_REASON}
    end = stepped(ana, sent, "ended", TODAY, "in_service")
    days: Any = [end.offered_on, end.answered_on, end.sent_on, end.ended_on]
    assert days == [OFFERED, OFFERED, TODAY - DAY, TODAY]
    _asked_by_the_participant(ana, of)
    _private_for_others(ana, of)


def _asked_by_the_participant(ana: Account, of: Case) -> None:
    hoa = as_actor(of.participant)
    asked = {"case": of, "why": "Nobody for the baby", "is_hidden": False, "at": NOON}
    row: Any = ask_referral(hoa, kind=ReferralKind.CHILD_CARE, **asked)
    assert (row.state, row.asked_on, row.by_participant) == ("asked", TODAY, True)
    twice = refused(ask_referral, hoa, kind=ReferralKind.CHILD_CARE, **asked)
    assert twice == {"kind": SupportRefusal.ALREADY_OPEN}
    no = stepped(ana, row, "declined", TODAY)
    assert ask_referral(hoa, kind=ReferralKind.CHILD_CARE, **asked).id != no.id
    # Local services are many: each has its name.
    for place in ("Food bank", "Diaper bank"):
        offer_referral(ana.actor, place=place, kind=ReferralKind.LOCAL, offered_on=TODAY, **asked)
    nameless = refused(offer_referral, ana.actor, place=" ", kind=ReferralKind.LOCAL,
                       offered_on=TODAY, **asked)  # fmt: skip
    assert nameless == {"place": SupportRefusal.NO_NAME}


def _private_for_others(ana: Account, of: Case) -> None:
    """What is of health or safety is read as private notes are, and leaves no line."""
    lines = TimelineEntry.select().where(TimelineEntry.kind == EntryKind.REFERRAL).count()
    row = offered(ana, of, ReferralKind.MENTAL_HEALTH)
    stepped(ana, row, "accepted", TODAY)
    now = TimelineEntry.select().where(TimelineEntry.kind == EntryKind.REFERRAL).count()
    assert now == lines
    others = [account("Sam Lee", Role.SUPERVISOR), account("Pat Day", Role.PROVIDER)]
    for who in others:
        seen = {one.kind for one in of_case.referrals_of(who.actor, of)}
        assert ReferralKind.MENTAL_HEALTH not in seen
        with pytest.raises(ServiceReferral.DoesNotExist):
            ServiceReferral.get_for(who.actor, row.key)
    monitor = account("Mo West", Role.MONITOR)
    for who in (ana.actor, monitor.actor, as_actor(of.participant)):
        assert ServiceReferral.get_for(who, row.key).id == row.id
    # Where somebody else may look, it is on no page of the participant's.
    ServiceReferral.update(is_hidden=True).where(ServiceReferral.id == row.id).execute()
    with pytest.raises(ServiceReferral.DoesNotExist):
        ServiceReferral.get_for(as_actor(of.participant), row.key)


def asked(ana: Account, of: Case, service: str = "bus_pass") -> SupportiveService:
    return request_service(
        ana.actor, case=of, service=service, month=THIS, why="To the job center", at=NOON
    )


def granted(ana: Account, of: Case, service: str = "bus_pass") -> SupportiveService:
    made = asked(ana, of, service)
    return authorize_service(
        ana.actor, support=made, first=THIS, months=3, cents=9000, version=made.version, at=NOON
    )


def months(of: SupportiveService) -> list[tuple[str, int, int | None]]:
    query = SupportMonth.select(
        SupportMonth.state, SupportMonth.authorized_cents, SupportMonth.issued_cents
    )
    return list(query.where(SupportMonth.service == of.id).order_by(SupportMonth.month).tuples())


def newest() -> Any:
    return Letter.select().order_by(Letter.id.desc()).first()


def issued(ana: Account, row: Any, cents: int, on: date, month: Month = THIS) -> Any:
    return issue_month(
        ana.actor, support=row, month=month, cents=cents, on=on, version=row.version, at=NOON
    )


def ended(ana: Account, row: Any, on: date, *reasons: str) -> SupportiveService:
    return discontinue_service(
        ana.actor, support=row, ends_on=on, reasons=reasons, version=row.version, at=NOON
    )


def test_case_9_a_service_is_decided_by_month_and_a_denial_or_end_makes_its_notice(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en")
    assert refused(_twice, ana, of) == {"service": SupportRefusal.ALREADY_OPEN}
    bus: Any = granted(ana, of)
    assert (newest().kind, newest().id) == ("support_decided", bus.letter_id)
    assert months(bus) == [("authorized", 9000, None)] * 3
    assert refused(issued, ana, bus, 9001, TODAY) == {"amount": SupportRefusal.OVER_AUTHORIZED}
    assert refused(issued, ana, bus, 9000, TODAY + DAY) == {"on": SupportRefusal.AHEAD}
    assert refused(issued, ana, bus, 1, TODAY, THIS.plus(3)) == {"": SupportRefusal.NOT_AUTHORIZED}
    paid = issued(ana, bus, 9000, TODAY)
    assert refused(issued, ana, paid, 1, TODAY) == {"": SupportRefusal.NOT_AUTHORIZED}
    assert refused(issued, ana, bus, 9000, TODAY, THIS.plus(1)) == {"": SupportRefusal.CHANGED}
    _denied(ana, of)
    _ended_in_time(ana, paid)
    _all_at_once(ana, of)


def _twice(ana: Account, of: Case) -> None:
    deny_service(
        ana.actor, support=asked(ana, of), reasons=["no_proof_yet"], version=1, at=NOON
    )  # denied: one may ask again
    made = asked(ana, of)
    try:
        asked(ana, of)
    finally:
        SupportMonth.delete().where(SupportMonth.service == made.id).execute()
        made.delete_instance()


def _denied(ana: Account, of: Case) -> None:
    car = asked(ana, of, "car_repair")
    nothing = refused(deny_service, ana.actor, support=car, reasons=[], version=1, at=NOON)
    assert nothing == {"reasons": SupportRefusal.NO_REASON}
    done: Any = deny_service(
        ana.actor, support=car, reasons=["over_the_most", "others_pay"], version=1, at=NOON
    )
    assert (done.state, [one[0] for one in months(done)]) == ("denied", ["denied"])
    letter = newest()
    assert (letter.kind, letter.state, letter.id) == ("support_decided", "draft", done.letter_id)
    for said in ('"decision": "denied"', "over_the_most", "others_pay", "car_repair"):
        assert said in letter.fields


def _ended_in_time(ana: Account, bus: Any) -> None:
    """Not before the notice has run, unless it is the participant who needs it no more."""
    early = TODAY + (NOTICE - 1) * DAY
    late = refused(ended, ana, bus, early, "activity_is_over")
    assert late == {"ends_on": SupportRefusal.NOTICE_TOO_SHORT}
    both = refused(ended, ana, bus, early, "need_is_over", "activity_is_over")
    assert both == {"ends_on": SupportRefusal.NOTICE_TOO_SHORT}
    done: Any = ended(ana, bus, TODAY + NOTICE * DAY, "activity_is_over")
    # The month of the last day is paid; what was issued stays.
    assert [one[0] for one in months(done)] == ["issued", "discontinued", "discontinued"]
    assert (newest().kind, newest().id) == ("support_ended", done.letter_id)
    assert f'"effective_on": "{TODAY + NOTICE * DAY}"' in newest().fields


def _all_at_once(ana: Account, of: Case) -> None:
    """A sanction or a closing ends all that runs, with one notice; what is asked is denied."""
    care, tutor, books = (granted(ana, of, "child_care"), granted(ana, of, "tutoring"),
                          asked(ana, of, "books_and_fees"))  # fmt: skip
    last = newest().id
    done = end_services(
        ana.actor, case=of, reason="not_in_program", ends_on=THIS.last_on, at=NOON + DAY
    )
    assert [(one.id, one.state) for one in done] == [
        (care.id, "discontinued"), (tutor.id, "discontinued"), (books.id, "denied"),
    ]  # fmt: skip
    letters = list(Letter.select().where(Letter.id > last).order_by(Letter.id))
    assert [one.kind for one in letters] == ["support_ended", "support_decided"]
    assert "books_and_fees" in letters[1].fields
    assert "child_care\\ntutoring" in letters[0].fields
    again = end_services(ana.actor, case=of, reason="cash_aid_over", ends_on=TODAY, at=NOON + DAY)
    assert again == []
    assert newest().id == letters[-1].id
