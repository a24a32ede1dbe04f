"""Case reviews of a month: drawn or chosen, filled in, sent (SUP-2)."""

from typing import Any

import flask
from flask import request
from wtforms import DateField, IntegerField, RadioField
from wtforms.validators import Optional

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.models.accounts import Account
from portal.models.reviews import CaseReview
from portal.operations import reviews as operations
from portal.operations.reviews import Filled, Stale
from portal.operations.views import record_list_view, record_view
from portal.policy.calendar import Month
from portal.policy.refusals import Refused
from portal.policy.reviews import (
    Finding,
    Point,
    ReviewRefusal,
    ReviewState,
    Verdict,
    owed,
)
from portal.reports.supervision import reviews, workers
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.supervision.evidence import evidence_of
from portal.words import reviews as words


class ChooseForm(Form):
    """A case of a worker, by its number."""

    number = Text(_l("Number of the case"), [required()], limit=20)


class ReviewForm(Form):
    """The form of a review; a finding and words for each point are added below."""

    version = IntegerField(default=1)
    verdict = RadioField(
        _l("What the review comes to"), choices=list(words.VERDICTS.items()), validate_choice=False
    )
    text = LongText(_l("To the worker"))
    correct_by_on = DateField(_l("To be corrected by"), [Optional()])

    @property
    def filled(self) -> Filled:
        """What stands in it."""
        findings = {one: self[f"finding_{one}"].data or "" for one in Point}
        return Filled(
            {str(one): found for one, found in findings.items() if found in set(Finding)},
            {str(one): self[f"note_{one}"].data or "" for one in Point},
            self.verdict.data if self.verdict.data in set(Verdict) else "", self.text.data or "",
            self.correct_by_on.data,
        )  # fmt: skip


for _point, _words in words.POINTS.items():
    setattr(
        ReviewForm, f"finding_{_point}",
        RadioField(_words, choices=list(words.FINDINGS.items()), validate_choice=False),
    )  # fmt: skip
    setattr(ReviewForm, f"note_{_point}", Text(_l("What you saw"), limit=500))


@area.get("/supervision/reviews")
@requires(Permission.SUPERVISE)
def reviews_index() -> flask.Response:
    """Owed and done of this month, by worker."""
    return _list()


@area.post("/supervision/workers/<key:worker_key>/draw")
@requires(Permission.SUPERVISE)
def reviews_draw(worker_key: str) -> flask.typing.ResponseReturnValue:
    """Draws what is still owed for a worker."""
    worker = workers.worker_for(actor(), worker_key)
    try:
        drawn = operations.draw_reviews(actor(), worker=worker, at=clock.now())
    except Refused as refused:
        code = ReviewRefusal(next(iter(refused.codes.values())))
        return pages.done("staff.reviews_index", str(words.REFUSALS[code]))
    said = ngettext("%(n)s case is drawn.", "%(n)s cases are drawn.", len(drawn))
    return pages.done("staff.reviews_index", said)


@area.post("/supervision/workers/<key:worker_key>/choose")
@requires(Permission.SUPERVISE)
def reviews_choose(worker_key: str) -> flask.typing.ResponseReturnValue:
    """Takes one case of a worker for review."""
    worker, form = workers.worker_for(actor(), worker_key), ChooseForm()
    if form.validate():
        try:
            made = operations.choose_review(
                actor(), worker=worker, number=form.number.data or "", at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.REFUSALS.__getitem__)
        else:
            return pages.done("staff.reviews_edit", review_key=made.key)
    return _list((worker, form), 422)


def _list(choosing: tuple[Account, ChooseForm] | None = None, status: int = 200) -> flask.Response:
    today = clock.today(resources.timezone())
    record_list_view(actor(), what="reviews", at=clock.now())
    taken: list[Any] = reviews.of_month(actor(), str(Month.of(today)))
    lines = []
    for one in workers.workers_of(actor(), today):
        done, begun = reviews.done_and_open(taken, one.id)
        lines.append({
            "worker": one, "done": done, "begun": begun,
            "owed": owed(max(one.cases, done + begun)),
            "reviews": [row for row in taken if row.worker_id == one.id],
            "form": choosing[1] if choosing and choosing[0].key == one.key
            else ChooseForm(formdata=None),
        })  # fmt: skip
    return pages.render(
        "staff/supervision/reviews.html", status=status, lines=lines, words=words,
        month=Month.of(today).first_on, refused=choosing[1] if choosing else None,
    )  # fmt: skip


@area.get("/supervision/reviews/<key:review_key>")
@requires(Permission.SUPERVISE)
def reviews_edit(review_key: str) -> flask.typing.ResponseReturnValue:
    """The form of a review; a sent one is shown as it went."""
    review = CaseReview.get_for(actor(), review_key)
    if review.state == ReviewState.SENT:
        return flask.redirect(f"/staff/reviews/{review.key}", 303)
    saved = reviews.form_of(review)
    values: dict[str, Any] = {"version": review.version, "text": saved.text}
    for point, one in saved.points.items():
        values |= {f"finding_{point}": one.finding, f"note_{point}": one.note}
    form = ReviewForm(
        formdata=None, verdict=review.verdict, correct_by_on=review.correct_by_on, **values
    )
    return _form(review, form)


@area.post("/supervision/reviews/<key:review_key>")
@requires(Permission.SUPERVISE)
def reviews_save(review_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the form, or sends it to the worker."""
    review, form = CaseReview.get_for(actor(), review_key), ReviewForm()
    is_sent = request.form.get("act") == "send"
    if not form.validate():
        return _form(review, form, 422)
    write = operations.send_review if is_sent else operations.save_review
    try:
        write(
            actor(), review=review, filled=form.filled, version=form.version.data or 0,
            at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, words.REFUSALS.__getitem__)
        return _form(review, form, 422)
    except Stale:
        return _stale(review, form)
    if is_sent:
        return pages.done("staff.reviews_index", _("The review is sent to the worker."))
    return pages.done("staff.reviews_edit", _("Saved. Nobody else sees it."), review_key=review_key)


def _stale(review: CaseReview, form: ReviewForm) -> flask.Response:
    form.version.data = CaseReview.get_for(actor(), str(review.key)).version
    form.form_errors.append(_("Somebody saved this review meanwhile: it stands beside yours."))
    return _form(review, form, 422, is_stale=True)


def _form(
    review: CaseReview, form: ReviewForm, status: int = 200, is_stale: bool = False
) -> flask.Response:
    row: Any = review
    record_view(actor(), case=row.case, what="review", at=clock.now())
    saved = reviews.form_of(CaseReview.get_for(actor(), row.key)) if is_stale else None
    shown = head(row.case)
    return pages.render(
        "staff/supervision/review_form.html", status=status, form=form, review=review,
        saved=saved, words=words, evidence=evidence_of(row.case), **shown,
    )  # fmt: skip
