"""Case reviews: drawn or chosen, filled in, sent, answered once (SUP-2; WTW 42-7.38, III.B.3)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from peewee import IntegrityError, fn

from portal import db, resources
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.plans import PlanState
from portal.models.reviews import CaseReview, ReviewPoint
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.policy import reviews as rules
from portal.policy.calendar import Month, office_date
from portal.policy.refusals import Refused, refuse_if
from portal.policy.reviews import Candidate, ReviewRefusal, ReviewState, Way
from portal.policy.statuses import CaseStatus
from portal.reports.cases.sealed_texts import sealed


class Stale(Exception):
    """A review was changed by somebody else since its page was made."""


@dataclass(frozen=True)
class Filled:
    """What stands in a review's form: codes and words by point, the verdict, the words of it, and
    the last local date to correct things."""

    findings: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    verdict: str = ""
    text: str = ""
    correct_by_on: date | None = None


@operation()
def draw_reviews(
    actor: Actor, *, worker: Account, at: datetime, chance: Random | None = None
) -> list[CaseReview]:
    """Draws as many of a worker's cases as reviews are still owed this month, by chance and spread
    over the kinds of cases; drawn again, only what is missing is added.

    In: a worker of the supervisor's unit. Raises Refused when nothing is owed or left to draw.
    Source: SUP-2.
    """
    _wait_for(worker)
    taken = _taken(actor, worker, _month(at))
    left = [one for one in _pool(actor, worker) if one.case_id not in taken]
    missing = rules.owed(len(left) + len(taken)) - len(taken)
    drawn = rules.draw(left, max(0, missing), chance or secrets.SystemRandom())
    refuse_if({} if drawn else {"": ReviewRefusal.NOTHING_TO_DRAW})
    strata = {one.case_id: one.stratum for one in left}
    return [
        _begun(actor, worker, case_id, strata[case_id], Way.DRAWN, at, "draw_review")
        for case_id in drawn
    ]


@operation(result=CaseReview)
def choose_review(
    actor: Actor, *, worker: Account, number: str, at: datetime, operation_key: str | None = None
) -> CaseReview:
    """Takes one case of a worker for review, by its number. Raises Refused on `number` for a case
    that is not this worker's or was taken this month. Source: SUP-2."""
    wanted = (Case.number == number.strip()) & (Case.worker == worker.id)
    found = next(iter(_candidates(actor, wanted)), None)
    if found is None:
        raise Refused({"number": ReviewRefusal.NOT_THEIR_CASE})
    return _begun(actor, worker, found.case_id, found.stratum, Way.CHOSEN, at, "choose_review")


def _wait_for(worker: Account) -> None:
    """Of two supervisors who draw for one worker, the second waits for the first."""
    if not db.is_sqlite():
        Account.select(Account.id).where(Account.id == worker.id).for_update().execute()


def _taken(actor: Actor, worker: Account, month: str) -> set[int]:
    rows = (
        CaseReview.select(CaseReview.case)
        .join(Case)
        .where(CaseReview.worker == worker.id, CaseReview.month == month, Case.scope(actor))
        .tuples()
    )
    return {case_id for (case_id,) in rows}


def _pool(actor: Actor, worker: Account) -> list[Candidate]:
    return _candidates(actor, (Case.worker == worker.id) & (Case.status != CaseStatus.CLOSED))


def _candidates(actor: Actor, wanted: Any) -> list[Candidate]:
    latest = CaseReview.select(fn.MAX(CaseReview.month)).where(CaseReview.case == Case.id)
    rows = (
        Case.select(Case.id, Case.status, Case.plan_status, latest)
        .where(Case.scope(actor), wanted)
        .order_by(Case.id)
        .tuples()
    )
    return [
        Candidate(
            case_id, rules.stratum_of(CaseStatus(status), plan == PlanState.SIGNED), last or ""
        )
        for case_id, status, plan, last in rows
    ]


