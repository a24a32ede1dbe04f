"""Case reviews of a month: owed, done, and each one's form opened (SUP-2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import ModelSelect

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.reviews import CaseReview, ReviewPoint
from portal.policy.reviews import ReviewState
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened


@dataclass(frozen=True, slots=True)
class Point:
    """What a review found on one point: a Finding's code and the words of it."""

    finding: str
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """A review's form as it was saved last, and the worker's answer."""

    points: dict[str, Point] = field(default_factory=dict)
    text: str = ""
    answer: str = ""


def _of_month(role: Role) -> ModelSelect:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        CaseReview.select(CaseReview, Case, Account)
        .join(Case)
        .switch(CaseReview)
        .join(Account, on=(CaseReview.worker == Account.id))
        .where(CaseReview.scope(actor), CaseReview.month == Place("month"))
        .order_by(Account.name, CaseReview.made_at, CaseReview.id)
    )


_OF_MONTH = Prepared(_of_month)


def of_month(actor: Actor, month: str) -> list[CaseReview]:
    """The reviews of a month ("yyyy-mm") that this person may see, by worker. One statement."""
    return _OF_MONTH.rows(actor.role, actor=actor.id, unit=actor.unit_id, month=month)


def done_and_open(reviews: Sequence[Any], worker_id: int) -> tuple[int, int]:
    """How many of a worker's reviews were sent, and how many are taken and not sent."""
    own = [one for one in reviews if one.worker_id == worker_id]
    sent = sum(one.state == ReviewState.SENT for one in own)
    return sent, len(own) - sent


def _about(role: Role) -> ModelSelect:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        CaseReview.select(CaseReview, Case, Account)
        .join(Case)
        .switch(CaseReview)
        .join(Account, on=(CaseReview.worker == Account.id))
        .where(CaseReview.scope(actor), CaseReview.state == ReviewState.SENT)
        .order_by(CaseReview.sent_at.desc(), CaseReview.id.desc())
        .limit(Place("limit"))
        .offset(Place("offset"))
    )


_ABOUT = Prepared(_about)


def sent_to(actor: Actor, page: int, size: int) -> list[CaseReview]:
    """One page of the reviews that were sent: a worker's own, a supervisor's unit's, every one for
    a monitor; the latest first, one more than `size` where there is another page."""
    return _ABOUT.rows(
        actor.role, actor=actor.id, unit=actor.unit_id, limit=size + 1, offset=(page - 1) * size
    )


def form_of(review: CaseReview) -> Form:
    """What stands in a review that was read with its case. One statement."""
    row: Any = review
    points: Any = ReviewPoint.select().where(ReviewPoint.review == row.id)
    place = f"case_review/{row.key}"
    return Form(
        {
            one.point: Point(
                one.finding,
                opened(row.case, f"review_point/{row.key}/{one.point}", one.sealed_note),
            )
            for one in points
        },
        opened(row.case, f"{place}/text", row.sealed_text),
        opened(row.case, f"{place}/answer", row.sealed_answer),
    )
