"""The rules of contact: who counts as reached, which clocks run, what may be recorded when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import flask
import pytest

from portal.models import Account, Case, Contact, TimelineEntry
from portal.models.cases import EntryKind
from portal.operations.contacts import record_contact
from portal.operations.group_contacts import Gathering, record_group_contact
from portal.policy.contacts import Direction, Way
from portal.policy.programs import ProgramCode
from portal.policy.refusals import Refused
from portal.policy.statuses import CaseStatus
from portal.reports import caseload, groups
from portal.reports.caseload import Filters, View
from tests.browser import counted
from tests.factories import account, case, participant

THEM, US, BOTH = Direction.FROM_PARTICIPANT, Direction.FROM_STAFF, Direction.TWO_WAY
ENROLLED = date(2026, 10, 20)


def noon(on: date) -> datetime:
    """A UTC moment on that date of the office, whether its clock is an hour ahead or not."""
    return datetime(on.year, on.month, on.day, 20, 0, tzinfo=UTC)


def log(
    made: Case, who: Account, on: date, way: Way, direction: Direction, answered: bool = False,
    **changes: Any,
) -> Case:  # fmt: skip
    """Records a contact on the day it happened; the case as it stands then."""
    values = {"occurred_on": on, "summary": "", "at": noon(on)} | changes
    record_contact(who.actor, case=made, way=way, direction=direction, answered=answered, **values)
    return Case.get_by_id(made.id)


def is_overdue(who: Account, made: Case, today: date, name: str) -> bool:
    """Whether the caseload of that day shows the deadline as past, and that it is this one."""
    shown = {row.key for row in caseload.page(who.actor, Filters(View.OVERDUE), today)}
    return made.key in shown and Case.get_by_id(made.id).next_deadline_kind == name


def test_con_1_the_counselor_tries_every_thirty_days_counted_from_the_last_attempt(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    # An exempt case owes no live contact: its attempt is what falls due first.
    made = case(worker=ana, enrolled_on=ENROLLED, status=CaseStatus.EXEMPT)
    assert made.attempt_due_on == date(2026, 11, 19)  # over the end of summer time: days are days
    late = [is_overdue(ana, made, ENROLLED + timedelta(days=n), "attempt") for n in (29, 30, 31)]
    assert late == [False, False, True], "the thirtieth day itself still counts"

    made = log(made, ana, date(2026, 11, 18), Way.VOICEMAIL, US)
    assert made.attempt_due_on == date(2026, 12, 18)
    # An older attempt that is entered later does not turn the clock back.
    made = log(made, ana, date(2026, 11, 2), Way.EMAIL, US, at=noon(date(2026, 11, 19)))
    assert made.attempt_due_on == date(2026, 12, 18)
    # What the participant did and nobody took up is no attempt of the counselor's.
    made = log(made, ana, date(2026, 11, 19), Way.TELEPHONE, THEM)
    assert made.attempt_due_on == date(2026, 12, 18)
    made = log(made, ana, date(2026, 11, 19), Way.TELEPHONE, US, answered=True)
    assert made.attempt_due_on == date(2026, 12, 19), "a conversation is an attempt as well"

    for tried_on, due_on in (
        (date(2028, 1, 30), date(2028, 2, 29)), (date(2027, 1, 30), date(2027, 3, 1)),
        (date(2027, 2, 13), date(2027, 3, 15)),
    ):  # fmt: skip
        other = case(participant(), ana, f"DW-{tried_on}", tried_on, program="dw")
        assert log(other, ana, tried_on, Way.POSTAL_MAIL, US).attempt_due_on == due_on


def test_con_2_live_contact_falls_due_thirty_days_after_the_last_one_or_enrollment(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    for code in ProgramCode:
        fresh = case(participant(), ana, f"NEW-{code}", ENROLLED, program=code)
        assert fresh.live_due_on == ENROLLED + timedelta(days=30)
    made = case(worker=ana, enrolled_on=ENROLLED)
    late = [
        is_overdue(ana, made, ENROLLED + timedelta(days=n), "live_contact") for n in (29, 30, 31)
    ]
    assert late == [False, False, True], "on the thirtieth day it is due, from the next overdue"

    # Attempts do not move it, however many.
    for n in (1, 2, 3):
        made = log(made, ana, ENROLLED + timedelta(days=n), Way.TELEPHONE, US)
    assert made.live_due_on == date(2026, 11, 19)
    made = log(made, ana, date(2026, 11, 1), Way.TEXT, THEM)
    assert made.live_due_on == date(2026, 12, 1)
    made = log(made, ana, date(2026, 10, 30), Way.TEXT, THEM, at=noon(date(2026, 11, 3)))
    assert made.live_due_on == date(2026, 12, 1), "an older contact does not turn the clock back"
    leap = case(participant(), ana, "WTW-FEB", date(2028, 1, 30))
    assert leap.live_due_on == date(2028, 2, 29)
    after = log(leap, ana, date(2028, 2, 29), Way.IN_PERSON, BOTH)
    assert after.live_due_on == date(2028, 3, 30)
    exempt = case(participant(), ana, "WTW-EXEMPT", ENROLLED, status=CaseStatus.EXEMPT)
    assert exempt.live_due_on is None


LIVE = [
    (Way.IN_PERSON, US, True), (Way.IN_PERSON, THEM, True), (Way.IN_PERSON, BOTH, False),
    (Way.TELEPHONE, US, True), (Way.TELEPHONE, THEM, True), (Way.TELEPHONE, BOTH, False),
    (Way.VOICEMAIL, THEM, False), (Way.POSTAL_MAIL, THEM, False), (Way.PORTAL, THEM, False),
    *((way, side, answered)
      for way in (Way.EMAIL, Way.TEXT, Way.INSTANT_MESSAGE, Way.SOCIAL_MEDIA)
      for side, answered in ((THEM, False), (BOTH, False), (US, True))),
]  # fmt: skip
NOT_LIVE = [
    (Way.VOICEMAIL, US, False), (Way.POSTAL_MAIL, US, False), (Way.IN_PERSON, US, False),
    (Way.TELEPHONE, US, False), (Way.TELEPHONE, THEM, False), (Way.IN_PERSON, THEM, False),
    (Way.EMAIL, US, False), (Way.TEXT, US, False), (Way.INSTANT_MESSAGE, US, False),
    (Way.SOCIAL_MEDIA, US, False), (Way.MASS_TEXT, US, False), (Way.MASS_EMAIL, US, False),
    (Way.GROUP, BOTH, True), (Way.GROUP, THEM, True),
]  # fmt: skip


def test_con_3_live_contact_is_one_to_one_and_comes_from_the_participant_or_is_answered(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    for is_live, kinds in ((False, NOT_LIVE), (True, LIVE)):
        for way, direction, answered in kinds:
            log(made, ana, ENROLLED, way, direction, answered)
            last = Contact.select().order_by(Contact.id.desc()).first()
            assert last.is_live is is_live, (way, direction, answered)
        # A voicemail, a letter or a text left by staff has not moved the clock; one of theirs has.
        assert Case.get_by_id(made.id).last_live_on == (ENROLLED if is_live else None)


def test_con_5_what_only_staff_sent_is_an_attempt_and_a_live_contact_is_one_too(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    only_sent = (
        Way.VOICEMAIL, Way.POSTAL_MAIL, Way.EMAIL, Way.TEXT, Way.INSTANT_MESSAGE,
        Way.SOCIAL_MEDIA, Way.PORTAL,
    )  # fmt: skip
    for way in only_sent:
        made = case(participant(), ana, f"OUT-{way}", ENROLLED)
        made = log(made, ana, date(2026, 11, 4), way, US)
        assert (made.last_attempt_on, made.last_live_on) == (date(2026, 11, 4), None), way
    for number, (way, direction, answered) in enumerate(LIVE):
        made = case(participant(), ana, f"IN-{number}", ENROLLED)
        made = log(made, ana, date(2026, 11, 4), way, direction, answered)
        assert made.last_attempt_on == made.last_live_on == date(2026, 11, 4), way


OWED = [status for status in CaseStatus if status not in (CaseStatus.FOLLOW_UP, CaseStatus.CLOSED)]


def test_con_8_every_open_case_is_touched_once_a_calendar_month(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    assert {CaseStatus.ACTIVE, CaseStatus.EXEMPT, CaseStatus.GOOD_CAUSE, CaseStatus.SANCTIONED} <= {
        *OWED
    }, "working, in review or sanctioned: each is owed it"
    for status in CaseStatus:
        made = case(participant(), ana, f"T-{status}", date(2026, 10, 31), status=status)
        owed = status in OWED
        # Discontinued, only the touch is owed: enrolled in October, by the end of November.
        if status is CaseStatus.DISCONTINUED:
            due = (made.next_deadline_kind, made.next_deadline_on)
            assert due == ("touch", date(2026, 11, 30))
            late = [is_overdue(ana, made, date(2026, *day), "touch") for day in ((11, 30), (12, 1))]
            assert late == [False, True], "the last day of the month still counts"
        if not owed:
            assert made.next_deadline_on is None
    made = Case.get(Case.number == "T-discontinued")
    for way, direction, moves in (
        (Way.MASS_TEXT, US, False), (Way.TELEPHONE, THEM, False), (Way.GROUP, BOTH, True),
    ):  # fmt: skip
        after = log(made, ana, date(2026, 11, 1), way, direction)
        assert (after.next_deadline_on == date(2026, 12, 31)) is moves, way
    leap = case(participant(), ana, "T-LEAP", date(2028, 1, 31), status=CaseStatus.DISCONTINUED)
    assert leap.next_deadline_on == date(2028, 2, 29)
    after = log(leap, ana, date(2028, 2, 29), Way.VOICEMAIL, US)
    assert after.next_deadline_on == date(2028, 3, 31)


def test_con_9_both_days_are_kept_and_a_day_to_come_or_before_the_case_is_refused(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    entered = noon(date(2026, 11, 20))
    made = log(made, ana, date(2026, 11, 3), Way.IN_PERSON, BOTH, at=entered)
    kept = Contact.get(Contact.case == made.id)
    assert (kept.occurred_on, kept.entered_at) == (date(2026, 11, 3), entered)
    assert made.live_due_on == date(2026, 12, 3), "the clocks use the day it happened"

    # One minute before midnight at the office it is still the twentieth, though not in London.
    eve = datetime(2026, 11, 21, 7, 59, tzinfo=UTC)
    for on, at, code in (
        (date(2026, 11, 21), eve, "in_the_future"),
        (ENROLLED - timedelta(days=1), entered, "before_enrollment"),
        # The night the clocks go back, and the one they go forward: dates are the office's.
        (date(2026, 11, 2), datetime(2026, 11, 2, 7, 59, tzinfo=UTC), "in_the_future"),
        (date(2027, 3, 15), datetime(2027, 3, 15, 6, 59, tzinfo=UTC), "in_the_future"),
    ):
        with pytest.raises(Refused) as refused:
            log(made, ana, on, Way.TELEPHONE, US, at=at)
        assert refused.value.codes == {"occurred_on": code}
    for on, at in (
        (ENROLLED, entered), (date(2026, 11, 21), eve + timedelta(minutes=1)),
        (date(2026, 11, 2), datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
        (date(2027, 3, 15), datetime(2027, 3, 15, 7, 0, tzinfo=UTC)),
    ):  # fmt: skip
        log(made, ana, on, Way.TELEPHONE, US, at=at)
    assert Contact.select().count() == 5


def crowd(who: Account, count: int) -> list[Case]:
    """Cases of one worker."""
    return [
        case(participant(f"P{n} Family{n}"), who, f"GRP-{n:03}", ENROLLED) for n in range(count)
    ]


def gather(who: Account, there: list[Case], on: date, numbers: list[str] | None = None) -> Any:
    """Records a workshop for these cases."""
    about = Gathering(on, "Résumé workshop", "Room 2", "How to write one.")
    keys = [str(one.key) for one in there]
    return record_group_contact(
        who.actor, gathering=about, keys=keys, numbers=numbers or [], at=noon(on)
    )


def test_con_10_a_group_is_recorded_for_all_present_at_once_and_is_not_one_to_one(
    both_databases: flask.Flask,
) -> None:
    ana, lee = account(), account("Lee Park", unit="Unit 2")
    there = crowd(ana, 60)
    later = case(participant(), ana, "GRP-LATER", date(2026, 11, 11))
    strange = case(participant(), lee, "GRP-STRANGE", ENROLLED)
    day = date(2026, 11, 10)
    with counted() as few:
        gather(ana, there[:2], day)
    with counted() as many:
        group = gather(ana, [*there, strange], day, ["grp-later", "GRP-STRANGE", "NOBODY"])
    added = len(many) - len(few)
    assert added <= 58 + 2, "one entry of the audit trail for each, and nothing else"

    made = Contact.select().where(Contact.group == group)
    assert {one.case_id for one in made} == {one.id for one in there}
    for one in made:
        assert (one.way, one.is_live, one.is_attempt) == (Way.GROUP, False, False)
    kept = Case.get_by_id(there[5].id)
    assert (kept.last_live_on, kept.last_attempt_on) == (None, None)
    assert kept.last_touched_on == day, "the month's touch counts (CON-8)"
    lines = TimelineEntry.select().where(TimelineEntry.kind == EntryKind.CONTACT)
    assert {line.ref for line in lines} >= {one.id for one in made}
    left_out = groups.left_out(group)
    assert ("GRP-LATER", "before_enrollment") in left_out
    assert ("GRP-STRANGE", "not_in_caseload") in left_out
    assert ("NOBODY", "not_in_caseload") in left_out
    assert not Contact.select().where(Contact.case.in_([later.id, strange.id])).exists()
    for nobody, on in (([strange], day), ([], day), (there, date(2026, 11, 22))):
        with pytest.raises(Refused):
            record_group_contact(
                ana.actor, gathering=Gathering(on, "Workshop", "", ""),
                keys=[str(one.key) for one in nobody], numbers=[], at=noon(date(2026, 11, 20)),
            )  # fmt: skip
