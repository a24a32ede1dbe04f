"""The four tabs of a draft: going from one to another saves the one that is left (STAFF-7)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.models.staffings import Staffing
from portal.operations.staffings import Stale
from portal.operations.staffings.attendees import save_attendees
from portal.operations.staffings.editing import save_case, save_result
from portal.operations.staffings.issues import save_issues
from portal.operations.staffings.results import draft_result_letter
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.policy.staffing_attendees import must_invite_child_welfare
from portal.policy.staffings import Tab
from portal.reports.staffings import read_staffing
from portal.reports.staffings.contents import Contents
from portal.reports.staffings.invitations import guests_of, invitation_of
from portal.reports.staffings.letters import result_letter_of
from portal.staff.area import area
from portal.staff.staffings import conflicts, frame, staffing_at
from portal.staff.staffings.filling import filled, with_room
from portal.staff.staffings.forms import (
    AttendeesForm,
    CaseForm,
    IssuesForm,
    ResultForm,
    TabForm,
    digest,
    tab_values,
)
from portal.staff.staffings.missing import still_missing
from portal.words import staffings as words
from portal.words.staffing_refusals import of_refusal

FORMS: dict[str, type[TabForm]] = {
    Tab.CASE: CaseForm,
    Tab.ATTENDEES: AttendeesForm,
    Tab.ISSUES: IssuesForm,
    Tab.RESULT: ResultForm,
}
_SAVE: dict[str, Callable[..., Staffing]] = {
    Tab.CASE: save_case,
    Tab.ATTENDEES: save_attendees,
    Tab.ISSUES: save_issues,
    Tab.RESULT: save_result,
}
_TAB = "<any(case,attendees,issues,result):tab>"


@area.get(f"/cases/<key:case_key>/staffings/<key:staffing_key>/{_TAB}")
@requires(Permission.CASE_WRITE)
def staffings_tab(
    case_key: str, staffing_key: str, tab: str
) -> flask.typing.ResponseReturnValue:  # fmt: skip
    """One tab of a draft, to write."""
    staffing = staffing_at(case_key, staffing_key)
    if staffing.is_completed:
        return pages.done("staff.staffings_show", case_key=case_key, staffing_key=staffing_key)
    record_view(actor(), case=staffing.case, what="staffing", at=clock.now())
    contents = read_staffing(actor(), staffing)
    return page(contents, tab, filled(contents, tab))


@area.post(f"/cases/<key:case_key>/staffings/<key:staffing_key>/{_TAB}")
@requires(Permission.CASE_WRITE)
def staffings_tab_save(
    case_key: str, staffing_key: str, tab: str
) -> flask.typing.ResponseReturnValue:  # fmt: skip
    """Saves the tab that is left and goes on to the one that was chosen."""
    staffing = staffing_at(case_key, staffing_key)
    form = FORMS[tab](formdata=conflicts.settled(request.form))
    stopped = saved_or_told(staffing, tab, form)
    if stopped is not None:
        return stopped
    wanted = request.form.get("go", tab)
    if wanted == "letter":
        return _to_letter(case_key, staffing)
    if wanted.startswith("issue-"):
        return _to_issue(case_key, staffing_key, wanted.removeprefix("issue-")[:16])
    going = wanted if wanted in set(Tab) else tab
    return flask.redirect(f"{frame(staffing)['here']}/{going}{_anchor(wanted)}", 303)


def _to_issue(case_key: str, staffing_key: str, issue_key: str) -> flask.typing.ResponseReturnValue:
    """On to the note of an issue."""
    return pages.done(
        "staff.staffings_issue", case_key=case_key, staffing_key=staffing_key, issue_key=issue_key
    )


def _to_letter(case_key: str, staffing: Any) -> flask.typing.ResponseReturnValue:
    """Drafts the result letter from what is saved now, and on to it (STAFF-13)."""
    made = draft_result_letter(actor(), staffing=staffing, at=clock.now())
    return pages.done("staff.letters_show", case_key=case_key, letter_key=made.key)


def saved_or_told(staffing: Any, tab: str, form: TabForm) -> flask.Response | None:
    """Saves a tab as it was typed; where that cannot be, the same page with why, and everything
    that was typed (422), or with what somebody else saved meanwhile (409)."""
    if not form.validate():
        return page(read_staffing(actor(), staffing), tab, form, 422)
    if form.seen.data and form.seen.data == digest(form.given()):
        return None  # nothing was typed: who only looks never stands against another's version
    try:
        _SAVE[tab](
            actor(), staffing=staffing, version=form.version.data or 0, given=form.given(),
            at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, of_refusal)
        return page(read_staffing(actor(), staffing), tab, form, 422)
    except Stale as stale:
        return _both(stale.saved, tab, form)
    return None


def _both(saved: Contents, tab: str, form: TabForm) -> flask.Response:
    """What was typed, beside what somebody else saved meanwhile."""
    mine, theirs = form.given(), tab_values(saved, tab)
    told = conflicts.differences(mine, theirs, form)
    again = with_room(FORMS[tab], conflicts.merged(mine, theirs))
    again.version.data = getattr(saved.row, f"{tab}_version")
    again.seen.data = ""
    return page(saved, tab, again, 409, differences=told)


def _anchor(wanted: str) -> str:
    """Another line of a list: back to where it stands."""
    return f"#{wanted.removeprefix('more-')}" if wanted.startswith("more-") else ""


def _guests(contents: Contents) -> list[str]:
    """The names that the participant gave on the portal and that are not on the list (STAFF-4)."""
    invited = invitation_of(contents.row)
    there = {one.name for one in contents.attendees.lines}
    return [one.name for one in guests_of(invited) if one.name not in there] if invited else []


def page(
    contents: Contents, tab: str, form: TabForm, status: int = 200, **more: Any
) -> flask.Response:
    """A tab with its form."""
    row = contents.row
    shown = {
        "tab": tab, "form": form, "contents": contents, "words": words, "differences": (),
        "refused": (),
        "must_invite": must_invite_child_welfare(
            contents.case.kind, contents.case.child_welfare, contents.invited_roles
        ),
    }  # fmt: skip
    if tab == Tab.ATTENDEES:
        shown["guests"] = _guests(contents)
    if tab == Tab.RESULT:
        letter = result_letter_of(row)
        shown |= {"letter": letter, "missing": still_missing(contents, letter is not None)}
    answer = pages.render(
        "staff/staffings/edit.html", "staff/staffings/_tab.html", status=status,
        **(shown | more), **frame(row),
    )  # fmt: skip
    if status != HTTPStatus.OK:
        answer.headers["HX-Push-Url"] = "false"  # the address stays that of the tab
    return answer
