"""A participant's appointments: when and where, as a calendar file, and asking for another time
(TEAM-7)."""

from typing import Any

import flask
from wtforms import RadioField, SelectMultipleField

from portal import clock, dates, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.calendars import Entry, written
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.meetings import Meeting
from portal.operations import meetings as operations
from portal.participant.area import area, own_case
from portal.policy.meetings import (
    BetterTime,
    MeetingKind,
    MeetingState,
    MeetingWay,
    MoveWhy,
    local_time,
)
from portal.policy.refusals import Refused
from portal.reports.meetings import own_meetings
from portal.reports.staffings.invitations import invitation_keys
from portal.serving import calendar_file
from portal.words import meetings as words


class MoveForm(Form):
    """What suits better; nobody has to say why."""

    times = SelectMultipleField(_l("What is better for you?"), choices=list(words.TIMES.items()))
    why = RadioField(
        _l("Why can you not come?"), choices=list(words.WHYS.items()), validate_choice=False
    )


@area.get("/appointments")
@requires(Permission.OWN_READ)
def appointments_index() -> flask.Response:
    """What is to come, and what was."""
    case, at = own_case(), clock.now()
    found = own_meetings(case, clock.today(resources.timezone()))
    ahead = [one for one in found if one.state == MeetingState.PLANNED and one.ends_at > at]
    over = [one for one in found if one not in ahead and one.state != MeetingState.MOVED]
    return pages.render(
        "participant/appointments/index.html",
        ahead=[_shown(one) for one in ahead],
        over=[_shown(one) for one in reversed(over)],
        invitations=invitation_keys(case) if any(one.about for one in ahead) else {},
    )


@area.get("/appointments.ics")
@requires(Permission.OWN_READ)
def appointments_calendar() -> flask.Response:
    """What is to come as a calendar file; its titles tell a passer-by nothing of the case, and
    nothing of where where somebody is in danger."""
    case: Any = own_case()
    found = own_meetings(case, clock.today(resources.timezone()))
    planned = [one for one in found if one.state == MeetingState.PLANNED]
    entries = [_entry(case, one, found) for one in planned]
    return calendar_file(written(entries, clock.now(), i18n.current()))


@area.get("/appointments/<key:meeting_key>/move")
@requires(Permission.OWN_READ)
def appointments_move(meeting_key: str) -> flask.Response:
    """The form to ask for another time."""
    return _form_page(Meeting.get_for(actor(), meeting_key), MoveForm(formdata=None))


@area.post("/appointments/<key:meeting_key>/move")
@requires(Permission.OWN_WRITE)
def appointments_ask(meeting_key: str) -> flask.typing.ResponseReturnValue:
    """Asks the worker for another time."""
    meeting, form = Meeting.get_for(actor(), meeting_key), MoveForm()
    if form.validate():
        try:
            operations.ask_to_move(
                actor(), meeting=meeting, at=clock.now(), operation_key=form.key, **_asked(form)
            )
        except Refused as refused:
            form.refuse(refused, words.of_asking)
        else:
            said = _("Your worker knows it and will find a new time with you.")
            return pages.done("participant.appointments_index", said)
    return _form_page(meeting, form, 422)


def _asked(form: MoveForm) -> dict[str, Any]:
    return {
        "why": MoveWhy(form.why.data) if form.why.data in set(MoveWhy) else None,
        "times": [BetterTime(one) for one in form.times.data or ()],
    }


def _form_page(meeting: Meeting, form: MoveForm, status: int = 200) -> flask.Response:
    return pages.render(
        "participant/appointments/move.html", status=status, form=form, one=_shown(meeting)
    )


def _shown(meeting: Any) -> dict[str, Any]:
    local = local_time(meeting.starts_at, resources.timezone())
    is_planned = meeting.state == MeetingState.PLANNED
    return {
        "row": meeting,
        "what": words.KINDS[meeting.kind],
        "day": dates.day(meeting.starts_on),
        "time": dates.clock_time(local.hour * 60 + local.minute),
        "place": words.place_line(meeting.way, meeting.place),
        "way": words.WAYS[meeting.way] if meeting.way == MeetingWay.VIDEO else "",
        "state": words.STATES[meeting.state] if meeting.state != MeetingState.PLANNED else "",
        "is_team": meeting.kind == MeetingKind.SUPPORT_TEAM,
        "is_asked": meeting.is_asked,
        "is_kept": is_planned and bool(meeting.asked_at) and not meeting.is_asked,
        "may_ask": is_planned and meeting.starts_at > clock.now() and not meeting.is_asked,
    }


def _entry(case: Case, meeting: Any, found: list[Any]) -> Entry:
    # One that was moved keeps its id, so that a calendar moves it too.
    before = {one.id: one for one in found}
    first = meeting
    while first.follows_id in before:
        first = before[first.follows_id]
    place = "" if case.is_restricted else str(meeting.place)
    return Entry(
        f"meeting-{first.key}", meeting.starts_on, _("Appointment"), meeting.starts_at,
        meeting.minutes, place,
    )  # fmt: skip
