"""Hours that somebody else entered, and what is not right with them."""

import flask
from wtforms import RadioField, SelectChoice

from portal import clock, i18n, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.hours import HoursEntry
from portal.operations.hours.reporting import object_to_hours
from portal.participant.area import area, own_case
from portal.policy.attendance import HoursRefusal, Objection
from portal.policy.calendar import Month, Span
from portal.policy.refusals import Refused
from portal.reports.hours.month import DayHours, days_of
from portal.words import hours as words
from portal.words.phrases import activity_words


class ObjectionForm(Form):
    """What is not right, and a word about it."""

    objection = RadioField(
        _l("What is not right?"),
        choices=[SelectChoice(*one) for one in words.OBJECTIONS.items()],
        validate_choice=False,
    )
    text = LongText(_l("Anything your worker should know?"))

    @property
    def chosen(self) -> Objection | None:
        """What was chosen, if it is one of ours."""
        typed = self.objection.data
        return Objection(typed) if typed in set(Objection) else None


@area.get("/hours/entries/<key:hours_key>")
@requires(Permission.OWN_READ)
def hours_entry(hours_key: str) -> flask.Response:
    """One day as it was entered, and what was said against it."""
    return _page(HoursEntry.get_for(actor(), hours_key), ObjectionForm())


@area.post("/hours/entries/<key:hours_key>")
@requires(Permission.OWN_WRITE)
def hours_object(hours_key: str) -> flask.typing.ResponseReturnValue:
    """Tells the worker what is not right."""
    entry, form = HoursEntry.get_for(actor(), hours_key), ObjectionForm()
    if form.validate_on_submit():
        try:
            object_to_hours(
                actor(), entry=entry, objection=form.chosen, text=form.text.data or "",
                locale=i18n.current(), at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return pages.done(
                "participant.hours_entry", _("Thank you. Your worker looks at it."),
                hours_key=hours_key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, _words)
    return _page(entry, form, 422)


def _words(code: object) -> object:
    if code is HoursRefusal.REASON_MISSING:
        return _("Please tell us what is not right.")
    return words.REFUSALS[HoursRefusal(str(code))]


def _page(entry: HoursEntry, form: ObjectionForm, status: int = 200) -> flask.Response:
    day = _day(entry)
    return pages.render(
        "participant/hours/entry.html", status=status, form=form, entry=day.entry or entry, day=day,
        month=str(Month.of(day.done_on)), words=words, activity_words=activity_words,
        is_replaced=day.entry is None or day.entry.id != entry.id,
    )  # fmt: skip


def _day(entry: HoursEntry) -> DayHours:
    on = entry.done_on
    days = days_of(own_case(), Span(on, on))
    return next(day for day in days if day.series == entry.series)
