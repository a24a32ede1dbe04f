"""The conference with a worker: their unengaged cases, one by one, and that it was held (SUP-3)."""

import flask
from flask import request
from wtforms import DateField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.accounts import Account
from portal.operations.reviews.annotating import hold_conference
from portal.operations.views import record_list_view
from portal.policy.management_report import Category
from portal.policy.refusals import Refused
from portal.reports import supervision
from portal.reports.supervision import SIZE, workers
from portal.staff.area import area
from portal.staff.supervision.management import shown
from portal.staff.supervision.paging import page_asked, page_of
from portal.words.supervision import ANNOTATION_REFUSALS


class ConferenceForm(Form):
    """When it was held."""

    held_on = DateField(_l("Held on"), [required()])


@area.get("/supervision/workers/<key:worker_key>")
@requires(Permission.SUPERVISE)
def conferences_show(worker_key: str) -> flask.Response:
    """A worker's unengaged cases, what was done about each, and the conferences before."""
    worker, today = workers.worker_for(actor(), worker_key), clock.today(resources.timezone())
    return _page(worker, ConferenceForm(formdata=None, held_on=today))


@area.post("/supervision/workers/<key:worker_key>")
@requires(Permission.SUPERVISE)
def conferences_hold(worker_key: str) -> flask.typing.ResponseReturnValue:
    """Puts on record that the conference was held."""
    worker, form = workers.worker_for(actor(), worker_key), ConferenceForm()
    if form.validate():
        try:
            hold_conference(
                actor(), worker=worker, held_on=form.held_on.data, cases=_listed(worker),
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, ANNOTATION_REFUSALS.__getitem__)
        else:
            return pages.done(
                "staff.conferences_show", _("The conference is on record."), worker_key=worker_key
            )
    return _page(worker, form, 422)


def _listed(worker: Account) -> int:
    today = clock.today(resources.timezone())
    return supervision.counts(actor(), today, int(str(worker.id)))[Category.UNENGAGED]


def _page(worker: Account, form: ConferenceForm, status: int = 200) -> flask.Response:
    today, page = clock.today(resources.timezone()), page_asked(request.args)
    record_list_view(actor(), what="conference", at=clock.now())
    rows = supervision.management_report(
        actor(), Category.UNENGAGED, today, int(str(worker.id)), page
    )
    return pages.render(
        "staff/supervision/conference.html", status=status, whose=worker, form=form,
        rows=shown(rows[:SIZE], Category.UNENGAGED), held=workers.conferences_of(worker),
        **page_of(f"/staff/supervision/workers/{worker.key}?", page, len(rows) > SIZE),
    )  # fmt: skip
