"""Reviews that were sent: the worker reads them, and may answer each once (SUP-2)."""

from typing import Any

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.reviews import CaseReview
from portal.operations.reviews import answer_review, read_review
from portal.operations.views import record_list_view
from portal.policy.refusals import Refused
from portal.policy.reviews import Point, ReviewState
from portal.reports.supervision import reviews
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.supervision.evidence import evidence_of
from portal.staff.supervision.paging import page_asked, page_of
from portal.words import reviews as words

_SIZE = 25


class AnswerForm(Form):
    """The worker's answer."""

    text = LongText(_l("Your answer"))


@area.get("/reviews")
@requires(Permission.CASE_READ)
def sent_reviews_index() -> flask.Response:
    """The reviews that were sent, the latest first."""
    page = page_asked(request.args)
    record_list_view(actor(), what="reviews", at=clock.now())
    found = reviews.sent_to(actor(), page, _SIZE)
    return pages.render(
        "staff/supervision/sent_reviews.html", reviews=found[:_SIZE], words=words,
        **page_of("/staff/reviews?", page, len(found) > _SIZE),
    )  # fmt: skip


@area.get("/reviews/<key:review_key>")
@requires(Permission.CASE_READ)
def sent_reviews_show(review_key: str) -> flask.Response:
    """One review as it went, and the answer."""
    return _page(_sent(review_key), AnswerForm(formdata=None))


@area.post("/reviews/<key:review_key>/answer")
@requires(Permission.CASE_WRITE)
def sent_reviews_answer(review_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the worker's one answer."""
    review, form = _sent(review_key), AnswerForm()
    if form.validate():
        try:
            answer_review(
                actor(), review=review, text=form.text.data or "", at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.REFUSALS.__getitem__)
        else:
            said = _("Your answer stands with the review.")
            return pages.done("staff.sent_reviews_show", said, review_key=review_key)
    return _page(review, form, 422)


def _sent(review_key: str) -> CaseReview:
    review = CaseReview.get_for(actor(), review_key)
    if review.state != ReviewState.SENT:
        flask.abort(404)
    return review


def _page(review: CaseReview, form: AnswerForm, status: int = 200) -> flask.Response:
    row: Any = review
    read_review(actor(), review=review, at=clock.now())
    return pages.render(
        "staff/supervision/sent_review.html", status=status, form=form, review=review,
        saved=reviews.form_of(review), points=list(Point), words=words,
        evidence=evidence_of(row.case),
        may_answer=row.worker_id == actor().id and row.answered_at is None, **head(row.case),
    )  # fmt: skip
