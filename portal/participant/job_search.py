"""The log of a job search: by week, corrected on the day it was sent, an entry taken out of a
begun one (CON-12)."""

from typing import Any

import flask

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.contacts import EmployerContact, ReportKind
from portal.operations.reports import save_draft
from portal.operations.reports.job_search import correct_entry
from portal.participant.area import area, own_case
from portal.participant.question_forms import EntryForm
from portal.policy.calendar import office_date
from portal.policy.refusals import Refused
from portal.policy.reports import refusals_to_correct
from portal.reports.reports.job_search import answers_with, entries_of, log_of
from portal.reports.reports.own import begun_report
from portal.words.job_search import REFUSALS, RESULTS, WAYS


@area.get("/contacts/job-search")
@requires(Permission.OWN_READ)
def job_search_index() -> flask.Response:
    """The employers one contacted, week by week."""
    zone = resources.timezone()
    today = clock.today(zone)
    weeks = log_of(own_case(), today)
    fresh = {
        one.key for week in weeks for one in week.entries
        if office_date(one.report.sent_at, zone) == today
    }  # fmt: skip
    return pages.render(
        "participant/contacts/job_search.html", weeks=weeks, fresh=fresh, ways=WAYS, results=RESULTS
    )


@area.get("/contacts/job-search/<key:entry_key>")
@requires(Permission.OWN_READ)
def job_search_edit(entry_key: str) -> flask.Response:
    """One entry, to correct on the day it was sent; from then on to read."""
    entry = EmployerContact.get_for(actor(), entry_key)
    return _page(entry, EntryForm(obj=entry))


@area.post("/contacts/job-search/<key:entry_key>")
@requires(Permission.OWN_WRITE)
def job_search_update(entry_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the corrected entry."""
    entry, form = EmployerContact.get_for(actor(), entry_key), EntryForm()
    if form.validate_on_submit():
        try:
            correct_entry(
                actor(), entry=entry, to=form.entry, at=clock.now(), operation_key=form.key
            )
        except Refused as refused:
            form.refuse(refused, REFUSALS.__getitem__)
        else:
            return pages.done("participant.job_search_index", _("Your change is saved."))
    return _page(entry, form, 422)


@area.post("/contacts/new/job-search/<int:number>/remove")
@requires(Permission.OWN_WRITE)
def job_search_remove(number: int) -> flask.typing.ResponseReturnValue:
    """Takes an entry out of a log that is not sent yet; those after it move up."""
    entries = entries_of(begun_report(own_case(), ReportKind.JOB_SEARCH).answers)
    if 1 <= number <= len(entries):
        del entries[number - 1]
        save_draft(
            actor(), case=own_case(), kind=ReportKind.JOB_SEARCH, answers=answers_with(entries),
            step=len(entries), at=clock.now(),
        )  # fmt: skip
    return pages.done("participant.contacts_start", kind=str(ReportKind.JOB_SEARCH))


def _page(entry: Any, form: EntryForm, status: int = 200) -> flask.Response:
    zone = resources.timezone()
    today = clock.today(zone)
    return pages.render(
        "participant/contacts/job_search_edit.html", status=status, form=form, entry=entry,
        ways=WAYS, results=RESULTS,
        is_over=bool(refusals_to_correct(office_date(entry.report.sent_at, zone), today)),
    )  # fmt: skip
