"""The log of a job search: its rows, and their correction on the day they were sent (CON-12)."""

from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.contacts import EmployerContact, Report
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.policy.calendar import office_date
from portal.policy.refusals import refuse_if
from portal.policy.reports import refusals_to_correct, refusals_to_log, refusals_to_send_log
from portal.reports.reports.job_search import LogEntry


def add_entries(actor: Actor, *, report: Report, entries: list[LogEntry]) -> None:
    """Keeps the contacts of a log as rows, inside the running operation (CON-12; ES CM, c).

    Raises Refused for a log that is empty or longer than one report takes.
    """
    refuse_if(refusals_to_send_log(len(entries)))
    for one in entries:
        EmployerContact.create(
            case=report.case_id, report=report.id, employer=one.employer,
            contacted_on=one.contacted_on, way=one.way, result=one.result,
        )  # fmt: skip
    record(actor, "add_employer_contacts", report, case=report.case_id)


@operation(result=EmployerContact)
def correct_entry(
    actor: Actor,
    *,
    entry: EmployerContact,
    to: LogEntry,
    at: datetime,
    operation_key: str | None = None,
) -> EmployerContact:
    """Corrects one contact of a log on the day it was sent, in the office's zone (CON-12).

    In: the entry with its report. Raises Refused from the next day on, and for a day of the
    contact that lies ahead or too long ago.
    """
    row: Any = entry
    zone = resources.timezone()
    today = office_date(at, zone)
    refuse_if(refusals_to_correct(office_date(row.report.sent_at, zone), today))
    refuse_if(refusals_to_log(to.contacted_on, today))
    row.employer, row.contacted_on = to.employer, to.contacted_on
    row.way, row.result, row.corrected_at = to.way, to.result, at
    fields = ["employer", "contacted_on", "way", "result"]
    row.save(only=[*fields, "corrected_at"])
    refresh(row.case_id, today)  # the log proves hours of its day
    record(actor, "correct_employer_contact", entry, case=row.case_id, fields=fields)
    return entry
