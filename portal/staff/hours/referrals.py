"""Places of a participant in providers' classes: given, and ended (PLAN-10)."""

from typing import Any

import flask
from wtforms import DateField, SelectField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.referrals import Referral
from portal.operations.hours import classes as operations
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.reports import referred
from portal.reports.hours import classes
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import hours_decisions as words
from portal.words import reviews as review_words
from portal.words.phrases import activity_words


class ReferralForm(Form):
    """A place in a class, for an activity of the plan."""

    series = SelectField(_l("Activity of the plan"), validate_choice=False)
    course = SelectField(_l("Class"), validate_choice=False)
    starts_on = DateField(_l("From"), [required()])


class EndForm(Form):
    """The last day of a place."""

    ends_on = DateField(_l("Last day"), [required()])


@area.get("/cases/<key:case_key>/referrals")
@requires(Permission.CASE_READ)
def referrals_index(case_key: str) -> flask.Response:
    """The places of a participant, and the form for another one."""
    today = clock.today(resources.timezone())
    return _page(Case.get_for(actor(), case_key), ReferralForm(formdata=None, starts_on=today))


@area.post("/cases/<key:case_key>/referrals")
@requires(Permission.CASE_WRITE)
def referrals_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Gives the participant a place in a class."""
    case, form = Case.get_for(actor(), case_key), ReferralForm()
    if form.validate():
        try:
            operations.refer_to_class(
                actor(), case=case, course_key=form.course.data or "",
                series=form.series.data or "", starts_on=form.starts_on.data, at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
        else:
            said = _("The provider can enter the attendance now.")
            return pages.done("staff.referrals_index", said, case_key=case_key)
    return _page(case, form, 422)


@area.post("/cases/<key:case_key>/referrals/<key:referral_key>/end")
@requires(Permission.CASE_WRITE)
def referrals_end(case_key: str, referral_key: str) -> flask.typing.ResponseReturnValue:
    """Ends a place."""
    referral: Any = Referral.get_for(actor(), referral_key)
    if referral.case.key != case_key:
        flask.abort(404)
    form = EndForm()
    if form.validate():
        try:
            operations.end_referral(
                actor(), referral=referral, ends_on=form.ends_on.data, at=clock.now()
            )
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
        else:
            return pages.done("staff.referrals_index", _("Saved."), case_key=case_key)
    return _page(referral.case, ending=(referral_key, form), status=422)


def _page(
    case: Case,
    form: ReferralForm | None = None,
    status: int = 200,
    ending: tuple[str, EndForm] | None = None,
) -> flask.Response:
    record_view(actor(), case=case, what="referrals", at=clock.now())
    shown, row = form or ReferralForm(formdata=None), case
    activities = {
        series: activity_words(kind) + (f" · {provider}" if provider else "")
        for series, kind, provider in classes.series_of(case)
    }
    shown.series.choices = list(activities.items())
    shown.course.choices = [
        (one.key, f"{one.name} · {one.provider.name}")
        for one in classes.open_classes(int(str(row.office_id)))
    ]
    places = classes.places_of(case)
    return pages.render(
        "staff/hours/referrals.html", status=status, form=shown, places=places,
        activities=activities, ending=ending, progress=referred.notes_on(actor(), case),
        review_words=review_words, **head(case),
    )  # fmt: skip
