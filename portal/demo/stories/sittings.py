"""Around the staffings of the cast: who is invited and brings whom, and a sitting that runs."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal import resources
from portal.demo.cast import Cast
from portal.demo.telling import day, moment, participant_of
from portal.models import Case, Letter, Staffing, StaffingInvitation
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.sending import send_letter
from portal.operations.staffings.inviting import Gathering, invite_participant, name_guest
from portal.operations.staffings.sittings import Asked, begin_sitting, pass_case, take_case
from portal.policy.calendar import is_working_day
from portal.policy.guests import Guest
from portal.policy.meetings import MeetingWay
from portal.policy.staffings import StaffingKind
from portal.reports.staffings.sittings import Likeness

ROOM = "6955 Foothill Boulevard, Suite 100, Room 4, Oakland, CA 94605"


def olga_is_invited(cast: Cast) -> None:
    """WF-3001: the letter went out in Russian; Olga named on the portal whom she brings."""
    worker = cast.staff["counselor"].actor
    staffing = Staffing.get(
        Staffing.case == cast.cases["WF-3001"].id, Staffing.kind == StaffingKind.BEFORE_SANCTION
    )
    made: Any = invite_participant(
        worker, staffing=staffing, gathering=_meeting(staffing.held_on), at=moment(cast, 4, 14)
    )
    at = moment(cast, 4, 14, 20)
    send_letter(worker, letter=Letter.get_by_id(made.letter_id), at=at)
    let_letters_leave(at=at + UNDO)
    case = Case.get_by_id(cast.cases["WF-3001"].id)
    own = StaffingInvitation.get_own(participant_of(case), made.key)
    for name, relation in (("Галина Соколова", Guest.FAMILY), ("Ирина Петренко", Guest.HELPER)):
        name_guest(
            participant_of(case), invitation=own, name=name, relation=relation,
            at=moment(cast, 3, 20),
        )  # fmt: skip


def _meeting(on: date) -> Gathering:
    while not is_working_day(on, frozenset()):
        on += timedelta(days=1)
    reply_by = on - timedelta(days=1)
    while not is_working_day(reply_by, frozenset()):
        reply_by -= timedelta(days=1)
    starts_at = datetime.combine(on, time(10, 30), ZoneInfo(resources.timezone()))
    at = starts_at.astimezone(ZoneInfo("UTC"))
    return Gathering(at, 60, MeetingWay.IN_PERSON, ROOM, reply_by)


def a_sitting_runs(cast: Cast) -> None:
    """The WorkFirst cases are gone through: one was staffed last week, one is taken up."""
    worker = cast.staff["counselor"].actor
    asked = Asked(
        "WorkFirst cases, end of the month", day(cast, 0),
        "Grace Okafor, social service specialist\nDana Cole, community college",
        Likeness(program="workfirst"), "program=workfirst",
    )  # fmt: skip
    sitting = begin_sitting(worker, asked=asked, at=moment(cast, 0, 9))
    for act, number in ((pass_case, "WF-3002"), (take_case, "WF-3003")):
        case = Case.get_by_id(cast.cases[number].id)
        act(worker, sitting=sitting, case=case, at=moment(cast, 0, 9, 10))


ALL = (olga_is_invited, a_sitting_runs)
