"""Follow-up after exit: its months, the contacts of each, and what they learned (PLAN-13)."""

from typing import Any

import flask
from wtforms import DateField, RadioField, SelectField, SelectMultipleField

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.operations import screenings as operations
from portal.operations.views import record_view
from portal.policy.contacts import Way
from portal.policy.follow_ups import Work
from portal.policy.programs import program
from portal.policy.refusals import Refused
from portal.reports.cases.screenings import FollowUps, read_follow_up
from portal.staff.amounts import Hours, Wage
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import screenings as words
from portal.words.assessments import money
from portal.words.contacts import WAYS
from portal.words.phrases import SERVICES

_BY_STAFF = (
    Way.TELEPHONE, Way.IN_PERSON, Way.EMAIL, Way.TEXT, Way.VOICEMAIL, Way.POSTAL_MAIL,
)  # fmt: skip


class FollowUpForm(Form):
    """A contact after exit and what it learned."""

    occurred_on = DateField(_l("Day"), [required()])
    way = SelectField(_l("How"), choices=[(one, WAYS[one]) for one in _BY_STAFF])
    answered = RadioField(
        _l("Was the participant reached?"), [required()],
        choices=[("yes", _l("Yes")), ("no", _l("No"))],
    )  # fmt: skip
    work = SelectField(_l("Work"), choices=list(words.WORK.items()), default=Work.SAME_JOB)
    employer = Text(_l("Employer"))
    hours_week = Hours(_l("Hours a week"))
    wage = Wage(_l("Wage, dollars an hour"))
    needs = SelectMultipleField(_l("Help that is needed"), choices=list(SERVICES.items()))
    summary = LongText(_l("What was said"))


class ExitForm(Form):
    """The day on which a participant left the program."""

    exited_on = DateField(_l("Last day in the program"), [required()])


@area.get("/cases/<key:case_key>/follow-up")
@requires(Permission.CASE_READ)
def follow_ups_show(case_key: str) -> flask.Response:
    """The months of follow-up, or how one begins."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="follow_up", at=clock.now())
    return _page(case)


@area.post("/cases/<key:case_key>/follow-up/exit")
@requires(Permission.CASE_WRITE)
def follow_ups_begin(case_key: str) -> flask.typing.ResponseReturnValue:
    """The participant left the program."""
    case, form = Case.get_for(actor(), case_key), ExitForm()
    if form.validate():
        try:
            operations.begin_follow_up(
                actor(), case=case, exited_on=form.exited_on.data, at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.follow_ups_show", _("Follow-up begins."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_follow_up)
    return _page(case, leaving=form, status=422)


@area.post("/cases/<key:case_key>/follow-up")
@requires(Permission.CASE_WRITE)
def follow_ups_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Records a follow-up contact and what it learned."""
    case, form = Case.get_for(actor(), case_key), FollowUpForm()
    if form.validate():
        try:
            operations.record_follow_up(
                actor(), case=case, **_learned(form), at=clock.now(), operation_key=form.key
            )
            return pages.done("staff.follow_ups_show", _("Recorded."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_follow_up)
    return _page(case, form, status=422)


def _learned(form: FollowUpForm) -> dict[str, Any]:
    return {
        "occurred_on": form.occurred_on.data,
        "way": Way(form.way.data),
        "answered": form.answered.data == "yes",
        "work": Work(form.work.data),
        "employer": form.employer.data or "",
        "minutes_week": form.hours_week.minutes,
        "wage_cents": form.wage.cents,
        "needs": ",".join(form.needs.data or []),
        "summary": form.summary.data or "",
    }


def _page(
    case: Case,
    form: FollowUpForm | None = None,
    leaving: ExitForm | None = None,
    status: int = 200,
) -> flask.Response:
    today = clock.today(resources.timezone())
    found = read_follow_up(case, today)
    return pages.render(
        "staff/screenings/follow_up.html",
        status=status,
        found=found,
        months=_months(found) if found else [],
        length=program(str(case.program)).follow_up,
        form=form or FollowUpForm(formdata=None, occurred_on=today),
        leaving=leaving or ExitForm(formdata=None, exited_on=today),
        is_closed=case.status == "closed",
        today=today,
        **head(case),
    )


def _months(found: FollowUps) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "state": words.STATES[one.state],
            "tone": words.STATE_TONES[one.state],
            "contacts": [_contact(row) for row in found.contacts.get(one.number, ())],
        }
        for one in found.months
    ]


def _contact(row: Any) -> dict[str, Any]:
    facts = []
    if row.work:
        facts.append(str(words.WORK[row.work]))
    if row.employer:
        facts.append(row.employer)
    if row.minutes_week is not None:
        facts.append(_("%(hours)s hours a week", hours=dates.hours(row.minutes_week)))
    if row.wage_cents is not None:
        facts.append(_("%(wage)s an hour", wage=money(row.wage_cents)))
    needs = [str(SERVICES[one]) for one in (row.needs or "").split(",") if one in SERVICES]
    return {"row": row, "way": WAYS[row.way], "facts": facts, "needs": needs}
