"""The meetings of a case: planned, and where the introduction and the support team stand."""

from typing import Any

import flask
from wtforms import BooleanField, DateField, IntegerField, SelectField, TimeField

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.operations import meetings as operations
from portal.operations.meetings import Asked
from portal.operations.views import record_view
from portal.policy.meetings import (
    Cadence,
    MeetingKind,
    MeetingState,
    MeetingWay,
    begins_at,
    is_new,
    local_time,
)
from portal.policy.refusals import Refused
from portal.reports.meetings import meetings_of
from portal.reports.meetings.comers import Comer, comers_of, likely
from portal.reports.meetings.one_on_ones import askings_of, words_of
from portal.reports.meetings.team import summaries_of, team_dates
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.meetings.asked import OneOnOneForm
from portal.words import meeting_work as words
from portal.words.meetings import WAYS

# A staffing plans its meeting itself.
_NOBODY = "nobody"
_PLANNED_HERE = [one for one in MeetingKind if one is not MeetingKind.STAFFING]


class TimeForm(Form):
    """When, how and where."""

    starts_on = DateField(_l("Day"), [required()])
    starts_at = TimeField(_l("Time"), [required()])
    minutes = IntegerField(_l("Minutes"), [required()], default=30)
    way = SelectField(_l("How"), choices=list(WAYS.items()))
    place = Text(_l("Where: address, room, number or link"), limit=300)
    only_email_works = BooleanField(_l("Nothing but e-mail works for this person"))

    def times(self) -> dict[str, Any]:
        """What was typed, as operations take it: the UTC moment, minutes, way and place."""
        at, zone = self.starts_at.data, resources.timezone()
        return {
            "starts_at": begins_at(self.starts_on.data, at.hour * 60 + at.minute, zone),
            "minutes": self.minutes.data,
            "way": MeetingWay(self.way.data),
            "place": self.place.data or "",
        }


class MeetingForm(TimeForm):
    """A meeting to plan."""

    kind = SelectField(_l("What for"), choices=[(one, words.KINDS[one]) for one in _PLANNED_HERE])
    provider = SelectField(_l("Who comes from the service provider"))
    cadence = SelectField(
        _l("The support team meets again"), choices=list(words.CADENCES.items()), default=""
    )
    order_why = Text(_l("Why orientation comes before the introduction"), limit=300)

    def __init__(self, comers: list[Comer], **kwargs: Any) -> None:
        preset = likely(comers)
        super().__init__(provider=preset.key if preset else "", **kwargs)
        self.provider.choices = [
            ("", str(_l("Choose"))), *((one.key, one.name) for one in comers),
            (_NOBODY, str(_l("Nobody from a provider"))),
        ]  # fmt: skip
        self.has_comers = bool(comers)
        self.is_open_who = self.has_comers and preset is None


@area.get("/cases/<key:case_key>/meetings")
@requires(Permission.CASE_READ)
def meetings_index(case_key: str) -> flask.Response:
    """The meetings of a case."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="meetings", at=clock.now())
    return case_page(case)


@area.post("/cases/<key:case_key>/meetings")
@requires(Permission.CASE_WRITE)
def meetings_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Plans a meeting."""
    case = Case.get_for(actor(), case_key)
    form = MeetingForm(comers_of(case))
    if form.validate():
        try:
            operations.plan_meeting(
                actor(), case=case, kind=MeetingKind(form.kind.data), **form.times(),
                asked=_asked(form), at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            said = _("The meeting is planned. Its letter is drafted: look at it and send it.")
            return pages.done("staff.meetings_index", said, case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
    return case_page(case, form, status=422)


def _asked(form: MeetingForm) -> Asked:
    cadence, comer = form.cadence.data, form.provider.data or ""
    return Asked(
        provider="" if comer == _NOBODY else comer, is_without_provider=comer == _NOBODY,
        cadence=Cadence(cadence) if cadence else None,
        only_email_works=bool(form.only_email_works.data), order_why=form.order_why.data or "",
    )  # fmt: skip


def case_page(
    case: Case, form: MeetingForm | None = None, asking: OneOnOneForm | None = None,
    status: int = 200,
) -> flask.Response:  # fmt: skip
    """The page of a case's meetings with its forms."""
    found, today = meetings_of(case), clock.today(resources.timezone())
    team = team_dates(case, found, resources.timezone())
    return pages.render(
        "staff/meetings/index.html", status=status,
        ahead=[line(one) for one in found if one.state == MeetingState.PLANNED],
        over=[line(one) for one in found if one.state != MeetingState.PLANNED],
        team=team,
        summaries=[(one, words.SUMMARIES[one.state]) for one in summaries_of(actor(), case)],
        askings=[_asking(one) for one in askings_of(actor(), case)],
        has_no_introduction=_has_no_introduction(case, found) and is_new(case.enrolled_on, today),
        form=form or MeetingForm(team.comers, formdata=None, place=team.office),
        asking=asking or OneOnOneForm(formdata=None), today=today, **head(case),
    )  # fmt: skip


def _has_no_introduction(case: Case, found: list[Any]) -> bool:
    counted = (MeetingState.PLANNED, MeetingState.HELD)
    return not any(
        one.kind == MeetingKind.INTRODUCTION and one.state in counted for one in found
    )  # fmt: skip


def _asking(one: Any) -> dict[str, Any]:
    text, answer = words_of(one)
    return {
        "row": one,
        "reason": words.REASONS[one.reason],
        "state": words.ASKED[one.state],
        "text": text,
        "answer": answer,
    }


def line(meeting: Any) -> dict[str, Any]:
    """One meeting as lists and its page show it."""
    local = local_time(meeting.starts_at, resources.timezone())
    return {
        "row": meeting,
        "kind": words.KINDS[meeting.kind],
        "day": dates.near_day(meeting.starts_on),
        "time": dates.clock_time(local.hour * 60 + local.minute),
        "way": WAYS[meeting.way],
        "comer": getattr(getattr(meeting, "who", None), "name", ""),
        "state": words.STATES[meeting.state],
        "tone": words.TONES[meeting.state],
        "is_untold": meeting.state == MeetingState.PLANNED and meeting.ends_at <= clock.now(),
    }
