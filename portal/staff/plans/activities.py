"""Activities of a draft with their week, which is drawn anew while one types: hours planned against
required, and what runs at the same time (PLAN-2, PLAN-3, PLAN-4)."""

import json
from collections.abc import Sequence
from typing import Any

import flask
from flask import request
from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import Optional

from portal import clock, dates, pages
from portal.access import Permission, actor, requires
from portal.db import new_key
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.plans import Activity
from portal.operations.plans import activities as operations
from portal.operations.plans.activities import ActivityText
from portal.operations.plans.drafts import Stale
from portal.operations.views import record_view
from portal.policy.hours import planned_weekly_minutes
from portal.policy.refusals import Refused
from portal.reports.plans import drafts as reports
from portal.reports.plans.facts import slots_of
from portal.reports.plans.week import Planned, PlanWeeks, weeks_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.plans import pictures
from portal.staff.plans.schedule import Row, minutes_typed, rows_of, rows_sent, with_room
from portal.staff.plans.schedule import slots_of as slots_typed
from portal.words import plan_library as library
from portal.words import planning as words
from portal.words.phrases import ACTIVITIES, activity_words
from portal.words.plans import week_lines


class ActivityForm(Form):
    """An activity; its weekly schedule has rows of its own."""

    kind = SelectField(_l("Type"), validate_choice=False)
    provider = Text(_l("Provider or employer"))
    place = Text(_l("Place"))
    starts_on = DateField(_l("Starts on"), [required()])
    ends_on = DateField(_l("Ends on"), [Optional()])
    hours_week = Text(_l("Hours a week, where days and times are not fixed"), limit=6)
    version = IntegerField(_l("Version"), default=0)

    def __init__(self, *args: Any, rows: Sequence[Row] = (), **kwargs: Any) -> None:
        """Takes what was sent or saved, the rows of the schedule apart."""
        self.rows = list(rows)
        super().__init__(*args, **kwargs)

    @property
    def minutes(self) -> int:
        """Minutes a week of what was typed, as far as it can be read."""
        slots = slots_typed(self.rows)
        return planned_weekly_minutes(slots) or minutes_typed(self.hours_week.data or "") or 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be read, the rows of the schedule too."""
        is_clear = super().validate(extra_validators)
        if minutes_typed(self.hours_week.data or "") is None:
            self.hours_week.errors = [_("Please give hours, for example 12 or 7.5.")]
        return is_clear and not self.hours_week.errors and not any(one.error for one in self.rows)

    def text(self) -> ActivityText:
        """What was typed, as the operation takes it."""
        return ActivityText(
            self.kind.data or "", self.provider.data or "", self.place.data or "",
            self.starts_on.data, self.ends_on.data, slots_typed(self.rows), self.minutes,
        )  # fmt: skip


@area.get("/cases/<key:case_key>/plan/edit/activities/new")
@requires(Permission.CASE_WRITE)
def plans_activity_new(case_key: str) -> flask.Response:
    """An activity to write."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    plan = reports.open_draft(case)
    return _page(case, plan, "", ActivityForm(formdata=None, starts_on=plan.starts_on))


