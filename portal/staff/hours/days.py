"""One activity on one day: where its figures come from; entered, corrected, excused; an objection
to it answered (PLAN-9)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import flask
from wtforms import HiddenField, RadioField, SelectField

from portal import clock, dates, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, Text
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.hours import HoursEntry
from portal.operations.hours import decisions
from portal.operations.hours.decisions import DayEntered
from portal.operations.views import record_view
from portal.policy.calendar import Month, Span
from portal.policy.class_marks import typed_minutes
from portal.policy.hours_decisions import AbsenceDecision, DecisionRefusal
from portal.policy.refusals import Refused
from portal.reports.hours.day import documents_of, english_of, entries_of
from portal.reports.plans.in_force import ScheduledDay, activity_on, schedule_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import hours_decisions as words
from portal.words.documents import KINDS
from portal.words.phrases import activity_words

_DAY = "/cases/<key:case_key>/hours/<string(length=10):day>/<key:series>"


class DayForm(Form):
    """A day as the worker enters or corrects it; `seen` is the entry that stood there."""

    minutes = Text(_l("Hours attended"), limit=10)
    absence = RadioField(
        _l("What was missed"), choices=list(words.DECISIONS.items()), default=AbsenceDecision.NONE
    )
    document = SelectField(_l("What proves it"), validate_choice=False)
    seen = HiddenField()


@dataclass(frozen=True)
class Day:
    """An activity's day, with what the plan in force puts there and the activity's kind and
    provider."""

    case: Case
    on: date
    series: str
    slots: list[ScheduledDay]
    kind: str
    provider: str

    @property
    def planned(self) -> int:
        """Minutes planned."""
        return sum(slot.minutes for slot in self.slots)

    @property
    def values(self) -> dict[str, str]:
        """The parts of its address."""
        return {
            "case_key": str(self.case.key), "day": self.on.isoformat(), "series": self.series
        }  # fmt: skip


@area.get(_DAY)
@requires(Permission.CASE_READ)
def hours_day(case_key: str, day: str, series: str) -> flask.Response:
    """A day: every entry there ever was, and the form to enter or correct it."""
    return _page(_asked(case_key, day, series))


@area.post(_DAY)
@requires(Permission.CASE_WRITE)
def hours_enter(case_key: str, day: str, series: str) -> flask.typing.ResponseReturnValue:
    """Enters or corrects the day."""
    asked, form = _asked(case_key, day, series), DayForm()
    if form.validate():
        try:
            _enter(asked, form)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
        else:
            return pages.done("staff.hours_day", _("Saved."), **asked.values)
    return _page(asked, form, 422)


@area.post(_DAY + "/<any(excused,unexcused,keep,translation):day_act>")
@requires(Permission.CASE_WRITE)
def hours_settle(
    case_key: str, day: str, series: str, day_act: str
) -> flask.typing.ResponseReturnValue:
    """One tap: the absence is excused or not; the objected hours stay; words go to a translator."""
    asked, form = _asked(case_key, day, series), Form()
    entries = entries_of(asked.case, series, asked.on)
    if day_act == "translation":
        entries = [one for one in entries if one.text or one.objection_text]
    if not entries:
        flask.abort(404)
    try:
        said = _SETTLED[day_act](entries[0])
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _page(asked, status=422, problem=form)
    return pages.done("staff.hours_day", said, **asked.values)


def _excuse(entry: HoursEntry) -> str:
    decisions.decide_absence(actor(), entry=entry, decision=AbsenceDecision.EXCUSED, at=clock.now())
    return _("The missed hours are excused.")


def _hold(entry: HoursEntry) -> str:
    decisions.decide_absence(
        actor(), entry=entry, decision=AbsenceDecision.UNEXCUSED, at=clock.now()
    )
    return _("The missed hours are not excused.")


def _keep(entry: HoursEntry) -> str:
    decisions.keep_hours(actor(), entry=entry, at=clock.now())
    return _("The hours stay; the participant gets word.")


def _translate(entry: HoursEntry) -> str:
    decisions.ask_hours_translation(actor(), entry=entry, at=clock.now())
    return _("The translation was asked for.")


_SETTLED: dict[str, Callable[[HoursEntry], str]] = {
    "excused": _excuse,
    "unexcused": _hold,
    "keep": _keep,
    "translation": _translate,
}


def _asked(case_key: str, day: str, series: str) -> Day:
    case = Case.get_for(actor(), case_key)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        flask.abort(404)
    slots = [one for one in schedule_of(case.id, Span(on, on)) if one.series == series]
    if slots:
        return Day(case, on, series, slots, slots[0].kind, slots[0].provider)
    found: Any = activity_on(case.id, series, on)
    if found is None and not entries_of(case, series, on):
        flask.abort(404)
    kind, provider = (found.kind, found.provider) if found is not None else ("", "")
    return Day(case, on, series, [], kind, provider)


def _enter(asked: Day, form: DayForm) -> None:
    try:
        minutes = typed_minutes(form.minutes.data or "")
    except ValueError:
        raise Refused({"minutes": DecisionRefusal.NO_SUCH_TIME}) from None
    decisions.enter_hours(
        actor(), case=asked.case, at=clock.now(), operation_key=form.key,
        day=DayEntered(
            asked.series, asked.on, minutes, AbsenceDecision(form.absence.data),
            form.document.data or "", form.seen.data or "",
        ),
    )  # fmt: skip


def _page(
    asked: Day, form: DayForm | None = None, status: int = 200, problem: Form | None = None
) -> flask.Response:
    case = asked.case
    record_view(actor(), case=case, what="hours", at=clock.now())
    entries = entries_of(case, asked.series, asked.on)
    stands = entries[0] if entries else None
    shown = form or _filled(stands, asked)
    if form is not None and form.form_errors:
        # What stands there now is on the page: sent once more, it is decided on that.
        shown.seen.data = stands.key if stands is not None else ""
    shown.document.choices = [
        ("", _("Nothing")),
        *((key, f"{KINDS[kind]} {reference}") for key, reference, kind in documents_of(case)),
    ]
    return pages.render(
        "staff/hours/day.html", status=status, day=asked, month=Month.of(asked.on),
        name=activity_words(asked.kind) if asked.kind else _("Hours of no activity"),
        english=english_of(entries), entries=entries, stands=stands, form=shown,
        problem=problem, words=words, kinds=KINDS,
        **head(case),
    )  # fmt: skip


def _filled(stands: Any, asked: Day) -> DayForm:
    if stands is None:
        return DayForm(formdata=None, minutes=dates.hours(asked.planned), seen="")
    is_decided = stands.kind in set(AbsenceDecision)
    return DayForm(
        formdata=None, seen=stands.key, minutes=dates.hours(stands.minutes),
        absence=stands.kind if is_decided else AbsenceDecision.NONE,
        document=stands.document.key if stands.document_id else "",
    )  # fmt: skip
