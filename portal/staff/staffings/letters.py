"""A staffing's two letters: the invitation with its meeting, and the result (STAFF-4, STAFF-13)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import flask
from wtforms import DateField, IntegerField, SelectField, TimeField
from wtforms.validators import NumberRange

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.sittings import StaffingInvitation
from portal.operations.staffings.inviting import Gathering, invite_participant
from portal.operations.staffings.results import draft_result_letter
from portal.operations.views import record_view
from portal.policy.calendar import ONE_DAY, is_working_day, office_date
from portal.policy.meetings import MeetingWay
from portal.policy.refusals import Refused
from portal.policy.staffings import StaffingRefusal
from portal.reports.staffings.invitations import guests_of, invitation_of, meeting_of
from portal.reports.working_days import holidays_of
from portal.staff.area import area
from portal.staff.staffings import frame, staffing_at
from portal.words import meeting_work
from portal.words.guests import RELATIONS
from portal.words.meetings import WAYS
from portal.words.staffing_refusals import of_refusal

_WAYS = (MeetingWay.IN_PERSON, MeetingWay.TELEPHONE, MeetingWay.VIDEO)
_AHEAD = timedelta(days=10)  # so that a letter by mail is there in time (ours)


class InviteForm(Form):
    """When and where the participant is invited to."""

    starts_on = DateField(_l("Day"), [required()])
    starts_time = TimeField(_l("Time"), [required()])
    minutes = IntegerField(
        _l("How long, in minutes"), [required(), NumberRange(1, 480, _l("Please give a number."))]
    )
    way = SelectField(_l("How"), choices=[(one, WAYS[one]) for one in _WAYS])
    place = Text(_l("Address and room, number, or link"), [required()], limit=300)
    reply_by = DateField(_l("Last day to say that they cannot come"), [required()])


@area.get("/cases/<key:case_key>/staffings/<key:staffing_key>/invite")
@requires(Permission.CASE_READ)
def staffings_invite(case_key: str, staffing_key: str) -> flask.Response:
    """The invitation: its meeting, its letter, and whom the participant named."""
    staffing = staffing_at(case_key, staffing_key)
    record_view(actor(), case=staffing.case, what="staffing", at=clock.now())
    invited = invitation_of(staffing)
    return _invite_page(
        staffing, invited, InviteForm(formdata=None, data=_begin(staffing, invited))
    )


@area.post("/cases/<key:case_key>/staffings/<key:staffing_key>/invite")
@requires(Permission.CASE_WRITE)
def staffings_invite_send(case_key: str, staffing_key: str) -> flask.typing.ResponseReturnValue:
    """Plans the meeting and begins the letter, which the worker looks at next."""
    staffing, form = staffing_at(case_key, staffing_key), InviteForm()
    if form.validate_on_submit():
        try:
            made: Any = invite_participant(
                actor(), staffing=staffing, gathering=_gathering(form), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(_at_fields(refused), _refusal)
        else:
            words = _("The meeting is planned. Look at the letter, then send it.")
            return pages.done(
                "staff.letters_show", words, case_key=case_key, letter_key=made.letter.key
            )
    return _invite_page(staffing, invitation_of(staffing), form, 422)


@area.post("/cases/<key:case_key>/staffings/<key:staffing_key>/letter")
@requires(Permission.CASE_WRITE)
def staffings_letter(case_key: str, staffing_key: str) -> flask.typing.ResponseReturnValue:
    """Drafts the result letter from what the staffing says, and on to its preview."""
    staffing = staffing_at(case_key, staffing_key)
    made = draft_result_letter(actor(), staffing=staffing, at=clock.now(), operation_key=Form().key)
    return pages.done("staff.letters_show", case_key=case_key, letter_key=made.key)


def _invite_page(
    staffing: Any, invited: StaffingInvitation | None, form: InviteForm, status: int = 200
) -> flask.Response:
    return pages.render(
        "staff/staffings/invite.html", status=status, form=form,
        invited=invited, meeting=meeting_of(invited) if invited else None, relations=RELATIONS,
        guests=guests_of(invited) if invited else [], **frame(staffing),
    )  # fmt: skip


def _begin(staffing: Any, invited: Any) -> dict[str, Any]:
    """What the form begins with: the meeting as it is planned, else a day that leaves time for the
    letter."""
    zone = ZoneInfo(resources.timezone())
    meeting = meeting_of(invited) if invited else None
    known = meeting or invited
    if known is None:
        today = clock.today(resources.timezone())
        on = max(staffing.held_on or today + _AHEAD, today + ONE_DAY)
        return {
            "starts_on": on, "starts_time": time(10), "minutes": 60, "way": MeetingWay.IN_PERSON,
            "place": str(staffing.case.office.address),
            "reply_by": _working_day_before(on, today, staffing.case.office_id),
        }  # fmt: skip
    local = (known.starts_at if meeting else known.meets_at).astimezone(zone)
    return {
        "starts_on": local.date(), "starts_time": local.time(), "place": known.place,
        "minutes": meeting.minutes if meeting else 60, "reply_by": invited.reply_by,
        "way": meeting.way if meeting else MeetingWay.IN_PERSON,
    }  # fmt: skip


def _working_day_before(on: date, today: date, office_id: int) -> date:
    """The last working day before the meeting: on any other nobody answers the telephone."""
    holidays, before = holidays_of(office_id), on - ONE_DAY
    while before > today and not is_working_day(before, holidays):
        before -= ONE_DAY
    return before


def _gathering(form: InviteForm) -> Gathering:
    local = datetime.combine(
        form.starts_on.data, form.starts_time.data, ZoneInfo(resources.timezone())
    )
    starts_at = local.astimezone(ZoneInfo("UTC"))
    last_on = min(form.reply_by.data, office_date(starts_at, resources.timezone()))
    return Gathering(
        starts_at, form.minutes.data, MeetingWay(form.way.data), form.place.data or "", last_on
    )


def _at_fields(refused: Refused) -> Refused:
    named = {"starts_at": "starts_on"}
    return Refused({named.get(name, name): code for name, code in refused.codes.items()})


def _refusal(code: str) -> str:
    if code in set(StaffingRefusal):
        return str(of_refusal(code))
    return str(meeting_work.of_meeting(code))