@area.get("/cases/<key:case_key>/plan/edit/activities/<key:series_key>")
@requires(Permission.CASE_WRITE)
def plans_activity(case_key: str, series_key: str) -> flask.Response:
    """An activity of the draft, to write anew or take out."""
    case = Case.get_for(actor(), case_key)
    plan = reports.open_draft(case)
    row: Any = reports.activity_of(plan, series_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    return _page(case, plan, series_key, _filled(plan, row))


@area.post("/cases/<key:case_key>/plan/edit/activities")
@requires(Permission.CASE_WRITE)
def plans_activity_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Adds an activity, or shows the week with it where that was asked."""
    return _sent(Case.get_for(actor(), case_key), "")


@area.post("/cases/<key:case_key>/plan/edit/activities/<key:series_key>")
@requires(Permission.CASE_WRITE)
def plans_activity_update(case_key: str, series_key: str) -> flask.typing.ResponseReturnValue:
    """Writes an activity anew, or shows the week with what is typed where that was asked."""
    return _sent(Case.get_for(actor(), case_key), series_key)


@area.post("/cases/<key:case_key>/plan/edit/activities/<key:series_key>/remove")
@requires(Permission.CASE_WRITE)
def plans_activity_remove(case_key: str, series_key: str) -> flask.typing.ResponseReturnValue:
    """Takes an activity out of the draft."""
    case = Case.get_for(actor(), case_key)
    try:
        found = reports.activity_of(reports.open_draft(case), series_key)
    except Activity.DoesNotExist:
        return pages.done("staff.plans_edit", _("It was taken out before."), case_key=case_key)
    operations.remove_activity(actor(), activity=found, at=clock.now())
    return pages.done("staff.plans_edit", _("The activity is taken out."), case_key=case_key)


def _filled(plan: Any, row: Any) -> ActivityForm:
    slots = slots_of(plan)[row.id]
    return ActivityForm(
        formdata=None, kind=row.kind, provider=row.provider, place=row.place,
        starts_on=row.starts_on, ends_on=row.ends_on, version=row.version,
        hours_week="" if slots else dates.hours(row.minutes_week), rows=rows_of(slots),
    )  # fmt: skip


def _sent(case: Case, series: str) -> flask.typing.ResponseReturnValue:
    form, plan = ActivityForm(rows=rows_sent(request.form)), reports.open_draft(case)
    if request.args.get("look"):
        return _page(case, plan, series, form, is_look=True)
    if not form.validate():
        return _page(case, plan, series, form, 422)
    try:
        _write(plan, series, form)
    except Refused as refused:
        codes = {"hours_week" if name == "minutes_week" else name: code
                 for name, code in refused.codes.items()}  # fmt: skip
        form.refuse(Refused(codes), words.of_refusal)
        return _page(case, plan, series, form, 422)
    except Stale as stale:
        return _changed(case, plan, series, form, stale.saved)
    except Activity.DoesNotExist:
        return _changed(case, plan, series, form, None)
    return pages.done("staff.plans_edit", case_key=case.key, _anchor="at-activities")


def _write(plan: Any, series: str, form: ActivityForm) -> None:
    operations.write_activity(
        actor(), plan=plan, text=form.text(), at=clock.now(), version=form.version.data or 0,
        activity=reports.activity_of(plan, series) if series else None, operation_key=form.key,
    )  # fmt: skip


def _changed(
    case: Case, plan: Any, series: str, form: ActivityForm, saved: Any
) -> flask.Response:  # fmt: skip
    """What somebody else saved meanwhile, beside what was typed; what is gone may be added."""
    form.version.data = saved.version if saved is not None else 0
    form.version.raw_data = None
    return _page(case, plan, series if saved is not None else "", form, 409)


def _page(
    case: Case, plan: Any, series: str, form: ActivityForm, status: int = 200,
    is_look: bool = False,
) -> flask.Response:  # fmt: skip
    here = f"/staff/cases/{case.key}/plan/edit/activities" + (f"/{series}" if series else "")
    new_series = series or new_key()
    planned = reports.planned_of(plan)
    saved = next((one for one in planned if one.series == series), None)
    weeks = _weeks(case, plan, planned, new_series, form)
    response = pages.render(
        "staff/plans/edit_activity.html",
        "staff/plans/_week.html",
        status=status,
        form=form,
        rows=with_room(form.rows),
        choices=library.activity_choices(str(case.program), form.kind.data or ""),
        here=here,
        series=series,
        stale=status == 409,
        saved=saved,
        saved_lines=week_lines(saved.slots) if saved else [],
        weeks=pictures.drawn(weeks, new_series),
        **head(case),
    )
    if is_look:  # who does not see the week is told what it holds
        response.headers["HX-Trigger-After-Settle"] = json.dumps({"said": _said(weeks)})
    return response


def _said(weeks: PlanWeeks) -> str:
    hours = [words.week_hours(weeks.now)] if weeks.now else []
    return ". ".join([*hours, *map(words.clash_line, weeks.clashes)])


def _weeks(
    case: Case, plan: Any, planned: list[Planned], series: str, form: ActivityForm
) -> PlanWeeks:
    """The weeks of the draft with what is typed in them, as far as it can be read."""
    others = [one for one in planned if one.series != series]
    starts_on, ends_on = form.starts_on.data, form.ends_on.data
    if starts_on is None or (ends_on is not None and ends_on < starts_on):
        return weeks_of(case, planned, plan.starts_on)
    kind = form.kind.data if form.kind.data in ACTIVITIES else ""
    typed = Planned(
        series, activity_words(kind) if kind else _("This activity"), starts_on, ends_on,
        form.minutes, slots_typed(form.rows),
    )  # fmt: skip
    there = [*others, typed] if form.minutes else others
    return weeks_of(case, there, plan.starts_on)
