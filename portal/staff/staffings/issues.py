"""The note of one issue, and on to the next one (STAFF-7, STAFF-8; NOTE-5)."""

from typing import Any

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.staffings import StaffingIssue
from portal.operations.staffings import Stale
from portal.operations.staffings import issues as operations
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.reports.staffings import read_staffing
from portal.reports.staffings.contents import Contents, IssueNote
from portal.staff.area import area
from portal.staff.staffings import conflicts, frame, staffing_at
from portal.staff.staffings.forms import IssueForm
from portal.words import staffings as words
from portal.words.staffing_refusals import of_refusal

_TEXTS = ("note", "strength", "concern", "past_steps", "duration", "private_reason")


@area.get("/cases/<key:case_key>/staffings/<key:staffing_key>/issues/<key:issue_key>")
@requires(Permission.CASE_WRITE)
def staffings_issue(
    case_key: str, staffing_key: str, issue_key: str
) -> flask.typing.ResponseReturnValue:
    """One issue, to write its note."""
    staffing = staffing_at(case_key, staffing_key)
    if staffing.is_completed:
        return pages.done("staff.staffings_show", case_key=case_key, staffing_key=staffing_key)
    record_view(actor(), case=staffing.case, what="staffing", at=clock.now())
    contents = read_staffing(actor(), staffing)
    issue = _issue(contents, issue_key)
    form = IssueForm(
        formdata=None, version=issue.version, **{name: getattr(issue, name) for name in _TEXTS}
    )
    return _page(contents, issue, form)


@area.post("/cases/<key:case_key>/staffings/<key:staffing_key>/issues/<key:issue_key>")
@requires(Permission.CASE_WRITE)
def staffings_issue_write(
    case_key: str, staffing_key: str, issue_key: str
) -> flask.typing.ResponseReturnValue:
    """Saves the note of an issue and goes on to the next issue, or back to the list."""
    staffing = staffing_at(case_key, staffing_key)
    contents = read_staffing(actor(), staffing)
    issue = _issue(contents, issue_key)
    form = IssueForm(formdata=conflicts.settled(request.form))
    if not form.validate():
        return _page(contents, issue, form, 422)
    try:
        _write(staffing, form.given(issue_key, issue.code), form.key)
    except Refused as refused:
        form.refuse(refused, of_refusal)
        return _page(contents, issue, form, 422)
    except Stale as stale:
        return _both(stale.saved, issue_key, form)
    return _on(contents, issue)


def _write(staffing: Any, given: IssueNote, key: str) -> None:
    operations.write_issue(
        actor(), staffing=staffing, given=given, at=clock.now(), operation_key=key
    )


@area.post("/cases/<key:case_key>/staffings/<key:staffing_key>/issues/<key:issue_key>/remove")
@requires(Permission.CASE_WRITE)
def staffings_issue_remove(
    case_key: str, staffing_key: str, issue_key: str
) -> flask.typing.ResponseReturnValue:
    """Takes an issue off the staffing, with its note."""
    staffing = staffing_at(case_key, staffing_key)
    _issue(read_staffing(actor(), staffing), issue_key)
    try:
        operations.remove_issue(actor(), staffing=staffing, key=issue_key, at=clock.now())
    except Refused:
        return pages.done("staff.staffings_show", case_key=case_key, staffing_key=staffing_key)
    return _list(case_key, staffing_key, _("The issue is taken out."))


def _issue(contents: Contents, key: str) -> IssueNote:
    """An issue that this person may read. Raises StaffingIssue.DoesNotExist."""
    found = next((one for one in contents.notes if one.key == key), None)
    if found is None:
        raise StaffingIssue.DoesNotExist("no such issue")
    return found


def _on(contents: Contents, issue: IssueNote) -> flask.typing.ResponseReturnValue:
    """To the next issue where that was asked and there is one, else to the list."""
    row, after = contents.row, next_issue(contents, issue)
    if request.form.get("go") == "next" and after is not None:
        return pages.done(
            "staff.staffings_issue", case_key=row.case.key, staffing_key=row.key,
            issue_key=after.key,
        )  # fmt: skip
    return _list(row.case.key, row.key, "")


def _list(case_key: str, staffing_key: str, message: str) -> flask.typing.ResponseReturnValue:
    return pages.done(
        "staff.staffings_tab", message, case_key=case_key, staffing_key=staffing_key, tab="issues"
    )


def next_issue(contents: Contents, issue: IssueNote) -> IssueNote | None:
    """The issue after this one, in their order; None after the last."""
    keys = [one.key for one in contents.notes]
    place = keys.index(issue.key) + 1
    return contents.notes[place] if place < len(keys) else None


def _both(saved: Contents, key: str, form: IssueForm) -> flask.Response:
    """What was typed, beside what somebody else saved meanwhile."""
    issue = _issue(saved, key)
    told = conflicts.differences(form.given(key, issue.code), issue, form)
    form.version.data = issue.version
    return _page(saved, issue, form, 409, told)


def _page(
    contents: Contents, issue: IssueNote, form: IssueForm, status: int = 200, told: Any = ()
) -> flask.Response:
    return pages.render(
        "staff/staffings/issue.html", status=status, form=form, issue=issue, words=words,
        contents=contents, after=next_issue(contents, issue), differences=told,
        **frame(contents.row),
    )  # fmt: skip
