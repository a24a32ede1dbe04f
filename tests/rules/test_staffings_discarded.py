"""A staffing that is thrown away takes with it what was planned for it: STAFF-4, TEAM-7."""

from datetime import timedelta
from typing import Any

import flask

from portal.models import Letter, Meeting, OutboxMessage, StaffingInvitation
from portal.operations.staffings import begin_staffing, discard_staffing
from portal.operations.staffings.inviting import invite_participant
from portal.policy.staffings import StaffingKind
from tests.browser import Browser
from tests.factories import NOON
from tests.operations.lettering import cast
from tests.rules.test_around_staffings import AT, DAY, gathering, send

MINUTE = timedelta(minutes=1)


def test_staff_4_a_staffing_thrown_away_calls_off_its_meeting_and_drops_its_letters(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi", "staffing_invitation")
    phone = Browser(both_databases, of.participant)
    for kind, thrown_at, state, news in (
        (StaffingKind.DIFFICULT, AT - MINUTE, "cancelled", {"cancelled"}),
        # It has begun: what came of it is told, and nobody hears that it is off.
        (StaffingKind.BEFORE_SANCTION, AT, "planned", {"planned"}),
    ):
        staffing = begin_staffing(ana.actor, case=of, kind=kind, at=NOON)
        made: Any = invite_participant(ana.actor, staffing=staffing, gathering=gathering(), at=NOON)
        meeting = Meeting.get(Meeting.key == made.meeting)
        discard_staffing(ana.actor, staffing=staffing, at=thrown_at)
        assert Meeting.get_by_id(meeting.id).state == state
        assert Letter.get_or_none(Letter.id == made.letter_id) is None
        assert StaffingInvitation.select().count() == 0
        told = OutboxMessage.select().where(
            OutboxMessage.cause.startswith(f"meeting:{meeting.id}:")
        )
        assert {one.cause.rpartition(":")[2] for one in told} == news
        phone.get(f"/my/staffings/{made.key}", 404)
    # One that was moved is called off where it stands now; what was sent stays sent.
    staffing = begin_staffing(ana.actor, case=of, kind=StaffingKind.DIFFICULT, at=NOON)
    other = AT + DAY
    made = invite_participant(
        ana.actor, staffing=staffing, gathering=gathering(starts_at=other), at=NOON
    )
    sent = send(ana, Letter.get_by_id(made.letter_id))
    later = gathering(starts_at=other + DAY)
    made = invite_participant(ana.actor, staffing=staffing, gathering=later, at=NOON)
    assert made.letter_id != sent.id
    discard_staffing(ana.actor, staffing=staffing, at=NOON)
    states = [one.state for one in Meeting.select().order_by(Meeting.id)]
    assert states == ["cancelled", "planned", "moved", "cancelled"]
    assert [one.id for one in Letter.select().where(Letter.kind == "staffing_invitation")] == [
        sent.id
    ]
