"""Case staffings: those of a case, one as a record to read, and a new one (STAFF-1, 8, 11)."""

from typing import Any

import flask
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.staffings import Staffing, StaffingIssue
from portal.operations import staffings as operations
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.policy.sittings import KINDS as SITTING_KINDS
from portal.policy.staffings import StaffingKind
from portal.reports.staffings import read_staffing, staffings_of
from portal.reports.staffings.letters import result_letter_of
from portal.reports.staffings.sittings import sitting_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import staffings as words
from portal.words.letter_phrases import DECISIONS
from portal.words.phrases import STEPS
from portal.words.staffing_refusals import of_refusal


class NewForm(Form):
    """A staffing to begin."""

    kind = SelectField(_l("Kind"), choices=list(words.KINDS.items()))
    held_on = DateField(_l("Date of the staffing"), [Optional()])


@area.get("/cases/<key:case_key>/staffings")
@requires(Permission.CASE_READ)
def staffings_index(case_key: str) -> flask.Response:
    """The staffings of a case, and the form that begins one."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="staffings", at=clock.now())
    return _index(case, NewForm(formdata=None))


@area.post("/cases/<key:case_key>/staffings")
@requires(Permission.CASE_WRITE)
def staffings_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Begins a staffing."""
    case, form = Case.get_for(actor(), case_key), NewForm()
    if not form.validate():
        return _index(case, form, 422)
    try:
        made = operations.begin_staffing(
            actor(), case=case, kind=StaffingKind(form.kind.data), held_on=form.held_on.data,
            at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, of_refusal)
        return _index(case, form, 422)
    return pages.done(
        "staff.staffings_tab", case_key=case_key, staffing_key=made.key, tab="case"
    )  # fmt: skip


def _index(case: Case, form: NewForm, status: int = 200) -> flask.Response:
    return pages.render(
        "staff/staffings/index.html", status=status, rows=staffings_of(actor(), case), form=form,
        kinds=words.KINDS, states=words.STATES, decisions=words.DECISIONS, **head(case),
    )  # fmt: skip


@area.get("/cases/<key:case_key>/staffings/<key:staffing_key>")
@requires(Permission.CASE_READ)
def staffings_show(case_key: str, staffing_key: str) -> flask.Response:
    """A staffing as a record: a completed one for ever, a draft as it stands."""
    staffing = staffing_at(case_key, staffing_key)
    record_view(actor(), case=staffing.case, what="staffing", at=clock.now())
    return pages.render(
        "staff/staffings/show.html", contents=read_staffing(actor(), staffing), words=words,
        letter=result_letter_of(staffing), steps=STEPS, letter_decisions=DECISIONS,
        hides=StaffingIssue.is_hidden_from(actor(), staffing.case),
        **frame(staffing),
    )  # fmt: skip


@area.post("/cases/<key:case_key>/staffings/<key:staffing_key>/discard")
@requires(Permission.CASE_WRITE)
def staffings_discard(case_key: str, staffing_key: str) -> flask.typing.ResponseReturnValue:
    """Throws a draft away; a completed staffing stays (STAFF-10)."""
    staffing = staffing_at(case_key, staffing_key)
    try:
        operations.discard_staffing(actor(), staffing=staffing, at=clock.now())
    except Refused:
        return pages.done(
            "staff.staffings_show", case_key=case_key, staffing_key=staffing_key
        )  # fmt: skip
    return pages.done("staff.staffings_index", _("The draft is thrown away."), case_key=case_key)


def staffing_at(case_key: str, staffing_key: str) -> Any:
    """The staffing of an address, with its case. Raises DoesNotExist, and ReasonNeeded for a case
    that opens to this person with a reason."""
    try:
        found: Any = Staffing.get_for(actor(), staffing_key)
    except Staffing.DoesNotExist:
        Case.get_for(actor(), case_key)
        raise
    if found.case.key != case_key:
        raise Staffing.DoesNotExist("a staffing of another case")
    return found


def frame(staffing: Any) -> dict[str, Any]:
    """What every page of a staffing shows around its contents."""
    return {
        "staffing": staffing,
        "here": f"/staff/cases/{staffing.case.key}/staffings/{staffing.key}",
        "kind_words": words.KINDS[staffing.kind],
        "state_words": words.STATES[staffing.state],
        "tab_names": words.TABS,
        "sitting": sitting_of(actor(), staffing) if staffing.kind in SITTING_KINDS else None,
        **head(staffing.case),
    }
