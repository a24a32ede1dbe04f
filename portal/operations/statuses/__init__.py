"""Where a case stands: the one way on which it changes.

A status is a period among others that never overlap. Entering one takes its days from those that
stood there, computes anew what depends on them, and keeps what that changed (CASE-3, CASE-12).
The worker of the case stays the worker of the case, whatever it enters.
"""

import json
from datetime import date, datetime
from typing import Any

from portal import db
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.documents import Document
from portal.models.statuses import StatusPeriod
from portal.operations import record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.operations.statuses.gate import refuse_sanction
from portal.policy import status_periods
from portal.policy.calendar import Span
from portal.policy.refusals import refuse_if
from portal.policy.status_periods import (
    REVIEWED,
    Period,
    StatusReason,
    StatusSource,
)
from portal.policy.statuses import CaseStatus
from portal.reports.cases.sealed_texts import sealed
from portal.reports.statuses import as_period
from portal.reports.statuses.changes import Picture, differences, picture


def enter_status(
    actor: Actor, *, case: Case, status: CaseStatus, reason: StatusReason, starts_on: date,
    today: date, at: datetime, ends_on: date | None = None, review_on: date | None = None,
    document: Document | None = None, text: str = "",
    source: StatusSource = StatusSource.STEPS,
) -> StatusPeriod:  # fmt: skip
    """Puts a case into a status from a local date on, back-dated too, inside an operation: the
    periods before and after give way, the case stands where it stands on `today`, and its clocks
    and deadlines are computed anew.

    In: local dates, both included, no end where none is known; by when it is looked at again; what
    shows it, in words (sealed) or as a document of the case. Raises Refused, for a sanction without
    its completed staffing too. Source: CASE-3, CASE-5, CASE-12; WTW 42-7.38, II.F, II.H, II.I.
    """
    new = Period(status, reason, starts_on, ends_on)
    rows = _standing(case, at)
    refuse_if(status_periods.refusals_to_enter(new, review_on, _day(case.enrolled_on), today))
    if status is CaseStatus.SANCTIONED:
        refuse_sanction(case, [as_period(row) for row in rows], starts_on)
    _take_over(case, refresh(case.id, today))  # what it keeps may be of another day
    before = picture(case, today)
    laid = status_periods.lay([as_period(row) for row in rows], new, today)
    by_id = {row.id: row for row in rows}
    _give_way(laid, at)
    made = _kept(
        actor, case, new, at, source, review_on=review_on, document=document, text=text.strip()
    )
    for one in laid.follow:
        _kept(actor, case, one, at, StatusSource.PORTAL, like=by_id.get(one.ref))
    stand_as_of(case, today)
    add_to_timeline(case, EntryKind.STATUS, at, made.id)
    record(actor, "status_set", made, case=case, fields=["status", "starts_on", "ends_on"])
    _take_over(case, refresh(case.id, today))
    _keep_changes(made, before, picture(case, today), laid, by_id)
    return made


def _standing(case: Case, at: datetime) -> list[Any]:
    """The periods that hold, read while nobody else enters one for this case."""
    hold_case(case)
    held = list(
        StatusPeriod.select().where(
            StatusPeriod.case == case.id, StatusPeriod.replaced_at.is_null()
        )
    )
    return held or [begin_status(case, source=StatusSource.BEFORE, at=at)]


def hold_case(case: Case) -> None:
    """Keeps others from entering a status of this case until the running operation ends."""
    alone = Case.select(Case.id).where(Case.id == case.id)
    list(alone if db.is_sqlite() else alone.for_update())


def begin_status(
    case: Case, *, source: StatusSource, at: datetime, reason: str = "",
    review_on: date | None = None, ends_on: date | None = None,
) -> StatusPeriod:  # fmt: skip
    """The first period of a case, inside the operation that makes the case: the status it is made
    with, since when that is known, else since it was enrolled (CASE-1, CASE-3)."""
    row: Any = case
    made: StatusPeriod = StatusPeriod.create(
        case=case.id, status=row.status, reason=reason, ends_on=ends_on, review_on=review_on,
        starts_on=row.status_since_on or row.enrolled_on, source=source, set_at=at,
    )  # fmt: skip
    return made


def _give_way(laid: status_periods.Laid, at: datetime) -> None:
    for one in laid.covered:
        StatusPeriod.update(replaced_at=at).where(StatusPeriod.id == one.ref).execute()
    for one in laid.shortened:
        StatusPeriod.update(ends_on=one.ends_on).where(StatusPeriod.id == one.ref).execute()


def _kept(
    actor: Actor, case: Case, one: Period, at: datetime, source: StatusSource, like: Any = None,
    review_on: date | None = None, document: Document | None = None, text: str = "",
) -> StatusPeriod:  # fmt: skip
    """The row of a period; one that goes on behind another keeps what its own row said."""
    key = db.new_key()
    place = f"status/{key}/text"
    if like is not None and like.review_on is not None and like.review_on >= one.starts_on:
        review_on = like.review_on
    made: StatusPeriod = StatusPeriod.create(
        key=key, case=case.id, status=one.status, reason=one.reason, starts_on=one.starts_on,
        ends_on=one.ends_on, review_on=review_on, set_at=at,
        document=like.document_id if like is not None else document,
        source=like.source if like is not None else source,
        set_by=actor.id if actor.is_staff else None,
        sealed_text=sealed(case_key(case, at=at, actor=actor), case, place, text) if text else "",
    )  # fmt: skip
    return made


def stand_as_of(case: Case, today: date) -> None:
    """Keeps on the case where its periods put it on the local date `today`, inside an operation."""
    rows: list[Any] = list(
        StatusPeriod.select().where(
            StatusPeriod.case == case.id, StatusPeriod.replaced_at.is_null()
        )
    )
    periods = [as_period(row) for row in rows]
    current = status_periods.of_day(periods, today)
    kept: dict[str, Any] = {"not_owed": _written(status_periods.not_owed(periods))}
    if current is not None:
        row = next(row for row in rows if row.id == current.ref)
        looked_at = row.review_on or row.ends_on
        kept |= {
            "status": current.status,
            "status_since_on": status_periods.since(periods, current),
            "status_reason": current.reason,
            "status_until": current.ends_on,
            "status_review_on": looked_at if _is_reviewed(current) else None,
        }
    Case.update(**kept).where(Case.id == case.id).execute()


def _is_reviewed(one: Period) -> bool:
    # The days to give a reason end by themselves.
    return one.status in REVIEWED and one.reason != StatusReason.CAUSE_PERIOD


def _written(spans: list[Span]) -> str:
    return ",".join(f"{one.starts_on}/{one.ends_on}" for one in sorted(spans))


def _take_over(case: Any, fresh: Any) -> None:
    # Who called goes on with the case they hold.
    for name, value in fresh.__data__.items():
        setattr(case, name, value)


def _keep_changes(
    made: Any, before: Picture, after: Picture, laid: status_periods.Laid, by_id: dict[int, Any]
) -> None:
    told = differences(before, after, laid, {ref: row.ends_on for ref, row in by_id.items()})
    made.changed = json.dumps(told)
    StatusPeriod.update(changed=made.changed).where(StatusPeriod.id == made.id).execute()


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
