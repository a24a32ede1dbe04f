"""A week of my hours, day by day: there as planned, another time, or away with a reason."""

import flask

from portal import clock, i18n, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.operations.hours.reporting import WeekTold, report_weeks
from portal.participant.area import area, own_case
from portal.participant.hours.months import month_of, week_of_month
from portal.participant.hours.week_forms import WeekForm, own_days, week_form
from portal.policy.attendance import HoursRefusal, HoursState
from portal.policy.refusals import Refused
from portal.reports.hours.month import MonthHours, WeekHours
from portal.words import hours as words
from portal.words.phrases import activity_words


@area.get("/hours/<string:month>/<int:number>")
@requires(Permission.OWN_READ)
def hours_week(month: str, number: int) -> flask.Response:
    """The days of a week, to change."""
    read = month_of(month)
    week = week_of_month(read, number)
    return _page(read, number, week_form(week, _activities(read)))


@area.post("/hours/<string:month>/<int:number>")
@requires(Permission.OWN_WRITE)
def hours_send(month: str, number: int) -> flask.typing.ResponseReturnValue:
    """Sends the week as it was changed; what is refused is told at its day."""
    read = month_of(month)
    week = week_of_month(read, number)
    form = week_form(week, _activities(read))
    if form.validate_on_submit():
        try:
            told = WeekTold(week.span.starts_on, form.told())
            report_weeks(
                actor(), case=own_case(), weeks=[told], locale=i18n.current(), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse_days(refused)
        else:
            message = _("Thank you. We have your hours.")
            return pages.done(
                "participant.hours_show", message, month=month, _anchor=f"week-{number}"
            )
    return _page(read, number, form, 422)


def _page(read: MonthHours, number: int, form: WeekForm, status: int = 200) -> flask.Response:
    week = read.weeks[number - 1]
    return pages.render(
        "participant/hours/week.html",
        status=status,
        read=read,
        week=week,
        number=number,
        form=form,
        others=_others(week),
        is_open=week in read.changeable,
        closed=words.REFUSALS[_refusal(week)],
        words=words,
        activity_words=activity_words,
    )


def _refusal(week: WeekHours) -> HoursRefusal:
    """Why nothing of a week can be told here."""
    if week.state is HoursState.ACCEPTED:
        return HoursRefusal.ALREADY_ACCEPTED
    return HoursRefusal.TOO_LONG_AGO if week.has_come else HoursRefusal.NOT_YET


def _others(week: WeekHours) -> list[object]:
    """The days of which somebody else told: they are looked at, not changed, here."""
    own = {day.field for day in own_days(week)}
    return [day for day in week.days if day.entry is not None and day.field not in own]


def _activities(read: MonthHours) -> list[tuple[str, str]]:
    """The activities of the month by their series, to add hours to."""
    return list({day.series: (day.series, day.kind) for day in read.days if day.planned}.values())
