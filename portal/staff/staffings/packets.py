"""The packet that people at the table read: a PDF of plan, household, hours and attendance."""

from typing import Any

import flask

from portal import clock, dates, pages, resources, serving
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.operations.views import record_export
from portal.pdf import PdfError, render_document
from portal.reports.staffings import read_staffing
from portal.reports.staffings.packet import Meeting, packet_of
from portal.staff.area import area
from portal.staff.staffings import staffing_at
from portal.words.staffings import KINDS


@area.get("/cases/<key:case_key>/staffings/<key:staffing_key>/packet.pdf")
@requires(Permission.CASE_READ)
def staffings_packet(case_key: str, staffing_key: str) -> flask.typing.ResponseReturnValue:
    """The packet as it stands today: made anew, kept nowhere."""
    staffing = staffing_at(case_key, staffing_key)
    at = clock.now()
    record_export(actor(), case=staffing.case, what="staffing_packet", at=at)
    today = clock.today(resources.timezone())
    document = packet_of(staffing.case, _meeting(staffing), today)
    try:
        return serving.packet_pdf(render_document(document, at=at))
    except PdfError:
        words = _("The packet could not be made: a sign in it has no letter font.")
        return pages.done("staff.cases_show", words, case_key=case_key)


def _meeting(staffing: Any) -> Meeting:
    found = read_staffing(actor(), staffing)
    when = ""
    if staffing.held_at is not None:
        when = dates.daytime(staffing.held_at, resources.timezone())
    elif staffing.held_on is not None:
        when = dates.day(staffing.held_on)
    return Meeting(str(KINDS[staffing.kind]), when, found.case.household)
