"""Copies of case notes: asked for in person, reviewed passage by passage, released (NOTE-9)."""

from typing import Any

import flask
from flask import request
from wtforms import BooleanField, DateField
from wtforms.validators import Optional

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.accounts import Role
from portal.models.cases import Case
from portal.models.copies import NoteCopy
from portal.operations import copies as operations
from portal.operations.views import record_view
from portal.policy.notes_copies import CopyRefusal, Decision
from portal.policy.refusals import Refused
from portal.reports import copies as reports
from portal.reports.copies.pdf import period_words
from portal.serving import notes_copy_pdf
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.copies.review import ReviewForm, begun_review, review
from portal.words.contacts import WAYS
from portal.words.copies import LEFT_OUT, part_name
from portal.words.copy_reviews import REFUSALS


class AskedForm(Form):
    """A request that was made in person."""

    asked_on = DateField(_l("Asked on"), [required()])
    from_on = DateField(_l("Notes from"), [Optional()])
    until_on = DateField(_l("Notes until"), [Optional()])
    on_portal = BooleanField(_l("On the portal"), default=True)
    on_paper = BooleanField(_l("On paper"))
    large_print = BooleanField(_l("Large print"))

    def wanted(self) -> operations.Wanted:
        """What was asked for."""
        return operations.Wanted(
            self.from_on.data, self.until_on.data, bool(self.on_paper.data),
            bool(self.on_portal.data), bool(self.large_print.data),
        )  # fmt: skip


def _index(case: Case, form: AskedForm, status: int = 200) -> flask.Response:
    rows: list[Any] = list(NoteCopy.of_case(case))
    return pages.render(
        "staff/copies/index.html", status=status, form=form, rows=rows,
        has_waiting=any(not row.is_released for row in rows), period_words=period_words,
        # How many notes a copy holds tells of private ones.
        may_count=operations.may_review(actor(), case) or actor().role is Role.MONITOR,
        **head(case),
    )  # fmt: skip


@area.get("/cases/<key:case_key>/notes-copy")
@requires(Permission.CASE_READ)
def copies_index(case_key: str) -> flask.Response:
    """What was asked for, and the form for a request made in person."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="notes_copies", at=clock.now())
    return _index(case, AskedForm(asked_on=clock.today(resources.timezone())))


@area.post("/cases/<key:case_key>/notes-copy")
@requires(Permission.CASE_WRITE)
def copies_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps a request made in person."""
    case, form = Case.get_for(actor(), case_key), AskedForm()
    if form.validate():
        try:
            operations.ask_for_copy(
                actor(), case=case, wanted=form.wanted(), asked_on=form.asked_on.data,
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            codes = {
                "on_portal" if name == "form" else name: c for name, c in refused.codes.items()
            }
            form.refuse(Refused(codes), lambda code: REFUSALS[code])
        else:
            return pages.done("staff.copies_index", _("The request is kept."), case_key=case.key)
    return _index(case, form, 422)


@area.get("/cases/<key:case_key>/notes-copy/<key:copy_key>")
@requires(Permission.CASE_READ)
def copies_show(case_key: str, copy_key: str) -> flask.Response:
    """The review; once released the copy as it is, for good."""
    copy: Any = _viewed(case_key, copy_key)
    if copy.is_released:
        return _released(copy)
    return begun_review(copy)


def _released(copy: Any) -> flask.Response:
    case, may_read = copy.case, reports.may_read_all(actor(), copy.case, copy)
    notes = reports.read_frozen(copy, case) if may_read else []
    return pages.render(
        "staff/copies/released.html", copy=copy, notes=notes, may_read=may_read,
        period=period_words(copy), ways=WAYS, left_out=LEFT_OUT, part_name=part_name,
        may_review=operations.may_review(actor(), case), form=Form(), **head(case),
    )  # fmt: skip


@area.post("/cases/<key:case_key>/notes-copy/<key:copy_key>")
@requires(Permission.CASE_WRITE)
def copies_update(case_key: str, copy_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the decisions; with `release` the copy goes out."""
    copy, form = _copy(case_key, copy_key), ReviewForm()
    target = {"case_key": case_key, "copy_key": copy_key}
    if not form.validate():
        return review(copy, form, form.decisions(), status=422)
    try:
        _decide(copy, form)
    except Refused as refused:
        return _refused(copy, form, refused)
    said = _("The copy is released.") if "release" in request.form else _("The review is saved.")
    return pages.done("staff.copies_show", said, **target)


def _decide(copy: NoteCopy, form: ReviewForm) -> None:
    """Keeps what was chosen, and releases where that was pressed. Raises Refused."""
    kept: Any = operations.save_review(
        actor(), copy=copy, version=form.seen_version, decisions=form.decisions(), at=clock.now()
    )
    if "release" in request.form:
        operations.release_copy(
            actor(), copy=copy, version=kept.version, seen=form.seen.data or "", at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip


def _refused(
    copy: NoteCopy, form: ReviewForm, refused: Refused
) -> flask.typing.ResponseReturnValue:
    """Says why nothing was released; what the reviewer chose stays in the form."""
    code = refused.codes[""]
    if code == CopyRefusal.ALREADY_RELEASED:
        target = {"case_key": copy.case.key, "copy_key": copy.key}
        return pages.done("staff.copies_show", str(REFUSALS[code]), **target)
    form.refuse(refused, lambda one: REFUSALS[one])
    now = NoteCopy.get_for(actor(), str(copy.key))
    theirs: list[Decision] = []
    if code == CopyRefusal.CHANGED_MEANWHILE:
        theirs = reports.decisions_of(now)
    is_meanwhile = code in (CopyRefusal.CHANGED_MEANWHILE, CopyRefusal.NOTES_ADDED)
    return review(now, form, form.decisions(), theirs, 409 if is_meanwhile else 422)


@area.post("/cases/<key:case_key>/notes-copy/<key:copy_key>/paper")
@requires(Permission.CASE_WRITE)
def copies_paper(case_key: str, copy_key: str) -> flask.typing.ResponseReturnValue:
    """It was handed over or mailed on paper."""
    copy, form = _copy(case_key, copy_key), Form()
    said = _("Kept: given on paper.")
    try:
        operations.give_paper(actor(), copy=copy, at=clock.now(), operation_key=form.key)
    except Refused as refused:
        said = str(REFUSALS[refused.codes[""]])
    return pages.done("staff.copies_show", said, case_key=case_key, copy_key=copy_key)


@area.get("/cases/<key:case_key>/notes-copy/<key:copy_key>.pdf")
@requires(Permission.CASE_READ)
def copies_download(case_key: str, copy_key: str) -> flask.Response:
    """The released copy as a file, to print."""
    copy: Any = _viewed(case_key, copy_key)
    if not reports.may_read_all(actor(), copy.case, copy):
        raise NoteCopy.DoesNotExist
    return notes_copy_pdf(copy, copy.case)


def _copy(case_key: str, copy_key: str) -> NoteCopy:
    """A request of the case in the address. Raises NoteCopy.DoesNotExist."""
    copy: Any = NoteCopy.get_for(actor(), copy_key)
    if copy.case.key != case_key:
        raise NoteCopy.DoesNotExist
    found: NoteCopy = copy
    return found


def _viewed(case_key: str, copy_key: str) -> NoteCopy:
    """The same, with the look at it on record."""
    copy: Any = _copy(case_key, copy_key)
    record_view(actor(), case=copy.case, what="notes_copy", at=clock.now())
    found: NoteCopy = copy
    return found
