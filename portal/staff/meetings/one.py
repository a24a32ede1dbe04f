"""One meeting: moved, cancelled, its agenda, and what happened."""

from typing import Any

import flask
from flask import request
from wtforms import BooleanField, HiddenField, RadioField, SelectField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.meetings import AgendaItem, Meeting
from portal.operations import meetings as operations
from portal.operations.meetings import agendas
from portal.operations.views import record_view
from portal.policy.meetings import MeetingKind, MeetingState, Topic, local_time
from portal.policy.refusals import Refused
from portal.reports.meetings import outcome_of
from portal.reports.meetings.team import agenda_of, purpose_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.meetings import TimeForm, line
from portal.words import meeting_work as words
from portal.words.meetings import TIMES, WHYS

_WORKED_ON = "/cases/<key:case_key>/meetings/<key:meeting_key>"


class MoveForm(TimeForm):
    """Another time, or another place."""

    seen = HiddenField()


class OutcomeForm(Form):
    """What happened."""

    outcome = RadioField(_l("How it went"), [required()])
    with_participant = BooleanField(_l("The participant took part: count it as a contact"))
    came_of_it = LongText(_l("What came of it"))
    seen = HiddenField()


class ProposalForm(Form):
    """Something for the agenda."""

    topic = SelectField(
        _l("Belongs to"), choices=[("", _l("Something of its own")), *words.TOPICS.items()]
    )
    text = Text(_l("What to talk about"), [required()], limit=500)


class PurposeForm(Form):
    """What the meeting is for."""

    purpose = Text(_l("Purpose of the meeting"), [required()], limit=500)


def _of(case_key: str, meeting_key: str) -> tuple[Case, Any]:
    case, meeting = Case.get_for(actor(), case_key), Meeting.get_for(actor(), meeting_key)
    if meeting.case_id != case.id:
        flask.abort(404)
    return case, meeting


def outcome_form(meeting: Any, **values: Any) -> OutcomeForm:
    """The form of what happened: nobody can be said to have missed a support team (TEAM-5)."""
    form = OutcomeForm(**values)
    told = [MeetingState.HELD, MeetingState.NOT_HELD]
    if meeting.kind != MeetingKind.SUPPORT_TEAM:
        told.insert(1, MeetingState.MISSED)
    form.outcome.choices = [(one, words.STATES[one]) for one in told]
    return form


@area.get(_WORKED_ON)
@requires(Permission.CASE_READ)
def meetings_show(case_key: str, meeting_key: str) -> flask.Response:
    """One meeting with what can be done about it."""
    case, meeting = _of(case_key, meeting_key)
    record_view(actor(), case=case, what="meetings", at=clock.now())
    return _page(case, meeting)