def _begun(
    actor: Actor, worker: Account, case_id: int, stratum: str, way: Way, at: datetime, action: str
) -> CaseReview:
    try:
        with db.database.atomic():
            made: CaseReview = CaseReview.create(
                case=case_id, worker=worker.id, reviewer=actor.id, month=_month(at), way=way,
                stratum=stratum, made_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise Refused({"number": ReviewRefusal.REVIEWED_THIS_MONTH}) from None
    record(actor, action, made, case=case_id)
    return made


def _month(at: datetime) -> str:
    return str(Month.of(office_date(at, resources.timezone())))


@operation(result=CaseReview)
def save_review(
    actor: Actor, *, review: CaseReview, filled: Filled, version: int, at: datetime,
    operation_key: str | None = None,
) -> CaseReview:  # fmt: skip
    """Keeps what stands in the form; nobody but supervisors sees it yet. Raises Stale when somebody
    saved meanwhile, Refused when it is sent. Source: SUP-2."""
    return _kept(actor, review, filled, version, at, "save_review")


@operation(result=CaseReview)
def send_review(
    actor: Actor, *, review: CaseReview, filled: Filled, version: int, at: datetime,
    operation_key: str | None = None,
) -> CaseReview:  # fmt: skip
    """Sends a review to the worker: from now on it is final, and done.

    Raises Refused with what it lacks, Stale when somebody saved meanwhile. Source: SUP-2.
    """
    today = office_date(at, resources.timezone())
    refuse_if(
        rules.refusals_to_send(
            filled.findings, filled.notes, filled.verdict, filled.correct_by_on, today
        )
    )
    kept = _kept(actor, review, filled, version, at, "send_review")
    CaseReview.update(state=ReviewState.SENT, sent_at=at).where(CaseReview.id == kept.id).execute()
    found: CaseReview = CaseReview.get_by_id(kept.id)
    return found


def _kept(
    actor: Actor, review: CaseReview, filled: Filled, version: int, at: datetime, action: str
) -> CaseReview:
    row: Any = review
    key = case_key(row.case, at=at, actor=actor)
    text = sealed(key, row.case, f"case_review/{row.key}/text", filled.text.strip())
    is_it = (CaseReview.id == row.id) & (CaseReview.state == ReviewState.OPEN)
    wrote = (
        CaseReview.update(
            version=CaseReview.version + 1, verdict=filled.verdict, sealed_text=text,
            correct_by_on=filled.correct_by_on, reviewer=actor.id,
        )
        .where(is_it, CaseReview.version == version)
        .execute()
    )  # fmt: skip
    if not wrote:
        refuse_if({} if CaseReview.select().where(is_it) else {"": ReviewRefusal.SENT_ALREADY})
        raise Stale
    ReviewPoint.delete().where(ReviewPoint.review == row.id).execute()
    for point, finding in filled.findings.items():
        note = sealed(
            key, row.case, f"review_point/{row.key}/{point}", filled.notes.get(point, "").strip()
        )
        ReviewPoint.create(review=row.id, point=point, finding=finding, sealed_note=note)
    record(actor, action, review, case=row.case, fields=["verdict", "points"])
    found: CaseReview = CaseReview.get_by_id(row.id)
    return found


@operation(reads=True)
def read_review(actor: Actor, *, review: CaseReview, at: datetime) -> None:
    """Puts on record that somebody opened a review that was sent: once its worker did, nothing
    alerts them to it any more (SUP-7)."""
    row: Any = review
    record(actor, "view_review", review, case=row.case)


@operation(result=CaseReview)
def answer_review(
    actor: Actor, *, review: CaseReview, text: str, at: datetime, operation_key: str | None = None
) -> CaseReview:
    """The worker's one answer to a review that was sent. Raises Refused on `text` for no words, and
    for a second answer. Source: SUP-2; that it is one is ours."""
    row: Any = review
    refuse_if({} if text.strip() else {"text": ReviewRefusal.NO_WORDS})
    key = case_key(row.case, at=at, actor=actor)
    answer = sealed(key, row.case, f"case_review/{row.key}/answer", text.strip())
    wrote = (
        CaseReview.update(sealed_answer=answer, answered_at=at)
        .where(
            CaseReview.id == row.id, CaseReview.state == ReviewState.SENT,
            CaseReview.worker == actor.id, CaseReview.answered_at.is_null(),
        )
        .execute()
    )  # fmt: skip
    refuse_if({} if wrote else {"text": ReviewRefusal.ANSWERED_ONCE})
    record(actor, "answer_review", review, case=row.case, fields=["answer"])
    found: CaseReview = CaseReview.get_by_id(row.id)
    return found
