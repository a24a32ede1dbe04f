"""The form of a week: for each planned day whether one was there, how long, and why not; one more
day beside the plan. Nothing has to be typed (PLAN-9)."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import wtforms
from wtforms import FormField, HiddenField, RadioField, SelectChoice, SelectField

from portal import dates
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.attendance import (
    AbsenceReason,
    HoursRefusal,
    HoursSource,
    HoursState,
    ToldDay,
    field_of,
)
from portal.policy.refusals import Refused
from portal.reports.hours.month import DayHours, WeekHours
from portal.words.hours import REASONS, REFUSALS
from portal.words.phrases import activity_words

_MORE = "more"


class What(StrEnum):
    """What one says of a day."""

    PLANNED = "planned"
    OTHER = "other"
    AWAY = "away"


def _time(label: Any, choices: range) -> SelectField:
    return SelectField(
        label, choices=[SelectChoice(str(n), str(n)) for n in choices], validate_choice=False
    )


class DayForm(wtforms.Form):
    """One activity on one day."""

    of = HiddenField()
    what = RadioField(_l("Were you there?"), validate_choice=False)
    hours = _time(_l("Hours"), range(24))
    minutes = _time(_l("Minutes"), range(0, 60, 5))
    reason = SelectField(_l("Why?"), validate_choice=False)
    text = LongText(_l("Anything your worker should know?"))

    Meta = Form.Meta

    @property
    def told_minutes(self) -> int | None:
        """The time that was chosen, in minutes; None where none was."""
        typed = str(self.hours.data or ""), str(self.minutes.data or "")
        if not all(one.isascii() and one.isdigit() for one in typed):
            return None
        return int(typed[0]) * 60 + int(typed[1])


class MoreForm(wtforms.Form):
    """One more day: an activity on a day for which the plan has nothing of it."""

    day = SelectField(_l("Day"), validate_choice=False)
    series = SelectField(_l("What did you do?"), validate_choice=False)
    hours = _time(_l("Hours"), range(24))
    minutes = _time(_l("Minutes"), range(0, 60, 5))

    Meta = Form.Meta
    told_minutes = DayForm.told_minutes


class WeekForm(Form):
    """A week: its days are in `rows`, beside what is known of each."""

    rows: list[tuple[DayHours, Any]]
    more: Any

    def told(self) -> tuple[ToldDay, ...]:
        """What was chosen, day by day. Raises Refused where a day changed under the form, or no
        time was chosen."""
        found = [_told(day, field.form) for day, field in self.rows]
        extra = _extra(self.more.form, {day.field for day, _field in self.rows})
        return tuple(found if extra is None else [*found, extra])

    def refuse_days(self, refused: Refused) -> None:
        """Puts refusals at their days, in words."""
        by_field = {day.field: field for day, field in self.rows}
        for name, code in refused.codes.items():
            words = str(REFUSALS[HoursRefusal(code)])
            field = by_field.get(name)
            if field is not None:
                at_reason = code is HoursRefusal.REASON_MISSING
                target = field.form.reason if at_reason else field.form.hours
            elif name:
                target = self.more.form.day
            else:
                self.form_errors.append(words)
                continue
            target.errors = [*target.errors, words]


def week_form(week: WeekHours, activities: Sequence[tuple[str, str]]) -> WeekForm:
    """The form of a week, filled in with what was told, else as it was planned.

    In: the week, and the activities that hours may be added to: series and code of the phrase
    bank.
    """
    days = own_days(week)
    names = [f"day{n}" for n in range(len(days))]
    fields = {name: FormField(DayForm) for name in names}
    made = type("WeekForm", (WeekForm,), {**fields, _MORE: FormField(MoreForm)})
    form: WeekForm = made(data={n: _filled(d) for n, d in zip(names, days, strict=True)})
    form.rows = [(day, form[name]) for day, name in zip(days, names, strict=True)]
    for day, field in form.rows:
        field.form.what.choices = _choices(day)
        field.form.reason.choices = _offered(REASONS.items())
    form.more = form[_MORE]
    form.more.form.day.choices = _offered(_days(week))
    form.more.form.series.choices = _offered(
        (series, activity_words(kind)) for series, kind in activities
    )
    return form


def _offered(choices: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice("", _("Please choose")), *(SelectChoice(*one) for one in choices)]


def own_days(week: WeekHours) -> list[DayHours]:
    """The days of a week that have come and that the participant may tell of."""
    own = (HoursSource.PARTICIPANT, HoursSource.JOB_SEARCH)
    return [
        day
        for day in week.days
        if day.done_on <= week.today and (day.entry is None or _is_own(day.entry, own))
    ]


def _is_own(entry: Any, own: tuple[HoursSource, ...]) -> bool:
    return entry.source in own and entry.state != HoursState.ACCEPTED


def _base(day: DayHours) -> int:
    """The minutes of a day "as planned": of a day beside the plan, those that were told."""
    entry: Any = day.entry
    return day.planned or (entry.minutes if entry is not None else 0)


def _choices(day: DayHours) -> list[SelectChoice]:
    return [
        SelectChoice(
            What.PLANNED, _("Yes, as planned") if day.planned else _("Yes, as I told you")
        ),
        SelectChoice(What.OTHER, _("Yes, but another time")),
        SelectChoice(What.AWAY, _("No")),
    ]


def _filled(day: DayHours) -> dict[str, Any]:
    entry: Any = day.entry
    minutes = entry.minutes if entry is not None else _base(day)
    what = What.PLANNED if minutes == _base(day) else What.OTHER if minutes else What.AWAY
    return {
        "of": day.field, "what": str(what), "hours": str(minutes // 60),
        "minutes": str(minutes % 60 // 5 * 5), "reason": entry.reason if entry is not None else "",
        "text": entry.text if entry is not None else "",
    }  # fmt: skip


def _days(week: WeekHours) -> list[tuple[str, str]]:
    first = week.span.starts_on.toordinal()
    every = (date.fromordinal(first + n) for n in range(week.span.days))
    return [(on.isoformat(), dates.near_day(on)) for on in every if on <= week.today]


def _told(day: DayHours, form: DayForm) -> ToldDay:
    if form.of.data != day.field:
        raise Refused({"": HoursRefusal.CHANGED_MEANWHILE})
    minutes = {What.PLANNED: _base(day), What.AWAY: 0}.get(form.what.data, form.told_minutes)
    if form.what.data not in set(What) or minutes is None:
        raise Refused({day.field: HoursRefusal.NO_SUCH_TIME})
    chosen = form.reason.data
    reason = AbsenceReason(chosen) if chosen in set(AbsenceReason) else None
    is_less = minutes < day.planned
    return ToldDay(
        day.series, day.done_on, minutes, reason if is_less else None,
        (form.text.data or "") if is_less else "",
    )  # fmt: skip


def _extra(form: Any, taken: set[str]) -> ToldDay | None:
    minutes = form.told_minutes
    if not minutes and not form.day.data and not form.series.data:
        return None
    days, series = ({one.value for one in part.choices} for part in (form.day, form.series))
    if not form.day.data or form.day.data not in days:
        raise Refused({_MORE: HoursRefusal.NO_SUCH_WEEK})
    on = date.fromisoformat(form.day.data)
    if not form.series.data or form.series.data not in series:
        raise Refused({_MORE: HoursRefusal.NO_SUCH_ACTIVITY})
    if field_of(form.series.data, on) in taken:
        raise Refused({_MORE: HoursRefusal.CHANGED_MEANWHILE})
    if not minutes:
        raise Refused({_MORE: HoursRefusal.NO_SUCH_TIME})
    return ToldDay(form.series.data, on, minutes)