@area.post(f"{_WORKED_ON}/move")
@requires(Permission.CASE_WRITE)
def meetings_move(case_key: str, meeting_key: str) -> flask.typing.ResponseReturnValue:
    """Gives it another time or place."""
    (case, meeting), form = _of(case_key, meeting_key), MoveForm()
    if form.validate():
        try:
            made = operations.move_meeting(
                actor(), meeting=meeting, **form.times(), version=_seen(form),
                only_email_works=bool(form.only_email_works.data), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            said = _("The meeting is moved. Its letter is drafted: look at it and send it.")
            return pages.done(
                "staff.meetings_show", said, case_key=case_key, meeting_key=made.key
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
    return _page(case, Meeting.get_by_id(meeting.id), move=form, status=422)


@area.post(f"{_WORKED_ON}/<any(cancel,keep):meeting_act>")
@requires(Permission.CASE_WRITE)
def meetings_end(
    case_key: str, meeting_key: str, meeting_act: str
) -> flask.typing.ResponseReturnValue:
    """Takes it off, or keeps it as it is though the participant asked for another time."""
    (case, meeting), form = _of(case_key, meeting_key), MoveForm()
    at, key = clock.now(), form.key
    try:
        if meeting_act == "keep":
            operations.keep_time(actor(), meeting=meeting, at=at, operation_key=key)
        else:
            operations.cancel_meeting(
                actor(), meeting=meeting, version=_seen(form), at=at, operation_key=key
            )
    except Refused as refused:
        shown = MoveForm(formdata=None, **_times(meeting))
        shown.refuse(refused, words.of_meeting)
        return _page(case, Meeting.get_by_id(meeting.id), move=shown, status=422)
    return pages.done("staff.meetings_index", _("Saved."), case_key=case_key)


@area.post(f"{_WORKED_ON}/outcome")
@requires(Permission.CASE_WRITE)
def meetings_tell(case_key: str, meeting_key: str) -> flask.typing.ResponseReturnValue:
    """Tells what happened."""
    case, meeting = _of(case_key, meeting_key)
    form = outcome_form(meeting)
    if form.validate():
        try:
            operations.record_outcome(
                actor(), meeting=meeting, outcome=MeetingState(form.outcome.data),
                version=_seen(form), text=form.came_of_it.data or "", at=clock.now(),
                with_participant=bool(form.with_participant.data), operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.meetings_index", _("Recorded."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
    return _page(case, Meeting.get_by_id(meeting.id), outcome=form, status=422)


@area.post(f"{_WORKED_ON}/agenda")
@requires(Permission.CASE_WRITE)
def agendas_propose(case_key: str, meeting_key: str) -> flask.typing.ResponseReturnValue:
    """Proposes something for the agenda, or settles it."""
    case, meeting = _of(case_key, meeting_key)
    settling = "settle" in request.form
    form: Any = PurposeForm() if settling else ProposalForm()
    if form.validate():
        try:
            put_on_agenda(meeting, form)
            return _back(case, meeting)
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
    forms = {"purpose": form} if settling else {"proposal": form}
    return _page(case, meeting, status=422, **forms)


def put_on_agenda(meeting: Meeting, form: Any) -> None:
    """Carries out a form of the agenda. Raises Refused."""
    at = clock.now()
    if isinstance(form, PurposeForm):
        agendas.settle_agenda(
            actor(), meeting=meeting, purpose=form.purpose.data or "", at=at, operation_key=form.key
        )
        return
    topic = Topic(form.topic.data) if form.topic.data else None
    agendas.propose_item(
        actor(), meeting=meeting, topic=topic, text=form.text.data or "", at=at,
        operation_key=form.key,
    )  # fmt: skip


@area.post(f"{_WORKED_ON}/agenda/<key:agenda_key>/<any(take,leave):agenda_act>")
@requires(Permission.CASE_WRITE)
def agendas_decide(
    case_key: str, meeting_key: str, agenda_key: str, agenda_act: str
) -> flask.typing.ResponseReturnValue:
    """Takes a proposal into the agenda, or leaves it out."""
    case, meeting = _of(case_key, meeting_key)
    item: Any = AgendaItem.get_for(actor(), agenda_key)
    if item.meeting_id != meeting.id:
        flask.abort(404)
    try:
        agendas.decide_item(actor(), item=item, is_taken=agenda_act == "take", at=clock.now())
    except Refused as refused:
        form = ProposalForm(formdata=None)
        form.refuse(refused, words.of_meeting)
        return _page(case, meeting, proposal=form, status=422)
    return _back(case, meeting)


def _back(case: Case, meeting: Meeting) -> flask.typing.ResponseReturnValue:
    return pages.done(
        "staff.meetings_show", _("Saved."), case_key=case.key, meeting_key=meeting.key
    )  # fmt: skip


def _seen(form: Any) -> int:
    typed = str(form.seen.data or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _times(meeting: Any) -> dict[str, Any]:
    local = local_time(meeting.starts_at, resources.timezone())
    return {
        "starts_on": local.date(), "starts_at": local.time(), "minutes": meeting.minutes,
        "way": meeting.way, "place": meeting.place, "seen": str(meeting.version),
    }  # fmt: skip


def agenda_lines(case: Case, meeting: Any) -> dict[str, Any]:
    """What the page of an agenda shows: its purpose, and each topic with what belongs to it."""
    found = [
        {"row": row, "text": text, "state": words.ITEMS[row.state]}
        for row, text in agenda_of(case, meeting)
    ]
    groups = [
        (name, [one for one in found if one["row"].topic == code])
        for code, name in [*words.TOPICS.items(), ("", _("Besides"))]
    ]
    return {"groups": groups, "purpose_text": purpose_of(case, meeting)}


def _page(case: Case, meeting: Any, status: int = 200, **forms: Any) -> flask.Response:
    is_team = meeting.kind == MeetingKind.SUPPORT_TEAM
    is_planned = meeting.state == MeetingState.PLANNED
    seen = str(meeting.version)
    return pages.render(
        "staff/meetings/show.html", status=status, one=line(meeting), is_team=is_team,
        is_planned=is_planned, has_begun=meeting.starts_at <= clock.now(),
        outcome_text=outcome_of(case, meeting),
        ask_why=WHYS.get(meeting.ask_why, ""),
        ask_times=[TIMES[one] for one in meeting.ask_times.split(",") if one in TIMES],
        move=forms.get("move") or MoveForm(formdata=None, **_times(meeting)),
        outcome=forms.get("outcome") or outcome_form(meeting, formdata=None, seen=seen),
        proposal=forms.get("proposal") or ProposalForm(formdata=None),
        purpose=forms.get("purpose") or PurposeForm(formdata=None),
        agenda=agenda_lines(case, meeting) if is_team else None, **head(case),
    )  # fmt: skip
