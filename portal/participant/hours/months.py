"""My hours: the months, and a month by week, filled in from the signed plan: confirmed with one
tap, or changed day by day (PLAN-9)."""

import re
from typing import Any

import flask
from wtforms import HiddenField

from portal import clock, dates, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.catalogs import PersonalText
from portal.operations.hours.reporting import WeekTold, may_prove, report_weeks
from portal.participant.area import area, own_case
from portal.policy.attendance import HoursRefusal, ToldDay
from portal.policy.calendar import Month
from portal.policy.refusals import Refused
from portal.reports.hours.month import MonthHours, WeekHours, read_month, read_months
from portal.reports.personal_texts import Shown, shown, texts_for
from portal.words import hours as words
from portal.words.phrases import activity_words

SHOWN_MONTHS = 6  # on the list of months, this one included

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


class ConfirmForm(Form):
    """Weeks as they were planned: their numbers with commas, and the minutes that were shown."""

    weeks = HiddenField()
    planned = HiddenField()


@area.get("/hours")
@requires(Permission.OWN_READ)
def hours_index() -> flask.Response:
    """The last months, the latest first, with what waits in each."""
    today = clock.today(resources.timezone())
    this = Month.of(today)
    months = read_months(own_case(), [this.plus(n) for n in range(1 - SHOWN_MONTHS, 1)], today)
    return pages.render(
        "participant/hours/index.html",
        months=[one for one in reversed(months) if one.month == this or one.days],
        words=words,
    )


@area.get("/hours/<string:month>")
@requires(Permission.OWN_READ)
def hours_show(month: str) -> flask.Response:
    """A month, week by week."""
    return _page(month_of(month))


@area.post("/hours/<string:month>")
@requires(Permission.OWN_WRITE)
def hours_confirm(month: str) -> flask.typing.ResponseReturnValue:
    """Everything was as planned: sends the weeks that the button stood for."""
    read, form = month_of(month), ConfirmForm()
    if not form.validate_on_submit():
        return _page(read, 422)
    chosen = [read.weeks[n - 1] for n in _numbers(form) if 1 <= n <= len(read.weeks)]
    try:
        if str(sum(_untold(week) for week in chosen)) != form.planned.data:
            raise Refused({"": HoursRefusal.CHANGED_MEANWHILE})
        report_weeks(
            actor(), case=own_case(), weeks=[_as_planned(week) for week in chosen],
            locale=i18n.current(), at=clock.now(), operation_key=f"{form.key}:{form.weeks.data}",
        )  # fmt: skip
        message = _("Thank you. We have your hours.")
    except Refused as refused:
        message = str(words.REFUSALS[HoursRefusal(next(iter(refused.codes.values())))])
    return pages.done("participant.hours_show", message, month=month)


def month_of(written: str) -> MonthHours:
    """The month of an address ("2026-11"). Not found (404) for what is no month, or one that is
    further away than the next."""
    found = _MONTH.fullmatch(written)
    today = clock.today(resources.timezone())
    if found is None or (month := Month(int(found[1]), int(found[2]))) > Month.of(today).plus(1):
        flask.abort(404)
    return read_month(own_case(), month, today)


def week_of_month(read: MonthHours, number: int) -> WeekHours:
    """A week of a month by its number, from 1. Not found (404) where the month has none."""
    if not 1 <= number <= len(read.weeks):
        flask.abort(404)
    return read.weeks[number - 1]


def _page(read: MonthHours, status: int = 200) -> flask.Response:
    tally = read.tally
    rows = [
        (_("You told us"), tally.reported, tally.planned),
        (_("With proof"), tally.proven, tally.reported),
        (_("Counted"), tally.counted, tally.reported),
    ]
    open_weeks = [week for week in read.changeable if week.untold and week.state is None]
    return pages.render(
        "participant/hours/show.html",
        status=status,
        read=read,
        meters=[(label, _of(done, whole), done, whole) for label, done, whole in rows if whole],
        open_weeks=open_weeks,
        untold=_untold,
        form=ConfirmForm(),
        own_words=_own_words(read),
        may_change=read.changeable,
        may_prove=may_prove,
        words=words,
        activity_words=activity_words,
        next_month=read.month.plus(1) if read.month < Month.of(read.today) else None,
    )


def _of(done: int, whole: int) -> str:
    return _("%(done)s of %(planned)s hours", done=dates.hours(done), planned=dates.hours(whole))


def _own_words(read: MonthHours) -> dict[int, Shown]:
    """What the worker wrote of weeks that were sent back, in the reader's language where it was
    translated (LANG-3)."""
    rows: list[Any] = [week.sent for week in read.weeks if week.sent and week.sent.return_text]
    if not rows:
        return {}
    locale = i18n.current()
    found = texts_for(PersonalText.HOURS_WEEK, [row.id for row in rows], locale)
    return {row.id: shown(row.return_text, found.get(row.id), locale) for row in rows}


def _untold(week: WeekHours) -> int:
    return sum(day.planned for day in week.untold)


def _as_planned(week: WeekHours) -> WeekTold:
    told = tuple(ToldDay(day.series, day.done_on, day.planned) for day in week.untold)
    return WeekTold(week.span.starts_on, told)


def _numbers(form: ConfirmForm) -> list[int]:
    typed = str(form.weeks.data or "").split(",")
    return list(dict.fromkeys(int(one) for one in typed if one in ("1", "2", "3", "4", "5", "6")))
